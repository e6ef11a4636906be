#include "match/phrase.h"

#include <cctype>

#include <fmt/format.h>

namespace eligo::match {

std::string_view ToString(records::Answer answer) {
  switch (answer) {
    case records::Answer::kNone: return "";
    case records::Answer::kPositive: return "positive";
    case records::Answer::kNegative: return "negative";
    case records::Answer::kEquivocal: return "equivocal";
    case records::Answer::kIndeterminate: return "indeterminate";
    case records::Answer::kAbnormal: return "abnormal";
    case records::Answer::kNormal: return "normal";
    case records::Answer::kHigh: return "high";
    case records::Answer::kLow: return "low";
  }
  return "";
}

std::string_view ToString(records::Route route) {
  switch (route) {
    case records::Route::kUnstated: return "route not stated";
    case records::Route::kOral: return "oral";
    case records::Route::kIntravenous: return "intravenous";
    case records::Route::kSubcutaneous: return "subcutaneous";
    case records::Route::kIntramuscular: return "intramuscular";
    case records::Route::kTopical: return "topical";
    case records::Route::kOphthalmic: return "ophthalmic";
    case records::Route::kInhaled: return "inhaled";
    case records::Route::kNasal: return "nasal";
    case records::Route::kRectal: return "rectal";
    case records::Route::kIntraarticular: return "intraarticular";
    case records::Route::kOther: return "other route";
  }
  return "";
}

std::string NumberText(const records::Number& n) {
  const auto plain = [&](const units::Rational& v) { return n.titer ? "1:" + v.ToString() : v.ToString(); };
  if (n.exact()) return plain(*n.low);
  if (n.low && n.high) return fmt::format("{} to {}", plain(*n.low), plain(*n.high));
  if (n.high) return (n.high_open ? "<" : "<=") + plain(*n.high);
  if (n.low) return (n.low_open ? ">" : ">=") + plain(*n.low);
  return "";
}

std::string ValueText(const Run& run, const records::Row& row) {
  std::string value;
  if (!run.words) return value;
  if (row.number) {
    value = NumberText(*row.number);
    const std::string_view unit = run.records.Text(row.unit);
    if (!unit.empty() && unit != "1") value += fmt::format(" {}", unit);
  }
  const std::string_view answer = ToString(row.answer);
  if (!answer.empty()) value += value.empty() ? std::string(answer) : fmt::format(" ({})", answer);
  if (value.empty()) value = run.records.Text(row.text);
  return value;
}

std::string DayText(const std::optional<DateInterval>& when) { return when ? ToString(*when) : "an unknown day"; }

std::string LimitText(const logic::Compare& c) {
  const auto number = [&](const units::Rational& v) { return c.titer ? "1:" + v.ToString() : v.ToString(); };
  std::string text = number(c.value);
  if (c.high) text += " to " + number(*c.high);
  if (c.times_uln) return text + " x ULN";
  if (c.times_lln) return text + " x LLN";
  if (c.unit == "a") return text + " years";
  if (!c.unit.empty() && c.unit != "1") text += " " + c.unit;
  return text;
}

std::string_view RelationText(logic::Operator op, bool holds) {
  switch (op) {
    case logic::Operator::kLess: return holds ? "below" : "at least";
    case logic::Operator::kLessEqual: return holds ? "at most" : "above";
    case logic::Operator::kEqual: return holds ? "equal to" : "not equal to";
    case logic::Operator::kGreaterEqual: return holds ? "at least" : "below";
    case logic::Operator::kGreater: return holds ? "above" : "at most";
    case logic::Operator::kBetween: return holds ? "within" : "outside";
  }
  return "";
}

std::string_view LengthRelation(logic::Operator op, bool holds) {
  const std::string_view relation = RelationText(op, holds);
  if (relation == "below") return "less than";
  return relation == "above" ? "more than" : relation;
}

std::string DoseText(const logic::Dose& d) {
  std::string text(RelationText(d.op, true));
  text += " " + d.value.ToString();
  if (d.high) text += " to " + d.high->ToString();
  return text + " " + d.unit + (d.per_kg ? " per kg" : "");
}

std::string LengthText(Period p) {
  const auto count = [](int n, std::string_view what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); };
  std::vector<std::string> parts;
  if (p.months % 12 == 0 && p.months != 0 && !p.small_units) {
    parts.push_back(count(p.months / 12, "year"));
  } else if (p.months != 0) {
    parts.push_back(count(p.months, "month"));
  }
  if (p.days % 7 == 0 && p.days > 28 && !p.small_units) {
    parts.push_back(count(p.days / 7, "week"));
  } else if (p.days != 0) {
    parts.push_back(count(p.days, "day"));
  }
  if (p.hours != 0) parts.push_back(count(p.hours, "hour"));
  return parts.empty() ? "0 days" : Join(parts, " ");
}

std::string Name(const PreparedFact& fact, const Subject& subject) {
  if (!subject.run.words) return "";
  if (fact.concept_id) return std::string(subject.Concept(*fact.concept_id).label);
  return fact->concept_ref.text.empty() ? fact->concept_ref.id : fact->concept_ref.text;
}

std::string Capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += separator;
    all += part;
  }
  return all;
}

void ShowRow(EvidenceList& evidence, const Subject& subject, const records::Row& row, terms::ConceptId concept_id) {
  const Run& run = subject.run;
  if (!run.words) return evidence.AddUntold();
  verdict::Evidence e;
  e.resource = run.records.Text(row.source);
  e.date = row.start ? ToString(*row.start) : "";
  if (row.end && row.end != row.start) e.date += "/" + ToString(*row.end);
  e.value = ValueText(run, row);
  std::vector<std::string> words{std::string(subject.Concept(concept_id).label)};
  if (row.daily_dose) e.value = fmt::format("{} {}/d", row.daily_dose->ToString(), run.records.Text(row.unit));
  if (!e.value.empty()) words[0] += " " + e.value;
  if (row.domain == records::Domain::kDrug && row.route != records::Route::kUnstated) words.emplace_back(ToString(row.route));
  if (row.severity != 0) words.emplace_back(run.records.Text(row.severity));
  if (row.ongoing) words.emplace_back("ongoing");
  if (row.course == records::Course::kInactive) words.emplace_back("inactive");
  if (row.standing == records::Standing::kProvisional) words.emplace_back("provisional");
  if (row.standing == records::Standing::kRefuted) words.emplace_back("refuted");
  if (row.domain == records::Domain::kNote) words.emplace_back("mentioned in a note");
  if (row.matched != 0) words.push_back("by " + std::string(run.records.Text(row.matched)));
  e.text = Join(words, ", ");
  evidence.Add(std::move(e));
}

}  // namespace eligo::match
