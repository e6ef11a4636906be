#include "report/html/assets.h"

namespace eligo::report {

// Colours are Okabe and Ito's, darkened for text until they reach 4.5:1 on white. Each verdict also has its own symbol, word
// and border (solid, double, dashed, dotted) and the bars their own hatching, so that nothing rests on colour.
constexpr std::string_view kStyleText = R"css(
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--tint:#f6f8fa;--link:#0a4f8f;
--o3:#00614a;--o3b:#e3f4ee;--o2:#0a4f8f;--o2b:#e4effa;--o1:#5c4a00;--o1b:#fbf3d5;--o0:#8f3300;--o0b:#fcebe2}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa4af;--line:#3d444d;--paper:#0d1117;--tint:#161b22;--link:#79b8ff;
--o3:#56d4ae;--o3b:#0f2b23;--o2:#79b8ff;--o2b:#10243b;--o1:#e3c65b;--o1b:#2b2510;--o0:#ff9d6e;--o0b:#33190d}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:84rem;padding:0 1.25rem 3rem;font:16px/1.45 system-ui,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.7rem;margin:1.2rem 0 .6rem}h2{font-size:1.3rem;margin:2.2rem 0 .2rem;padding-top:.6rem;border-top:3px solid var(--ink)}
h3{font-size:1.1rem;margin:1rem 0 .4rem}h4{font-size:1rem;margin:0 0 .2rem}
a{color:var(--link)}code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;font-size:.85em}
:focus-visible{outline:3px solid #d55e00;outline-offset:2px}
.skip{position:absolute;left:-99rem;background:var(--paper);padding:.6rem 1rem;z-index:9}.skip:focus{left:.5rem;top:.5rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.js-only,.js.filters,p.js,.print-only{display:none}html.js p.js{display:block}
[hidden]{display:none!important}
dl.facts{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:.4rem 0}dl.facts dt{font-size:.8rem;color:var(--soft)}dl.facts dd{margin:0;font-weight:600}
.note,.path,.key,.hint{color:var(--soft);margin:.3rem 0 .8rem}.path{font-size:.9rem;overflow-wrap:anywhere}
summary{cursor:pointer;padding:.35rem 0}summary h3{display:inline;margin:0}
.legend dl{margin:.2rem 0;max-width:62rem}.legend dl div{display:flex;gap:.8rem;padding:.25rem 0;border-top:1px solid var(--line)}
.legend dt{flex:0 0 9.5rem}.legend dd{margin:0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:.5rem 0;margin:0}
.b{display:inline-block;white-space:nowrap;padding:0 .45em;border:1.5px solid;border-radius:.25em;font-weight:600;font-size:.92em}
.b::before{display:inline-block;min-width:1em;margin-right:.2em;text-align:center}
.b.o3::before,.b.c2::before{content:"\2714";content:"\2714" / ""}.b.o2::before{content:"\25D0";content:"\25D0" / ""}
.b.o1::before,.b.c1::before{content:"?";content:"?" / ""}.b.o0::before,.b.c0::before{content:"\2718";content:"\2718" / ""}
.b.o3,.b.c2{color:var(--o3);background:var(--o3b)}.b.o2{color:var(--o2);background:var(--o2b);border-style:double;border-width:3px;line-height:1.2}
.b.o1,.b.c1{color:var(--o1);background:var(--o1b);border-style:dashed}.b.o0,.b.c0{color:var(--o0);background:var(--o0b);border-style:solid;border-left-width:5px}
ul.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 2rem;padding:0;margin:.6rem 0}ul.counts b{font-size:1.5rem;margin-right:.2rem}
ul.counts small{display:block;color:var(--soft)}
.bar{display:flex;height:1rem;border:1px solid var(--ink);margin:.3rem 0 1rem;max-width:46rem}
.bar span{border-right:1px solid var(--ink)}.bar span:last-child{border:0}
.bar .o3{background:var(--o3)}.bar .o2{background:repeating-linear-gradient(90deg,var(--o2) 0 3px,var(--o2b) 3px 8px)}
.bar .o1{background:radial-gradient(var(--o1) 1.2px,var(--o1b) 1.8px) 0 0/6px 6px}.bar .o0{background:repeating-linear-gradient(45deg,var(--o0) 0 2px,var(--o0b) 2px 7px)}
.filters{background:var(--tint);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;margin:1rem 0}
html.js .js.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center}
.filters fieldset{border:0;padding:0;margin:0;flex:1 0 100%;display:flex;flex-wrap:wrap;gap:.35rem 1rem;align-items:center}.filters legend{float:left;font-weight:600;margin-right:.8rem}
.filters label{display:inline-flex;align-items:center;gap:.35rem}.filters output{font-weight:600;min-width:9rem}
input[type=checkbox]{width:1.1rem;height:1.1rem;margin:0}input[type=search],select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.3rem;padding:.25rem .6rem}
button{cursor:pointer}.actions{display:inline-flex;flex-wrap:wrap;gap:.4rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--ink);font-size:.88rem;white-space:nowrap}tbody th{font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
th[aria-sort] button{border:0;background:none;padding:0;font-weight:700}th[aria-sort] button::after{content:" \2195";color:var(--soft)}
th[aria-sort=ascending] button::after{content:" \25B2";color:var(--ink)}th[aria-sort=descending] button::after{content:" \25BC";color:var(--ink)}
html:not(.js) th[aria-sort] button::after{content:""}
.work tbody th{white-space:nowrap}.work tbody tr:hover{background:var(--tint)}.work td:last-child{min-width:12rem}
abbr{text-decoration:none;cursor:help}small{font-size:.86em}
.scroll{position:relative;overflow:auto;max-height:32rem}.overview th{white-space:nowrap}.overview .b{font-size:.8em}
u{text-decoration:underline solid 2px;text-underline-offset:3px;text-decoration-color:var(--o2);text-decoration-skip-ink:none}
u.j{text-decoration-style:dashed;text-decoration-color:var(--o3)}
.x{border-bottom:2px dotted var(--o0);background:var(--o0b)}.nr{color:var(--o0);font-weight:600;border:1px dotted;border-radius:.2rem;padding:0 .25em;margin:0 .25em;white-space:nowrap}
sup{font-weight:700;font-size:.7em;line-height:0}
.q{white-space:pre-line;margin:.1rem 0 .4rem}.k{margin:0;font-size:.82rem;color:var(--soft)}
pre{margin:0;padding:.4rem .6rem;background:var(--tint);border-left:3px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
.asked td.n{width:5.5rem}.asked thead th{white-space:normal}
.patient{border-top:3px solid var(--ink);margin-top:2rem;content-visibility:auto;contain-intrinsic-size:auto 60rem}
.patient h3{font-size:1.25rem}.for{font-weight:400;color:var(--soft)}
html.js .patient:not(.open){display:none}
.asks{background:var(--tint);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .9rem;margin:.5rem 0}.asks ol{margin:0;padding-left:1.6rem}.asks a,.work td a{white-space:nowrap}
.crit{table-layout:fixed}.crit col:nth-child(1){width:5.5rem}.crit col:nth-child(2){width:42%}.crit col:nth-child(3){width:8.5rem}
.crit tbody th{white-space:nowrap}.crit td{overflow-wrap:anywhere}.crit .c0>th{border-left:5px solid var(--o0)}.crit .c1>th{border-left:5px dashed var(--o1)}.crit .c2>th{border-left:5px solid transparent}
.v small{display:block;margin-top:.3rem;color:var(--soft)}
.e p{margin:0 0 .2rem}.e ul{margin:0;padding-left:1rem}.e ul ul{list-style:"– ";padding-left:.8rem}.e time{font-variant-numeric:tabular-nums;font-weight:600}.e code{color:var(--soft)}
.m{color:var(--o1);font-style:italic}
tr.lit{background:var(--o1b)}
html.nopass .crit tr.c2{display:none}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;margin:.3rem 0}
.sgn,.who{display:none}.who th{border:0!important;font-weight:400}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-top:.5rem}
@media(max-width:46rem){body{padding:0 .8rem 2rem}
.work thead,.crit thead,.asked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.work,.work tbody,.work tr,.work th,.work td,.crit,.crit tbody,.crit tr,.crit th,.crit td,.asked,.asked tbody,.asked tr,.asked th,.asked td{display:block;width:auto!important;border:0;padding:.12rem 0;text-align:left!important}
.work tr,.crit tr,.asked tr{border:1px solid var(--line);border-radius:.4rem;padding:.5rem .7rem;margin:0 0 .7rem}
.work td{position:relative;padding-left:6.6rem!important;min-width:0!important}.work td::before,.asked td.n::before{content:attr(data-l);color:var(--soft);font-size:.88rem}.work td::before{position:absolute;left:0}
.asked td.n{display:inline-block;margin-right:1rem}.asked td.n::before{content:attr(data-l) ": "}
.work td:empty{display:none}.crit tr.c0{border-left:5px solid var(--o0)}.crit tr.c1{border-left:5px dashed var(--o1)}.crit tbody th{border:0!important}
.legend dl div{display:block}.work tbody th{font-size:1.05rem}}
@media(prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important;scroll-behavior:auto!important}}
@media print{@page{margin:14mm 12mm}html.js .js.filters{display:none}
:root{--ink:#000;--soft:#333;--line:#999;--paper:#fff;--tint:#fff;--link:#000;--o3:#000;--o3b:#fff;--o2:#000;--o2b:#fff;--o1:#000;--o1b:#fff;--o0:#000;--o0b:#fff}
body{max-width:none;padding:0;font-size:9pt;line-height:1.35}a{text-decoration:none}.filters,nav,.skip,.tools,.hint,.legend:not([open]),.overview:not([open]),.remarks:not([open]),.criteria:not([open]){display:none!important}
th[aria-sort] button::after{content:""}button{border:0}
tr,li,.asks,.facts{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}
.protocol+.protocol{break-before:page}.patient{break-before:page;content-visibility:visible;border:0;margin:0}#patients>h2{display:none}
.bar,.b{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.print-only{display:block}.who{display:table-row}
html{font-size:12px}.crit col:nth-child(1){width:4.8rem}.crit col:nth-child(2){width:36%}.crit col:nth-child(3){width:7.4rem}th,td{padding:.3rem .45rem}.asked td.n{width:4.6rem}
.crit th:first-child::after{content:" \2610";font-weight:400}.crit thead th:first-child::after{content:""}
.sgn{display:table-row-group}.sgn td{border:0!important}.sign{display:flex;gap:2rem;margin:12mm 0 0}.sign span{flex:1;border-top:1px solid #000;padding-top:.2rem}.sign span:last-child{flex:0 0 9rem}
html.one main>*:not(#patients),html.one body>header,html.one .patient:not(.printing),html.one #patients>p{display:none!important}html.one .printing{break-before:auto}}
)css";
const std::string_view kStyle = kStyleText;

}  // namespace eligo::report
