#include "readers/fhir_dose.h"

#include <algorithm>
#include <cctype>

#include "readers/fhir_text.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using units::Rational;

// Days of one period unit; the month and year are UCUM's.
std::optional<Rational> DaysOf(std::string_view unit) {
  const auto from = units::ParseUcum(unit);
  const auto day = units::ParseUcum("d");
  return from ? units::Convert(1, *from, *day) : std::nullopt;
}

std::optional<Rational> TimesOfCode(std::string_view code) {
  struct Known {
    std::string_view code;
    int times, days;
  };
  static constexpr Known kKnown[] = {{"QD", 1, 1},  {"BID", 2, 1}, {"TID", 3, 1},  {"QID", 4, 1},  {"QOD", 1, 2}, {"AM", 1, 1},
                                     {"PM", 1, 1},  {"BED", 1, 1}, {"Q1H", 24, 1}, {"Q2H", 12, 1}, {"Q3H", 8, 1}, {"Q4H", 6, 1},
                                     {"Q6H", 4, 1}, {"Q8H", 3, 1}, {"Q12H", 2, 1}, {"WK", 1, 7}};
  for (const Known& known : kKnown) {
    if (code == known.code) return Rational::Of(known.times, known.days);
  }
  if (code == "MO") return Divide(1, *DaysOf("mo"));
  return std::nullopt;
}

std::optional<Rational> TimesPerDay(const Node& timing) {
  const Node repeat = timing["repeat"];
  const auto period = repeat["period"].Decimal();
  const std::int64_t days_of_week = static_cast<std::int64_t>(repeat["dayOfWeek"].Items().size());
  if (period && *period > Rational(0)) {
    const std::int64_t frequency = repeat["frequency"].present() ? repeat["frequency"].Whole().value_or(0) : 1;
    const bool ranges = (repeat["frequencyMax"].present() && repeat["frequencyMax"].Whole() != frequency) ||
                        (repeat["periodMax"].present() && repeat["periodMax"].Decimal() != period);
    const std::string_view unit = repeat["periodUnit"].Text();
    const auto days = DaysOf(unit);
    if (frequency <= 0 || ranges || !days) return std::nullopt;
    if (days_of_week > 0) {
      // Only on these days: once a day on two days of the week is twice a week.
      if (unit == "d" && *period == Rational(1)) return Rational::Of(frequency * days_of_week, 7);
      if (unit == "wk" && *period == Rational(1) && frequency == days_of_week) return Rational::Of(frequency, 7);
      return std::nullopt;
    }
    const auto length = Multiply(*period, *days);
    return length ? Divide(frequency, *length) : std::nullopt;
  }
  for (const Coding& coding : ReadCodeable(timing["code"]).codings) {
    if (const auto times = TimesOfCode(coding.code)) return times;
  }
  const std::int64_t at_times = static_cast<std::int64_t>(std::max(repeat["timeOfDay"].Items().size(), repeat["when"].Items().size()));
  if (repeat["frequency"].present() || repeat["count"].present()) return std::nullopt;
  if (days_of_week > 0) return Rational::Of(std::max<std::int64_t>(at_times, 1) * days_of_week, 7);
  return at_times > 0 ? std::optional(Rational(at_times)) : std::nullopt;
}

bool CountsPieces(std::string_view unit) {
  const std::string lower = LowerCase(unit);
  for (const std::string_view piece :
       {"",       "1",         "{tbl}",   "{tablet}", "{tab}", "{capsule}", "{cap}",      "{pill}", "tablet", "tablets", "tab", "tabs",
        "tab(s)", "tablet(s)", "capsule", "capsules", "cap",   "caps",      "capsule(s)", "pill",   "pills",  "ea",      "each"}) {
    if (lower == piece) return true;
  }
  return false;
}

// The amount of doseQuantity, or of a doseRange whose ends are one.
std::optional<Amount> ReadAmount(const Node& holder, const std::optional<Strength>& strength) {
  Node quantity = holder["doseQuantity"];
  if (!quantity.present()) {
    const Node range = holder["doseRange"];
    if (!range.present() || range["low"]["value"].Decimal() != range["high"]["value"].Decimal()) return std::nullopt;
    quantity = range["low"];
  }
  const auto value = quantity["value"].Decimal();
  if (!value || *value <= Rational(0) || quantity["comparator"].present()) return std::nullopt;
  const std::string_view code = quantity["code"].Text();
  const std::string_view unit = quantity["unit"].Text();
  if (!code.empty() && (units::ParseUnit(code) || CountsPieces(code))) return DoseAmount(*value, code, strength);
  return DoseAmount(*value, unit.empty() ? code : unit, strength);
}

// A Duration in whole days, weeks, months or years; hours as the days that they touch at least.
std::optional<Period> ReadDuration(const Node& duration) {
  const auto count = duration["value"].Decimal();
  if (!count || count->denominator() != 1 || count->numerator() < 1 || count->numerator() > 10000 || duration["comparator"].present())
    return std::nullopt;
  const int value = static_cast<int>(count->numerator());
  std::string unit(duration["code"].Text());
  if (unit.empty()) unit = LowerCase(duration["unit"].Text());
  if (unit == "d" || unit == "day" || unit == "days") return Period{0, value, 0};
  if (unit == "wk" || unit == "week" || unit == "weeks") return Period{0, 7 * value, 0};
  if (unit == "mo" || unit == "month" || unit == "months") return Period{value, 0, 0};
  if (unit == "a" || unit == "year" || unit == "years") return Period{12 * value, 0, 0};
  if (unit == "h" && value % 24 == 0) return Period{0, value / 24, 0};
  return std::nullopt;
}

// boundsDuration, boundsRange with both ends, or a count of doses at a known frequency.
std::optional<Length> ReadLength(const Node& repeat, const std::optional<Rational>& times_per_day) {
  if (repeat["boundsPeriod"].present()) return std::nullopt;
  if (const Node duration = repeat["boundsDuration"]; duration.present()) {
    const auto length = ReadDuration(duration);
    return length ? std::optional(Length{*length, *length}) : std::nullopt;
  }
  if (const Node range = repeat["boundsRange"]; range.present()) {
    const auto low = ReadDuration(range["low"]);
    const auto high = ReadDuration(range["high"]);
    if (!low || !high || LongestDays(*high) < LongestDays(*low)) return std::nullopt;
    return Length{*low, *high};
  }
  const auto count = repeat["count"].Whole();
  if (!count || *count < 1 || *count > 10000 || !times_per_day || (repeat["countMax"].present() && repeat["countMax"].Whole() != count))
    return std::nullopt;
  const auto days = Divide(*count, *times_per_day);
  if (!days || days->denominator() != 1 || days->numerator() > 10000) return std::nullopt;
  const Period period{0, static_cast<int>(days->numerator()), 0};
  return Length{period, period};
}

// What Dosage.text says beside the structure, or in its place. Words that contradict the structure, or that tell of a change
// and are not understood, leave the dose open.
void ReadWords(const Node& node, const std::optional<Strength>& strength, bool structured, Dosage& dosage) {
  std::vector<Sig> steps = ReadSigSteps(node["text"].Text(), strength);
  bool changes = steps.empty() && SpeaksOfChange(node["text"].Text());
  changes |= SpeaksOfChange(node["patientInstruction"].Text());
  for (const Node& more : node["additionalInstruction"].Items()) changes |= SpeaksOfChange(ReadCodeable(more).Label());
  const auto contradict = [&dosage](const Sig& sig) {
    const bool other_amount =
        sig.amount && dosage.amount && sig.amount->unit == dosage.amount->unit && sig.amount->value != dosage.amount->value;
    const bool other_times = sig.times_per_day && dosage.times_per_day && sig.times_per_day != dosage.times_per_day;
    if (other_amount) dosage.amount.reset();
    if (other_times) dosage.times_per_day.reset();
    return other_amount || other_times;
  };
  if (!steps.empty()) {
    const Sig& sig = steps.front();
    dosage.as_needed |= sig.as_needed;
    if (!structured) dosage.amount = sig.amount;
    if (!node["timing"].present()) dosage.times_per_day = sig.times_per_day;
    const bool wrong = contradict(sig);
    const bool bounded = dosage.start || dosage.end;
    if (!dosage.length && !bounded) {
      dosage.length = sig.length;
    } else if (sig.length && dosage.length != sig.length) {
      dosage.length.reset();
      changes |= steps.size() > 1;
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
      Dosage step;
      step.amount = steps[i].amount;
      step.times_per_day = steps[i].times_per_day;
      step.as_needed = steps[i].as_needed;
      step.route = dosage.route;
      step.length = steps[i].length;
      dosage.next.push_back(std::move(step));
    }
    if (!dosage.next.empty() && (wrong || bounded)) changes = true;
  }
  if (!changes) return;
  dosage.amount.reset();
  dosage.next.clear();
  if (steps.size() > 1) dosage.length.reset();  // the first step's only
}

}  // namespace

std::optional<Amount> DoseAmount(Rational value, std::string_view unit_text, const std::optional<Strength>& strength) {
  if (CountsPieces(unit_text)) {
    if (!strength || strength->per_ml) return std::nullopt;
    const auto mg = Multiply(value, strength->mg);
    return mg ? std::optional(Amount{*mg, "mg"}) : std::nullopt;
  }
  const auto unit = units::ParseUnit(unit_text);
  if (!unit) return std::nullopt;
  if (const auto mg = units::Convert(value, *unit, *units::ParseUcum("mg"))) return Amount{*mg, "mg"};
  if (strength && strength->per_ml) {
    const auto ml = units::Convert(value, *unit, *units::ParseUcum("mL"));
    const auto mg = ml ? Multiply(*ml, strength->mg) : std::nullopt;
    return mg ? std::optional(Amount{*mg, "mg"}) : std::nullopt;
  }
  return Amount{value, unit->code};
}

std::optional<Rational> Dosage::PerDay() const { return amount && times_per_day ? Multiply(amount->value, *times_per_day) : std::nullopt; }

std::optional<Strength> StrengthInName(std::string_view product) {
  std::optional<Strength> found;
  const std::string lower = LowerCase(product);
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (lower[at] < '0' || lower[at] > '9' ||
        (at > 0 && (std::isalnum(static_cast<unsigned char>(lower[at - 1])) != 0 || lower[at - 1] == '.')))
      continue;
    std::string_view rest = std::string_view(lower).substr(at);
    const auto number = TakeNumber(rest);
    if (!number) return std::nullopt;  // "1,000 mg": not understood
    const std::string_view after = Trim(rest);
    for (const std::string_view mass : {"mg", "mcg", "g", "ug"}) {
      if (!after.starts_with(mass) || (after.size() > mass.size() && std::isalnum(static_cast<unsigned char>(after[mass.size()])) != 0))
        continue;
      const std::string_view per = Trim(after.substr(mass.size()));
      const auto unit = units::ParseUnit(mass);
      const auto mg = unit ? units::Convert(*number, *unit, *units::ParseUcum("mg")) : std::nullopt;
      if (!mg || found) return std::nullopt;  // two strengths: a combination
      if (per.starts_with('/') && !per.starts_with("/ml") && !per.starts_with("/ ml")) return std::nullopt;
      found = Strength{*mg, per.starts_with('/')};
      break;
    }
    at = lower.size() - rest.size() - 1;
  }
  return found;
}

bool IsCombination(std::string_view product) {
  const std::string lower = LowerCase(product);
  for (const std::string_view joint : {" / ", " + ", " and ", " with "}) {
    if (lower.find(joint) != std::string::npos) return true;
  }
  // "piperacillin/tazobactam", not "mg/mL": words of five letters and more on both sides.
  const auto letters = [&lower](std::size_t at, int step) {
    int count = 0;
    for (; at < lower.size() && lower[at] >= 'a' && lower[at] <= 'z'; at += static_cast<std::size_t>(step)) ++count;
    return count;
  };
  for (std::size_t slash = lower.find('/'); slash != std::string::npos; slash = lower.find('/', slash + 1)) {
    if (slash > 0 && letters(slash - 1, -1) >= 5 && letters(slash + 1, 1) >= 5 && lower.compare(slash + 1, 6, "actuat") != 0) return true;
  }
  return false;
}

DateInterval LastDay(DateInterval start, const Length& length) {
  const auto last = [](Date day, Period period) { return std::max(day, AddDays(Add(day, period), -1)); };
  return {last(start.first, length.low), last(start.last, length.high)};
}

Dosage ReadDosage(const Node& node, const std::optional<Strength>& strength) {
  Dosage dosage;
  dosage.sequence = node["sequence"].Whole();
  dosage.route = RouteOf(ReadCodeable(node["route"]));
  dosage.as_needed = (node["asNeededBoolean"].present() && node["asNeededBoolean"].True()) || node["asNeededCodeableConcept"].present();
  const Node repeat = node["timing"]["repeat"];
  if (const Node bounds = repeat["boundsPeriod"]; bounds.present()) {
    const DatePeriod days = ReadPeriod(bounds);
    dosage.start = days.start;
    dosage.end = days.end;
  }
  // A single administration has dose and text, but no timing.
  const std::vector<Node> rates = node["doseAndRate"].Items();
  if (rates.size() == 1) dosage.amount = ReadAmount(rates.front(), strength);
  dosage.times_per_day = TimesPerDay(node["timing"]);
  dosage.length = ReadLength(repeat, dosage.times_per_day);
  ReadWords(node, strength, !rates.empty(), dosage);
  if (!dosage.times_per_day && !repeat["period"].present()) {
    if (const auto sig = ReadSig(ReadCodeable(node["timing"]["code"]).Label(), std::nullopt)) dosage.times_per_day = sig->times_per_day;
  }
  return dosage;
}

}  // namespace eligo::readers
