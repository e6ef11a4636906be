// CqlLibrary: what the definitions of one library share: value sets, days, the records of one thing. Each is written once, when it
// is first asked for, so that a library's order is that of its protocol.
//
// Tested by test/publish/*.txt.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "logic/fact.h"
#include "publish/publish.h"
#include "terms/terms.h"

namespace eligo::publish {

class CqlLibrary {
 public:
  explicit CqlLibrary(const terms::Terms& terms) : terms_(&terms) {}

  const terms::Terms& terms() const { return *terms_; }

  // The name of the value set of what these concepts are called in all code systems but ICD-10-CM; "" when they have no such code.
  std::string ValueSetOf(std::string_view name, const std::vector<terms::ConceptId>& concepts);
  // The day of an anchor that is the as-of day where no other is planned, as an expression.
  std::string DayOf(logic::Anchor anchor);

  // Names of definitions; "" when no code is known.
  std::string Conditions(std::string_view name, const std::vector<terms::ConceptId>& concepts);  // not void, not ahead
  std::string Procedures(std::string_view name, const std::vector<terms::ConceptId>& concepts);  // the same
  std::string Courses(terms::ConceptId drug);
  std::string Results(terms::ConceptId test);
  // Whether a newer result of it may stand under a name alone, as an expression of `results`, up to `last`; without `results`, any result.
  std::string MayBeNewer(std::string_view results, std::string_view last, terms::ConceptId test);
  // Of a resource type: records that no value set can find.
  std::string Uncoded(std::string_view resource);
  // Whether records of other kinds speak of it, which the definitions above do not read; "" when no code can be asked for.
  std::string Elsewhere(const std::string& value_set, std::initializer_list<std::string_view> resources) const;

  void Define(std::string_view name, std::string_view text);
  void Comment(std::string_view line);
  void Blank() { body_ += '\n'; }

  const std::vector<ValueSet>& value_sets() const { return value_sets_; }
  const std::vector<logic::Anchor>& anchors() const { return anchors_; }
  const std::string& body() const { return body_; }

 private:
  // Whether the name is new, and to be defined now.
  bool IsNew(const std::string& name) { return defined_.insert(name).second; }
  std::string StemsOf(const std::vector<terms::ConceptId>& concepts) const;

  const terms::Terms* terms_;
  std::vector<ValueSet> value_sets_;
  std::vector<logic::Anchor> anchors_;
  std::set<std::string> defined_;
  std::string body_;
};

}  // namespace eligo::publish
