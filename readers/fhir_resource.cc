#include "readers/fhir_resource.h"

#include <array>

namespace eligo::readers {
namespace {

// UCUM and the words that stand for it in Age.
std::optional<Period> AgePeriod(const Node& age, bool next) {
  const std::optional<std::int64_t> years = age["value"].Whole();
  if (!years || *years < 0 || *years > 150) return std::nullopt;
  std::string_view unit = age["code"].Text();
  if (unit.empty()) unit = age["unit"].Text();
  const int count = static_cast<int>(*years) + (next ? 1 : 0);
  if (unit == "a" || unit == "y" || unit == "yr" || unit == "year" || unit == "years") return Period{12 * count, 0, 0};
  if (unit == "mo" || unit == "month" || unit == "months") return Period{count, 0, 0};
  if (unit == "wk" || unit == "week" || unit == "weeks") return Period{0, 7 * count, 0};
  if (unit == "d" || unit == "day" || unit == "days") return Period{0, count, 0};
  return std::nullopt;
}

// The days on which someone born in `birth` had an age from `low` up to and including `high`.
std::optional<DateInterval> AtAge(const std::optional<DateInterval>& birth, const Node& low, const Node& high) {
  const auto from = AgePeriod(low, false);
  const auto to = AgePeriod(high, true);
  if (!birth || !from || !to) return std::nullopt;
  const DateInterval days{Add(birth->first, *from), AddDays(Add(birth->last, *to), -1)};
  return days.first <= days.last ? std::optional(days) : std::nullopt;
}

}  // namespace

records::Row Resource::NewRow(records::Domain domain) {
  records::Row row;
  row.domain = domain;
  return row;
}

bool Resource::Keeps(KnownCode& code) {
  block_.uses.push_back(&code);
  return code.worth.kept;
}

bool Resource::Knows(KnownCode& code) {
  block_.uses.push_back(&code);
  return code.worth.known;
}

bool Resource::Emit(KnownCode& code, const records::Row& row) {
  block_.uses.push_back(&code);
  kept_ |= code.worth.kept;
  // Of what is passed over nothing but the code stays.
  block_.events.push_back({&code, code.worth.kept ? static_cast<std::int32_t>(block_.rows.size()) : FhirBlock::kNoRow});
  if (code.worth.kept) block_.rows.push_back({{}, row});
  return code.worth.known;
}

void Resource::EmitAs(std::string_view concept_name, const records::Row& row) {
  Emit(Code({{{"eligo", std::string(concept_name), ""}}, "resource type"}, Bearer::kConcept), row);
}

const Context* Resource::NeedContext() {
  needs_context_ |= context_ == nullptr;
  return context_;
}

When ReadWhen(Resource& resource, std::string_view choice) {
  // Names live as long as the program: a Node keeps views of them.
  struct Elements {
    std::string_view choice, date_time, instant, period, age, range, text;
  };
  static constexpr std::array<Elements, 5> kNames{{
      {"onset", "onsetDateTime", "", "onsetPeriod", "onsetAge", "onsetRange", "onsetString"},
      {"abatement", "abatementDateTime", "", "abatementPeriod", "abatementAge", "abatementRange", "abatementString"},
      {"performed", "performedDateTime", "", "performedPeriod", "performedAge", "performedRange", "performedString"},
      {"effective", "effectiveDateTime", "effectiveInstant", "effectivePeriod", "", "", ""},
      {"occurrence", "occurrenceDateTime", "", "occurrencePeriod", "", "", "occurrenceString"},
  }};
  const Node& root = resource.root;
  When when;
  for (const Elements& names : kNames) {
    if (names.choice != choice) continue;
    for (const std::string_view element : {names.date_time, names.instant}) {
      if (element.empty() || !root[element].present()) continue;
      when.start = when.end = root[element].Day();
      when.minute = root[element].Minute();
      when.stated = true;
      return when;
    }
    if (const Node period = root[names.period]; period.present()) {
      const DatePeriod days = ReadPeriod(period);
      when = {days.start, days.end, days.minute, true};
      return when;
    }
    const auto at_age = [&](const Node& low, const Node& high) {
      const Context* const context = resource.NeedContext();
      return context == nullptr ? std::nullopt : AtAge(context->person().birth, low, high);
    };
    if (const Node age = root[names.age]; !names.age.empty() && age.present()) {
      when.start = when.end = at_age(age, age);
      when.stated = true;
      return when;
    }
    if (const Node range = root[names.range]; !names.range.empty() && range.present()) {
      when.start = when.end = at_age(range["low"], range["high"]);
      when.stated = true;
      return when;
    }
    if (const Node text = root[names.text]; !names.text.empty() && text.present()) {
      when.start = when.end = ParseDate(text.Text());
      when.stated = true;
    }
  }
  return when;
}

std::string StatusCode(const Node& status) {
  if (!status.present()) return {};
  if (status.IsText()) {
    status.Complain("is a plain code, as in FHIR DSTU2 or STU3, not R4", true);
    return {};
  }
  const Node coding = status["coding"].First();
  return std::string(coding["code"].Text());
}

}  // namespace eligo::readers
