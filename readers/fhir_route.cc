// By which way a drug is given: route codes and words, dose forms in product names.
#include "readers/fhir_dose.h"
#include "readers/fhir_text.h"

namespace eligo::readers {

using records::Route;

Route RouteOf(const Codeable& route) {
  struct Known {
    std::string_view code;
    Route route;
  };
  static constexpr Known kCodes[] = {
      {"26643006", Route::kOral},          {"47625008", Route::kIntravenous},    {"34206005", Route::kSubcutaneous},
      {"78421000", Route::kIntramuscular}, {"6064005", Route::kTopical},         {"46713006", Route::kNasal},
      {"37161004", Route::kRectal},        {"12130007", Route::kIntraarticular}, {"16857009", Route::kTopical}};
  if (route.empty()) return Route::kUnstated;
  const std::string_view code = route.CodeIn("SNOMED");
  for (const Known& known : kCodes) {
    if (code == known.code) return known.route;
  }
  struct Words {
    std::string_view words;
    Route route;
  };
  static constexpr Words kWords[] = {{"intra-articular", Route::kIntraarticular},
                                     {"intraarticular", Route::kIntraarticular},
                                     {"subcut", Route::kSubcutaneous},
                                     {"intravenous", Route::kIntravenous},
                                     {"intramuscular", Route::kIntramuscular},
                                     {"oral", Route::kOral},
                                     {"by mouth", Route::kOral},
                                     {"ophthalm", Route::kOphthalmic},
                                     {"intraocular", Route::kOphthalmic},
                                     {"inhal", Route::kInhaled},
                                     {"nasal", Route::kNasal},
                                     {"rectal", Route::kRectal},
                                     {"topical", Route::kTopical},
                                     {"cutaneous", Route::kTopical},
                                     {"vaginal", Route::kTopical}};
  static constexpr Words kShort[] = {{"po", Route::kOral},         {"iv", Route::kIntravenous},    {"sc", Route::kSubcutaneous},
                                     {"sq", Route::kSubcutaneous}, {"subq", Route::kSubcutaneous}, {"im", Route::kIntramuscular},
                                     {"pr", Route::kRectal},       {"ih", Route::kInhaled}};
  const std::string label = LowerCase(route.Label());
  for (const Words& known : kShort) {
    if (label == known.words) return known.route;
  }
  // Through the skin into the body; not into a joint's wall.
  if (label.find("transdermal") != std::string::npos || label.find("percutaneous") != std::string::npos) return Route::kOther;
  for (const Words& known : kWords) {
    if (label.find(known.words) != std::string::npos) return known.route;
  }
  return Route::kOther;
}

Route RouteInName(std::string_view product) {
  struct Words {
    std::string_view words;
    Route route;
  };
  static constexpr Words kForms[] = {
      {"ophthalmic", Route::kOphthalmic}, {"eye drop", Route::kOphthalmic}, {"nasal", Route::kNasal},
      {"inhal", Route::kInhaled},         {"topical", Route::kTopical},     {"cream", Route::kTopical},
      {"ointment", Route::kTopical},      {"otic", Route::kTopical},        {"rectal", Route::kRectal},
      {"suppositor", Route::kRectal},     {"vaginal", Route::kTopical},     {"oral tablet", Route::kOral},
      {"oral capsule", Route::kOral},     {"oral solution", Route::kOral},  {"oral suspension", Route::kOral},
      {"oral product", Route::kOral},     {"tablet", Route::kOral},         {"capsule", Route::kOral}};
  const std::string lower = LowerCase(product);
  for (const Words& form : kForms) {
    if (lower.find(form.words) != std::string::npos) return form.route;
  }
  return Route::kUnstated;
}

}  // namespace eligo::readers
