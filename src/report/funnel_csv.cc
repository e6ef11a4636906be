#include <string>
#include <string_view>

#include "report/escape.h"
#include "report/funnel_text.h"

namespace eligo::report {
namespace {

constexpr std::string_view kOfReading[] = {"fails", "only", "unknown", "out", "in", "unknown_in", "best_place", "best_out", "best_in"};

void AddCell(std::string& row, std::string_view cell) {
  if (!row.empty()) row += ',';
  row += CsvCell(cell);
}

void AddReading(std::string& row, const ShownReading& reading, std::size_t criterion) {
  const ShownStops& of = reading.criteria[criterion];
  const ShownStep& step = reading.in_order[criterion];
  for (const Shown& count : {of.fails, of.only, of.unknown, step.out, step.in, step.unknown}) AddCell(row, count.Text());
  // A criterion that stops nobody further has no place in the best order.
  std::size_t place = 0;
  while (place < reading.best.size() && reading.best[place].criterion != criterion) ++place;
  const bool placed = place < reading.best.size();
  AddCell(row, placed ? std::to_string(place + 1) : "");
  AddCell(row, placed ? reading.best[place].out.Text() : "");
  AddCell(row, placed ? reading.best[place].in.Text() : "");
}

}  // namespace

std::string FunnelCsv(const FunnelReport& report) {
  std::string out = "protocol,protocol_hash,terms,cohort,as_of,suppress,judged,deceased,criterion,kind,text";
  for (const std::string_view reading : {"presumed.", "strict."}) {
    for (const std::string_view name : kOfReading) out += ',' + std::string(reading) + std::string(name);
  }
  out += "\r\n";
  for (const ShownFunnel& funnel : report.funnels) {
    for (std::size_t i = 0; i < funnel.criteria.size(); ++i) {
      std::string row;
      AddCell(row, funnel.path);
      AddCell(row, funnel.hash);
      AddCell(row, report.terms);
      AddCell(row, funnel.cohort.value_or(""));
      AddCell(row, ToString(report.settings.as_of));
      AddCell(row, std::to_string(report.least));
      AddCell(row, funnel.judged.Text());
      AddCell(row, funnel.deceased.Text());
      AddCell(row, funnel.criteria[i].id);
      AddCell(row, funnel.criteria[i].kind);
      AddCell(row, funnel.criteria[i].text);
      AddReading(row, funnel.presumed, i);
      AddReading(row, funnel.strict, i);
      out += row + "\r\n";
    }
  }
  return out;
}

}  // namespace eligo::report
