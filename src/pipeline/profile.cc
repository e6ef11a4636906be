#include "pipeline/profile.h"

#include "base/result.h"
#include "match/coverage.h"
#include "report/profile_text.h"

namespace eligo::pipeline {

report::Profile MakeProfile(const std::vector<Reading>& readings, const records::Records& records,
                            const std::vector<records::UnknownCode>& unknown, const terms::Terms& terms, const ProfileRequest& request) {
  std::vector<report::Covered> protocols;
  for (const Reading& reading : readings) {
    CHECK(reading.logic);
    protocols.push_back({&reading, match::Cover(*reading.logic, records, terms, request.settings)});
  }
  return report::MakeProfile(protocols, unknown, records.patients().size(), terms, request.settings, request.least);
}

bool PrintProfile(const report::Profile& profile, PageFormat format, const Sink& sink) {
  return sink(format == PageFormat::kJson ? report::ProfileJson(profile) + '\n' : report::ProfileText(profile));
}

}  // namespace eligo::pipeline
