#include "apps/cli/ingest_command.h"

#include "apps/cli/inputs.h"
#include "apps/cli/progress.h"
#include "apps/cli/record_report.h"
#include "readers/patients.h"
#include "writers/store.h"

namespace eligo::cli {
namespace {

writers::StoreNotes Notes(const readers::ReadReport& report, const terms::Terms& terms) {
  writers::StoreNotes notes;
  notes.program = "eligo " ELIGO_VERSION;
  notes.terms = terms.version();
  notes.counts = {{report.noun + "s", report.resources},   {"read", report.read},           {"skipped", report.skipped_resources},
                  {"skipped_files", report.skipped_files}, {"void", report.void_resources}, {"duplicates", report.duplicates}};
  notes.skipped = report.errors;
  return notes;
}

}  // namespace

int RunIngest(const IngestArguments& arguments) {
  const auto settings = pipeline::ParseSettings(arguments.settings);
  if (!settings) {
    Complain(settings.error());
    return kUsage;
  }
  // For the systems of codes; what a code means is asked when the store is read.
  const auto terms = OpenTerms(arguments.terms);
  if (!terms) {
    Complain(terms.error());
    return kUsage;
  }
  auto store = writers::StoreWriter::Open(arguments.out);
  if (!store) {
    Complain(store.error());
    return kNoOutput;
  }
  readers::ReadReport report;
  Result<Done> read = Done{};
  {
    Progress progress(0, "events");
    (*store)->OnProgress([&](std::uint64_t events) { progress.Show(events); });
    read = readers::ReadPatients(arguments.data, *terms, {}, **store, report);
  }
  TellReport(report);
  if (!read) {
    Complain(read.error());
    return kInputSkipped;
  }
  if ((*store)->patients() == 0) {
    ComplainOfNoPatient(arguments.data);
    return kInputSkipped;
  }
  if (const auto closed = (*store)->Close(Notes(report, *terms)); !closed) {
    Complain(closed.error());
    return kNoOutput;
  }
  return TellNotRead(0, report, arguments.keep_going);
}

}  // namespace eligo::cli
