// SmallTerms: a folder of term files in a temporary directory, and what becomes of it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "terms/compile.h"
#include "terms/terms.h"

namespace eligo::terms {

class SmallTerms {
 public:
  SmallTerms() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("eligo_terms_" + std::string(test->test_suite_name()) + "_" + test->name() + "_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~SmallTerms() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  SmallTerms(const SmallTerms&) = delete;
  SmallTerms& operator=(const SmallTerms&) = delete;

  void Write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((folder_ / "data" / file).parent_path());
    std::ofstream(folder_ / "data" / file, std::ios::binary) << text;
  }

  // Lupus, two drug classes, a laboratory test: enough to see every field once.
  void WriteSample() const {
    Write("eligo/concepts.tsv",
          "# a comment\n"
          "id\tkind\tlabel\tflags\tunit\ttest_of\n"
          "sle\tcondition\tsystemic lupus erythematosus\tchronic,index_disease\t\t\n"
          "lupus_nephritis\tcondition\tlupus nephritis\tchronic\t\t\n"
          "hepatitis_b\tcondition\thepatitis B\troutine_test\t\t\n"
          "pregnancy\tcondition\tpregnancy\tfemale_only,routine_test\t\t\n"
          "hbsag\tmeasurement\thepatitis B surface antigen\t\t\thepatitis_b\n"
          "creatinine\tmeasurement\tcreatinine\t\tmg/dL\t\n"
          "biologic\tdrug\tbiologic\t\t\t\n"
          "anti_cd20\tdrug\tanti-CD20 antibody\t\t\t\n"
          "rituximab\tdrug\trituximab\t\t\t\n"
          "ocrelizumab\tdrug\tocrelizumab\t\t\t\n"
          "dexamethasone\tdrug\tdexamethasone\tglucocorticoid\t\t\n"
          "mpa\tcondition\tmicroscopic polyangiitis\t\t\t\n"
          "mycophenolic_acid\tdrug\tmycophenolic acid\t\t\t\n"
          "informed_consent\tconsent\tinformed consent\tperson\t\t\n");
    Write("eligo/names.tsv",
          "concept\tnames\n"
          "sle\tSLE; lupus\n"
          "hbsag\tHBsAg; HBs antigen\n"
          "rituximab\tRituxan; MabThera\n"
          "mpa\tMPA\n"
          "mycophenolic_acid\tMPA\n");
    Write("eligo/classes.tsv",
          "class\tmembers\n"
          "biologic\tanti_cd20\n"
          "anti_cd20\trituximab; ocrelizumab\n");
    Write("eligo/analytes.tsv",
          "concept\tmolar_mass\tsex\tage_from\tage_to\tlow\thigh\tcertainty\tsource\n"
          "creatinine\t113.12\t\t\t\t0.6\t1.2\t[S]\ta table\n");
    Write("eligo/glucocorticoids.tsv",
          "concept\tmg_equal_to_5_mg_prednisone\tcertainty\tsource\n"
          "dexamethasone\t0.75\t[S]\ttables agree\n");
    Write("eligo/half_lives.tsv",
          "concept\tlow\thigh\tunit\tcertainty\tsource\n"
          "rituximab\t18\t22\td\t[S]\tlabel\n"
          "mycophenolic_acid\t8\t18\th\t[G]\tgeneral knowledge\n"
          "ocrelizumab\t\t\td\t[S]\tnone to quote\n");
    Write("icd10cm/codes.tsv",
          "concept\tsystem\tcode\tdisplay\tsource\n"
          "sle\tICD10CM\tM32\tSystemic lupus erythematosus\ttest\n"
          "lupus_nephritis\tICD10CM\tM32.14\tGlomerular disease in SLE\ttest\n");
    Write("rxnorm/codes.tsv",
          "concept\tsystem\tcode\tdisplay\tsource\n"
          "rituximab\tRxNorm\t121191\trituximab\ttest\n");
  }

  std::string data() const { return (folder_ / "data").string(); }
  std::string file() const { return (folder_ / "terms.bin").string(); }
  Compiled Compile() const { return CompileTerms({data()}); }

  // Compiles, writes and opens; fails the test where that fails.
  Result<Terms> Open() const {
    const Compiled compiled = Compile();
    EXPECT_TRUE(compiled.errors.empty()) << (compiled.errors.empty() ? "" : compiled.errors.front());
    const auto written = WriteTermsFile(file(), compiled.bytes);
    EXPECT_TRUE(written.ok());
    return Terms::Open(file());
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace eligo::terms
