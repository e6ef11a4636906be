#include "bind/named.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "logic/derive.h"

namespace eligo::bind {
namespace {

using logic::About;

constexpr std::size_t kMost = 12;  // more things in one phrase are no help to the eye

// Nouns that tell nobody what to look for.
constexpr std::array<std::string_view, 18> kSaysNothing = {
    "drug",   "drugs",   "medication", "medications", "treatment",  "treatments", "therapy",   "therapies", "agent",
    "agents", "disease", "diseases",   "condition",   "conditions", "disorder",   "disorders", "illness",   "illnesses"};

std::optional<About> AboutOf(std::string_view type) {
  if (type == "Condition") return About::kCondition;
  if (type == "Drug") return About::kDrug;
  if (type == "Procedure") return About::kProcedure;
  if (type == "Measurement") return About::kMeasurement;
  if (type == "Observation") return About::kObservation;
  if (type == "Person") return About::kDemographic;
  return std::nullopt;
}

// What stands between two things says that either is meant: "A or B", "A, B".
bool Alternatives(const std::string& words) {
  const std::string between = " " + words + " ";
  const auto has = [&](std::string_view word) { return between.find(word) != std::string_view::npos; };
  return (has(" or ") || has("/") || has(", ")) && !has(" and ") && !has(" with ");
}

}  // namespace

logic::Expression WithNamed(logic::Expression unread, const std::vector<syntax::Mention>& mentions, const source::Document& document) {
  const Span span = unread.span;
  std::vector<logic::Expression> all;
  std::vector<logic::Expression> either;  // joined by `or` so far
  const auto close = [&] {
    if (!either.empty()) all.push_back(logic::Or(std::exchange(either, {})));
  };
  std::vector<std::string> seen;
  int end = span.begin;
  for (const syntax::Mention& m : mentions) {
    if (!span.Contains(m.span) || seen.size() == kMost) continue;
    const auto about = AboutOf(m.type);
    if (!about) continue;
    std::string words = source::OneLine(document, m.span);
    if (std::find(kSaysNothing.begin(), kSaysNothing.end(), words) != kSaysNothing.end()) continue;
    if (std::find(seen.begin(), seen.end(), words) != seen.end()) continue;
    if (!seen.empty() && !Alternatives(source::OneLine(document, {end, m.span.begin}))) close();
    end = m.span.end;
    seen.push_back(words);
    logic::Fact f;
    f.span = m.span;
    f.about = *about;
    f.concept_ref = {"", std::move(words), false};
    f.phase = logic::WhenDecidable(f);
    if (m.negated) {  // "no A or B": neither
      close();
      all.push_back(logic::Not(logic::Leaf(std::move(f))));
      continue;
    }
    either.push_back(logic::Leaf(std::move(f)));
  }
  close();
  if (all.empty()) return unread;
  all.push_back(std::move(unread));
  return logic::And(std::move(all));
}

}  // namespace eligo::bind
