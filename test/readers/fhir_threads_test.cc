// The same bytes give the same events and the same report, however many threads read them and wherever the blocks end.
#include <random>
#include <tuple>

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <zlib.h>

#include "readers/fhir.h"
#include "readers/fhir_input.h"
#include "test/readers/event_list.h"
#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

// What a reading gave and said, as lines.
struct Reading {
  std::vector<std::string> events, said;
  bool operator==(const Reading&) const = default;
};

class Threads : public World {
 protected:
  static std::string Patient(int id) {
    return fmt::format(R"({{"resourceType":"Patient","id":"{}","gender":"{}","birthDate":"{}-05-20"}})", id,
                       id % 2 == 0 ? "female" : "male", 1940 + id % 60);
  }

  // Resources of every kind that the two halves of the reader treat in a way of their own.
  static std::string Resource(int number, int patient) {
    const std::string head = fmt::format(R"("id":"r{}","subject":{{"reference":"Patient/{}"}},)", number, patient);
    const std::string quantity =
        fmt::format(R"("valueQuantity":{{"value":{}.5,"unit":"{}"}})", number % 90, number % 7 == 0 ? "mgg/dl" : "g/dL");
    const std::string hemoglobin = R"("status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},)";
    const std::string observation = R"({"resourceType":"Observation",)" + head + hemoglobin;
    switch (number % 13) {
      case 0: return R"({"resourceType":"Condition",)" + head + R"("code":{"text":"SLE"},"onsetAge":{"value":30,"code":"a"}})";
      case 1: return R"({"resourceType":"Condition",)" + head + R"("code":{"text":"lupus nephritis"},"severity":{"text":"mild"}})";
      case 2:
        return observation + quantity + R"(,"referenceRange":[{"low":{"value":12},"appliesTo":[{"text":"female"}]},)" +
               R"({"low":{"value":13},"appliesTo":[{"text":"male"}]}]})";
      case 3:
        return R"({"resourceType":"MedicationRequest",)" + head + R"("status":"active","intent":"order","authoredOn":"2025-01-01",)" +
               fmt::format(R"("medicationReference":{{"reference":"Medication/m{}","display":"prednisone"}}}})", number % 4);
      case 4:
        return R"({"resourceType":"DiagnosticReport",)" + head + R"("status":"final","effectiveDateTime":"2024-02-03","contained":[)" +
               R"({"resourceType":"Observation","id":"in",)" + hemoglobin + quantity + R"(},{"resourceType":"Condition"},)" +
               fmt::format(R"({{"resourceType":"Observation","subject":{{"reference":"Patient/{}"}},)", patient + number % 2) + hemoglobin +
               quantity + "}]}";
      case 5: return observation + R"("effectiveDateTime":"2024-13-40",)" + quantity + "}";
      case 6: return observation + R"("status":"final",)" + quantity + "}";
      case 7: return R"({"resourceType":"FamilyMemberHistory","id":"f"})";
      case 8: return R"({"resourceType":"Observation",)" + head + R"("status":"final","code":{"text":"shoe size"},"valueInteger":44})";
      case 9: return R"({"resourceType":"MedicationOrder",)" + head + R"("status":"active"})";
      default: return observation + fmt::format(R"("effectiveDateTime":"2024-03-{:02}",)", 1 + number % 28) + quantity + "}";
    }
  }

  // Patients before and after what is about them, duplicates far apart, lines that are cut, bundles a line, a bundle a file.
  void WriteInput() const {
    std::mt19937 random(20261128);
    const auto up_to = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    std::vector<std::string> lines;
    for (int id = 0; id < 40; ++id) lines.push_back(Patient(id));
    for (int number = 0; number < 900; ++number) lines.push_back(Resource(number, up_to(44)));
    for (int copy = 0; copy < 60; ++copy) lines.push_back(lines[static_cast<std::size_t>(up_to(900))]);
    for (int m = 0; m < 3; ++m)
      lines.push_back(fmt::format(R"({{"resourceType":"Medication","id":"m{}","code":{{"text":"rituximab"}}}})", m));
    lines.push_back(R"({"resourceType":"Patient","id":"41","link":[{"type":"replaced-by","other":{"reference":"Patient/7"}}]})");
    for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[static_cast<std::size_t>(up_to(static_cast<int>(i)))]);
    std::string text;
    for (std::string line : lines) {
      if (up_to(12) == 0) line.resize(static_cast<std::size_t>(up_to(static_cast<int>(line.size()))));
      text += line + (up_to(5) == 0 ? "\r\n" : up_to(9) == 0 ? "\n  \n" : "\n");
    }
    text.pop_back();
    Write("a.ndjson", text);
    Write("empty.ndjson", "\n\n");
    Write("lines.json", lines[0] + "\n" + lines[1] + "\n{\n" + lines[2]);
    std::string bundles;
    for (int bundle = 0; bundle < 12; ++bundle) {
      const int id = bundle < 10 ? 100 + bundle : 3;
      std::string entries =
          R"(null,{"fullUrl":"urn:uuid:)" + std::to_string(id) + R"(","resource":)" + Patient(id + (bundle == 11 ? 1 : 0)) + "}";
      if (bundle == 11) entries.replace(entries.find(R"("id":"4")"), 8, R"("id":"3")");
      for (int entry = 0; entry < 30; ++entry) entries = R"({"resource":)" + Resource(1000 + 13 * bundle + entry, id) + "}," + entries;
      entries += R"(,{"resource":{"resourceType":"Bundle","entry":[{"resource":)" + Resource(3002, id) + "}]}}";
      const std::string whole = R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}";
      bundles += whole + "\n";
      Write(fmt::format("b{}.json", bundle), whole);
    }
    Write("bundles.ndjson", bundles);
    gzFile file = gzopen((In() / "z.ndjson.gz").string().c_str(), "wb");
    ASSERT_GT(gzwrite(file, text.data(), static_cast<unsigned>(text.size())), 0);
    gzclose(file);
  }

  Reading Read(int threads, std::size_t block_bytes) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    Reading reading;
    test::EventList events;
    ReadReport report;
    report.on_skipped = [&reading](const Skipped& skipped) { reading.said.push_back(skipped.ToJson()); };
    EXPECT_TRUE(ReadFhir(In().string(), Terms(), {.block_bytes = block_bytes}, events, report).ok());
    reading.events = events.lines();
    for (const std::string& person : events.Persons()) reading.events.push_back(person);
    reading.said.insert(reading.said.end(), report.errors.begin(), report.errors.end());
    reading.said.insert(reading.said.end(), report.notes.begin(), report.notes.end());
    reading.said.push_back(fmt::format("{} {} {} {} {} {} {} {}", report.patients, report.resources, report.read, report.skipped_resources,
                                       report.skipped_files, report.void_resources, report.duplicates, report.family_histories));
    return reading;
  }
};

TEST_F(Threads, GiveTheSameEventsAndLines) {
  WriteInput();
  const Reading one = Read(1, std::size_t{1} << 20);
  EXPECT_GT(one.events.size(), 800u);
  EXPECT_GT(one.said.size(), 200u);
  for (const auto& [threads, bytes] :
       {std::tuple(8, 1u << 20), std::tuple(1, 1u), std::tuple(2, 1u), std::tuple(8, 333u), std::tuple(2, 20'000u)}) {
    const Reading other = Read(threads, bytes);
    EXPECT_EQ(one.events, other.events) << threads << " threads, " << bytes << " bytes";
    EXPECT_EQ(one.said, other.said) << threads << " threads, " << bytes << " bytes";
  }
}

TEST_F(Threads, GiveTheSameRowsOfWhatIsAskedFor) {
  WriteInput();
  terms::ConceptSet needed;
  for (const char* name : {"sle", "rituximab", "prednisone", "hemoglobin"}) needed.Insert(*Terms().Find(name));
  const auto rows = [&](int threads, std::size_t bytes) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    const auto records = ReadPatients(In().string(), Terms(), {.block_bytes = bytes}, report_, needed);
    EXPECT_TRUE(records.ok());
    std::vector<std::string> lines;
    for (const char* name : {"sle", "rituximab", "prednisone", "hemoglobin"}) {
      for (records::PatientIndex patient = 0; patient < records->patients().size(); ++patient) {
        for (const records::Row& row : records->Rows(*Terms().Find(name), patient))
          lines.push_back(fmt::format("{} {} {} {} {} {} {} {} {}", name, records->patients()[patient].id, records->Text(row.source),
                                      Day(row.start), Day(row.end), Text(row.ref_low), records->Text(row.unit),
                                      Text(row.number ? row.number->low : std::nullopt), records->Text(row.matched)));
      }
    }
    for (const auto& [code, count] : records->unmapped()) lines.push_back(fmt::format("{} {}", code, count));
    lines.push_back(Lines());
    return lines;
  };
  const auto one = rows(1, std::size_t{1} << 20);
  EXPECT_GT(one.size(), 300u);
  EXPECT_EQ(one, rows(8, 500));
  EXPECT_EQ(one, rows(2, 1));
}

TEST_F(Threads, WaitsForAPatientAndSeesADuplicateInAnotherBlock) {
  const std::string late =
      R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"text":"SLE"},"recordedDate":"2020-01-01"})";
  std::string spaced = late;
  spaced.replace(spaced.find(":{\"text"), 1, " :\t");
  Write("a.ndjson", late + "\n" + Patient(2) + "\n" + spaced + "\n" + Patient(1) + "\n" + late + "\n");
  const Reading one = Read(1, 1);
  ASSERT_EQ(one.events.size(), 3u);  // a condition, two persons
  EXPECT_EQ(one.said.front(), "2 resources came more than once; the first of each is kept");
  EXPECT_EQ(one, Read(8, 1));
  EXPECT_EQ(one, Read(2, 1 << 20));
}

// Whole lines and no others, of any size.
TEST_F(Threads, BlocksAreWholeLines) {
  const std::string text = "a\n\nbcd\r\n" + std::string(700'000, 'x') + "\nlast";
  Write("a.ndjson", "\xEF\xBB\xBF" + text);
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{4}, std::size_t{300'000}, std::size_t{1} << 20}) {
    auto file = TextFile::Open((In() / "a.ndjson").string());
    ASSERT_TRUE(file.ok());
    std::string all;
    std::string block;
    while (file->NextLines(bytes, block)) {
      EXPECT_TRUE(block.ends_with('\n') || block.ends_with("last"));
      all += block;
    }
    EXPECT_EQ(all, text);
  }
}

}  // namespace
}  // namespace eligo::readers
