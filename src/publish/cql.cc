#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "logic/print.h"
#include "publish/cql_fact.h"
#include "publish/cql_functions.h"
#include "publish/publish.h"
#include "units/unit.h"

namespace eligo::publish {
namespace {

using logic::Expression;
using logic::Op;

// Limits of one thing that stand side by side under one `and` or `or` and say one limit in two units: that of the reported unit decides.
bool SameButForTheUnit(const logic::Fact& a, const logic::Fact& b, const terms::Terms& terms) {
  if (!a.compare || !b.compare || a.concept_ref.id != b.concept_ref.id || a.compare->unit == b.compare->unit) return false;
  if (a.about != b.about || a.window.has_value() != b.window.has_value() || a.pick.has_value() != b.pick.has_value() ||
      a.answer.has_value() != b.answer.has_value())
    return false;
  const auto x = units::ParseUnit(a.compare->unit);
  const auto y = units::ParseUnit(b.compare->unit);
  const auto id = terms.Find(a.concept_ref.id);
  if (!x || !y || !id || a.compare->op != b.compare->op || a.compare->high || b.compare->high) return false;
  const auto converted = units::Convert(a.compare->value, *x, *y, terms.Get(*id).molar_mass);
  if (!converted || b.compare->value == units::Rational(0)) return false;
  const auto ratio = units::Divide(*converted, b.compare->value);
  constexpr std::int64_t kPercent = 100;
  return ratio && *units::Rational::Of(98, kPercent) < *ratio && *ratio < *units::Rational::Of(102, kPercent);
}

using Twins = std::map<const logic::Fact*, std::vector<logic::Compare>>;

void FindTwins(const Expression& e, const terms::Terms& terms, Twins& twins) {
  for (const Expression& child : e.of) {
    FindTwins(child, terms, twins);
    if (child.op != Op::kFact || (e.op != Op::kAnd && e.op != Op::kOr)) continue;
    for (const Expression& other : e.of) {
      if (&other == &child || other.op != Op::kFact || !SameButForTheUnit(*child.fact, *other.fact, terms)) continue;
      twins[child.fact.get()].push_back(*other.fact->compare);
    }
  }
}

// A recovery that lifts an exclusion of drugs counts from the last dose on: asked for together, not leaf by leaf.
bool LiftsByRecovery(const Expression& e) {
  if (e.op == Op::kUnless) {
    bool normal = false;
    logic::ForEachLeaf(e.of[1], [&](const Expression& leaf) {
      normal = normal || (leaf.op == Op::kFact && (leaf.fact->change || leaf.fact->answer == logic::Answer::kNormal));
    });
    if (normal) return true;
  }
  return std::any_of(e.of.begin(), e.of.end(), LiftsByRecovery);
}

// One criterion in both readings; the reason when a leaf has none. Definitions are added to the library for all leaves before it.
Result<CqlReadings> WriteCriterion(const logic::Criterion& criterion, CqlLibrary& library) {
  if (LiftsByRecovery(criterion.expression)) return Error{"a recovery after a drug, which is judged from its last dose on"};
  Twins twins;
  FindTwins(criterion.expression, library.terms(), twins);
  std::vector<CqlReadings> leaves;
  std::string reason;
  const auto collect = [&](const Expression& e, int, logic::Side of) {
    constexpr std::string_view kUnknown = "null as Boolean";
    const std::string id = e.fact ? e.fact->id : e.id;
    library.Comment(e.op == Op::kFact        ? logic::Print(*e.fact, &library.terms())
                    : e.op == Op::kJudgement ? "person judges: " + e.about
                                             : "not read: " + e.words);
    if (e.op != Op::kFact || IsNeverDecided(*e.fact, library.terms())) {
      library.Define(id, kUnknown);
      leaves.push_back({Named(id), Named(id)});
      return CqlTerm{};
    }
    auto readings = WriteFact(*e.fact, twins[e.fact.get()], of, library);
    if (!readings && reason.empty()) reason = fmt::format("{}: {}", id, readings.error());
    leaves.push_back(readings ? *readings : CqlReadings{});
    return CqlTerm{};
  };
  const logic::Side side = logic::SideOf(criterion.kind);
  logic::Evaluate<CqlTerm>(criterion.expression, side, collect);
  if (!reason.empty()) return Error{reason};
  const auto reading = [&](CqlTerm CqlReadings::*which) {
    return logic::Evaluate<CqlTerm>(criterion.expression, side,
                                    [&](const Expression&, int n, logic::Side) { return leaves[static_cast<std::size_t>(n)].*which; });
  };
  CqlReadings both{reading(&CqlReadings::strict), reading(&CqlReadings::presumed)};
  if (criterion.kind == logic::Kind::kExclusion) both = {Not(both.strict), Not(both.presumed)};
  return both;
}

std::string LibraryName(const logic::Protocol& protocol) {
  const std::size_t slash = protocol.path.find_last_of('/');
  std::string name = slash == std::string::npos ? protocol.path : protocol.path.substr(slash + 1);
  name = name.substr(0, name.find('.'));
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  // Words of the language are no names.
  static constexpr std::array<std::string_view, 36> kWords = {
      "all",    "and",     "any",       "as",      "called", "case",     "code", "codesystem", "concept", "context",  "convert", "date",
      "define", "display", "else",      "exists",  "false",  "function", "if",   "in",         "include", "is",       "library", "not",
      "null",   "or",      "parameter", "private", "public", "then",     "to",   "true",       "using",   "valueset", "version", "where"};
  const bool reserved = std::find(kWords.begin(), kWords.end(), name) != kWords.end();
  if (name.empty() || reserved || std::isdigit(static_cast<unsigned char>(name.front())) != 0) name = "Protocol_" + name;
  return name;
}

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return out;
}

}  // namespace

CqlPublication PublishCql(const logic::Protocol& protocol, const terms::Terms& terms) {
  CqlPublication out;
  CqlLibrary library(terms);
  for (const logic::Criterion& criterion : protocol.criteria) {
    // What a criterion that cannot be said had asked for stays out of the library.
    CqlLibrary trial = library;
    trial.Comment(fmt::format("{}: {}", criterion.id, OneLine(criterion.text)));
    const auto readings = WriteCriterion(criterion, trial);
    if (readings) {
      library = std::move(trial);
      library.Define(criterion.id + " strict", readings->strict.text);
      library.Define(criterion.id + " presumed", readings->presumed.text);
      out.criteria.push_back({criterion.id, Done{}});
    } else {
      library.Comment(fmt::format("{}: {}", criterion.id, OneLine(criterion.text)));
      library.Comment(fmt::format("not in this library: {}", readings.error()));
      library.Blank();
      out.criteria.push_back({criterion.id, Error{readings.error()}});
    }
  }
  std::string& text = out.library;
  text = fmt::format("// Made by eligo from {}.\n", protocol.title ? OneLine(*protocol.title) : LibraryName(protocol));
  text += fmt::format("library {}\n\nusing FHIR version '4.0.1'\n\n", LibraryName(protocol));
  for (const ValueSet& set : library.value_sets()) text += fmt::format("valueset {}: {}\n", QuotedName(set.name), QuotedText(set.url));
  text += "\n// The day to judge by, and planned days that are others.\nparameter \"AsOf\" Date\n";
  for (const logic::Anchor anchor : library.anchors()) text += fmt::format("parameter \"{}\" Date default null\n", logic::ToString(anchor));
  text += "\ncontext Patient\n\ndefine \"As of\":\n  Coalesce(\"AsOf\", Today())\n";
  for (const logic::Anchor anchor : library.anchors())
    text += fmt::format("define \"{0} day\":\n  Coalesce(\"{0}\", \"As of\")\n", logic::ToString(anchor));
  text += kCqlFunctions;
  text += "\n// Criteria: true is a pass, false a failure. Strict is what the record states, presumed takes silence for absence.\n\n";
  text += library.body();
  while (text.ends_with("\n\n")) text.pop_back();
  out.value_sets = library.value_sets();
  return out;
}

std::string ValueSetsJson(const std::vector<ValueSet>& value_sets) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const ValueSet& set : value_sets) {
    auto& codes = json[set.url][""] = nlohmann::ordered_json::array();
    for (const ValueSet::Code& code : set.codes) codes.push_back({{"code", code.code}, {"system", code.system}});
  }
  return json.dump(1) + "\n";
}

}  // namespace eligo::publish
