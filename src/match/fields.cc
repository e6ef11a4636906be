#include "match/fields.h"

#include <array>
#include <string_view>
#include <utility>

namespace eligo::match {
namespace {

constexpr std::array<std::pair<Fields, std::string_view>, 24> kNames = {{
    {kCompareField, "compare"},
    {kAnswerField, "qualitative"},
    {kCategoryField, "category"},
    {kScaleField, "scale"},
    {kChangeField, "change"},
    {kStateField, "state"},
    {kItemField, "item"},
    {kMethodField, "method"},
    {kSpecimenField, "specimen"},
    {kRouteField, "route"},
    {kCauseField, "cause"},
    {kOtherThanField, "other_than"},
    {kSubjectField, "subject"},
    {kRequiredField, "requires"},
    {kExceptField, "except"},
    {kProvidedField, "provided"},
    {kDoseField, "dose"},
    {kDurationField, "duration"},
    {kStableForField, "stable_for"},
    {kDistinctField, "distinct"},
    {kTimesField, "times"},
    {kAloneField, "alone"},
    {kPickField, "pick"},
    {kWindowField, "window"},
}};

}  // namespace

Fields FieldsOf(const logic::Fact& f) {
  Fields fields = 0;
  const auto add = [&](bool set, Fields field) { fields |= set ? field : 0; };
  add(f.compare.has_value(), kCompareField);
  add(f.answer.has_value(), kAnswerField);
  add(!f.category.empty(), kCategoryField);
  add(!f.scale.empty() || !f.version.empty(), kScaleField);
  add(f.change.has_value(), kChangeField);
  add(!f.state.empty(), kStateField);
  add(!f.item.empty(), kItemField);
  add(!f.method.empty(), kMethodField);
  add(!f.specimen.empty(), kSpecimenField);
  add(!f.route.empty(), kRouteField);
  add(f.cause.has_value(), kCauseField);
  add(!f.other_than.empty(), kOtherThanField);
  add(!f.subject.empty() && f.subject != "patient", kSubjectField);
  add(!f.required.empty(), kRequiredField);
  add(!f.except.empty(), kExceptField);
  add(f.provided != nullptr, kProvidedField);
  add(f.dose.has_value(), kDoseField);
  add(f.duration.has_value(), kDurationField);
  add(f.stable_for.has_value(), kStableForField);
  add(f.distinct.has_value(), kDistinctField);
  add(f.times.has_value(), kTimesField);
  add(f.alone, kAloneField);
  add(f.pick.has_value(), kPickField);
  add(f.window.has_value(), kWindowField);
  return fields;
}

std::string NamesOf(Fields fields) {
  std::string names;
  for (const auto& [field, name] : kNames) {
    if ((fields & field) == 0) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

}  // namespace eligo::match
