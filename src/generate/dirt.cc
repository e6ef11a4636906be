#include "generate/dirt.h"

#include <algorithm>

namespace eligo::generate {
namespace {

using history::Dirt;
using history::Domain;
using history::Event;
using history::Facts;
using history::History;
using history::ItemFacts;
using history::Kind;
using history::Precision;

constexpr std::size_t At(Dirt dirt) { return static_cast<std::size_t>(dirt); }

// Results older than this were never brought along.
constexpr int kStaleDays = 130;

class Soiler {
 public:
  Soiler(const DirtRates& rates, Random& random, History& history) : rates_(rates), random_(random), history_(history) {}

  void Run() {
    if (Befalls(Dirt::kPartialBirth)) history_.person.birth_precision = Precision::kYear;
    const bool stale = Befalls(Dirt::kStale);
    const std::size_t count = history_.events.size();
    for (std::size_t i = 0; i < count; ++i) {
      Event& event = history_.events[i];
      if (stale && event.kind == Kind::kResult && event.start > AddDays(history_.person.last, -kStaleDays))
        event.recording.recorded = false;
      if (Befalls(Dirt::kNotRecorded)) event.recording.recorded = false;
      if (!event.recording.recorded) continue;
      Code(event);
      if (event.kind == Kind::kResult) Result(event);
      Dates(event);
      if (Befalls(Dirt::kVoid)) event.recording.entered_in_error = true;
      Again(i);
    }
    // Copies lie behind the rest: back into the order of days.
    if (history_.events.size() > count)
      std::stable_sort(history_.events.begin(), history_.events.end(), [](const Event& a, const Event& b) { return a.start < b.start; });
  }

 private:
  bool Befalls(Dirt dirt) {
    const int rate = rates_[At(dirt)];
    if (rate == 0 || !random_.PerTenThousand(rate)) return false;
    ++history_.dirt[At(dirt)];
    return true;
  }

  void Code(Event& event) {
    const Domain domain = Facts(event.item).domain;
    // A vaccine without its code is a drug like any other in OMOP: the formats would differ.
    if (domain == Domain::kVaccine || event.kind == Kind::kTrial || event.kind == Kind::kConsent || domain == Domain::kScore) return;
    if (event.kind != Kind::kAllergy && domain == Domain::kDrug && !Facts(event.item).brand.empty() && Befalls(Dirt::kBrandName)) {
      event.recording.brand = true;
      event.recording.coded = false;
    } else if (Befalls(Dirt::kMissingCode)) {
      event.recording.coded = false;
    }
  }

  void Result(Event& event) {
    const ItemFacts& facts = Facts(event.item);
    if (facts.domain == Domain::kScore) return;
    if (!facts.other.unit.empty() && Befalls(Dirt::kOtherUnit)) event.recording.other_unit = true;
    if (event.has_value && facts.high >= 0 && Befalls(Dirt::kMissingRange)) event.recording.range = false;
    if (event.has_value && !facts.unit.empty() && facts.unit != "1") {
      if (Befalls(Dirt::kMissingUnit))
        event.recording.no_unit = true;
      else if (Befalls(Dirt::kUnknownUnit))
        event.recording.unknown_unit = true;
    }
    if (event.words.empty() && Befalls(Dirt::kTextResult)) event.recording.as_text = true;
  }

  void Dates(Event& event) {
    if (event.kind != Kind::kCondition && event.kind != Kind::kProcedure && event.kind != Kind::kAllergy) return;
    if (Befalls(Dirt::kPartialDate)) event.recording.precision = random_.PerMille(500) ? Precision::kYear : Precision::kMonth;
  }

  void Again(std::size_t index) {
    if (Befalls(Dirt::kDuplicate)) history_.events.push_back(history_.events[index]);
    const Event& event = history_.events[index];
    if (event.kind != Kind::kResult || !event.has_value || Facts(event.item).domain != Domain::kMeasurement ||
        !Befalls(Dirt::kContradictory))
      return;
    Event other = event;
    other.disputes = true;
    // A quarter more or less than what was found before on that day.
    other.value = random_.PerMille(500) ? event.value + event.value / 4 + 1 : event.value - event.value / 4;
    history_.events.push_back(other);
  }

  const DirtRates& rates_;
  Random& random_;
  History& history_;
};

}  // namespace

DirtRates NoDirt() { return {}; }

DirtRates PortableDirt() {
  DirtRates rates{};
  rates[At(Dirt::kOtherUnit)] = 2500;
  rates[At(Dirt::kMissingCode)] = 600;
  rates[At(Dirt::kTextResult)] = 500;
  rates[At(Dirt::kBrandName)] = 1200;
  rates[At(Dirt::kMissingRange)] = 800;
  rates[At(Dirt::kMissingUnit)] = 80;
  rates[At(Dirt::kUnknownUnit)] = 40;
  rates[At(Dirt::kDuplicate)] = 100;
  rates[At(Dirt::kContradictory)] = 40;
  rates[At(Dirt::kNotRecorded)] = 300;
  rates[At(Dirt::kStale)] = 800;
  rates[At(Dirt::kPartialBirth)] = 200;
  return rates;
}

DirtRates AllDirt() {
  DirtRates rates = PortableDirt();
  rates[At(Dirt::kPartialDate)] = 500;
  rates[At(Dirt::kVoid)] = 60;
  return rates;
}

void Soil(const DirtRates& rates, Random& random, History& history) { Soiler(rates, random, history).Run(); }

}  // namespace eligo::generate
