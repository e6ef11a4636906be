#include "report/screen_html.h"

#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "test/report/fixture.h"

namespace eligo::report {
namespace {

std::string HtmlOf(const Screening& screening, const HtmlLimits& limits = {}) {
  return test::Collect([&](const Sink& sink) { EXPECT_TRUE(ScreenHtml(screening, sink, limits)); });
}

std::size_t Occurrences(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(ScreenHtml, LoadsNothing) {
  const std::string html = HtmlOf(test::MakeScreening());
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  for (const char* reference : {"src=", "http:", "https:", "@import", "url("})
    EXPECT_EQ(html.find(reference), std::string::npos) << reference;
}

TEST(ScreenHtml, EscapesProtocolAndRecord) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts[0].patient = "<img onerror=x>";
  screening.protocols[0].reading.source.document.title = "\"</title><script>x</script>";
  const std::string html = HtmlOf(screening);
  EXPECT_EQ(html.find("<b>within</b>"), std::string::npos);
  EXPECT_EQ(html.find("<iv>"), std::string::npos);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(html.find("<script>x"), std::string::npos);
  EXPECT_NE(html.find("Rituximab &lt;b&gt;within&lt;/b&gt; 9 months"), std::string::npos);
  EXPECT_NE(html.find("rituximab &lt;iv&gt;, by name"), std::string::npos);
}

TEST(ScreenHtml, EveryLinkInsideLeadsSomewhereAndIdsAreUnique) {
  const std::string html = HtmlOf(test::MakeScreening());
  std::set<std::string> ids;
  const std::regex id_pattern(" id=\"?([A-Za-z0-9-]+)");
  for (std::sregex_iterator it(html.begin(), html.end(), id_pattern), end; it != end; ++it) {
    EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1];
  }
  const std::regex link_pattern("<a [^>]*href=\"?#([A-Za-z0-9-]+)");
  std::size_t links = 0;
  for (std::sregex_iterator it(html.begin(), html.end(), link_pattern), end; it != end; ++it) {
    EXPECT_TRUE(ids.contains((*it)[1])) << (*it)[1];
    ++links;
  }
  EXPECT_GT(links, 10u);
}

TEST(ScreenHtml, UnderlinesWhatWasReadAndNamesWhatWasNot) {
  const std::string html = HtmlOf(test::MakeScreening());
  EXPECT_NE(html.find("<u>Rituximab &lt;b&gt;within&lt;/b&gt; 9 months<sup>1</sup></u> &amp; &quot;<u class=j>organ "
                      "failure<sup>2</sup></u>&quot; 漢 <span class=x>vaguely "
                      "put<sup>3</sup></span><small class=nr>not read</small>"),
            std::string::npos);
}

TEST(ScreenHtml, SentencesStandOnceNotPerPatient) {
  const std::string html = HtmlOf(test::MakeScreening());
  EXPECT_EQ(Occurrences(html, "<p class=q>"), 2u);
  EXPECT_EQ(Occurrences(html, "class=patient "), 3u);
  EXPECT_EQ(Occurrences(html, "Verified by"), 3u);
}

TEST(ScreenHtml, SaysVerdictsInWords) {
  const std::string html = HtmlOf(test::MakeScreening());
  EXPECT_NE(html.find("<span class=\"b o2\">candidate</span>"), std::string::npos);
  EXPECT_NE(html.find("aria-label=\"presumed: 0 eligible 1 candidate 0 undetermined 2 ineligible\""), std::string::npos);
  EXPECT_NE(html.find("not known, presumed yes"), std::string::npos);
}

TEST(ScreenHtml, LeavesOutPagesThatDoNotFitAndSaysSo) {
  HtmlLimits limits;
  limits.page_bytes = 1;
  const std::string html = HtmlOf(test::MakeScreening(), limits);
  EXPECT_EQ(Occurrences(html, "class=patient "), 1u);
  EXPECT_NE(html.find("1 of 3 rows have a page here"), std::string::npos);
  EXPECT_NE(html.find("<h3 id=h1 tabindex=-1>berta-12"), std::string::npos) << "the best verdict keeps its page";
}

TEST(ScreenHtml, CountsRowsThatAreNotListed) {
  Screening screening = test::MakeScreening();
  auto& verdicts = screening.protocols[0].verdicts;
  verdicts[0].criteria.push_back(verdicts[0].criteria[1]);
  HtmlLimits limits;
  limits.rows = 2;
  EXPECT_NE(HtmlOf(screening, limits).find("1 more row, stopped by two or more criteria"), std::string::npos);
}

}  // namespace
}  // namespace eligo::report
