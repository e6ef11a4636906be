// What others wrote: HL7's R4 examples, Synthea's bundles, a DSTU2 file, and texts damaged at random. No crash, and counts
// that a reader of the corpora can check by hand.
#include <cstdlib>
#include <random>

#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

class Corpora : public World {
 protected:
  // Unpacks an archive of ../shared into the input folder; false when it is not there.
  bool Unpack(const std::string& archive) const {
    const fs::path path = fs::path(ELIGO_SOURCE_DIR) / ".." / "shared" / "data" / "fhir" / archive;
    if (!fs::exists(path)) return false;
    const std::string command = "tar -xzf '" + path.string() + "' -C '" + In().string() + "'";
    return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c): a path of ours, quoted
  }
};

#define UNPACK_OR_SKIP(archive) \
  if (!Unpack(archive)) GTEST_SKIP() << "no ../shared/data/fhir/" << (archive) << ": this corpus is not in the tree"

TEST_F(Corpora, Hl7Examples) {
  UNPACK_OR_SKIP("hl7-r4-examples.tar.gz");
  const auto records = Read();
  ASSERT_TRUE(records.ok()) << records.error();
  EXPECT_EQ(report_.resources, 169);
  EXPECT_EQ(report_.patients, 22);
  EXPECT_EQ(report_.skipped_files, 0);
  // What is skipped has a subject that the folder does not hold; nothing else is wrong with HL7's own examples.
  for (const std::string& line : report_.errors) EXPECT_NE(line.find(": subject: "), std::string::npos) << line;
  EXPECT_EQ(report_.skipped_resources, 22);
}

TEST_F(Corpora, SyntheaBundles) {
  UNPACK_OR_SKIP("synthea-r4-10-bundles.tar.gz");
  const auto records = Read();
  ASSERT_TRUE(records.ok()) << records.error();
  EXPECT_EQ(report_.patients, 10);
  EXPECT_EQ(report_.resources, 1006);
  EXPECT_EQ(Lines(), "");
  EXPECT_EQ(report_.skipped_resources, 0);
  std::size_t hemoglobins = 0;
  for (records::PatientIndex p = 0; p < 10; ++p) hemoglobins += Rows(*records, "hemoglobin", p).size();
  EXPECT_EQ(hemoglobins, 14u);
}

TEST_F(Corpora, Dstu2IsNamed) {
  UNPACK_OR_SKIP("rheum-pacer-dstu2.tar.gz");
  const auto records = Read();
  ASSERT_TRUE(records.ok()) << records.error();
  EXPECT_EQ(report_.patients, 2);
  EXPECT_TRUE(Says("MedicationPrescription is a resource of FHIR DSTU2, not R4")) << Lines();
}

// Seeded damage: bytes changed, cut, doubled.
TEST_F(Corpora, DamagedTexts) {
  const std::string whole =
      R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p1","birthDate":"1980-05-20","gender":"female"}},
{"resource":{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},
"effectivePeriod":{"start":"2026-01-01T10:00:00Z","end":"2026-01-02"},"valueQuantity":{"value":1.25,"comparator":"<","unit":"mg/dL"},
"referenceRange":[{"low":{"value":0.5},"high":{"value":1.2},"appliesTo":[{"text":"female"}],"age":{"low":{"value":18,"code":"a"}}}],
"component":[{"code":{"text":"ANA"},"valueString":"Positive 1:160"},{"code":{"text":"ANA"},"valueRatio":{"numerator":{"value":1},"denominator":{"value":80}}}]}},
{"resource":{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"authoredOn":"2026-01-01",
"medicationCodeableConcept":{"text":"Prednisone 5 MG Oral Tablet"},"dosageInstruction":[{"sequence":1,"text":"2 tablets daily","doseAndRate":[{"doseQuantity":{"value":2,"unit":"tablet"}}],
"timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d","boundsPeriod":{"start":"2026-01-01","end":"2026-01-31"}}}}]}},
{"resource":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p1"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M32.14"}]},
"onsetAge":{"value":30,"code":"a"},"clinicalStatus":{"coding":[{"code":"active"}]}}}]})";
  std::mt19937 random(20260601);  // NOLINT(cert-msc51-cpp): the same damage in every run
  const std::string signs = "{}[]\",:0123456789-eE.tfn\\u \xFF\x01<=T";
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes && !text.empty(); ++i) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0: text[at] = signs[random() % signs.size()]; break;
        case 1: text.erase(at, random() % 20); break;
        case 2: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
        default: text.resize(at); break;
      }
    }
    RecordSink sink(Terms());
    const auto read = ReadFhirText("damaged", text, Terms(), {}, sink, report_);
    // Never a silent zero: either a patient was read, or the error says that none was.
    EXPECT_TRUE(read.ok() ? !sink.Finish().patients().empty() : !read.error().empty());
  }
}

}  // namespace
}  // namespace eligo::readers
