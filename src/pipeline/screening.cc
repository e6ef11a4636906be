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
#include "report/worklist.h"

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
    if (LongestList(screening, records, longer) > longer.few) {
      listed = List(screening, records, terms, longer);
      places.listed = &listed;
    }
  }
  // Of a text whose patients are all judged: counted and let go, as far as they are not listed.
  const bool lets_go = text && places.listed == nullptr;
  for (report::Judged& judged : screening.protocols) {
    for (const int cohort : lets_go ? report::CohortsOf(*judged.reading.logic) : std::vector<int>()) {
      judged.counts.emplace_back().cohort = cohort;
      judged.counts.back().criteria.resize(judged.reading.logic->criteria.size());
    }
  }
  AnswerBook answers(request.answers);
  // With pseudonyms, which are known at the end, the record is written then.
  report::RunWriter* const at_once = request.pseudonymise ? nullptr : record;
  ForEachBlock(ProtocolsOf(screening), records, places, terms, request.settings, answers, [&](Block block) {
    std::string lines = at_once != nullptr ? at_once->Lines(block.protocol, block.verdicts) : "";
    const std::size_t count = block.verdicts.size();
    report::CohortCounts counts;
    std::vector<bool> worth(count, true);
    if (lets_go && count > 0) {
      std::vector<report::WorklistRow> rows;
      for (std::size_t i = 0; i < count; ++i) {
        rows.push_back(report::RowOf(block.verdicts[i]));
        worth[i] = report::WorthListing(block.verdicts[i].presumed, rows.back().fails.size());
      }
      counts = report::CountsOf(*screening.protocols[block.protocol].reading.logic, block.verdicts.front().cohort, rows);
    }
    for (verdict::PatientVerdict& verdict : block.verdicts) {
      if (text) report::KeepForText(verdict);
    }
    return [&screening, at_once, counts = std::move(counts), worth = std::move(worth), lines = std::move(lines), count,
            block = std::move(block)]() mutable {
      if (at_once != nullptr) at_once->Rows(lines, count);
      report::Judged& judged = screening.protocols[block.protocol];
      const auto of_cohort =
          std::find_if(judged.counts.begin(), judged.counts.end(), [&](const auto& c) { return c.cohort == counts.cohort; });
      // A list that turns out to be short lists everyone.
      std::size_t before = counts.judged > 0 ? of_cohort->judged : 0;
      for (std::size_t i = 0; i < count; ++i) {
        if (worth[i] || before++ < report::kLongTable) judged.verdicts.push_back(std::move(block.verdicts[i]));
      }
      if (counts.judged > 0) of_cohort->Add(counts);
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
