#include "apps/cli/generate_command.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include "apps/cli/inputs.h"
#include "writers/fhir_history.h"
#include "writers/folder.h"
#include "writers/omop_history.h"
#include "writers/truth_history.h"

namespace eligo::cli {
namespace {

// One line that is written over, on a terminal only.
class Progress {
 public:
  explicit Progress(std::uint64_t all) : all_(all), shown_(::isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void Show(std::uint64_t done) {
    const std::uint64_t percent = done * 100 / all_;
    if (!shown_ || percent == percent_) return;
    percent_ = percent;
    std::fprintf(stderr, "\r%llu of %llu patients", static_cast<unsigned long long>(done), static_cast<unsigned long long>(all_));
  }

 private:
  std::uint64_t all_, percent_ = ~std::uint64_t{0};
  bool shown_;
};

// Writer: FhirHistory or OmopHistory.
template <typename Writer>
int WriteAll(const pipeline::Generation& generation, const Writer& writer, const GenerateArguments& arguments) {
  auto folder = writers::Folder::Open(arguments.out, Writer::Files());
  if (!folder) {
    Complain(folder.error());
    return kNoOutput;
  }
  std::string beside = arguments.out;
  while (beside.size() > 1 && beside.back() == '/') beside.pop_back();
  auto truth = writers::Output::Open(arguments.truth.empty() ? beside + ".truth.jsonl" : arguments.truth);
  if (!truth) {
    Complain(truth.error());
    return kNoOutput;
  }
  const std::size_t files = Writer::Files().size();
  writer.Begin([&](std::size_t file, std::string_view bytes) { return folder->Write(file, bytes); });
  Progress progress(generation.patients);
  // The truth stands behind the pieces of the files. What cannot be written is reported by Close().
  (void)pipeline::Generate(
      generation, files + 1,
      [&](const auto& history, std::vector<std::string>& pieces) {
        writer.Append(history, pieces);
        writers::AppendTruth(history, pieces.back());
      },
      [&](const std::vector<std::string>& pieces, std::uint64_t done) {
        bool good = truth->Write(pieces.back());
        for (std::size_t i = 0; i < files; ++i) good = folder->Write(i, pieces[i]) && good;
        progress.Show(done);
        return good;
      });
  const auto closed = folder->Close();
  if (!closed) {
    Complain(closed.error());
    return kNoOutput;
  }
  return Close(*truth);
}

}  // namespace

int RunGenerate(const GenerateArguments& arguments) {
  const auto generation = pipeline::ParseGeneration(arguments.text);
  if (!generation) {
    Complain(generation.error());
    return kUsage;
  }
  if (arguments.format != "fhir" && arguments.format != "omop") {
    Complain("unknown format `" + arguments.format + "`; known: `fhir`, `omop`");
    return kUsage;
  }
  const auto terms = OpenTerms(arguments.terms);
  if (!terms) {
    Complain(terms.error());
    return kUsage;
  }
  const auto catalogue = history::Catalogue::Make(*terms);
  if (!catalogue) {
    Complain(catalogue.error());
    return kUsage;
  }
  return arguments.format == "fhir" ? WriteAll(*generation, writers::FhirHistory(*catalogue), arguments)
                                    : WriteAll(*generation, writers::OmopHistory(*catalogue), arguments);
}

}  // namespace eligo::cli
