#include "publish/cql_library.h"

#include <algorithm>

#include <fmt/format.h>

#include "publish/cql_term.h"

namespace eligo::publish {
namespace {

constexpr std::string_view kIcd = "ICD10CM";
constexpr std::string_view kIcdUrl = "http://hl7.org/fhir/sid/icd-10-cm";

// FHIR's URL of a code system; "" for one that FHIR does not name.
std::string_view UrlOf(std::string_view system) {
  if (system == kIcd) return kIcdUrl;
  if (system == "SNOMED") return "http://snomed.info/sct";
  if (system == "LOINC") return "http://loinc.org";
  if (system == "RxNorm") return "http://www.nlm.nih.gov/research/umls/rxnorm";
  return system == "CVX" ? "http://hl7.org/fhir/sid/cvx" : "";
}

}  // namespace

std::string CqlLibrary::ValueSetOf(std::string_view name, const std::vector<terms::ConceptId>& concepts) {
  ValueSet set;
  set.name = name;
  set.url = fmt::format("urn:eligo:valueset:{}", name);
  std::replace(set.url.begin(), set.url.end(), ' ', '-');
  set.url.erase(std::remove(set.url.begin(), set.url.end(), ','), set.url.end());
  for (const terms::ConceptId id : concepts) {
    for (const terms::Code& code : terms_->Codes(id)) {
      const std::string_view url = UrlOf(code.system);
      if (!url.empty() && code.system != kIcd) set.codes.push_back({std::string(url), std::string(code.code)});
    }
  }
  if (set.codes.empty()) return "";
  const auto key = [](const ValueSet::Code& code) { return std::pair(code.system, code.code); };
  std::sort(set.codes.begin(), set.codes.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  set.codes.erase(std::unique(set.codes.begin(), set.codes.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                  set.codes.end());
  if (IsNew("value set " + set.name)) value_sets_.push_back(set);
  return set.name;
}

// ICD-10-CM is a hierarchy in its codes: stems without points, none below another, as a list of CQL; "" when there are none.
std::string CqlLibrary::StemsOf(const std::vector<terms::ConceptId>& concepts) const {
  std::vector<std::string> stems;
  for (const terms::ConceptId id : concepts) {
    for (const terms::Code& code : terms_->Codes(id)) {
      if (code.system != kIcd) continue;
      std::string stem(code.code);
      stem.erase(std::remove(stem.begin(), stem.end(), '.'), stem.end());
      stems.push_back(std::move(stem));
    }
  }
  std::sort(stems.begin(), stems.end());
  std::string list;
  std::string above;
  for (const std::string& stem : stems) {
    if (!above.empty() && stem.starts_with(above)) continue;
    list += (list.empty() ? "" : ", ") + QuotedText(stem);
    above = stem;
  }
  return list;
}

std::string CqlLibrary::DayOf(logic::Anchor anchor) {
  if (std::find(anchors_.begin(), anchors_.end(), anchor) == anchors_.end()) anchors_.push_back(anchor);
  return QuotedName(fmt::format("{} day", logic::ToString(anchor)));
}

std::string CqlLibrary::Conditions(std::string_view name, const std::vector<terms::ConceptId>& concepts) {
  const std::string set = ValueSetOf(name, concepts);
  const std::string stems = StemsOf(concepts);
  if (set.empty() && stems.empty()) return "";
  std::string definition = fmt::format("{} conditions", name);
  if (!IsNew(definition)) return definition;
  const std::string by_set = fmt::format("[Condition: {}]", QuotedName(set));
  const std::string by_stem = fmt::format("([Condition] C where IsBelow(C.code.coding, {}, {{ {} }}))", QuotedText(kIcdUrl), stems);
  std::string records = stems.empty() ? by_set : by_stem;
  if (!set.empty() && !stems.empty()) records = fmt::format("(flatten {{ {},\n    {} }})", by_set, by_stem);
  Define(definition, records + " C\n    where not IsVoid(C.verificationStatus) and NotAhead(StartOfCondition(C))");
  return definition;
}

std::string CqlLibrary::Procedures(std::string_view name, const std::vector<terms::ConceptId>& concepts) {
  const std::string set = ValueSetOf(name, concepts);
  if (set.empty()) return "";
  std::string definition = fmt::format("{} procedures", name);
  if (IsNew(definition)) {
    Define(definition,
           fmt::format("[Procedure: {}] P\n    where not (P.status.value in {{ 'entered-in-error', 'not-done', 'preparation' }}) "
                       "and NotAhead(StartOfProcedure(P))",
                       QuotedName(set)));
  }
  return definition;
}

std::string CqlLibrary::Courses(terms::ConceptId drug) {
  const std::string_view id = terms_->Get(drug).id;
  const std::string set = ValueSetOf(id, {drug});
  if (set.empty()) return "";
  std::string definition = fmt::format("{} courses", id);
  if (!IsNew(definition)) return definition;
  const std::string name = QuotedName(set);
  std::string lists;
  for (const std::string_view resource :
       {"MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense", "Immunization", "Procedure"})
    lists += fmt::format("{}[{}: {}]", lists.empty() ? "" : ", ", resource, name);
  Define(definition, fmt::format("CoursesOf({})", lists));
  return definition;
}

std::string CqlLibrary::Results(terms::ConceptId test) {
  const std::string set = ValueSetOf(terms_->Get(test).id, {test});
  return set.empty() ? "" : fmt::format("[Observation: {}]", QuotedName(set));
}

std::string CqlLibrary::MayBeNewer(std::string_view results, std::string_view last, terms::ConceptId test) {
  const std::string uncoded = "Results without a code";
  if (IsNew(uncoded)) Define(uncoded, "ResultsUpTo([Observation] O where HasNoCode(O.code.coding), \"As of\")");
  // A text that is read as a name of the test holds all of its words, so the longest of them; six letters of it, for its endings.
  constexpr std::size_t kStem = 6;
  constexpr std::size_t kShort = 5;  // "alt" is in "health": a short one must begin a word
  std::set<std::string> stems;
  for (std::size_t i = 0; i < terms_->NameCount(); ++i) {
    const auto named = terms_->NameConcepts(i);
    if (std::find(named.begin(), named.end(), test) == named.end()) continue;
    std::string_view longest;
    std::string_view rest = terms_->Name(i);
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      if (word.size() > longest.size()) longest = word;
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    stems.insert((longest.size() < kShort ? " " : "") + std::string(longest.substr(0, kStem)));
  }
  std::string list;
  for (const std::string& stem : stems) list += (list.empty() ? "" : ", ") + QuotedText(stem);
  if (results.empty()) return fmt::format("exists ({} U where Mentions(U, {{ {} }}))", QuotedName(uncoded), list);
  return fmt::format("MayBeNewer({}, {}, {}, {{ {} }})", results, last, QuotedName(uncoded), list);
}

std::string CqlLibrary::Uncoded(std::string_view resource) {
  std::string definition = fmt::format("{} without a code", resource);
  if (!IsNew(definition)) return QuotedName(definition);
  if (resource == "Condition") {
    Define(definition, "exists ([Condition] C where not IsVoid(C.verificationStatus) and HasNoCode(C.code.coding))");
  } else if (resource == "Procedure") {
    Define(definition,
           "exists ([Procedure] P where not (P.status.value in { 'entered-in-error', 'not-done', 'preparation' }) and "
           "HasNoCode(P.code.coding))");
  } else {
    Define(definition, R"(exists ([MedicationRequest] M where HasNoCode((M.medication as FHIR.CodeableConcept).coding))
    or exists ([MedicationStatement] M where HasNoCode((M.medication as FHIR.CodeableConcept).coding))
    or exists ([MedicationAdministration] M where HasNoCode((M.medication as FHIR.CodeableConcept).coding))
    or exists ([MedicationDispense] M where HasNoCode((M.medication as FHIR.CodeableConcept).coding))
    or exists ([Immunization] I where HasNoCode(I.vaccineCode.coding)))");
  }
  return QuotedName(definition);
}

std::string CqlLibrary::Elsewhere(const std::string& value_set, std::initializer_list<std::string_view> resources) const {
  std::string text;
  if (value_set.empty()) return text;
  for (const std::string_view resource : resources)
    text += fmt::format("{}exists [{}: {}]", text.empty() ? "" : " or ", resource, QuotedName(value_set));
  return text;
}

void CqlLibrary::Define(std::string_view name, std::string_view text) {
  body_ += fmt::format("define {}:\n  {}\n\n", QuotedName(name), text);
}

void CqlLibrary::Comment(std::string_view line) {
  body_ += "// ";
  for (const char c : line) body_ += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  body_ += '\n';
}

}  // namespace eligo::publish
