// Protocol: what a text means. The narrow waist of eligo: everything before it is about text, everything
// after it never looks at text again except to underline it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "logic/expression.h"

namespace eligo::logic {

enum class Kind { kInclusion, kExclusion };
std::string_view ToString(Kind kind);

// Something named in the text, found by the lexicon, read into logic or not.
struct Mention {
  std::string type;  // "Measurement", "Drug", "Value", ...: brat's entity types
  Span span;
  std::string text;
  std::string concept_id;  // "" when none
  bool negated = false;
};

struct Criterion {
  std::string id;   // "inc-4"
  std::string key;  // hash of the normalised text; survives renumbering
  Kind kind = Kind::kInclusion;
  int cohort = -1;  // index into Protocol::cohorts, -1 for all
  std::optional<std::string> number;
  Span span;          // empty when made from a structured field
  std::string field;  // "eligibilityModule.minimumAge"; "" when it stands in the text
  std::string text;
  Phase phase = Phase::kPrescreen;
  Decides decides = Decides::kRecord;
  Expression expression;  // an exclusion's states the excluding fact
  std::vector<Mention> mentions;
  std::vector<Span> unread;
};

struct Cohort {
  std::string id, label;
  std::optional<std::string> concept_id;
  Span span;
};

struct Protocol {
  std::string path;
  std::optional<std::string> id, title;
  int characters = 0;
  std::string hash;  // logic::HashOf, where it is asked for: of the text and of the logic read from it
  std::vector<Cohort> cohorts;
  std::vector<Criterion> criteria;
  bool has_inclusion_section = false;
  bool has_exclusion_section = false;
};

}  // namespace eligo::logic
