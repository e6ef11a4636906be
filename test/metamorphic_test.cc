// Metamorphic tests: records changed in ways that must not change a verdict, over generated patients and the example protocols.
//
// No answer is known here, only that two must be the same: the patients' FHIR lines are rewritten as text and read anew by the reader of
// every screening. A cell is one criterion or one leaf of one patient in one reading. ELIGO_SCALE makes the cohort larger (test/scale.h).
#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pipeline/screening.h"
#include "readers/fhir.h"
#include "readers/protocol.h"
#include "readers/record_sink.h"
#include "test/generate/cohort.h"
#include "test/scale.h"
#include "units/rational.h"
#include "writers/fhir_history.h"

namespace eligo {
namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<Json>;  // the resources of one patient, the Patient first
using Cohort = std::vector<Lines>;

const std::vector<pipeline::Reading>& Protocols() {
  static const std::vector<pipeline::Reading> readings = [] {
    const std::string root = ELIGO_SOURCE_DIR;
    auto files = readers::ReadProtocols({root + "/examples/protocols", root + "/bench/ten_criteria.txt", root + "/bench/lupus_trial.txt"});
    EXPECT_EQ(files.documents.size(), 7u);
    return pipeline::Read(std::move(files.documents), generate::test::Terms());
  }();
  return readings;
}

std::string PatientOf(const Json& resource) {
  if (resource["resourceType"] == "Patient") return resource["id"];
  for (const char* element : {"subject", "patient", "individual"}) {
    if (resource.contains(element)) return std::string(resource[element]["reference"]).substr(sizeof("Patient/") - 1);
  }
  return "";
}

Cohort Generated(int patients, const std::string& dirt, std::int64_t first = 1) {
  pipeline::GenerationText text;
  text.patients = patients;
  text.first = first;
  text.as_of = "2026-06-01";
  text.dirt = dirt;
  std::map<int, Lines> by_patient;
  for (const std::string& file : generate::test::Written<writers::FhirHistory>(text)) {
    std::istringstream in(file);
    for (std::string line; std::getline(in, line);) {
      Json resource = Json::parse(line);
      by_patient[std::stoi(PatientOf(resource))].push_back(std::move(resource));
    }
  }
  Cohort cohort;
  for (auto& [id, lines] : by_patient) cohort.push_back(std::move(lines));
  return cohort;
}

// Every value of every cell by its name: "protocol cohort patient inc-4 strict", the leaf's id for leaves.
struct Cell {
  std::string value, missing;
};
using Cells = std::map<std::string, Cell>;

void Screen(const std::string& ndjson, Date as_of, Cells& cells) {
  readers::RecordSink sink(generate::test::Terms(), pipeline::NeededConcepts(Protocols(), generate::test::Terms()));
  readers::ReadReport report;
  const auto read = readers::ReadFhirText("generated", ndjson, generate::test::Terms(), {}, sink, report);
  ASSERT_TRUE(read.ok()) << read.error();
  ASSERT_EQ(report.skipped_resources, 0);
  const records::Records records = sink.Finish();
  pipeline::ScreenRequest request;
  request.settings.as_of = as_of;
  std::vector<std::string> voided;
  const auto screening = pipeline::Screen(Protocols(), records, generate::test::Terms(), request, voided);
  for (const auto& judged : screening.protocols) {
    for (const verdict::PatientVerdict& v : judged.verdicts) {
      const std::string at = judged.reading.source.document.path + " " + std::to_string(v.cohort) + " " + v.patient + " ";
      cells[at + "overall strict"] = {std::string(ToString(v.strict)), ""};
      cells[at + "overall presumed"] = {std::string(ToString(v.presumed)), ""};
      for (const verdict::CriterionVerdict& c : v.criteria) {
        cells[at + c.id + " strict"] = {std::string(ToString(c.strict)), ""};
        cells[at + c.id + " presumed"] = {std::string(ToString(c.presumed)), ""};
        for (const verdict::Atom& atom : c.atoms) {
          cells[at + atom.leaf + " strict"] = {std::string(ToString(atom.holds)), atom.missing};
          cells[at + atom.leaf + " presumed"] = {std::string(ToString(atom.presumed)), atom.missing};
        }
      }
    }
  }
}

std::string Text(const Cohort& cohort) {
  std::string text;
  for (const Lines& lines : cohort) {
    for (const Json& resource : lines) text += resource.dump() + "\n";
  }
  return text;
}

const Date kAsOf = FromCivil({2026, 6, 1});

// With everything that a chart does to what is true (docs/generate.md).
const Cohort& Patients() {
  static const Cohort cohort = Generated(test::Scaled(8), "all");
  return cohort;
}

// Screens the cohort as it is and as `change` makes it, and compares all cells. `change` returns how many resources it changed.
void ExpectSame(const std::string& name, const std::function<int(Lines&)>& change, Date as_of = kAsOf) {
  const Cohort& cohort = Patients();
  Cohort changed = cohort;
  int resources = 0;
  for (Lines& lines : changed) resources += change(lines);
  EXPECT_GT(resources, 0) << name << " changes nothing";
  static const Cells before = [&] {
    Cells cells;
    Screen(Text(cohort), kAsOf, cells);
    return cells;
  }();
  Cells after;
  ASSERT_NO_FATAL_FAILURE(Screen(Text(changed), as_of, after));
  ASSERT_EQ(before.size(), after.size()) << name;
  std::size_t known = 0;
  int moved = 0;
  for (const auto& [cell, was] : before) {
    known += was.value != "unknown";
    const Cell& is = after.at(cell);
    if (was.value == is.value) continue;
    if (++moved <= 20) ADD_FAILURE() << name << ": " << cell << ": " << was.value << " became " << is.value << "; missing: " << is.missing;
  }
  EXPECT_EQ(moved, 0) << name;
  EXPECT_GT(known, before.size() / 4) << name << ": too few cells are known to tell";
  std::printf("metamorphic: %s: %d resources changed, %zu cells compared, %d moved\n", name.c_str(), resources, before.size(), moved);
}

// Every date of a resource, to the year: "birthDate", "onsetDateTime", "start", ...
int MoveYears(Json& json, int years) {
  int moved = 0;
  for (auto& [key, value] : json.items()) {
    if (value.is_structured()) {
      moved += MoveYears(value, years);
    } else if (value.is_string() && (key.ends_with("Date") || key.ends_with("DateTime") || key.ends_with("dateTime") || key == "start" ||
                                     key == "end" || key == "authoredOn")) {
      std::string text = value;
      text.replace(0, 4, std::to_string(std::stoi(text.substr(0, 4)) + years));
      value = text;
      ++moved;
    }
  }
  return moved;
}

// 28 years are 10,227 days for every date from 1901 to 2071, 400 years 146,097 for all: the calendar repeats, leap days too, so that
// months and years before a day are as long as they were. Another number of days would make other months.
TEST(Metamorphic, AllDatesLater) {
  for (const int years : {28, 400}) {
    ExpectSame(
        "all dates " + std::to_string(years) + " years later",
        [years](Lines& lines) {
          int moved = 0;
          for (Json& resource : lines) moved += MoveYears(resource, years) > 0;
          return moved;
        },
        FromCivil({2026 + years, 6, 1}));
  }
}

// The number with its point `left` digits further to the left, exactly: 118 by one is 11.8.
Json Shifted(const Json& number, int left) {
  const auto value = units::Rational::Parse(number.dump());
  EXPECT_TRUE(value.has_value());
  const auto scale = units::Rational::OfDecimal(1, left);
  return Json::parse(units::Multiply(value.value_or(1), scale.value_or(1)).value_or(1).ToString());
}

struct Equivalent {
  const char *from, *to;
  int left;  // digits by which the point moves to the left
};
constexpr Equivalent kEquivalents[] = {
    {"g/L", "g/dL", 1},       {"g/dL", "g/L", -1},      {"mg/dL", "mg/L", -1}, {"umol/L", "mmol/L", 3},   {"10*9/L", "10*3/uL", 0},
    {"/uL", "10*9/L", 3},     {"10*3/uL", "10*9/L", 0}, {"g/d", "mg/d", -3},   {"[IU]/mL", "k[IU]/L", 0}, {"mL/min", "L/min", 3},
    {"U/L", "mU/mL", 0},      {"kg", "g", -3},          {"cm", "m", 2},        {"{cells}/uL", "/uL", 0},  {"mg/L", "mg/dL", 1},
    {"m[IU]/mL", "[IU]/L", 0}};

bool ToEquivalent(Json& quantity) {
  if (!quantity.contains("code")) return false;
  for (const Equivalent& e : kEquivalents) {
    if (quantity["code"] != e.from) continue;
    quantity["value"] = Shifted(quantity["value"], e.left);
    quantity["unit"] = quantity["code"] = e.to;
    return true;
  }
  return false;
}

TEST(Metamorphic, EquivalentUnits) {
  ExpectSame("results in equivalent units", [](Lines& lines) {
    int changed = 0;
    for (Json& resource : lines) {
      if (!resource.contains("valueQuantity") || !ToEquivalent(resource["valueQuantity"])) continue;
      ++changed;
      if (!resource.contains("referenceRange")) continue;
      for (const char* end : {"low", "high"}) {
        if (!resource["referenceRange"][0].contains(end)) continue;
        EXPECT_TRUE(ToEquivalent(resource["referenceRange"][0][end]));
      }
    }
    return changed;
  });
}

Date DayOf(const Json& text) { return ParseDate(std::string(text))->first; }

TEST(Metamorphic, AnOrderInTwo) {
  ExpectSame("orders as two adjacent ones of the same dose", [](Lines& lines) {
    int changed = 0;
    Lines more;
    for (Json& resource : lines) {
      if (resource["resourceType"] != "MedicationRequest" || !resource.contains("dispenseRequest")) continue;
      Json& period = resource["dispenseRequest"]["validityPeriod"];
      const Date first = DayOf(period["start"]);
      const Date last = DayOf(period["end"]);
      constexpr int kLong = 14;
      if (last.day - first.day < kLong) continue;
      Json second = resource;
      const Date middle = AddDays(first, (last.day - first.day) / 2);
      period["end"] = ToString(middle);
      second["id"] = std::string(second["id"]) + "-b";
      second["authoredOn"] = second["dispenseRequest"]["validityPeriod"]["start"] = ToString(AddDays(middle, 1));
      more.push_back(std::move(second));
      ++changed;
    }
    lines.insert(lines.end(), more.begin(), more.end());
    return changed;
  });
}

TEST(Metamorphic, RecordsInAnotherOrder) {
  std::mt19937 random(1);
  ExpectSame("records in another order", [&](Lines& lines) {
    for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random() % i]);
    return static_cast<int>(lines.size());
  });
}

TEST(Metamorphic, ARecordTwice) {
  for (const bool same_id : {true, false}) {
    std::mt19937 random(2);
    ExpectSame(same_id ? "records twice" : "records twice, under other ids", [&](Lines& lines) {
      Lines more;
      for (const Json& resource : lines) {
        if (resource["resourceType"] == "Patient" || random() % 3 != 0) continue;
        more.push_back(resource);
        if (!same_id) more.back()["id"] = std::string(resource["id"]) + "-again";
      }
      lines.insert(lines.end(), more.begin(), more.end());
      return static_cast<int>(more.size());
    });
  }
}

TEST(Metamorphic, RecordsOfSomethingElse) {
  ExpectSame("records of something else added", [](Lines& lines) {
    const Json who = {{"reference", "Patient/" + PatientOf(lines.front())}};
    const auto code = [](const char* system, const char* value, const char* text) {
      return Json{{"coding", {{{"system", system}, {"code", value}}}}, {"text", text}};
    };
    const Lines more = {{{"resourceType", "Condition"},
                         {"id", "else-1"},
                         {"code", code("http://hl7.org/fhir/sid/icd-10-cm", "H52.4", "Presbyopia")},
                         {"subject", who},
                         {"onsetDateTime", "2026-05-20"}},
                        {{"resourceType", "Observation"},
                         {"id", "else-2"},
                         {"status", "final"},
                         {"code", code("http://loinc.org", "8280-0", "Waist circumference")},
                         {"subject", who},
                         {"effectiveDateTime", "2026-05-30"},
                         {"valueQuantity", {{"value", 91}, {"unit", "cm"}, {"system", "http://unitsofmeasure.org"}, {"code", "cm"}}}},
                        {{"resourceType", "MedicationRequest"},
                         {"id", "else-3"},
                         {"status", "active"},
                         {"intent", "order"},
                         {"medicationCodeableConcept", code("urn:site", "77", "artificial tears")},
                         {"subject", who},
                         {"authoredOn", "2026-05-02"}},
                        {{"resourceType", "Procedure"},
                         {"id", "else-4"},
                         {"status", "completed"},
                         {"code", code("urn:site", "12", "fitting of spectacles")},
                         {"subject", who},
                         {"performedDateTime", "2026-05-21"}},
                        {{"resourceType", "Immunization"},
                         {"id", "else-5"},
                         {"status", "completed"},
                         {"vaccineCode", code("urn:site", "9", "inert placebo")},
                         {"patient", who},
                         {"occurrenceDateTime", "2026-05-22"}}};
    lines.insert(lines.end(), more.begin(), more.end());
    return static_cast<int>(more.size());
  });
}

// The day on which a record could be known.
std::string KnownOn(const Json& resource) {
  for (const char* element : {"effectiveDateTime", "onsetDateTime", "authoredOn", "performedDateTime", "occurrenceDateTime", "dateTime"}) {
    if (resource.contains(element)) return resource[element];
  }
  for (const char* element : {"effectivePeriod", "period"}) {
    if (resource.contains(element)) return resource[element]["start"];
  }
  return "";
}

// A record that grows by one fact after the other, in the order of their days: what it stated before it states still.
TEST(Metamorphic, MoreFactsNeverTakeBackWhatIsStated) {
  const Cohort cohort = Generated(test::Scaled(1), "none");
  std::size_t cells = 0;
  std::size_t settled = 0;
  int taken_back = 0;
  int conflicts = 0;
  for (const Lines& lines : cohort) {
    Lines in_order(lines.begin() + 1, lines.end());
    std::stable_sort(in_order.begin(), in_order.end(), [](const Json& a, const Json& b) { return KnownOn(a) < KnownOn(b); });
    // One patient for each length of the record.
    std::string text;
    for (std::size_t length = 0; length <= in_order.size(); ++length) {
      constexpr std::size_t kBase = 100'000;
      const std::string id = "p" + std::to_string(kBase + length);
      Json person = lines.front();
      person["id"] = id;
      text += person.dump() + "\n";
      for (std::size_t i = 0; i < length; ++i) {
        Json resource = in_order[i];
        for (const char* element : {"subject", "patient", "individual"}) {
          if (resource.contains(element)) resource[element]["reference"] = "Patient/" + id;
        }
        resource["id"] = id + "-" + std::to_string(i);
        text += resource.dump() + "\n";
      }
    }
    Cells all;
    ASSERT_NO_FATAL_FAILURE(Screen(text, kAsOf, all));
    // By cell, then by length.
    std::map<std::string, std::map<std::string, const Cell*>> by_cell;
    for (const auto& [name, cell] : all) {
      if (!name.ends_with(" strict") || name.ends_with("overall strict")) continue;
      const std::size_t at = name.find(" p1");
      const std::size_t end = name.find(' ', at + 1);
      by_cell[name.substr(0, at) + name.substr(end)][name.substr(at + 1, end - at - 1)] = &cell;
    }
    for (const auto& [name, lengths] : by_cell) {
      const Cell* was = nullptr;
      std::string id;
      for (const auto& [patient, is] : lengths) {
        ++cells;
        settled += was != nullptr && was->value == "unknown" && is->value != "unknown";
        if (was != nullptr && was->value != "unknown" && is->value == "unknown") {
          if (is->missing.starts_with("which ")) {
            ++conflicts;
          } else if (!is->missing.empty()) {  // leaves say what is missing; criteria follow from them
            if (++taken_back <= 20) {
              const Json& fact = in_order[std::stoul(patient.substr(1)) - 100'001];
              ADD_FAILURE() << name << ": " << was->value << " became unknown with " << fact["resourceType"] << " of " << KnownOn(fact)
                            << " " << fact.dump().substr(0, 400) << "; missing: " << is->missing;
            }
          }
        }
        was = is;
      }
    }
  }
  EXPECT_GT(settled, 50u);
  EXPECT_EQ(taken_back, 0);
  std::printf("metamorphic: facts one by one: %zu cells, %zu settled, %d taken back, %d by a stated conflict\n", cells, settled, taken_back,
              conflicts);
}

}  // namespace
}  // namespace eligo
