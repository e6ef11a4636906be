#include "report/escape.h"

#include <gtest/gtest.h>

namespace eligo::report {
namespace {

TEST(EscapeHtml, LeavesNothingThatCouldOpenATagOrLeaveAnAttribute) {
  EXPECT_EQ(EscapeHtml("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(EscapeHtml("\" onclick=\"x & y"), "&quot; onclick=&quot;x &amp; y");
  EXPECT_EQ(EscapeHtml(std::string_view("a\0b\x1B[31m\n", 9)), "a b [31m\n");
  EXPECT_EQ(EscapeHtml("≥ 5 µmol/L"), "≥ 5 µmol/L");
}

TEST(CsvCell, QuotesOnlyWhereNeeded) {
  const struct {
    const char* cell;
    const char* written;
  } cases[] = {
      {"plain", "plain"},
      {"", ""},
      {"a,b", "\"a,b\""},
      {"say \"no\"", "\"say \"\"no\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"<20 IU/mL", "<20 IU/mL"},
      // What a spreadsheet would run.
      {"=1+1", "\"'=1+1\""},
      {"+1", "\"'+1\""},
      {"-1", "\"'-1\""},
      {"@SUM(A1)", "\"'@SUM(A1)\""},
      {"\t=1", "\"'\t=1\""},
      {"\r=1", "\"'\r=1\""},
      {"＝1", "\"'＝1\""},
      {"=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""},
      {"a=1", "a=1"},
  };
  for (const auto& c : cases) EXPECT_EQ(CsvCell(c.cell), c.written) << c.cell;
}

}  // namespace
}  // namespace eligo::report
