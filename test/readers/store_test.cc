// What a store gives back is what was put in; what is no whole store is refused.
#include "readers/store.h"

#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "test/cli/program.h"
#include "test/readers/event_list.h"
#include "writers/store.h"

namespace eligo::readers {
namespace {

using cli::test::Folder;
using records::Bearer;
using records::Codeable;
using records::CodeId;
using records::Event;
using records::EventSink;
using records::Number;
using records::Patient;
using units::Rational;

class Store : public testing::Test {
 protected:
  void SetUp() override {
    if (!tables::Database::Open().ok()) GTEST_SKIP() << "no DuckDB";
  }
  std::string Path() const { return (place_.path() / "store").string(); }
  std::string Failure() const {
    test::EventList events;
    ReadReport report;
    const auto read = ReadStore(Path(), "", "", events, report);
    return read.ok() ? "" : read.error();
  }
  void WriteWhole(int patients) const;
  Folder place_;
};

// Events of every shape, in no order, the same for each sink.
void Give(EventSink& sink, int patients, bool numbered) {
  std::mt19937 random(7);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < patients; ++i) {
    Patient patient;
    patient.id = numbered ? std::to_string(1000 - i) : "p-" + std::to_string(i);
    patient.source = "Patient/" + patient.id;
    if (i % 3 > 0) patient.birth = DateInterval{Date{-9000}, Date{-9000 + (i % 3 - 1) * 364}};
    if (i % 5 == 0) patient.death = On(Date{15000});
    patient.deceased = i % 4 == 0;
    patient.gender = static_cast<records::Sex>(i % 4);
    patient.birth_sex = static_cast<records::Sex>(i / 2 % 4);
    sink.AddPatient(patient);
  }
  std::vector<Codeable> codes = {{{{"LOINC", "718-7", "Hemoglobin"}}, "Hb"},
                                 {{{"http://site", "X1", ""}, {"SNOMED", "55464009", "SLE", true}}, ""},
                                 {{}, "brand 'X'\n\x1f 10:3"},
                                 {{{"RxNorm", "8640", ""}}, "prednisone", {{"RxNorm", "1", "above"}, {"SNOMED", "2", ""}}},
                                 {{}, ""}};
  const auto days = [&](std::optional<DateInterval>& into) {
    if (below(3) == 0) return;
    const Date first{below(20000) - 3000};
    into = DateInterval{first, AddDays(first, below(4) == 0 ? 30 : 0)};
  };
  const auto exact = [&]() -> std::optional<Rational> {
    return below(2) == 0 ? std::nullopt : Rational::Of(below(100000) - 5000, below(3) == 0 ? 7 : 1000);
  };
  const char* const words[] = {"", "1:160 speckled", "IV", "größer als", "a,b \"c\""};
  const char* const sources[] = {
      "Observation/17-3", "measurement/4711", "", "train/0:007", "Observation/a5f-00", "9", "Condition/99999999999999999999"};
  for (int i = 0; i < patients * 60; ++i) {
    Event event;
    event.code = sink.Code(codes[static_cast<std::size_t>(below(5))], static_cast<Bearer>(below(records::kBearers)));
    records::Row& row = event.row;
    row.patient = static_cast<records::PatientIndex>(below(patients));
    row.domain = static_cast<records::Domain>(below(10));
    days(row.start);
    days(row.end);
    days(row.recorded);
    row.minute = below(3) == 0 ? static_cast<std::int16_t>(below(44 * 60) - 14 * 60) : records::kNoMinute;
    row.standing = static_cast<records::Standing>(below(3));
    row.course = static_cast<records::Course>(below(3));
    row.exposure = static_cast<records::Exposure>(below(4));
    row.route = static_cast<records::Route>(below(12));
    row.answer = static_cast<records::Answer>(below(9));
    row.ongoing = below(2) == 0;
    row.stopped = below(2) == 0;
    row.as_needed = below(2) == 0;
    row.component = below(2) == 0;
    event.ongoing_if_chronic = below(2) == 0;
    row.daily_dose = exact();
    row.ref_low = exact();
    row.ref_high = exact();
    if (below(2) == 0) {
      row.number = Number{exact(), exact(), below(2) == 0, below(2) == 0, below(2) == 0};
      if (below(2) == 0) row.number->high = row.number->low;
    }
    row.unit = sink.Intern(below(2) == 0 ? "mg/dL" : "");
    row.text = sink.Intern(words[below(5)]);
    row.method = sink.Intern(words[below(5)]);
    row.severity = sink.Intern(words[below(5)]);
    row.source = sink.SourceOf(sources[below(7)]);
    sink.Add(event);
  }
}

void Store::WriteWhole(int patients) const {
  auto writer = writers::StoreWriter::Open(Path());
  ASSERT_TRUE(writer.ok()) << writer.error();
  Give(**writer, patients, true);
  const auto closed = (*writer)->Close({"eligo test", "", {}, {}});
  ASSERT_TRUE(closed.ok()) << closed.error();
}

TEST_F(Store, GivesBackWhatWasPutIn) {
  for (const bool numbered : {true, false}) {
    test::EventList given, back;
    Give(given, 40, numbered);
    auto writer = writers::StoreWriter::Open(Path());
    ASSERT_TRUE(writer.ok()) << writer.error();
    Give(**writer, 40, numbered);
    const auto closed = (*writer)->Close({"eligo test", "", {{"rows", 3}}, {"x.csv:3: what"}});
    ASSERT_TRUE(closed.ok()) << closed.error();
    ReadReport report;
    ASSERT_TRUE(IsStore(Path()));
    const auto read = ReadStore(Path(), "", "", back, report);
    ASSERT_TRUE(read.ok()) << read.error();
    EXPECT_EQ(report.patients, 40);
    EXPECT_EQ(report.read, 40 * 60);
    EXPECT_EQ(back.Persons(), given.Persons());
    EXPECT_EQ(back.Sorted(), given.Sorted());
    EXPECT_EQ(place_.Read("store/eligo/skipped.txt"), "x.csv:3: what\n");
  }
}

// By subject and time, those of one time as they came.
TEST_F(Store, EventsStandInOrder) {
  auto writer = writers::StoreWriter::Open(Path());
  ASSERT_TRUE(writer.ok()) << writer.error();
  EventSink& sink = **writer;
  for (const char* id : {"2", "10"}) {
    Patient patient;
    patient.id = id;
    sink.AddPatient(patient);
  }
  const CodeId code = sink.Code({{{"LOINC", "718-7", ""}}, ""}, Bearer::kResult);
  int number = 0;
  for (const auto& [patient, day, minute] : std::vector<std::tuple<unsigned, int, int>>{
           {1, 5, records::kNoMinute}, {0, 9, 60}, {1, 5, 0}, {0, 9, -30}, {1, -1, records::kNoMinute}, {0, 3, records::kNoMinute}}) {
    Event event;
    event.code = code;
    event.row.patient = patient;
    if (day >= 0) event.row.start = On(Date{day});
    event.row.minute = static_cast<std::int16_t>(minute);
    event.row.source = sink.SourceOf("o/" + std::to_string(++number));
    sink.Add(event);
  }
  ASSERT_TRUE((*writer)->Close({}).ok());
  test::EventList back;
  ReadReport report;
  ASSERT_TRUE(ReadStore(Path(), "", "", back, report).ok());
  std::string order;
  for (const std::string& line : back.lines()) order += line.substr(0, line.find(" result")) + ", ";
  EXPECT_EQ(order, "2 o/6, 2 o/4, 2 o/2, 10 o/5, 10 o/1, 10 o/3, ");
}

TEST_F(Store, SourcesOfAnyNumberComeBack) {
  auto writer = writers::StoreWriter::Open(Path());
  ASSERT_TRUE(writer.ok()) << writer.error();
  EventSink& sink = **writer;
  Patient patient;
  patient.id = "1";
  sink.AddPatient(patient);
  Event event;
  event.code = sink.Code({{{"LOINC", "718-7", ""}}, ""}, Bearer::kResult);
  constexpr int kMany = 1'100'000;  // more than are kept
  for (int i = 0; i < kMany; ++i) {
    event.row.source = sink.SourceOf(std::to_string(i) + "-x");
    if (i % 100'000 == 0) sink.Add(event);
  }
  ASSERT_TRUE((*writer)->Close({}).ok());
  test::EventList back;
  ReadReport report;
  ASSERT_TRUE(ReadStore(Path(), "", "", back, report).ok());
  ASSERT_EQ(back.lines().size(), 11u);
  EXPECT_EQ(back.lines()[0].substr(0, 6), "1 0-x ");
  EXPECT_EQ(back.lines()[10].substr(0, 12), "1 1000000-x ");
}

TEST_F(Store, TheSameEventsAreTheSameBytes) {
  WriteWhole(30);
  const std::string data = place_.Read("store/data/0.parquet"), description = place_.Read("store/eligo/store.json");
  WriteWhole(30);
  EXPECT_EQ(place_.Read("store/data/0.parquet"), data);
  EXPECT_EQ(place_.Read("store/eligo/store.json"), description);
  EXPECT_FALSE(place_.Has("store/scratch"));
}

TEST_F(Store, TimesOfVersion1BearNoOffsetAndAreNotUsed) {
  WriteWhole(10);
  std::string text = place_.Read("store/eligo/store.json");
  text.replace(text.find("\"version\": 2"), 12, "\"version\": 1");
  place_.Write("store/eligo/store.json", text);
  test::EventList back;
  ReadReport report;
  ASSERT_TRUE(ReadStore(Path(), "", "", back, report).ok());
  ASSERT_FALSE(back.lines().empty());
  for (const std::string& line : back.lines()) EXPECT_NE(line.find(" minute - "), std::string::npos) << line;
  ASSERT_FALSE(report.notes.empty());
  EXPECT_EQ(report.notes.front(),
            Path() + ": is a store of version 1, whose times of day bear no offset and are not used; write the store again");
}

TEST_F(Store, WhatIsNotWholeIsRefused) {
  WriteWhole(10);
  const std::string description = place_.Read("store/eligo/store.json"), data = place_.Read("store/data/0.parquet");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = description;
    text.replace(text.find(from), from.size(), to);
    place_.Write("store/eligo/store.json", text);
    return Failure();
  };
  EXPECT_EQ(with("\"version\": 2", "\"version\": 3"),
            Path() + ": is a store of version 3, this eligo reads up to 2; use a newer eligo, or write the store again");
  EXPECT_EQ(with("\"version\": 2", "\"version\": \"2\""),
            Path() + "/eligo/store.json: is no description of a store; write the store again with `eligo ingest`");
  EXPECT_EQ(with("{", ""), Path() + "/eligo/store.json: is no description of a store; write the store again with `eligo ingest`");
  EXPECT_EQ(with("data/0.parquet", "data/1.parquet"), Path() + "/data/1.parquet: is missing; write the store again");
  place_.Write("store/eligo/store.json", description);
  EXPECT_EQ(Failure(), "");
  place_.Write("store/data/0.parquet", data.substr(0, data.size() / 2));
  EXPECT_EQ(Failure(), Path() + "/data/0.parquet: is cut short or was changed; write the store again");
  place_.Write("store/data/0.parquet", std::string(data.size(), 'x'));
  EXPECT_EQ(Failure(), Path() + "/data/0.parquet: holds other bytes than were written; write the store again");
  // As stores were before there were sums.
  nlohmann::ordered_json old = nlohmann::ordered_json::parse(description);
  old.erase("sha256");
  place_.Write("store/eligo/store.json", old.dump());
  EXPECT_EQ(Failure(), Path() + "/data/0.parquet: cannot be read or written, is damaged, cut short or of another format");
  place_.Write("store/data/0.parquet", data);
  EXPECT_EQ(Failure(), "");
}

// One bit of any file, by which most would still be read.
TEST_F(Store, ADamagedOrReplacedFileIsRefused) {
  WriteWhole(10);
  const auto store = nlohmann::ordered_json::parse(place_.Read("store/eligo/store.json"));
  EXPECT_EQ(store["files"].size(), 5u);
  for (const auto& [name, bytes] : store["files"].items()) {
    const std::string whole = place_.Read("store/" + name);
    EXPECT_EQ(store["sha256"][name], Sha256Of(whole)) << name;
    std::string other = whole;
    other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1);
    place_.Write("store/" + name, other);
    EXPECT_EQ(Failure(), Path() + "/" + name + ": holds other bytes than were written; write the store again");
    place_.Write("store/" + name, whole);
  }
  EXPECT_EQ(Failure(), "");
  // A sum that is missing, or none.
  for (const auto& sums : {nlohmann::ordered_json::object(), nlohmann::ordered_json("none")}) {
    auto without = store;
    without["sha256"] = sums;
    place_.Write("store/eligo/store.json", without.dump());
    EXPECT_EQ(Failure(), Path() + "/data/0.parquet: holds other bytes than were written; write the store again");
  }
}

}  // namespace
}  // namespace eligo::readers
