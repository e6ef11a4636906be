// Shapes of input, and everything that may be wrong with it: one line each, the rest still read, never a value shown.
#include <cstdlib>

#include <zlib.h>

#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

const std::string kOne = R"({"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1980-05-20"})";
std::string Lupus(const std::string& id, const std::string& patient) {
  return R"({"resourceType":"Condition","id":")" + id + R"(","subject":{"reference":")" + patient + R"("},"code":{"text":"SLE"}})";
}
std::string Bundle(const std::vector<std::string>& resources) {
  std::string entries;
  for (const std::string& resource : resources) entries += (entries.empty() ? "" : ",") + (R"({"resource":)" + resource + "}");
  return R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}";
}

class Shapes : public World {
 protected:
  // One patient with one lupus, whatever the shape.
  void ExpectOne(const std::string& path) {
    const auto records = ReadPatients(path, Terms(), {}, report_);
    ASSERT_TRUE(records.ok()) << records.error();
    EXPECT_EQ(records->patients().size(), 1u);
    EXPECT_EQ(Rows(*records, "sle").size(), 1u);
    EXPECT_EQ(Lines(), "");
  }
};

TEST_F(Shapes, OneBundle) {
  Write("b.json", Bundle({Lupus("c", "Patient/p1"), kOne}));
  ExpectOne((In() / "b.json").string());
  ExpectOne(In().string());
}

TEST_F(Shapes, BundleALine) {
  Write("b.ndjson", Bundle({kOne, Lupus("c", "Patient/p1")}) + "\r\n\n" + Bundle({}) + "\n");
  ExpectOne(In().string());
}

TEST_F(Shapes, LinesInAJsonFile) {
  Write("b.json", kOne + "\n" + Lupus("c", "Patient/p1"));
  ExpectOne(In().string());
}

TEST_F(Shapes, BulkDataWithThePatientLast) {
  Write("Condition.ndjson", Lupus("c", "Patient/p1") + "\n");
  Write("Patient.ndjson", kOne + "\n");
  Write("log.txt", "not read");
  Write(".hidden.json", "not read");
  ExpectOne(In().string());
  std::filesystem::remove(In() / "Patient.ndjson");
  Write("Zzz.ndjson", kOne + "\n");
  ExpectOne(In().string());
}

TEST_F(Shapes, SingleResourcesInFolders) {
  Write("a/c.json", Lupus("c", "http://host/fhir/Patient/p1/_history/3"));
  Write("b/p.json", "\xEF\xBB\xBF" + kOne);
  ExpectOne(In().string());
}

TEST_F(Shapes, Gzip) {
  const std::string path = (In() / "Patient.ndjson.gz").string();
  gzFile file = gzopen(path.c_str(), "wb");
  const std::string text = kOne + "\n" + Lupus("c", "Patient/p1") + "\n";
  ASSERT_EQ(gzwrite(file, text.data(), static_cast<unsigned>(text.size())), static_cast<int>(text.size()));
  gzclose(file);
  ExpectOne(In().string());
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  (void)ReadPatients(path, Terms(), {}, report_);
  EXPECT_TRUE(Says("is damaged or cut short (gzip)")) << Lines();
}

TEST_F(Shapes, FullUrls) {
  Write("b.json", R"({"resourceType":"Bundle","type":"transaction","entry":[
      {"fullUrl":"urn:uuid:11111111-1111-1111-1111-111111111111","resource":{"resourceType":"Patient"}},
      {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Medication","code":{"text":"Methotrexate"}}},
      {"fullUrl":"urn:uuid:3","resource":{"resourceType":"MedicationStatement","status":"active","medicationReference":{"reference":"urn:uuid:2"},
        "subject":{"reference":"urn:uuid:11111111-1111-1111-1111-111111111111"}}},
      {"resource":)" + Lupus("c", "urn:uuid:11111111-1111-1111-1111-111111111111") +
                      "}]}");
  ExpectOne(In().string());
  const auto records = Read();
  EXPECT_EQ(Rows(*records, "methotrexate").size(), 1u);
}

TEST_F(Shapes, OneIdWithOtherContentIsAnotherResource) {
  const std::string pregnant =
      R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p1"},"onsetDateTime":"2026-01-01","code":{"text":"pregnancy"}})";
  Write("a.ndjson", kOne + "\n" + Lupus("c", "Patient/p1") + "\n" + pregnant + "\n");
  const auto records = Read();
  EXPECT_EQ(Rows(*records, "pregnancy").size(), 1u);
  EXPECT_EQ(Rows(*records, "sle").size(), 1u);
  ASSERT_EQ(report_.notes.size(), 1u);
  EXPECT_EQ(report_.notes[0], "1 resources have an id that another of their patient has, and say something else; all are kept");
}

TEST_F(Shapes, DuplicatesAreReadOnce) {
  Write("a.ndjson", kOne + "\n" + Lupus("c", "Patient/p1") + "\n" + Lupus("c", "Patient/p1") + "\n");
  ExpectOne(In().string());
  EXPECT_EQ(report_.duplicates, 1);
  ASSERT_EQ(report_.notes.size(), 1u);
  EXPECT_EQ(report_.notes[0], "1 resources came more than once; the first of each is kept");
}

class BadInput : public World {
 protected:
  // Beside a good patient with lupus: one bad file, one line about it, the good one still read.
  void ExpectLine(const std::string& name, const std::string& text, const std::string& line) {
    Write("0.ndjson", kOne + "\n" + Lupus("c", "Patient/p1") + "\n");
    Write(name, text);
    const auto records = Read();
    ASSERT_TRUE(records.ok()) << records.error();
    EXPECT_GE(Rows(*records, "sle").size(), 1u);
    ASSERT_EQ(report_.errors.size(), 1u) << Lines();
    EXPECT_EQ(report_.errors[0], (In() / name).string() + line);
    std::filesystem::remove(In() / name);
  }
};

TEST_F(BadInput, NoJson) {
  ExpectLine("e.json", "", ": is empty; skipped");
  ExpectLine("e.ndjson", "\n\n", ": is empty; skipped");
  ExpectLine("u.json", "{\"resourceType\":\"Pati\xFF\xFE\"}", ": is not UTF-8 (column 22); skipped");
  ExpectLine("b.json", std::string("\x7F\x45LF\x00\x01\x02", 7), ": is no JSON (column 1); skipped");
  ExpectLine("t.json", "hello there", ": is no JSON (column 1); skipped");
  ExpectLine("n.json", "[1, 2, 3]", ": is JSON but no FHIR resource; skipped");
  ExpectLine("c.json", Bundle({kOne}).substr(0, 60), ": is cut short (column 61); skipped");
  ExpectLine("c.ndjson", kOne + "x\n" + Lupus("c2", "Patient/p1") + "\n", ":1: is no JSON (column 80); skipped");
  ExpectLine("d.json", std::string(5000, '[') + std::string(5000, ']'), ": is nested too deeply; skipped");
  ExpectLine("r.json", "{}", ": resourceType: is missing; resource skipped");
}

TEST_F(BadInput, AHundredMegabytesOfOneLine) {
  ExpectLine("x.ndjson", std::string(100u << 20, 'a'), ":1: is no JSON (column 1); skipped");
  ExpectLine("y.json", R"({"resourceType":")" + std::string(1u << 20, 'a'), ": is cut short (column 1048594); skipped");
}

TEST_F(BadInput, WrongTypes) {
  ExpectLine("a.json", R"({"resourceType":"Bundle","entry":{"resource":1}})", ": Bundle: entry: is no list; resource skipped");
  ExpectLine("b.json", R"({"resourceType":"Bundle","entry":[{"resource":"x"}]})", ": entry 1: resource: is no object; resource skipped");
  ExpectLine("c.json", R"({"resourceType":7})", ": resourceType: is no text; resource skipped");
  ExpectLine("d.json", R"({"resourceType":"Condition","id":"d","subject":{"reference":"Patient/p1"},"code":"SLE"})",
             ": Condition/d: code: is no object; resource skipped");
  ExpectLine("e.json", R"({"resourceType":"Condition","id":"d","subject":["Patient/p1"],"code":{"text":"SLE"}})",
             ": Condition/d: subject: is no object; resource skipped");
  ExpectLine(
      "f.json",
      R"({"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p1"},"code":{"text":"ANA"},"valueQuantity":{"value":"12"}})",
      ": Observation/o: valueQuantity.value: is no number; resource skipped");
  ExpectLine("g.json", R"({"resourceType":"Patient","id":"p9","gender":3})", ": Patient/p9: gender: is no text; read as not given");
  ExpectLine("h.json", R"({"resourceType":"Patient","gender":"male"})", ": Patient: id: is missing; resource skipped");
}

TEST_F(BadInput, Dates) {
  ExpectLine(
      "a.json",
      R"({"resourceType":"Observation","id":"123","status":"final","subject":{"reference":"Patient/p1"},"code":{"text":"ANA"},"effectiveDateTime":"2026-02-30","valueInteger":1})",
      ": Observation/123: effectiveDateTime: is no date; resource skipped");
  EXPECT_EQ(report_.skipped_resources, 1);
  ExpectLine(
      "b.json",
      R"({"resourceType":"Procedure","id":"1","status":"completed","subject":{"reference":"Patient/p1"},"code":{"text":"plasma exchange"},"performedPeriod":{"start":"2026-02-02","end":"2026-01-01"}})",
      ": Procedure/1: performedPeriod: ends before it starts; resource skipped");
  ExpectLine("c.json", R"({"resourceType":"Patient","id":"p9","birthDate":"1980-13-01"})",
             ": Patient/p9: birthDate: is no date; read as not given");
  EXPECT_EQ(report_.patients, 2);
}

TEST_F(BadInput, ReferencesToNothing) {
  ExpectLine("a.json", Lupus("x", "Patient/nobody"), ": Condition/x: subject: names no patient of this input; resource skipped");
  ExpectLine("b.json", R"({"resourceType":"Condition","id":"x","code":{"text":"SLE"}})",
             ": Condition/x: subject: is missing; resource skipped");
  ExpectLine("c.json", R"({"resourceType":"Condition","id":"x","subject":{"display":"Ms. Somebody"},"code":{"text":"SLE"}})",
             ": Condition/x: subject: has no reference; resource skipped");
  ExpectLine("d.json", Lupus("x", "#p"),
             ": Condition/x: subject: is contained in the resource and no patient of this input; resource skipped");
}

TEST_F(BadInput, AFloodIsCounted) {
  std::string lines = kOne + "\n";
  for (int i = 0; i < 100; ++i) lines += Lupus("x" + std::to_string(i), "Patient/nobody") + "\n";
  Write("a.ndjson", lines);
  ASSERT_TRUE(Read().ok());
  EXPECT_EQ(report_.errors.size(), 21u);
  EXPECT_EQ(report_.errors.back(), "80 more like it: subject: names no patient of this input");
  EXPECT_EQ(report_.skipped_resources, 100);
}

TEST_F(BadInput, UnitsThatDoNotExist) {
  const auto observation = [](const std::string& id) {
    return R"({"resourceType":"Observation","id":")" + id +
           R"(","status":"final","subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},"valueQuantity":{"value":1,"unit":"mg/dlx"}})";
  };
  ExpectLine("a.ndjson", observation("1") + "\n" + observation("2") + "\n",
             ":1: Observation/1: valueQuantity: unknown unit `mg/dlx`; results in it are kept and compare as unknown");
  EXPECT_EQ(report_.read, 4);
}

TEST_F(BadInput, TwoPatientsWithOneId) {
  ExpectLine("a.json", R"({"resourceType":"Patient","id":"p1","gender":"male","birthDate":"1990-01-01"})",
             ": Patient/p1: id: was given to a patient before; resource skipped");
  EXPECT_EQ(report_.patients, 1);
  // In a bundle of its own, nothing of the second person reaches the first.
  Write("b.json",
        Bundle({R"({"resourceType":"Patient","id":"p1","gender":"male","birthDate":"1990-01-01"})", Lupus("other", "Patient/p1")}));
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(Rows(*records, "sle").size(), 1u);
  EXPECT_TRUE(Says("Bundle: belongs to another person than the first patient of that id; bundle skipped")) << Lines();
  EXPECT_EQ(report_.skipped_resources, 2);
}

TEST_F(BadInput, WithoutPatients) {
  EXPECT_EQ(ReadPatients(In().string(), Terms(), {}, report_).error(), In().string() + ": holds no .json, .ndjson or .jsonl file");
  EXPECT_EQ(ReadPatients((In() / "gone").string(), Terms(), {}, report_).error(), (In() / "gone").string() + ": no such file or folder");
  Write("a.json", Lupus("x", "Patient/nobody"));
  const auto records = Read();
  ASSERT_FALSE(records.ok());
  EXPECT_EQ(records.error(), In().string() + ": no patient found in 1 file, 1 resource; is this FHIR R4?");
  EXPECT_EQ(report_.errors.size(), 1u);
}

TEST_F(BadInput, OtherVersionsOfFhir) {
  // Told once; the rest is counted.
  const auto request = [](const std::string& id) {
    return R"({"resourceType":"MedicationRequest","id":")" + id +
           R"(","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"medication":{"concept":{"text":"rituximab"}}})";
  };
  const auto condition = [](const std::string& more) {
    return R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p1"},"code":{"text":"SLE"},)" + more + "}";
  };
  Write("a.ndjson", kOne + "\n" + request("1") + "\n" + request("2") + "\n" + condition(R"("clinicalStatus":"active")") + "\n" +
                        condition(R"("assertedDate":"2020-01-01")") + "\n" +
                        R"({"resourceType":"MedicationOrder","id":"3","patient":{"reference":"Patient/p1"}})" + "\n" +
                        R"({"resourceType":"Condition","id":"4","patient":{"reference":"Patient/p1"},"code":{"text":"SLE"}})" + "\n");
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->row_count(), 0u);
  EXPECT_EQ(report_.skipped_resources, 6);
  const std::string file = (In() / "a.ndjson").string();
  EXPECT_EQ(report_.errors,
            (std::vector<std::string>{
                file + ":2: MedicationRequest/1: medication: is an element of FHIR R5, not R4; resource skipped",
                file + ":4: Condition/c: clinicalStatus: is a plain code, as in FHIR DSTU2 or STU3, not R4; resource skipped",
                file + ":5: Condition/c: assertedDate: is an element of FHIR STU3, not R4; resource skipped",
                file + ":6: MedicationOrder/3: MedicationOrder is a resource of FHIR DSTU2, not R4; resource skipped",
                file + ":7: Condition/4: patient: stands where FHIR R4 has another element: another version of FHIR; resource skipped",
                "1 more like it: medication: is an element of FHIR R5, not R4",
            }));
}

TEST_F(BadInput, StatusesOfAnotherVersion) {
  // R5 gives the same word another meaning, or says nowhere in the status what R4 says there.
  Write("a.ndjson",
        kOne + "\n" + R"({"resourceType":"ResearchSubject","id":"1","status":"active","individual":{"reference":"Patient/p1"}})" + "\n" +
            R"({"resourceType":"MedicationStatement","id":"2","status":"recorded","subject":{"reference":"Patient/p1"},)"
            R"("medicationCodeableConcept":{"text":"rituximab"}})" +
            "\n" + R"({"resourceType":"Consent","id":"3","status":"active","patient":{"reference":"Patient/p1"},"decision":"permit"})" +
            "\n");
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->row_count(), 0u);
  const std::string file = (In() / "a.ndjson").string();
  EXPECT_EQ(report_.errors, (std::vector<std::string>{
                                file + ":2: ResearchSubject/1: status: is a publication status, as in FHIR R5, not R4; resource skipped",
                                file + ":3: MedicationStatement/2: status: says `recorded`, as in FHIR R5, not R4; resource skipped",
                                file + ":4: Consent/3: decision: is an element of FHIR R5, not R4; resource skipped",
                            }));
}

TEST_F(BadInput, ModifierExtensions) {
  ExpectLine(
      "a.json",
      R"({"resourceType":"Condition","id":"x","subject":{"reference":"Patient/p1"},"code":{"text":"SLE"},"modifierExtension":[{"url":"http://x"}]})",
      ": Condition/x: modifierExtension: may change the meaning and is not understood; resource skipped");
}

TEST_F(BadInput, KeysThatStandTwice) {
  ExpectLine("a.json",
             R"({"resourceType":"Condition","id":"d","subject":{"reference":"Patient/p1"},"code":{"text":"SLE"},"code":{"text":"ANA"}})",
             ": Condition/d: code: stands twice in one object; resource skipped");
  ExpectLine(
      "b.json",
      R"({"resourceType":"Condition","id":"d","subject":{"reference":"Patient/p1"},"code":{"coding":[{"code":"1","SECRET 1":1,"SECRET 1":2}]}})",
      ": Condition/d: a key stands twice in one object; resource skipped");
  ExpectLine("c.json", R"({"resourceType":"Claim","resourceType":"Condition","id":"d","subject":{"reference":"Patient/p1"}})",
             ": Claim/d: resourceType: stands twice in one object; resource skipped");
  ExpectLine("d.json", R"({"resourceType":"Bundle","entry":[],"entry":[]})",
             ": Bundle: entry: stands twice in one object; resource skipped");
  ExpectLine("e.json", R"({"resourceType":"Bundle","entry":[{"resource":{},"resource":{}}]})",
             ": entry 1: resource: stands twice in one object; resource skipped");
  // Of more keys than are compared one by one.
  std::string many;
  for (int i = 0; i < 100; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  ExpectLine("f.json", R"({"resourceType":"Claim",)" + many + R"("k":1,"k":2})",
             ": Claim: k: stands twice in one object; resource skipped");
}

TEST_F(BadInput, ZipBombs) {
  Write("0.ndjson", kOne + "\n" + Lupus("c", "Patient/p1") + "\n");
  for (const char* name : {"bomb.json.gz", "bomb.ndjson.gz"}) {
    const std::string path = (In() / name).string();
    gzFile file = gzopen(path.c_str(), "wb9");
    const std::string zeros(1u << 20, ' ');
    for (int i = 0; i < 80; ++i) ASSERT_GT(gzwrite(file, zeros.data(), static_cast<unsigned>(zeros.size())), 0);
    gzclose(file);
    ASSERT_TRUE(Read().ok());
    EXPECT_EQ(Lines(), path + ": unpacks to more than 200 times its size; refused as a zip bomb; skipped\n");
    std::filesystem::remove(path);
  }
}

TEST_F(BadInput, ASideFileHasAllThatWasSkipped) {
  std::string lines = kOne + "\n";
  for (int i = 0; i < 30; ++i) lines += Lupus("x" + std::to_string(i), "Patient/nobody") + "\n";
  Write("a.ndjson", lines + "{\"SECRET\n");
  Write("b.json", Bundle({R"({"resourceType":"Patient","id":"q","birthDate":"SECRET"})"}));
  std::vector<std::string> side;
  report_.on_skipped = [&side](const Skipped& skipped) { side.push_back(skipped.ToJson()); };
  ASSERT_TRUE(Read().ok());
  ASSERT_EQ(side.size(), 32u);
  const std::string a = R"({"file":")" + (In() / "a.ndjson").string() + R"(",)";
  const std::string b = R"({"file":")" + (In() / "b.json").string() + R"(",)";
  EXPECT_EQ(side[0], a + R"j("line":32,"what":"is cut short (column 9)","consequence":"skipped"})j");
  EXPECT_EQ(side[1],
            b + R"("entry":1,"resource":"Patient/q","element":"birthDate","what":"is no date","consequence":"read as not given"})");
  EXPECT_EQ(
      side[31],
      a + R"("line":31,"resource":"Condition/x29","element":"subject","what":"names no patient of this input","consequence":"resource skipped"})");
  for (const std::string& line : side) EXPECT_EQ(line.find("SECRET"), std::string::npos);
}

TEST_F(BadInput, NeverShowsAValue) {
  Write(
      "a.ndjson",
      kOne + "\n" +
          R"({"resourceType":"Condition","id":"SECRET SECRET","subject":{"reference":"Patient/SECRET"},"code":{"text":"SECRET"}})" + "\n" +
          R"({"resourceType":"SECRET SECRET","id":"1"})" + "\n" +
          R"({"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p1"},"code":{"text":"ANA"},"effectiveDateTime":"SECRET"})" +
          "\n" +
          R"({"resourceType":"Observation","id":"u","status":"final","subject":{"reference":"Patient/p1"},"code":{"text":"ANA"},"valueQuantity":{"value":1,"unit":"SECRET words of someone"}})" +
          "\n" + R"({"resourceType":"Patient","id":"q","birthDate":"SECRET"})" + "\n" + "{\"SECRET\":\"SECRET\n");
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(Lines().find("SECRET"), std::string::npos) << Lines();
  EXPECT_EQ(report_.errors.size(), 5u) << Lines();
  for (const auto& [code, count] : records->unmapped()) EXPECT_EQ(code.find("SECRET"), std::string::npos);
}

}  // namespace
}  // namespace eligo::readers
