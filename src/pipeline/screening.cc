#include "pipeline/screening.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/result.h"
#include "match/needed.h"
#include "pipeline/blocks.h"
#include "pipeline/listing.h"
#include "pipeline/print.h"
#include "report/pseudonyms.h"
#include "report/screen_csv.h"
#include "report/screen_html.h"
#include "report/screen_json.h"
#include "report/screen_text.h"

namespace eligo::pipeline {
namespace {

constexpr std::size_t kRecordedTogether = 1024;  // lines of a record that are in memory at a time

void AddLabels(const logic::Protocol& protocol, const terms::Terms& terms, std::map<std::string, std::string>& labels) {
  for (const logic::Criterion& criterion : protocol.criteria) {
    logic::ForEachLeaf(criterion.expression, [&](const logic::Expression& leaf) {
      if (leaf.op != logic::Op::kFact || leaf.fact->concept_ref.id.empty()) return;
      const std::string& id = leaf.fact->concept_ref.id;
      if (labels.contains(id)) return;
      const auto found = terms.Find(id);
      labels.emplace(id, found ? std::string(terms.Get(*found).label) : id);
    });
  }
}

}  // namespace

terms::ConceptSet NeededConcepts(const std::vector<Reading>& readings, const terms::Terms& terms) {
  terms::ConceptSet needed;
  for (const Reading& reading : readings) {
    if (reading.logic) match::AddNeeded(*reading.logic, terms, needed);
  }
  return needed;
}

namespace {

Places PlacesOf(const records::Records& records, const ScreenRequest& request) {
  if (!request.only) return {0, records.patients().size()};
  CHECK(*request.only < records.patients().size());
  return {*request.only, std::size_t{*request.only} + 1, true};
}

// Of one patient alone, the answers about the others are not unused.
std::vector<std::string> Unused(const AnswerBook& answers, const records::Records& records, const ScreenRequest& request) {
  return request.only ? answers.Unused(records.patients()[*request.only].id) : answers.Unused();
}

// Everything but the verdicts.
Screening Begin(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request) {
  Screening screening;
  screening.settings = request.settings;
  screening.terms = std::string(terms.version());
  screening.unmapped = records.unmapped().size();
  const Places places = PlacesOf(records, request);
  for (std::size_t p = places.begin; p < places.end; ++p) screening.patients.push_back(records.patients()[p].id);
  for (Reading& reading : readings) {
    CHECK(reading.logic);
    AddLabels(*reading.logic, terms, screening.labels);
    screening.protocols.push_back({std::move(reading), {}, {}});
  }
  return screening;
}

std::vector<const logic::Protocol*> ProtocolsOf(const Screening& screening) {
  std::vector<const logic::Protocol*> protocols;
  for (const report::Judged& judged : screening.protocols) protocols.push_back(&*judged.reading.logic);
  return protocols;
}

}  // namespace

namespace {

// What is printed when all is known. Of long lists of patients whom nobody answered for, and whom nothing else than the list tells of,
// only those are judged in words who are listed.
Screening ScreenWhole(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms,
                      const ScreenRequest& request, std::optional<ScreenFormat> format, std::vector<std::string>& voided,
                      report::RunWriter* record) {
  Screening screening = Begin(std::move(readings), records, terms, request);
  const bool text = format == ScreenFormat::kText && !request.pseudonymise;
  const bool html = format == ScreenFormat::kHtml && !request.pseudonymise;
  Places places = PlacesOf(records, request);
  if (text) places.words = match::Words::kNo;
  Listed listed;
  if (record == nullptr && request.answers.empty() && !request.only && (text || html)) {
    const LongList longer = text ? LongList{report::kLongTable, false} : LongList{report::HtmlLimits().rows, true};
    if (records.patients().size() > longer.few) {
      listed = List(screening, records, terms, longer);
      places.listed = &listed;
    }
  }
  AnswerBook answers(request.answers);
  // With pseudonyms, which are known at the end, the record is written then.
  report::RunWriter* const at_once = request.pseudonymise ? nullptr : record;
  ForEachBlock(ProtocolsOf(screening), records, places, terms, request.settings, answers, [&](Block block) {
    std::string lines = at_once != nullptr ? at_once->Lines(block.protocol, block.verdicts) : "";
    const std::size_t count = block.verdicts.size();
    for (verdict::PatientVerdict& verdict : block.verdicts) {
      if (text) report::KeepForText(verdict);
    }
    return [&screening, at_once, lines = std::move(lines), count, block = std::move(block)]() mutable {
      if (at_once != nullptr) at_once->Rows(lines, count);
      auto& all = screening.protocols[block.protocol].verdicts;
      std::move(block.verdicts.begin(), block.verdicts.end(), std::back_inserter(all));
      return true;
    };
  });
  voided = Unused(answers, records, request);
  if (request.pseudonymise) report::Pseudonymise(screening);
  for (std::size_t p = 0; record != at_once && p < screening.protocols.size(); ++p) {
    std::span<const verdict::PatientVerdict> left = screening.protocols[p].verdicts;
    while (!left.empty()) {
      const auto some = left.first(std::min(left.size(), kRecordedTogether));
      record->Rows(record->Lines(p, some), some.size());
      left = left.subspan(some.size());
    }
  }
  return screening;
}

}  // namespace

Screening Screen(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
                 std::vector<std::string>& voided) {
  return ScreenWhole(std::move(readings), records, terms, request, std::nullopt, voided, nullptr);
}

bool ScreenTo(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
              ScreenFormat format, const report::Sink& sink, std::vector<std::string>& voided, report::RunWriter* record) {
  const report::Sink print = [&](std::string_view bytes) {
    if (record != nullptr) record->Printed(bytes);
    return sink(bytes);
  };
  // Pseudonyms are those of all records; a page and a summary speak of all patients at once.
  if (request.pseudonymise || (format != ScreenFormat::kJson && format != ScreenFormat::kCsv))
    return PrintScreening(ScreenWhole(std::move(readings), records, terms, request, format, voided, record), format, print);
  const Screening screening = Begin(std::move(readings), records, terms, request);
  AnswerBook answers(request.answers);
  bool written = format == ScreenFormat::kJson || report::ScreenCsvHeader(print);
  if (!written) return false;
  const auto rows = format == ScreenFormat::kJson ? report::ScreenJsonRows : report::ScreenCsvRows;
  ForEachBlock(ProtocolsOf(screening), records, PlacesOf(records, request), terms, request.settings, answers, [&](const Block& block) {
    std::string text;
    rows(screening, screening.protocols[block.protocol], block.verdicts, [&text](std::string_view piece) {
      text += piece;
      return true;
    });
    std::string lines = record != nullptr ? record->Lines(block.protocol, block.verdicts) : "";
    return [&written, &print, record, text = std::move(text), lines = std::move(lines), count = block.verdicts.size()] {
      if (record != nullptr) record->Rows(lines, count);
      return written = print(text);
    };
  });
  voided = Unused(answers, records, request);
  return written;
}

}  // namespace eligo::pipeline
