// ProfileText, ProfileJson: a profile for people, and as one line of JSON (docs/profile.md).
// Tested by test/report/profile_test.cc.
#pragma once

#include <string>

#include "report/profile.h"

namespace eligo::report {

std::string ProfileText(const Profile& profile);
std::string ProfileJson(const Profile& profile);

}  // namespace eligo::report
