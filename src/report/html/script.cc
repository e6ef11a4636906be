#include "report/html/assets.h"

namespace eligo::report {

// Sorting, filtering, opening patients, and putting the protocol's sentences beside a patient's verdicts. Nothing is built from
// strings: nodes that stand in the file are moved, cloned or hidden, so what a record says can never run.
constexpr std::string_view kScriptText = R"js(
(function(){
"use strict";
var $=function(s,r){return (r||document).querySelector(s)},$$=function(s,r){return Array.prototype.slice.call((r||document).querySelectorAll(s))};

// Sorting: a click on a heading sorts its table, a second click turns the order round. Equal rows keep their order.
$$("th[aria-sort] button").forEach(function(b){
  b.addEventListener("click",function(){
    var th=b.parentNode,table=th.closest("table"),column=th.cellIndex,number=th.dataset.t==="n";
    var up=th.getAttribute("aria-sort")!=="ascending";
    $$("th[aria-sort]",table).forEach(function(h){h.setAttribute("aria-sort","none")});
    th.setAttribute("aria-sort",up?"ascending":"descending");
    var body=table.tBodies[0];
    var rows=$$("tr",body).map(function(r,i){
      var c=r.cells[column],k=c.dataset.k!==undefined?c.dataset.k:c.textContent.trim();
      return {row:r,key:number?Number(k):k,at:i};
    });
    rows.sort(function(a,b){
      var d=number?a.key-b.key:a.key.localeCompare(b.key,undefined,{numeric:true});
      return (up?d:-d)||a.at-b.at;
    });
    rows.forEach(function(x){body.appendChild(x.row)});
  });
});

// Filters work on every worklist at once.
var form=$(".filters");
function shown(row){
  var verdict=row.dataset[$("#f-reading").value];
  if(!$("input[name=v][value='"+verdict+"']",form).checked)return false;
  if($("#f-one").checked&&row.dataset.n!=="1")return false;
  var text=$("#f-text").value.trim().toLowerCase();
  return !text||row.textContent.toLowerCase().indexOf(text)>=0;
}
function filter(){
  var seen=0,all=0;
  $$("table.work").forEach(function(table){
    var here=0;
    $$("tbody tr",table).forEach(function(r){var on=shown(r);r.hidden=!on;here+=on;all++});
    seen+=here;
    var none=table.parentNode.querySelector("p.none");if(none)none.hidden=here>0;
  });
  $("#f-count").textContent=seen===all?all+" rows":seen+" of "+all+" rows shown";
}
form.addEventListener("input",filter);
form.addEventListener("submit",function(e){e.preventDefault()});
$("#f-pass").addEventListener("change",function(e){document.documentElement.classList.toggle("nopass",e.target.checked)});

// Opening a patient: the sentence and the logic of each criterion are copied from the protocol's table.
function fill(page){
  if(page.dataset.full)return;
  page.dataset.full=1;
  $$("table.crit tr[id]",page).forEach(function(row){
    var from=document.getElementById($("th a",row).getAttribute("href").slice(1)),to=$(".s",row);
    if(!from||!to)return;
    var copy=$(".src",from).cloneNode(true);
    to.textContent="";
    while(copy.firstChild)to.appendChild(copy.firstChild);
  });
  var tools=document.createElement("p");tools.className="tools";
  [["Print this patient",function(){printOne(page)}],["Close",function(){page.classList.remove("open");back(page)}]].forEach(function(t){
    var b=document.createElement("button");b.type="button";b.textContent=t[0];b.addEventListener("click",t[1]);tools.appendChild(b);
  });
  $("h3",page).insertAdjacentElement("afterend",tools);
}
function open(page){fill(page);page.classList.add("open");$("#patients .hint").hidden=true}
function back(page){
  var link=$("table.work a[href='#"+page.id+"']");
  if(location.hash.indexOf("#"+page.id)===0)history.replaceState(null,"",location.pathname+location.search);
  if(link){link.scrollIntoView({block:"center"});link.focus()}
}
function printOne(page){
  var root=document.documentElement;
  root.classList.add("one");page.classList.add("printing");
  window.print();
  root.classList.remove("one");page.classList.remove("printing");
}
function go(){
  var target=location.hash.length>1&&document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if(!target)return;
  var page=target.closest(".patient");
  $$("tr.lit").forEach(function(r){r.classList.remove("lit")});
  var folded=target.closest("details");if(folded)folded.open=true;
  if(page){
    open(page);
    if(target!==page)target.classList.add("lit");
    var head=$("h3",page);head.focus({preventScroll:true});
  }else if(target.tagName==="TR")target.classList.add("lit");
  target.scrollIntoView();
}
window.addEventListener("hashchange",go);
document.addEventListener("click",function(e){
  var a=e.target.closest("a[href^='#']");
  if(a&&a.getAttribute("href")===location.hash){e.preventDefault();go()}
});
$("#a-open").addEventListener("click",function(){
  $$("table.work tbody tr:not([hidden]) th a").forEach(function(a){var p=document.getElementById(a.getAttribute("href").slice(1));if(p)open(p)});
});
$("#a-close").addEventListener("click",function(){$$(".patient.open").forEach(function(p){p.classList.remove("open")});$("#patients .hint").hidden=false});
$("#a-print").addEventListener("click",function(){window.print()});
// #all opens everyone: for printing from a program.
if(location.hash==="#all")$$(".patient").forEach(open);
$$("details.criteria").forEach(function(d){if(window.matchMedia("(max-width:46rem)").matches||$("table.work",d.parentNode))d.open=false});
filter();go();
})();
)js";
const std::string_view kScript = kScriptText;

}  // namespace eligo::report
