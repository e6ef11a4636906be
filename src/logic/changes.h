// Changes: what differs between two versions of a protocol, criterion by criterion, as logic.
//
// Made by src/diff, printed by src/report. Criteria are named by their indices, so a Changes is read beside its two protocols.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::logic {

// What a change does, by itself, to the patients who can be enrolled: fewer, more, some of each, the same; unknown where it was not read.
enum class Effect { kNone, kStricter, kLooser, kMixed, kUnknown };
constexpr std::string_view ToString(Effect e) {
  switch (e) {
    case Effect::kNone: return "none";
    case Effect::kStricter: return "stricter";
    case Effect::kLooser: return "looser";
    case Effect::kMixed: return "mixed";
    case Effect::kUnknown: return "unknown";
  }
  return "unknown";
}

struct LeafChange {
  enum class Kind { kBound, kWindow, kCount, kDetail, kAdded, kRemoved, kStructure, kUnread };
  Kind kind = Kind::kDetail;
  std::string old_leaf, new_leaf;  // ids; "" where there is none
  Span old_span, new_span;         // in the old and in the new text
  std::string before, after;       // as printed, "" where there is none
  Effect effect = Effect::kUnknown;
};
constexpr std::string_view ToString(LeafChange::Kind k) {
  switch (k) {
    case LeafChange::Kind::kBound: return "bound";
    case LeafChange::Kind::kWindow: return "window";
    case LeafChange::Kind::kCount: return "count";
    case LeafChange::Kind::kDetail: return "detail";
    case LeafChange::Kind::kAdded: return "added";
    case LeafChange::Kind::kRemoved: return "removed";
    case LeafChange::Kind::kStructure: return "structure";
    case LeafChange::Kind::kUnread: return "unread";
  }
  return "detail";
}

struct CriterionChange {
  enum class Kind { kSame, kReworded, kChanged, kTurned, kAdded, kRemoved };
  Kind kind = Kind::kSame;
  int old_criterion = -1, new_criterion = -1;  // indices; -1 where there is none
  bool moved = false;                          // stands elsewhere among the criteria of its kind; renumbering alone moves nothing
  Effect effect = Effect::kNone;
  std::vector<LeafChange> leaves;
};
constexpr std::string_view ToString(CriterionChange::Kind k) {
  switch (k) {
    case CriterionChange::Kind::kSame: return "same";
    case CriterionChange::Kind::kReworded: return "reworded";
    case CriterionChange::Kind::kChanged: return "changed";
    case CriterionChange::Kind::kTurned: return "turned";
    case CriterionChange::Kind::kAdded: return "added";
    case CriterionChange::Kind::kRemoved: return "removed";
  }
  return "same";
}

// In the new protocol's order; a removed criterion stands behind the one it followed.
using Changes = std::vector<CriterionChange>;

}  // namespace eligo::logic
