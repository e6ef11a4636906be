#include "pipeline/since.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "base/result.h"
#include "match/match.h"
#include "pipeline/blocks.h"
#include "report/expression_json.h"
#include "report/flips.h"
#include "report/layout.h"

namespace eligo::pipeline {
namespace {

using verdict::Flip;
using verdict::RunVerdict;

auto KeyOf(const RunVerdict& row) { return std::tie(row.protocol, row.cohort, row.patient); }

std::string Line(const report::Json& json) { return report::Dump(json) + '\n'; }

std::string FlipLine(const Flip& flip, const verdict::Run& now) {
  const verdict::RunProtocol& protocol = now.protocols[flip.protocol];
  report::Json json = {{"contract", 1}, {"protocol", protocol.path}, {"protocol_hash", protocol.hash}};
  json["cohort"] = flip.cohort < 0 ? report::Json(nullptr) : report::Json(protocol.cohorts[static_cast<std::size_t>(flip.cohort)]);
  json.update(report::FlipJson(flip));
  return Line(json);
}

// Of one protocol.
struct Section {
  std::vector<Flip> flips;
  std::size_t judged = 0;
};

std::string SectionText(const Reading& reading, const Section& section) {
  const std::string& path = reading.source.document.path;
  const std::string title = report::ShortName(path) + "  (" + path + ")";
  std::vector<std::string> cohorts;
  for (const logic::Cohort& cohort : reading.logic->cohorts) cohorts.push_back(cohort.label.empty() ? cohort.id : cohort.label);
  return '\n' + title + '\n' + std::string(static_cast<std::size_t>(std::min(report::kTextWidth, report::Width(title))), '=') + "\n\n" +
         report::FlipsText(section.flips, cohorts, section.judged);
}

}  // namespace

Since::Since(RunLines& before, const verdict::Run& now) : before_(before), now_(now) {
  for (std::size_t p = 0; p < now.protocols.size(); ++p)
    partners_.push_back(verdict::Partners::Of(before.run().protocols[p].criteria, now.protocols[p].criteria));
}

const std::optional<RunVerdict>& Since::Peek() {
  if (!next_ && !ended_) {
    next_ = before_.Next();
    ended_ = !next_;
  }
  return next_;
}

void Since::Gone(std::vector<Flip>& flips) {
  const std::size_t p = next_->protocol;
  const verdict::Versions versions{before_.run().protocols[p].criteria, now_.protocols[p].criteria, partners_[p]};
  if (auto flip = FlipOf(versions, p, {&*next_, nullptr, nullptr})) flips.push_back(std::move(*flip));
  next_.reset();
}

std::vector<Flip> Since::Next(std::size_t protocol, const std::vector<verdict::PatientVerdict>& verdicts, const Tell& tell) {
  std::vector<Flip> flips;
  const verdict::Versions versions{before_.run().protocols[protocol].criteria, now_.protocols[protocol].criteria, partners_[protocol]};
  for (const verdict::PatientVerdict& verdict : verdicts) {
    const auto key = std::tie(protocol, verdict.cohort, verdict.patient);
    while (Peek() && KeyOf(*next_) < key) Gone(flips);
    const bool known = Peek() && KeyOf(*next_) == key;
    const RunVerdict* const was = known ? &*next_ : nullptr;
    auto flip = FlipOf(versions, protocol, {was, &verdict, nullptr});
    if (flip && tell) {
      const verdict::PatientVerdict told = tell(verdict);
      flip = FlipOf(versions, protocol, {was, &told, nullptr});
    }
    if (flip) flips.push_back(std::move(*flip));
    if (known) next_.reset();
  }
  return flips;
}

std::vector<Flip> Since::Rest() {
  std::vector<Flip> flips;
  while (Peek()) Gone(flips);
  return flips;
}

bool ScreenSince(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
                 RunLines& before, const verdict::Run& now, PageFormat format, const Sink& sink, std::vector<std::string>& voided,
                 RunWriter* record) {
  const bool json = format == PageFormat::kJson;
  const auto print = [&](const std::string& text) {
    if (record != nullptr) record->Printed(text);
    return sink(text);
  };
  if (!print(json ? Line(report::SinceJson(before.run(), now)) : report::Wrapped(report::SinceText(before.run(), now), 0, 2))) return false;
  bool written = true;
  std::vector<Section> sections(readings.size());
  const auto take = [&](std::vector<Flip> flips) {
    std::string lines;
    for (Flip& flip : flips) {
      if (json) {
        lines += FlipLine(flip, now);
      } else {
        sections[flip.protocol].flips.push_back(std::move(flip));
      }
    }
    if (!lines.empty()) written = written && print(lines);
  };
  std::vector<const logic::Protocol*> protocols;
  protocols.reserve(readings.size());
  for (const Reading& reading : readings) protocols.push_back(&*reading.logic);
  AnswerBook answers(request.answers);
  Since since(before, now);
  // Few change: only they are judged in words. What a person answered is told where it is applied, so then all are.
  Places places{0, records.patients().size()};
  places.words = answers.empty() ? match::Words::kNo : match::Words::kYes;
  std::vector<std::unique_ptr<const match::Matcher>> in_words(protocols.size());
  const auto tell = [&](std::size_t p) -> Since::Tell {
    if (!answers.empty()) return nullptr;
    return [&, p](const verdict::PatientVerdict& verdict) {
      if (!in_words[p])
        in_words[p] = std::make_unique<const match::Matcher>(*protocols[p], records, terms, request.settings, match::Ahead::kNot);
      const auto at = std::lower_bound(records.patients().begin(), records.patients().end(), verdict.patient,
                                       [](const records::Patient& a, const std::string& id) { return a.id < id; });
      const auto place = static_cast<records::PatientIndex>(at - records.patients().begin());
      const std::vector<verdict::PatientVerdict> told =
          in_words[p]->Match(static_cast<std::size_t>(std::max(0, verdict.cohort)), {&place, 1});
      CHECK(told.size() == 1);
      return told.front();
    };
  };
  ForEachBlock(protocols, records, places, terms, request.settings, answers, [&](Block block) {
    std::string lines = record != nullptr ? record->Lines(block.protocol, block.verdicts) : "";
    return [&, lines = std::move(lines), block = std::move(block)] {
      if (record != nullptr) record->Rows(lines, block.verdicts.size());
      sections[block.protocol].judged += block.verdicts.size();
      take(since.Next(block.protocol, block.verdicts, tell(block.protocol)));
      return written && before.failure().empty();
    };
  });
  voided = answers.Unused();
  if (!written || !before.failure().empty()) return false;
  take(since.Rest());
  for (std::size_t p = 0; !json && written && p < sections.size(); ++p) written = print(SectionText(readings[p], sections[p]));
  if (!json && written) written = print("\neligo proposes; people enrol.\n");
  return written;
}

}  // namespace eligo::pipeline
