#include "pipeline/print.h"

#include "logic/file.h"
#include "report/brat.h"
#include "report/lint_text.h"
#include "report/parse_json.h"
#include "report/parse_text.h"
#include "report/screen_csv.h"
#include "report/screen_html.h"
#include "report/screen_json.h"
#include "report/screen_text.h"

namespace eligo::pipeline {

bool PrintReading(const Reading& reading, ParseFormat format, const terms::Terms& terms, const Sink& sink) {
  if (format == ParseFormat::kBrat) return sink(report::Brat(reading, terms));
  if (format == ParseFormat::kEligo) {
    CHECK(reading.logic);
    return sink(logic::PrintFile(*reading.logic, terms));
  }
  return sink((format == ParseFormat::kJson ? report::ParseJson(reading, terms) : report::ParseText(reading, terms)) + '\n');
}

bool PrintLint(const Reading& reading, PageFormat format, Severity lowest, const Sink& sink) {
  return sink(format == PageFormat::kJson ? report::LintJson(reading, lowest) + '\n' : report::LintText(reading, lowest));
}

bool PrintScreening(const Screening& screening, ScreenFormat format, const Sink& sink) {
  switch (format) {
    case ScreenFormat::kText: return report::ScreenText(screening, sink);
    case ScreenFormat::kJson: return report::ScreenJson(screening, sink);
    case ScreenFormat::kHtml: return report::ScreenHtml(screening, sink);
    case ScreenFormat::kCsv: return report::ScreenCsv(screening, sink);
  }
  return false;
}

}  // namespace eligo::pipeline
