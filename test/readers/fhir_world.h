// A small world for the reader tests: a handful of terms, and FHIR texts written to a temporary folder.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "readers/patients.h"
#include "readers/record_sink.h"
#include "terms/compile.h"
#include "terms/terms.h"

namespace eligo::readers {

class World : public testing::Test {
 protected:
  World() : folder_(std::filesystem::temp_directory_path() / ("eligo_fhir_" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "in");
  }
  ~World() override { std::filesystem::remove_all(folder_); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Compiled once for all tests.
  static const terms::Terms& Terms() {
    static const terms::Terms terms = [] {
      const auto root = std::filesystem::temp_directory_path() / ("eligo_terms_" + std::to_string(getpid()));
      std::filesystem::remove_all(root);
      std::filesystem::create_directories(root / "small");
      std::ofstream(root / "small" / "concepts.tsv") << "id\tkind\tlabel\tflags\tunit\ttest_of\n"
                                                        "sle\tcondition\tsystemic lupus erythematosus\tindex_disease,chronic\t\t\n"
                                                        "lupus_nephritis\tcondition\tlupus nephritis\t\t\t\n"
                                                        "pregnancy\tcondition\tpregnancy\t\t\t\n"
                                                        "hospitalization_need\tcondition\thospitalization\t\t\t\n"
                                                        "prednisone\tdrug\tprednisone\t\t\t\n"
                                                        "methotrexate\tdrug\tmethotrexate\t\t\t\n"
                                                        "rituximab\tdrug\trituximab\t\t\t\n"
                                                        "mmr_vaccine\tdrug\tMMR vaccine\t\t\t\n"
                                                        "plasma_exchange\tprocedure\tplasma exchange\t\t\t\n"
                                                        "creatinine\tmeasurement\tcreatinine\t\tmg/dL\t\n"
                                                        "hemoglobin\tmeasurement\themoglobin\t\tg/L\t\n"
                                                        "ana\tmeasurement\tantinuclear antibody\t\t\t\n"
                                                        "hbsag\tmeasurement\tHBsAg\t\t\t\n"
                                                        "sledai\tscore\tSLEDAI\t\t\t\n"
                                                        "sledai_2k\tscore\tSLEDAI-2K\t\t\t\n"
                                                        "sledai_item\titem\tSLEDAI item\t\t\t\n"
                                                        "sledai_item_cva\titem\tSLEDAI item: cerebrovascular accident\t\t\t\n"
                                                        "sledai_item_complement\titem\tSLEDAI item: low complement\t\t\t\n"
                                                        "eular_acr_2019_item\titem\tEULAR/ACR 2019 item\t\t\t\n"
                                                        "eular_acr_2019_item_fever\titem\tEULAR/ACR 2019 item: fever\t\t\t\n"
                                                        "eular_acr_2019\tscore\tEULAR/ACR 2019\t\t\t\n"
                                                        "systolic\tmeasurement\tsystolic blood pressure\t\tmm[Hg]\t\n"
                                                        "clinical_trial\ttrial_participation\tclinical trial\t\t\t\n"
                                                        "informed_consent\tconsent\tinformed consent\t\t\t\n"
                                                        "clinical_note\tobservation\tclinical note\t\t\t\n";
      std::ofstream(root / "small" / "names.tsv") << "concept\tnames\n"
                                                     "sle\tSLE\n"
                                                     "creatinine\tserum creatinine\n"
                                                     "ana\tANA\n"
                                                     "sledai_item_complement\tlow complement\n"
                                                     "sledai_item_cva\tCVA item\n";
      std::ofstream(root / "small" / "classes.tsv") << "class\tmembers\n"
                                                       "sledai\tsledai_2k\n"
                                                       "sledai_item\tsledai_item_complement; sledai_item_cva\n"
                                                       "eular_acr_2019_item\teular_acr_2019_item_fever\n";
      std::ofstream(root / "small" / "codes.tsv") << "concept\tsystem\tcode\tdisplay\tsource\n"
                                                     "sle\tICD10CM\tM32\t\ttest\n"
                                                     "sle\tSNOMED\t55464009\t\ttest\n"
                                                     "lupus_nephritis\tICD10CM\tM32.14\t\ttest\n"
                                                     "prednisone\tRxNorm\t8640\t\ttest\n"
                                                     "mmr_vaccine\tCVX\t03\t\ttest\n"
                                                     "creatinine\tLOINC\t2160-0\t\ttest\n"
                                                     "hemoglobin\tLOINC\t718-7\t\ttest\n"
                                                     "ana\tLOINC\t8061-4\t\ttest\n"
                                                     "hbsag\tLOINC\t5195-3\t\ttest\n"
                                                     "systolic\tLOINC\t8480-6\t\ttest\n";
      const terms::Compiled compiled = terms::CompileTerms({root.string()});
      for (const std::string& error : compiled.errors) ADD_FAILURE() << error;
      const std::string file = (root / "terms.bin").string();
      EXPECT_TRUE(terms::WriteTermsFile(file, compiled.bytes).ok());
      auto opened = terms::Terms::Open(file);
      EXPECT_TRUE(opened.ok()) << opened.error();
      std::filesystem::remove_all(root);
      return std::move(opened).value();
    }();
    return terms;
  }

  std::filesystem::path In() const { return folder_ / "in"; }
  void Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((In() / name).parent_path());
    std::ofstream(In() / name, std::ios::binary) << text;
  }

  Result<records::Records> Read() { return ReadPatients(In().string(), Terms(), {}, report_); }

  // Reads patient p1 (female, born 1980-05-20) with these resources.
  records::Records ReadWith(const std::vector<std::string>& resources) {
    std::string entries = R"({"resource":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1980-05-20"}})";
    for (const std::string& resource : resources) entries += R"(,{"resource":)" + resource + "}";
    Write("bundle.json", R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}");
    auto records = Read();
    EXPECT_TRUE(records.ok()) << records.error();
    return records.ok() ? std::move(records).value() : records::Records();
  }

  // The rows of the first patient under a concept.
  static std::vector<records::Row> Rows(const records::Records& records, const std::string& concept_id, records::PatientIndex patient = 0) {
    const auto rows = records.Rows(*Terms().Find(concept_id), patient);
    return {rows.begin(), rows.end()};
  }

  bool Says(const std::string& part) const {
    for (const std::string& line : report_.errors) {
      if (line.find(part) != std::string::npos) return true;
    }
    return false;
  }
  std::string Lines() const {
    std::string all;
    for (const std::string& line : report_.errors) all += line + "\n";
    return all;
  }

  std::filesystem::path folder_;
  ReadReport report_;
};

inline std::string Day(const std::optional<DateInterval>& day) { return day ? ToString(*day) : "none"; }
inline std::string Text(const std::optional<units::Rational>& number) { return number ? number->ToString() : "none"; }
inline units::Rational Decimal(const char* text) { return *units::Rational::Parse(text); }

}  // namespace eligo::readers
