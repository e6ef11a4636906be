// Protocol: an eligibility text as it was given, cut into sections, cohorts and items.
//
// Offsets are code points of the file on disk (for JSON input: of the decoded eligibilityCriteria
// string). Every character that carries meaning is inside an item, a header or a diagnostic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::source {

enum class Kind { kInclusion, kExclusion };
constexpr std::string_view ToString(Kind k) { return k == Kind::kInclusion ? "inclusion" : "exclusion"; }

enum class HeaderKind { kSection, kCohort, kList, kPage };
constexpr std::string_view ToString(HeaderKind k) {
  switch (k) {
    case HeaderKind::kSection: return "section";
    case HeaderKind::kCohort: return "cohort";
    case HeaderKind::kList: return "list";
    case HeaderKind::kPage: return "page";
  }
  return "page";
}

// A structured field of a registry record (minimumAge, sex, ...), which becomes a criterion without a place in the text.
struct Field {
  std::string path;   // "eligibilityModule.minimumAge"
  std::string value;  // "18 Years"
};

// A file as it was read: nothing decided yet.
struct Document {
  std::string path;               // as the user named it
  std::optional<std::string> id;  // NCT number
  std::optional<std::string> title;
  std::u32string text;  // the decoded file, nothing removed: CR, BOM and tabs stand in it
  std::vector<Field> fields;
};

struct Header {
  Span span;
  HeaderKind kind = HeaderKind::kSection;
};

struct Cohort {
  std::string id;     // "sle": the concept's id, else a slug of the label
  std::string label;  // "Systemic Lupus Erythematosus (SLE)"
  std::optional<std::string> concept_id;
  Span span;
};

// A run of text inside an item: the item's own lead, or one entry of a list nested in it. Depth 0 is the lead.
struct Part {
  Span span;  // without the marker ("1.", "-") and without surrounding space
  int depth = 0;
  std::string marker;  // "1.", "-", "" as printed
};

// What is nested deeper stands at this depth, and is not read.
inline constexpr int kDeepestPart = 16;

// One top-level criterion. Its parts, in reading order, are the lead and the entries of lists under it.
struct Item {
  Kind kind = Kind::kInclusion;
  int cohort = -1;                    // index into Protocol::cohorts, -1 for all
  std::optional<std::string> number;  // as printed
  Span span;                          // from the first to the last character, without the marker
  std::vector<Part> parts;
  std::string unread;  // why its text is not to be read, "" when it is: too long, not English
  int field = -1;      // index into Document::fields when it was made from one; its span is then empty
};

struct Protocol {
  Document document;
  std::vector<Header> headers;
  std::vector<Cohort> cohorts;
  std::vector<Item> items;
  bool has_inclusion_section = false;  // the text itself has one, by heading or by content
  bool has_exclusion_section = false;
};

// A span of the text, as far as the text goes; and its UTF-8.
std::u32string_view Characters(const Document& document, Span span);
std::string Text(const Document& document, Span span);

// The same on one line: a run of blanks and line ends is one blank, none at the ends.
std::u32string OnOneLine(const Document& document, Span span);
std::string OneLine(const Document& document, Span span);

}  // namespace eligo::source
