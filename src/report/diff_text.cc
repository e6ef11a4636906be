#include "report/diff_text.h"

#include <array>
#include <utility>
#include <vector>

#include "report/expression_json.h"
#include "report/flips.h"
#include "report/layout.h"
#include "report/screen_json.h"
#include "report/screen_text.h"

namespace eligo::report {
namespace {

using logic::Criterion;
using logic::CriterionChange;
using logic::Effect;
using logic::LeafChange;

const Criterion* At(const Reading& reading, int index) {
  return index < 0 ? nullptr : &reading.logic->criteria[static_cast<std::size_t>(index)];
}

std::string Of(LeafChange::Kind kind) {
  switch (kind) {
    case LeafChange::Kind::kBound: return "bound";
    case LeafChange::Kind::kWindow: return "time";
    case LeafChange::Kind::kCount: return "count";
    case LeafChange::Kind::kDetail: return "fact";
    case LeafChange::Kind::kAdded: return "added";
    case LeafChange::Kind::kRemoved: return "removed";
    case LeafChange::Kind::kStructure: return "and/or";
    case LeafChange::Kind::kUnread: return "not read";
  }
  return "";
}

std::string LeafText(const LeafChange& c) {
  std::string out = Of(c.kind) + ": ";
  if (c.kind == LeafChange::Kind::kUnread) {
    // The words, since there is no logic to show.
    const std::string before = OneLine(c.before);
    const std::string after = OneLine(c.after);
    out += before.empty() ? "new `" + after + '`' : after.empty() ? "gone `" + before + '`' : '`' + before + "` -> `" + after + '`';
  } else {
    out += c.before.empty() ? c.after : c.after.empty() ? c.before : c.before + " -> " + c.after;
  }
  if (c.effect != Effect::kNone) out += " (" + std::string(ToString(c.effect)) + ')';
  return out;
}

std::string Heading(const Criterion* was, const Criterion* now, const CriterionChange& c) {
  std::string out(ToString(c.kind));
  if (c.kind == CriterionChange::Kind::kSame) out = "moved";
  out += ' ' + (was != nullptr ? was->id : now->id);
  if (was != nullptr && now != nullptr && was->id != now->id) out += " -> " + now->id;
  if (c.moved && c.kind != CriterionChange::Kind::kSame) out += ", moved";
  if (c.effect != Effect::kNone) out += ": " + std::string(ToString(c.effect));
  return out + '\n';
}

std::array<std::size_t, 7> Counts(const logic::Changes& changes) {
  std::array<std::size_t, 7> counts{};
  for (const CriterionChange& c : changes) {
    ++counts[static_cast<std::size_t>(c.kind)];
    counts[6] += c.moved;
  }
  return counts;
}

constexpr std::pair<CriterionChange::Kind, std::string_view> kCounted[] = {
    {CriterionChange::Kind::kChanged, "changed"},   {CriterionChange::Kind::kTurned, "turned"},
    {CriterionChange::Kind::kAdded, "added"},       {CriterionChange::Kind::kRemoved, "removed"},
    {CriterionChange::Kind::kReworded, "reworded"}, {CriterionChange::Kind::kSame, "the same"},
};

Json SideJson(const Criterion* c) {
  if (c == nullptr) return nullptr;
  return {{"id", c->id},
          {"kind", ToString(c->kind)},
          {"number", c->number ? Json(*c->number) : Json(nullptr)},
          {"span", SpanJson(c->span)},
          {"text", c->text}};
}

Json LeafJson(const LeafChange& c) {
  Json json = {{"kind", ToString(c.kind)}, {"effect", ToString(c.effect)}};
  if (!c.before.empty()) {
    if (!c.old_leaf.empty()) json["old_leaf"] = c.old_leaf;
    json["old_span"] = SpanJson(c.old_span);
    json["before"] = c.before;
  }
  if (!c.after.empty()) {
    if (!c.new_leaf.empty()) json["new_leaf"] = c.new_leaf;
    json["new_span"] = SpanJson(c.new_span);
    json["after"] = c.after;
  }
  return json;
}

std::string PatientsText(const PatientChanges& patients) {
  std::string out = "\nPatients\n--------\n";
  out += Wrapped(SettingsText(patients.settings, patients.patients, patients.terms), 0, 2);
  return out + FlipsText(patients.flips, patients.cohorts, patients.judged) + "\neligo proposes; people enrol.\n";
}

Json PatientsJson(const PatientChanges& patients) {
  Json json = SettingsJson(patients.settings);
  json["terms"] = patients.terms;
  json["patients"] = patients.patients;
  json["judged"] = patients.judged;
  json["counts"] = FlipCountsJson(patients.flips);
  Json flips = Json::array();
  for (const verdict::Flip& flip : patients.flips) {
    Json item = Json::object();
    item["cohort"] = flip.cohort < 0 ? Json(nullptr) : Json(patients.cohorts[static_cast<std::size_t>(flip.cohort)]);
    item.update(FlipJson(flip));
    flips.push_back(std::move(item));
  }
  json["flips"] = std::move(flips);
  return json;
}

}  // namespace

std::string DiffText(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients) {
  std::string out = before.source.document.path + " -> " + after.source.document.path + "\n ";
  const auto counts = Counts(changes);
  for (const auto& [kind, name] : kCounted) {
    const std::size_t count = counts[static_cast<std::size_t>(kind)];
    if (count > 0 || kind == CriterionChange::Kind::kSame) out += ' ' + std::to_string(count) + ' ' + std::string(name) + ',';
  }
  if (counts[6] > 0) {
    out += ' ' + std::to_string(counts[6]) + " moved,";
  }
  out.back() = '\n';
  for (const CriterionChange& c : changes) {
    if (c.kind == CriterionChange::Kind::kSame && !c.moved) continue;
    const Criterion* was = At(before, c.old_criterion);
    const Criterion* now = At(after, c.new_criterion);
    out += '\n' + Heading(was, now, c);
    if (was != nullptr && (now == nullptr || was->text != now->text)) out += Wrapped("- \"" + OneLine(was->text) + '"', 2);
    if (now != nullptr)
      out += Wrapped(std::string(was != nullptr && was->text == now->text ? "" : "+ ") + '"' + OneLine(now->text) + '"', 2);
    for (const LeafChange& leaf : c.leaves) out += Wrapped(LeafText(leaf), 4);
  }
  return patients == nullptr ? out : out + PatientsText(*patients);
}

std::string DiffJson(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients) {
  Json json = {{"contract", 1}, {"eligo", ELIGO_VERSION}};
  json["old"] = {{"path", before.source.document.path}, {"hash", before.logic->hash}};
  json["new"] = {{"path", after.source.document.path}, {"hash", after.logic->hash}};
  const auto counts = Counts(changes);
  Json summary = Json::object();
  for (const auto& [kind, name] : kCounted) summary[std::string(ToString(kind))] = counts[static_cast<std::size_t>(kind)];
  summary["moved"] = counts[6];
  json["summary"] = std::move(summary);
  Json list = Json::array();
  for (const CriterionChange& c : changes) {
    Json item = {{"change", ToString(c.kind)}, {"moved", c.moved}, {"effect", ToString(c.effect)}};
    item["old"] = SideJson(At(before, c.old_criterion));
    item["new"] = SideJson(At(after, c.new_criterion));
    Json leaves = Json::array();
    for (const LeafChange& leaf : c.leaves) leaves.push_back(LeafJson(leaf));
    item["changes"] = std::move(leaves);
    list.push_back(std::move(item));
  }
  json["criteria"] = std::move(list);
  if (patients != nullptr) json["patients"] = PatientsJson(*patients);
  return Dump(json);
}

}  // namespace eligo::report
