// eligo: the command line.
//
// Exit status: messages.h. Results go to standard output or --out, everything else to standard error, one line each.
// Tested by test/cli/*.
#include <csignal>

#include <CLI/CLI.hpp>

#include "apps/cli/diff_command.h"
#include "apps/cli/explain_command.h"
#include "apps/cli/format_command.h"
#include "apps/cli/funnel_command.h"
#include "apps/cli/generate_command.h"
#include "apps/cli/ingest_command.h"
#include "apps/cli/lint_command.h"
#include "apps/cli/messages.h"
#include "apps/cli/parse_command.h"
#include "apps/cli/profile_command.h"
#include "apps/cli/publish_command.h"
#include "apps/cli/screen_command.h"
#include "apps/cli/terms_command.h"

namespace {

using eligo::cli::Complain;

constexpr const char* kAbout =
    "Reads the eligibility criteria of clinical trials into logic that a person can check, and screens patient records with it.\n"
    "eligo proposes; people enrol.";

constexpr const char* kExamples =
    "examples:\n"
    "  eligo parse trial.txt\n"
    "  eligo lint trial.txt\n"
    "  eligo screen --protocol trials/ --patients export/ --as-of 2026-06-01\n"
    "  eligo explain anna-7 trial.txt --patients export/\n"
    "\n"
    "`eligo COMMAND --help` says more.";

constexpr const char* kParseExamples =
    "A PROTOCOL is a text file, a ClinicalTrials.gov API v2 study (JSON), a .eligo file, a folder of these, or - for standard input.\n"
    "\n"
    "examples:\n"
    "  eligo parse trial.txt                      each sentence with the logic read from it\n"
    "  eligo parse --format json trials/          a line of JSON per protocol\n"
    "  eligo parse --format brat trial.txt        its mentions and their relations, for brat\n"
    "  eligo parse --format eligo trial.txt       a .eligo file: the text with its logic, to correct and to screen for\n"
    "  eligo parse --stop-after outline trial.txt how the text was cut into criteria\n"
    "\n"
    "exit status: 0 read; 1 an input could not be read, the rest was; 2 usage; 3 the output could not be written.\n"
    "Diagnostics about a text never change the exit status.";

constexpr const char* kLintExamples =
    "Says what an editor of the protocol would mend: bounds that contradict each other, terms without a definition, texts that stand\n"
    "elsewhere, lost operators. Warnings and errors are shown; --severity note shows what was taken for granted too.\n"
    "\n"
    "examples:\n"
    "  eligo lint trial.txt\n"
    "  eligo lint --severity note --format json trials/\n"
    "  eligo lint --fail-on error trials/\n"
    "\n"
    "exit status: 0 read, whatever was found; 1 an input could not be read, the rest was; 2 usage; 3 the output could not be written;\n"
    "4 only with --fail-on: something of that severity or worse was found.";

constexpr const char* kDiffExamples =
    "Compares two versions of a protocol as logic: bounds and windows that moved, facts and criteria that came or went. Renumbering and\n"
    "rewording are seen through. `stricter` and `looser` say what a change does to the patients who can be enrolled.\n"
    "\n"
    "examples:\n"
    "  eligo diff trial-v1.txt trial-v2.txt\n"
    "  eligo diff --format json trial-v1.txt trial-v2.txt\n"
    "  eligo diff trial-v1.txt trial-v2.txt --patients export/ --as-of 2026-06-01     who is newly excluded, who newly a candidate\n"
    "\n"
    "exit status: 0 compared, whatever was found; 1 an input could not be read; 2 usage; 3 the output could not be written.";

constexpr const char* kScreenExamples =
    "DATA is FHIR R4 (a Bundle, a folder of Bundles, NDJSON, or a Bulk Data folder; plain or gzip), OMOP CDM 5.4 (a folder with a CSV\n"
    "or Parquet file a table, a .duckdb file, or postgresql://USER@HOST/DATABASE) or a MEDS data set; which, is told by its content.\n"
    "\n"
    "examples:\n"
    "  eligo screen --protocol trial.txt --patients export/\n"
    "  eligo screen --protocol trials/ --patients export/ --as-of 2026-06-01 --format html --out worklist.html\n"
    "  eligo screen --protocol trial.txt --patients 'postgresql://reader@db/hospital?options=-csearch_path%3Dcdm'\n"
    "  eligo screen --protocol trial.txt --patients export/ --anchor first_dose=2026-06-15 --complete drug,condition\n"
    "  eligo screen --protocol trials/ --patients export/ --record monday.run --out worklist.txt\n"
    "  eligo screen --protocol trials/ --patients export/ --since monday.run --record tuesday.run\n"
    "\n"
    "exit status: 0 screened; 1 an input could not be read, the rest was screened; 2 usage; 3 the output could not be written.\n"
    "Two readings are always given: strict counts only what the record states, presumed reads silence as absence.";

void DefineTermsOption(CLI::App& command, std::vector<std::string>& terms) {
  command
      .add_option("--terms", terms,
                  "A site's own terms (.yaml) over ours, or compiled terms in place of terms.bin beside the program; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void DefineParse(CLI::App& app, eligo::cli::ParseArguments& arguments) {
  CLI::App* parse = app.add_subcommand("parse", "Read protocols and show the logic of each criterion");
  parse->add_option("PROTOCOL", arguments.protocols, "Protocols to read")->required();
  parse->add_option("--format", arguments.format, "text, json, eligo or brat")->type_name("FORMAT")->capture_default_str();
  parse->add_option("--stop-after", arguments.stop_after, "outline, parse, bind or lint; lint for json, bind for text")->type_name("STAGE");
  DefineTermsOption(*parse, arguments.terms);
  parse->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  parse->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  parse->footer(kParseExamples);
}

void DefineLint(CLI::App& app, eligo::cli::LintArguments& arguments) {
  CLI::App* lint = app.add_subcommand("lint", "Say what is unclear, contradictory or damaged in protocols");
  lint->add_option("PROTOCOL", arguments.protocols, "Protocols to read")->required();
  lint->add_option("--format", arguments.format, "text or json")->type_name("FORMAT")->capture_default_str();
  lint->add_option("--severity", arguments.severity, "The lowest shown: note, warning or error")
      ->type_name("SEVERITY")
      ->capture_default_str();
  lint->add_option("--fail-on", arguments.fail_on, "Exit with 4 when this severity or a worse one was found")->type_name("SEVERITY");
  DefineTermsOption(*lint, arguments.terms);
  lint->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  lint->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  lint->footer(kLintExamples);
}

void DefineFormat(CLI::App& app, eligo::cli::FormatArguments& arguments) {
  CLI::App* format = app.add_subcommand("format", "Lay out .eligo files: canonical form, comments kept");
  format->add_option("FILE", arguments.files, ".eligo files")->required();
  format->add_flag("--check", arguments.check, "Print nothing; exit with 1 when a file is not in canonical form");
  format->add_flag("--write", arguments.write, "Replace the files instead of printing them");
  DefineTermsOption(*format, arguments.terms);
  format->footer(
      "exit status: 0 done; 1 a file could not be read or has mistakes, which are told with their place, or --check found one to lay out; "
      "2 usage; 3 a file could not be written.");
}

void DefineTerms(CLI::App& app, eligo::cli::TermsArguments& arguments) {
  CLI::App* terms = app.add_subcommand("terms", "Show how a name or a code is understood; check and count terms");
  terms->require_subcommand(1);
  CLI::App* find = terms->add_subcommand("find", "Show the concepts that a name, an id or a code means");
  find->add_option("TEXT", arguments.texts, "A name, an id, a code, or a system and a code: \"LOINC 718-7\"")->required();
  find->add_option("--format", arguments.format, "text or json")->type_name("FORMAT")->capture_default_str();
  DefineTermsOption(*find, arguments.terms);
  find->footer(
      "examples:\n"
      "  eligo terms find \"lupus nephritis\"\n"
      "  eligo terms find 718-7 \"ICD10CM M32.14\"\n"
      "  eligo terms find --terms site.yaml MPA\n"
      "\n"
      "exit status: 0 all were found; 1 one was not; 2 usage; 3 the output could not be written.");
  CLI::App* count = terms->add_subcommand("count", "Count concepts by kind, names, and codes by source");
  DefineTermsOption(*count, arguments.terms);
  CLI::App* check = terms->add_subcommand("check", "Check a site's file, or folders of terms together, without writing anything");
  check
      ->add_option("PATH", arguments.paths,
                   "Files of a site (.yaml), over ours or over these folders; data/terms, then a site's own folders")
      ->required();
  DefineTermsOption(*check, arguments.terms);
  check->footer("exit status: 0 sound; 1 mistakes, a line each; 2 usage; 3 the output could not be written.");
}

// What verdicts depend on beside the protocol and the records.
void DefineSettingsOptions(CLI::App& command, eligo::pipeline::SettingsText& settings) {
  command.add_option("--as-of", settings.as_of, "The day to judge by; today by default")->type_name("DATE");
  command.add_option("--anchor", settings.anchors, "A planned or known day, first_dose=DATE; repeatable")->type_name("NAME=DATE");
  command.add_option("--complete", settings.complete, "Domains whose records are complete, so that silence means no: drug,condition,...")
      ->type_name("DOMAINS");
  command.add_option("--validity", settings.validity, "How long a result counts at screening")->type_name("PERIOD")->capture_default_str();
  command.add_option("--timezone", settings.timezone, "Of timestamps without an offset")->type_name("ZONE")->capture_default_str();
}

void DefineDiff(CLI::App& app, eligo::cli::DiffArguments& arguments) {
  CLI::App* diff = app.add_subcommand("diff", "Say what changed between two versions of a protocol, as logic, and for which patients");
  diff->add_option("OLD", arguments.before, "The protocol as it was")->required();
  diff->add_option("NEW", arguments.after, "The protocol as it is")->required();
  CLI::Option* patients = diff->add_option("--patients", arguments.records.patients,
                                           "Patient records: judge them by both versions, and say whose verdict differs")
                              ->type_name("DATA");
  DefineSettingsOptions(*diff, arguments.settings);
  diff->add_option("--format", arguments.format, "text or json")->type_name("FORMAT")->capture_default_str();
  DefineTermsOption(*diff, arguments.terms);
  diff->add_option("--vocabulary", arguments.records.vocabulary,
                   "A download of OHDSI's vocabularies (Athena), for codes and names that terms do not know")
      ->type_name("FOLDER");
  diff->add_option("--answers", arguments.answers, "What persons found out, JSON lines")->type_name("FILE");
  diff->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  diff->add_option("--skipped", arguments.records.skipped, "Write what was not read of the patient data to FILE, JSON lines without values")
      ->type_name("FILE");
  diff->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some patient data could not be read");
  for (const char* of_patients :
       {"--as-of", "--anchor", "--complete", "--validity", "--timezone", "--vocabulary", "--answers", "--skipped", "--keep-going"})
    diff->get_option(of_patients)->needs(patients);
  diff->footer(kDiffExamples);
}

void DefineScreen(CLI::App& app, eligo::cli::ScreenArguments& arguments) {
  CLI::App* screen = app.add_subcommand("screen", "Judge patients against protocols");
  screen->add_option("--protocol", arguments.protocols, "Protocols: files or folders, as for `eligo parse`")->type_name("P")->required();
  screen->add_option("--patients", arguments.patients, "Patient records")->type_name("DATA")->required();
  DefineSettingsOptions(*screen, arguments.settings);
  DefineTermsOption(*screen, arguments.terms);
  screen
      ->add_option("--vocabulary", arguments.vocabulary,
                   "A download of OHDSI's vocabularies (Athena), for codes and names that terms do not know")
      ->type_name("FOLDER");
  screen->add_option("--answers", arguments.answers, "What persons found out, JSON lines")->type_name("FILE");
  screen->add_option("--format", arguments.format, "text, json, html or csv")->type_name("FORMAT")->capture_default_str();
  screen->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  screen->add_option("--skipped", arguments.skipped, "Write what was not read of the patient data to FILE, JSON lines without values")
      ->type_name("FILE");
  screen
      ->add_option("--record", arguments.record,
                   "Write the record of this run to FILE: what it was run with and over, and each outcome, without values")
      ->type_name("FILE");
  screen
      ->add_option("--since", arguments.since,
                   "Print what changed since the run of this record: who is newly candidate or excluded, and why; text or json")
      ->type_name("RUN");
  screen->add_flag("--pseudonymise", arguments.pseudonymise, "Replace patient and record ids by P-0001, R-0001, ...");
  screen->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  screen->footer(kScreenExamples);
}

constexpr const char* kExplainExamples =
    "The page to read about one patient and one protocol: the verdict and its days, what to ask next, then each criterion with the logic\n"
    "as read and what the record says of it: first what stops the patient, then what is open, then what passes. DATA is as for `eligo\n"
    "screen`; all of it is read and one patient is judged, so name the patient's own file where there is one. JSON is the line of\n"
    "`eligo screen --format json` for this patient. Of several protocols the verdict of each comes first, and what to ask for most of "
    "them.\n"
    "\n"
    "examples:\n"
    "  eligo explain anna-7 trial.txt --patients export/\n"
    "  eligo explain anna-7 trial.txt --patients export/ --as-of 2026-06-01 --criterion exc-2 --criterion inc-4\n"
    "  eligo explain anna-7 trial.txt --patients patients.store --all --out anna-7.txt\n"
    "  eligo explain anna-7 trials/ --patients anna-7.json\n"
    "\n"
    "exit status: 0 explained; 1 an input could not be read, or the patient is not there; 2 usage; 3 the output could not be written.";

void DefineExplain(CLI::App& app, eligo::cli::ExplainArguments& arguments) {
  CLI::App* explain =
      app.add_subcommand("explain", "Say why one patient may or may not enter a protocol, and what to ask first for several");
  explain->add_option("PATIENT", arguments.patient, "The patient's id")->required();
  explain->add_option("PROTOCOL", arguments.protocols, "Protocols: files or folders, as for `eligo parse`")->required();
  explain->add_option("--patients", arguments.records.patients, "Patient records")->type_name("DATA")->required();
  DefineSettingsOptions(*explain, arguments.settings);
  explain->add_option("--criterion", arguments.criteria, "Show this criterion alone, in full: exc-2; repeatable")
      ->type_name("ID")
      ->allow_extra_args(false);
  explain->add_flag("--all", arguments.all, "Show what passes in full too, every record, and the name of each in the data");
  DefineTermsOption(*explain, arguments.terms);
  explain
      ->add_option("--vocabulary", arguments.records.vocabulary,
                   "A download of OHDSI's vocabularies (Athena), for codes and names that terms do not know")
      ->type_name("FOLDER");
  explain->add_option("--answers", arguments.answers, "What persons found out, JSON lines")->type_name("FILE");
  explain->add_option("--format", arguments.format, "text or json")->type_name("FORMAT")->capture_default_str();
  explain->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  explain
      ->add_option("--skipped", arguments.records.skipped, "Write what was not read of the patient data to FILE, JSON lines without values")
      ->type_name("FILE");
  explain->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  explain->footer(kExplainExamples);
}

constexpr const char* kProfileExamples =
    "Says what the records hold of each thing that the protocols ask about: how many patients have a usable fact, how old the newest is,\n"
    "in which units and under which codes; and what no concept is known for, most frequent first. DATA is as for `eligo screen`.\n"
    "No patient, no record and no value is shown; a count of fewer than N patients reads `<N`, and what would give it away is blurred.\n"
    "\n"
    "examples:\n"
    "  eligo profile patients.store --protocol trial.txt --as-of 2026-06-01\n"
    "  eligo profile --protocol trials/ --patients export/ --as-of 2026-06-01 --format json --out profile.json\n"
    "\n"
    "exit status: 0 read; 1 an input could not be read, the rest was; 2 usage; 3 the output could not be written.";

void DefineProfile(CLI::App& app, eligo::cli::ProfileArguments& arguments) {
  CLI::App* profile = app.add_subcommand("profile", "Say what patient records hold for protocols, and what could not be mapped");
  profile->add_option("--protocol", arguments.protocols, "Protocols: files or folders, as for `eligo parse`")->type_name("P")->required();
  profile->add_option("DATA,--patients", arguments.patients, "Patient records")->type_name("DATA")->required();
  profile->add_option("--as-of", arguments.settings.as_of, "The day that ages are counted back from; today by default")->type_name("DATE");
  profile->add_option("--validity", arguments.settings.validity, "How long a result counts at screening")
      ->type_name("PERIOD")
      ->capture_default_str();
  profile->add_option("--timezone", arguments.settings.timezone, "Of timestamps without an offset")
      ->type_name("ZONE")
      ->capture_default_str();
  profile->add_option("--suppress", arguments.suppress, "Show no count of fewer than N patients")->type_name("N")->capture_default_str();
  profile->add_option("--format", arguments.format, "text or json")->type_name("FORMAT")->capture_default_str();
  DefineTermsOption(*profile, arguments.terms);
  profile->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  profile->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  profile->footer(kProfileExamples);
}

constexpr const char* kFunnelExamples =
    "Says whom each criterion stops: in the order of the protocol and in the order that stops most first, alone and in pairs, in both\n"
    "readings; and what other bounds would change. DATA is as for `eligo screen`. A change is ID and a bound: of a criterion with one "
    "number\n"
    "(inc-4>=6), of a fact (inc-4.2<85), of one number of a fact (inc-4.2.dose<=20); or a criterion left out (exc-7=off).\n"
    "No patient is shown; a count of fewer than N patients reads `<N`, and what would give it away is blurred.\n"
    "\n"
    "examples:\n"
    "  eligo funnel --protocol trial.txt --patients patients.store --as-of 2026-06-01\n"
    "  eligo funnel --protocol trial.txt --patients export/ --set 'inc-4>=6' --set 'inc-4>=6,exc-7=off' --format json --out funnel.json\n"
    "\n"
    "exit status: 0 counted; 1 an input could not be read, the rest was counted; 2 usage; 3 the output could not be written.";

void DefineFunnel(CLI::App& app, eligo::cli::FunnelArguments& arguments) {
  CLI::App* funnel = app.add_subcommand("funnel", "Count whom each criterion stops, and what other bounds would change");
  funnel->add_option("--protocol", arguments.protocols, "Protocols: files or folders, as for `eligo parse`")->type_name("P")->required();
  funnel->add_option("DATA,--patients", arguments.patients, "Patient records")->type_name("DATA")->required();
  DefineSettingsOptions(*funnel, arguments.settings);
  funnel->add_option("--set", arguments.sets, "A what-if: changes separated by commas; repeatable")
      ->type_name("CHANGES")
      ->allow_extra_args(false);
  funnel->add_option("--suppress", arguments.suppress, "Show no count of fewer than N patients; 0 shows all")
      ->type_name("N")
      ->capture_default_str();
  funnel->add_option("--format", arguments.format, "text, json or csv")->type_name("FORMAT")->capture_default_str();
  DefineTermsOption(*funnel, arguments.terms);
  funnel->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  funnel->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  funnel->footer(kFunnelExamples);
}

constexpr const char* kIngestExamples =
    "DATA is FHIR R4, OMOP CDM 5.4 or MEDS, as `eligo screen --patients` takes it. A STORE is a MEDS data set (Parquet) that any MEDS "
    "tool\n"
    "opens; screening it gives the same as screening DATA, without reading DATA again. It keeps codes, not what they mean: that\n"
    "is asked of the terms at each screening. A store that is there is replaced at the end, or stays as it is.\n"
    "\n"
    "examples:\n"
    "  eligo ingest export/ --out patients.store\n"
    "  eligo screen --protocol trials/ --patients patients.store --as-of 2026-06-01\n"
    "\n"
    "exit status: 0 all was read; 1 something could not be read, the rest is in the store; 2 usage; 3 the store could not be written.";

void DefineIngest(CLI::App& app, eligo::cli::IngestArguments& arguments) {
  CLI::App* ingest = app.add_subcommand("ingest", "Read patient records into a store, for many screenings");
  ingest->add_option("DATA", arguments.data, "Patient records")->required();
  ingest->add_option("--out", arguments.out, "The store, a folder; appears whole or not at all")->type_name("STORE")->required();
  ingest->add_option("--timezone", arguments.settings.timezone, "Of timestamps without an offset")
      ->type_name("ZONE")
      ->capture_default_str();
  DefineTermsOption(*ingest, arguments.terms);
  ingest->add_flag("--keep-going", arguments.keep_going, "Exit with 0 although some inputs could not be read");
  ingest->footer(kIngestExamples);
}

constexpr const char* kGenerateExamples =
    "Nobody generated exists. The same seed, day and number give the same patient in every format; patients 501 to 600 are the same "
    "whether\n"
    "made alone or in a million. OUT.truth.jsonl tells what is true of each, which the charts tell only in part.\n"
    "\n"
    "examples:\n"
    "  eligo generate --patients 200 --as-of 2026-06-01 --out cohort\n"
    "  eligo generate --patients 1000000 --as-of 2026-06-01 --format omop --out cdm\n"
    "  eligo generate --patients 20000 --as-of 2026-06-01 --format meds --no-truth --out cohort.store\n"
    "  eligo generate --patients 100 --first 501 --as-of 2026-06-01 --dirt none --rate other_unit=50 --out part\n"
    "\n"
    "exit status: 0 written; 2 usage; 3 the output could not be written.";

void DefineGenerate(CLI::App& app, eligo::cli::GenerateArguments& arguments) {
  CLI::App* generate = app.add_subcommand("generate", "Write synthetic patients, for tests and measurements");
  generate->add_option("--patients", arguments.text.patients, "How many")->type_name("N")->required();
  generate->add_option("--as-of", arguments.text.as_of, "The day the data are of; nothing lies after it")->type_name("DATE")->required();
  generate->add_option("--out", arguments.out, "The folder to write; appears whole or not at all")->type_name("FOLDER")->required();
  generate->add_option("--seed", arguments.text.seed, "Another seed, other patients")->type_name("S")->capture_default_str();
  generate->add_option("--first", arguments.text.first, "The number of the first patient, for a shard of a larger cohort")
      ->type_name("N")
      ->capture_default_str();
  generate->add_option("--format", arguments.format, "fhir (NDJSON, a file a resource type), omop (CDM 5.4, CSV) or meds (a store)")
      ->type_name("FORMAT")
      ->capture_default_str();
  generate->add_option("--dirt", arguments.text.dirt, "none, portable (what every format can carry) or all")
      ->type_name("PROFILE")
      ->capture_default_str();
  generate->add_option("--rate", arguments.text.rates, "The rate of one class of dirt, in percent; repeatable")->type_name("CLASS=PERCENT");
  generate->add_option("--truth", arguments.truth, "Where the truth goes; OUT.truth.jsonl by default")->type_name("FILE");
  generate->add_flag("--no-truth", arguments.no_truth, "Write no truth");
  generate->add_flag("--gzip", arguments.gzip, "Compress each file of fhir or omop");
  generate->add_option("--threads", arguments.text.threads, "How many threads; 0 for one a core")->type_name("N")->capture_default_str();
  DefineTermsOption(*generate, arguments.terms);
  generate->footer(kGenerateExamples);
}

constexpr const char* kPublishExamples =
    "Writes a protocol's logic in another language. CQL: a library for FHIR R4 with two definitions a criterion, \"inc-4 strict\" and\n"
    "\"inc-4 presumed\": true is a pass, false a failure, null unknown. A criterion that CQL cannot say is left out, and told why.\n"
    "\n"
    "examples:\n"
    "  eligo publish trial.txt --out trial.cql --valuesets trial.valuesets.json\n"
    "\n"
    "exit status: 0 written, whatever was left out; 1 the protocol could not be read; 2 usage; 3 the output could not be written.";

void DefinePublish(CLI::App& app, eligo::cli::PublishArguments& arguments) {
  CLI::App* publish = app.add_subcommand("publish", "Write the logic of a protocol in another language");
  publish->add_option("PROTOCOL", arguments.protocol, "The protocol, as for `eligo parse`")->required();
  publish->add_option("--format", arguments.format, "cql")->type_name("FORMAT")->capture_default_str();
  publish->add_option("--valuesets", arguments.value_sets, "Write the codes of the value sets it names to FILE, JSON")->type_name("FILE");
  DefineTermsOption(*publish, arguments.terms);
  publish->add_option("--out", arguments.out, "Write to FILE instead of standard output; appears whole or not at all")->type_name("FILE");
  publish->footer(kPublishExamples);
}

}  // namespace

int main(int argc, char** argv) {
  // A closed pipe is then an error of write(), with a line that says so.
  std::signal(SIGPIPE, SIG_IGN);
  // So is a file that may not grow further.
  std::signal(SIGXFSZ, SIG_IGN);

  CLI::App app(kAbout, "eligo");
  app.set_version_flag("--version", "eligo " ELIGO_VERSION);
  app.footer(kExamples);
  app.require_subcommand(1);
  eligo::cli::ParseArguments parse;
  eligo::cli::LintArguments lint;
  eligo::cli::DiffArguments diff;
  eligo::cli::ScreenArguments screen;
  eligo::cli::FormatArguments format;
  eligo::cli::TermsArguments terms;
  eligo::cli::GenerateArguments generate;
  DefineParse(app, parse);
  DefineLint(app, lint);
  DefineDiff(app, diff);
  DefineScreen(app, screen);
  eligo::cli::ExplainArguments explain;
  DefineExplain(app, explain);
  DefineTerms(app, terms);
  DefineFormat(app, format);
  eligo::cli::IngestArguments ingest;
  DefineIngest(app, ingest);
  eligo::cli::ProfileArguments profile;
  DefineProfile(app, profile);
  eligo::cli::FunnelArguments funnel;
  DefineFunnel(app, funnel);
  DefineGenerate(app, generate);
  eligo::cli::PublishArguments publish;
  DefinePublish(app, publish);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);  // --help, --version
  } catch (const CLI::ParseError& e) {
    std::string command;
    for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
      at = at->get_subcommands().front();
      command += at->get_name() + ' ';
    }
    Complain(std::string(e.what()) + "; see `eligo " + command + "--help`");
    return eligo::cli::kUsage;
  }
  if (app.got_subcommand("diff")) return eligo::cli::RunDiff(diff);
  if (app.got_subcommand("lint")) return eligo::cli::RunLint(lint);
  if (app.got_subcommand("format")) return eligo::cli::RunFormat(format);
  if (app.got_subcommand("ingest")) return eligo::cli::RunIngest(ingest);
  if (app.got_subcommand("terms")) {
    const CLI::App& command = *app.get_subcommand("terms");
    if (command.got_subcommand("find")) return eligo::cli::RunTermsFind(terms);
    return command.got_subcommand("count") ? eligo::cli::RunTermsCount(terms) : eligo::cli::RunTermsCheck(terms);
  }
  if (app.got_subcommand("explain")) return eligo::cli::RunExplain(explain);
  if (app.got_subcommand("profile")) return eligo::cli::RunProfile(profile);
  if (app.got_subcommand("funnel")) return eligo::cli::RunFunnel(funnel);
  if (app.got_subcommand("publish")) return eligo::cli::RunPublish(publish);
  if (app.got_subcommand("generate")) return eligo::cli::RunGenerate(generate);
  return app.got_subcommand("parse") ? eligo::cli::RunParse(parse) : eligo::cli::RunScreen(screen);
}
