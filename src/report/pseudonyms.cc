#include "report/pseudonyms.h"

#include <array>
#include <cstdio>
#include <map>
#include <set>

namespace eligo::report {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;

std::string Numbered(char letter, std::size_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%c-%04zu", letter, number);
  return text.data();
}

template <typename Visit>
void ForEachEvidence(Screening& screening, const Visit& visit) {
  for (Judged& judged : screening.protocols) {
    for (verdict::PatientVerdict& patient : judged.verdicts) {
      for (verdict::CriterionVerdict& criterion : patient.criteria) {
        for (verdict::Atom& atom : criterion.atoms) {
          for (verdict::Evidence& evidence : atom.evidence) visit(evidence);
        }
      }
    }
  }
}

Names NamePatients(const Screening& screening) {
  std::set<std::string> ids(screening.patients.begin(), screening.patients.end());
  for (const Judged& judged : screening.protocols) {
    for (const verdict::PatientVerdict& patient : judged.verdicts) ids.insert(patient.patient);
  }
  Names names;
  for (const std::string& id : ids) names.emplace(id, Numbered('P', names.size() + 1));
  return names;
}

// "Observation/123" -> "Observation/R-0001"; "Patient/7" keeps the patient's own name.
Names NameResources(Screening& screening, const Names& patients) {
  std::set<std::string> references;
  ForEachEvidence(screening, [&](const verdict::Evidence& evidence) {
    if (!evidence.resource.empty() && evidence.resource != "answer") references.insert(evidence.resource);
  });
  Names names;
  std::size_t number = 0;
  for (const std::string& reference : references) {
    const std::size_t slash = reference.find('/');
    const std::string type = slash == std::string::npos ? "" : reference.substr(0, slash + 1);
    const auto patient =
        patients.find(slash == std::string::npos ? std::string_view(reference) : std::string_view(reference).substr(slash + 1));
    const bool person = type == "Patient/" || type == "person/" || type == "subject/";  // of FHIR, OMOP, MEDS
    const bool own = person && patient != patients.end();
    names.emplace(reference, type + (own ? patient->second : Numbered('R', ++number)));
  }
  return names;
}

bool InIdentifier(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '/' || c == '.' ||
         c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

// Replaces whole identifiers only: "Observation/1" is not found in "Observation/12". A full stop or a colon that ends a
// sentence is no part of one.
void ReplaceIn(std::string& text, const Names& names) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!InIdentifier(text[i])) {
      out += text[i++];
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && InIdentifier(text[end])) ++end;
    std::size_t word_end = end;
    while (word_end > i && (text[word_end - 1] == '.' || text[word_end - 1] == ':')) --word_end;
    const auto name = names.find(std::string_view(text).substr(i, word_end - i));
    out += name == names.end() ? text.substr(i, word_end - i) : name->second;
    out += text.substr(word_end, end - word_end);
    i = end;
  }
  text = std::move(out);
}

}  // namespace

void Pseudonymise(Screening& screening) {
  const Names patients = NamePatients(screening);
  const Names resources = NameResources(screening, patients);
  // A reference may be quoted with its type. A bare id is not looked for: "7" or "92" would be found in every value.
  Names quoted = resources;
  for (const auto& [id, name] : patients) {
    for (const std::string type : {"Patient/", "person/", "subject/"}) quoted.emplace(type + id, type + name);
  }
  for (std::string& id : screening.patients) id = patients.at(id);
  for (Judged& judged : screening.protocols) {
    for (verdict::PatientVerdict& patient : judged.verdicts) {
      patient.patient = patients.at(patient.patient);
      for (verdict::Ask& ask : patient.decisive) ReplaceIn(ask.ask, quoted);
      for (Diagnostic& diagnostic : patient.diagnostics) ReplaceIn(diagnostic.message, quoted);
      for (verdict::CriterionVerdict& criterion : patient.criteria) {
        ReplaceIn(criterion.why, quoted);
        for (verdict::Atom& atom : criterion.atoms) {
          ReplaceIn(atom.missing, quoted);
          for (verdict::Evidence& evidence : atom.evidence) {
            ReplaceIn(evidence.text, quoted);
            ReplaceIn(evidence.value, quoted);
            if (const auto name = resources.find(evidence.resource); name != resources.end()) evidence.resource = name->second;
          }
        }
      }
    }
  }
  screening.pseudonymised = true;
}

}  // namespace eligo::report
