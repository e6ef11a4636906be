#include "report/run_json.h"

#include <utility>

#include "report/screen_json.h"

namespace eligo::report {
namespace {

Json SnapshotJson(const Snapshot& snapshot, bool pseudonymised) {
  Json json = Json::object();
  // A file may be named after its patient.
  if (!pseudonymised) json["path"] = snapshot.path;
  if (snapshot.sha256.empty()) {
    json["sha256"] = nullptr;
    return json;
  }
  json["files"] = snapshot.files;
  json["bytes"] = snapshot.bytes;
  json["sha256"] = snapshot.sha256;
  return json;
}

Json SnapshotJson(const std::optional<Snapshot>& snapshot, bool pseudonymised) {
  return snapshot ? SnapshotJson(*snapshot, pseudonymised) : Json(nullptr);
}

}  // namespace

Json RunJson(const verdict::Run& run) {
  Json json = {{"eligo", run.engine}, {"terms", run.terms}};
  json.update(SettingsJson(run.settings));
  json["pseudonymised"] = run.pseudonymised;
  json["data"] = SnapshotJson(run.data, run.pseudonymised);
  json["answers"] = SnapshotJson(run.answers, run.pseudonymised);
  json["vocabulary"] = SnapshotJson(run.vocabulary, run.pseudonymised);
  json["not_read"] = {{"protocols", run.not_read.protocols}, {"files", run.not_read.files}, {"resources", run.not_read.resources}};
  Json protocols = Json::array();
  for (const verdict::RunProtocol& protocol : run.protocols) {
    Json criteria = Json::array();
    for (const verdict::RunCriterion& criterion : protocol.criteria) criteria.push_back({{"id", criterion.id}, {"key", criterion.key}});
    protocols.push_back(
        {{"path", protocol.path}, {"hash", protocol.hash}, {"cohorts", protocol.cohorts}, {"criteria", std::move(criteria)}});
  }
  json["protocols"] = std::move(protocols);
  return json;
}

std::string RunWriter::Lines(std::size_t protocol, std::span<const verdict::PatientVerdict> verdicts) const {
  std::string lines;
  for (const verdict::PatientVerdict& verdict : verdicts) {
    const verdict::RunVerdict row = verdict::RunVerdictOf(protocols_[protocol].criteria, protocol, verdict);
    std::string strict;
    std::string presumed;
    for (const auto& outcomes : row.criteria) {
      strict += outcomes ? LetterOf(outcomes->strict) : kNotAsked;
      presumed += outcomes ? LetterOf(outcomes->presumed) : kNotAsked;
    }
    lines += Dump({{"protocol", row.protocol},
                   {"cohort", row.cohort < 0 ? Json(nullptr) : Json(row.cohort)},
                   {"patient", row.patient},
                   {"strict", ToString(row.overall.strict)},
                   {"presumed", ToString(row.overall.presumed)},
                   {"criteria", {strict, presumed}}}) +
             '\n';
  }
  return lines;
}

RunWriter::RunWriter(const verdict::Run& run, Sink sink) : protocols_(run.protocols), sink_(std::move(sink)) {
  Json json = {{"eligo_run", verdict::kRunVersion}};
  json.update(RunJson(run));
  Put(Dump(json) + '\n');
}

bool RunWriter::Put(std::string_view lines) {
  lines_.Update(lines);
  return written_ = written_ && sink_(lines);
}

bool RunWriter::Rows(std::string_view lines, std::size_t verdicts) {
  verdicts_ += verdicts;
  return Put(lines);
}

void RunWriter::Printed(std::string_view bytes) {
  result_.Update(bytes);
  bytes_ += bytes.size();
}

bool RunWriter::End(std::string_view format) {
  const Json json = {
      {"verdicts", verdicts_}, {"result", {{"format", format}, {"bytes", bytes_}, {"sha256", result_.Hex()}}}, {"sha256", lines_.Hex()}};
  return written_ = written_ && sink_(Dump(json) + '\n');
}

}  // namespace eligo::report
