// Bytes as a site's file of terms (`--terms site.yaml`), over a base that is small, so that each is compiled in no time.
//
// Asserted beside "no crash": there are mistakes, each with the file's name and line, or terms that can be opened; the same file gives the
// same bytes; every concept, name and code of them can be asked for.
#include "terms/site.h"

#include <optional>

#include "terms/compile.h"
#include "terms/terms.h"
#include "test/fuzz/promise.h"
#include "test/fuzz/scratch.h"

namespace eligo {
namespace {

using fuzz::Require;

constexpr std::pair<const char*, const char*> kBase[] = {
    {"concepts.tsv",
     "id\tkind\tlabel\tflags\tunit\ttest_of\n"
     "sle\tcondition\tsystemic lupus erythematosus\tchronic,index_disease\t\t\n"
     "hepatitis_b\tcondition\thepatitis B\troutine_test\t\t\n"
     "hbsag\tmeasurement\thepatitis B surface antigen\t\t\thepatitis_b\n"
     "creatinine\tmeasurement\tcreatinine\t\tmg/dL\t\n"
     "biologic\tdrug\tbiologic\t\t\t\n"
     "rituximab\tdrug\trituximab\t\t\t\n"
     "dexamethasone\tdrug\tdexamethasone\tglucocorticoid\t\t\n"},
    {"names.tsv", "concept\tnames\nsle\tSLE; lupus\nhbsag\tHBsAg\nrituximab\tRituxan; MabThera\n"},
    {"classes.tsv", "class\tmembers\nbiologic\trituximab\n"},
    {"analytes.tsv",
     "concept\tmolar_mass\tsex\tage_from\tage_to\tlow\thigh\tcertainty\tsource\ncreatinine\t113.12\t\t\t\t0.6\t1.2\t[S]\ta table\n"},
    {"glucocorticoids.tsv", "concept\tmg_equal_to_5_mg_prednisone\tcertainty\tsource\ndexamethasone\t0.75\t[S]\ttables agree\n"},
    {"half_lives.tsv", "concept\tlow\thigh\tunit\tcertainty\tsource\nrituximab\t18\t22\td\t[S]\tlabel\n"},
    {"codes.tsv", "concept\tsystem\tcode\tdisplay\tsource\nsle\tICD10CM\tM32\tlupus\ttest\nrituximab\tRxNorm\t121191\trituximab\ttest\n"}};

const fuzz::Scratch& Folder() {
  static const fuzz::Scratch kFolder("site");
  return kFolder;
}

const terms::Terms& Base() {
  static const terms::Terms kTerms = [] {
    std::filesystem::create_directories(Folder().Path("data/eligo"));
    for (const auto& [name, text] : kBase) Folder().Write(std::string("data/eligo/") + name, text);
    const terms::Compiled compiled = terms::CompileTerms({Folder().Path("data")});
    Require(compiled.errors.empty(), compiled.errors.empty() ? "" : compiled.errors.front());
    auto opened = terms::Terms::FromBytes(compiled.bytes, "base");
    Require(opened.ok(), "the base cannot be opened");
    return std::move(*opened);
  }();
  return kTerms;
}

void CheckTerms(const terms::Terms& terms) {
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const terms::Concept& one = terms.Get({i});
    const auto found = terms.Find(one.id);
    Require(found && found->value == i, "a concept that is not found by its id");
  }
  const terms::TermsData rows = terms::Unpack(terms);
  for (const auto& row : rows.codes) Require(!terms.FindCode(row.system, row.code).empty(), "a code that is not found");
  for (const auto& row : rows.names) {
    for (const std::string& name : row.names) Require(!terms.FindName(name).empty(), "a name that is not found");
  }
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  const terms::Terms& base = Base();
  Folder().Write("site.yaml", {reinterpret_cast<const char*>(data), size});
  const std::string path = Folder().Path("site.yaml");
  const terms::Compiled compiled = terms::AddSite(base, {path});
  Require(compiled.errors.empty() != compiled.bytes.empty(), "neither terms nor a mistake");
  for (const std::string& error : compiled.errors)
    Require(error.starts_with(path + ":") && error.size() > path.size() + 3, "a mistake without a place: " + error);
  if (!compiled.errors.empty()) return 0;
  Require(terms::AddSite(base, {path}).bytes == compiled.bytes, "twice, and other bytes");
  const auto terms = terms::Terms::FromBytes(compiled.bytes, "site");
  Require(terms.ok(), "terms that cannot be opened");
  CheckTerms(*terms);
  return 0;
}
