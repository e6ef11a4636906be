#include "apps/cli/generate_command.h"

#include <mutex>
#include <optional>
#include <utility>

#include "apps/cli/inputs.h"
#include "apps/cli/progress.h"
#include "writers/fhir_history.h"
#include "writers/folder.h"
#include "writers/gzip.h"
#include "writers/meds_history.h"
#include "writers/omop_history.h"
#include "writers/truth_history.h"

namespace eligo::cli {
namespace {

using Pieces = std::vector<std::string>;

constexpr std::uint64_t kShard = 200;  // patients that are made and formatted in one go

// Where the truth goes; nowhere with --no-truth.
Result<std::optional<writers::Output>> OpenTruth(const GenerateArguments& arguments) {
  if (arguments.no_truth) return std::optional<writers::Output>();
  std::string beside = arguments.out;
  while (beside.size() > 1 && beside.back() == '/') beside.pop_back();
  auto truth = writers::Output::Open(arguments.truth.empty() ? beside + ".truth.jsonl" : arguments.truth);
  if (!truth) return Error{truth.error()};
  return std::optional(std::move(*truth));
}

int CloseTruth(std::optional<writers::Output>& truth) { return truth ? Close(*truth) : kOk; }

// Writer: FhirHistory or OmopHistory.
template <typename Writer>
int WriteAll(const pipeline::Generation& generation, const Writer& writer, const GenerateArguments& arguments) {
  std::vector<std::string> names = Writer::Files();
  const std::size_t files = names.size();
  if (arguments.gzip) {
    for (std::string& name : names) name += ".gz";
  }
  auto folder = writers::Folder::Open(arguments.out, names);
  if (!folder) {
    Complain(folder.error());
    return kNoOutput;
  }
  auto truth = OpenTruth(arguments);
  if (!truth) {
    Complain(truth.error());
    return kNoOutput;
  }
  const auto packed = [&](std::string_view bytes) { return arguments.gzip ? writers::Gzip(bytes) : std::string(bytes); };
  writer.Begin([&](std::size_t file, std::string_view bytes) { return folder->Write(file, packed(bytes)); });
  Progress progress(generation.patients, "patients");
  // The truth stands behind the pieces of the files. What cannot be written is reported by Close().
  (void)pipeline::GenerateShards(
      generation, kShard,
      [&](std::uint64_t /*number*/, const pipeline::EachHistory& each) {
        Pieces pieces(files + 1);
        each([&](const history::History& history) {
          writer.Append(history, pieces);
          if (*truth) writers::AppendTruth(history, pieces.back());
        });
        for (std::size_t i = 0; i < files && arguments.gzip; ++i) pieces[i] = writers::Gzip(pieces[i]);
        return pieces;
      },
      [&](const Pieces& pieces, std::uint64_t done) {
        bool good = !*truth || (*truth)->Write(pieces.back());
        for (std::size_t i = 0; i < files; ++i) good = folder->Write(i, pieces[i]) && good;
        progress.Show(done);
        return good;
      });
  const auto closed = folder->Close();
  if (!closed) {
    Complain(closed.error());
    return kNoOutput;
  }
  return CloseTruth(*truth);
}

int WriteMeds(const pipeline::Generation& generation, const history::Catalogue& catalogue, const GenerateArguments& arguments) {
  auto store = writers::MedsHistory::Open(arguments.out, catalogue);
  if (!store) {
    Complain(store.error());
    return kNoOutput;
  }
  auto truth = OpenTruth(arguments);
  if (!truth) {
    Complain(truth.error());
    return kNoOutput;
  }
  Progress progress(generation.patients, "patients");
  std::mutex failing;
  Result<Done> written = Done{};
  const auto make = [&](std::uint64_t number, const pipeline::EachHistory& each) {
    Pieces pieces(1);
    const auto shard = (*store)->WriteShard(static_cast<std::uint32_t>(number), [&](const writers::MedsHistory::Take& take) {
      each([&](const history::History& history) {
        take(history);
        if (*truth) writers::AppendTruth(history, pieces.back());
      });
    });
    const std::scoped_lock lock(failing);
    if (!shard && written) written = shard;
    return pieces;
  };
  const auto put = [&](const Pieces& pieces, std::uint64_t done) {
    progress.Show(done);
    const std::scoped_lock lock(failing);
    return written.ok() && (!*truth || (*truth)->Write(pieces.back()));
  };
  (void)pipeline::GenerateShards(generation, writers::StoreShard::kPatients, make, put);
  if (written) written = (*store)->Close("eligo " ELIGO_VERSION);
  if (!written) {
    Complain(written.error());
    return kNoOutput;
  }
  return CloseTruth(*truth);
}

}  // namespace

int RunGenerate(const GenerateArguments& arguments) {
  const auto generation = pipeline::ParseGeneration(arguments.text);
  if (!generation) {
    Complain(generation.error());
    return kUsage;
  }
  if (arguments.format != "fhir" && arguments.format != "omop" && arguments.format != "meds") {
    Complain("unknown format `" + arguments.format + "`; known: `fhir`, `omop`, `meds`");
    return kUsage;
  }
  if (arguments.gzip && arguments.format == "meds") {
    Complain("`--gzip` is for `fhir` and `omop`; MEDS is compressed as it is");
    return kUsage;
  }
  if (arguments.no_truth && !arguments.truth.empty()) {
    Complain("`--truth` and `--no-truth` exclude each other");
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
  if (arguments.format == "meds") return WriteMeds(*generation, *catalogue, arguments);
  return arguments.format == "fhir" ? WriteAll(*generation, writers::FhirHistory(*catalogue), arguments)
                                    : WriteAll(*generation, writers::OmopHistory(*catalogue), arguments);
}

}  // namespace eligo::cli
