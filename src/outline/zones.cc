#include "outline/zones.h"

#include <algorithm>

#include "outline/heading_phrases.h"
#include "outline/lead.h"

namespace eligo::outline {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

bool IsSection(const Row& row) {
  return row.heading && (row.heading->kind == HeadingKind::kInclusion || row.heading->kind == HeadingKind::kExclusion);
}

// What a field of a registry's page is about.
enum class FieldKind : char { kNone, kAge, kSex, kOther };

FieldKind FieldOf(View text, Span span) {
  if (span.length() > 50) return FieldKind::kNone;
  const std::vector<Word> words = SplitWords(text, span, 6);
  if (words.empty() || words.size() > 5) return FieldKind::kNone;
  static const WordSet kFill("eligible for study range minimum maximum accepts healthy to limit limits participants based gender sex both");
  bool age = false;
  bool sex = false;
  bool other = false;
  for (const Word& w : words) {
    age = age || w.hash == W("age") || w.hash == W("ages");
    sex = sex || w.hash == W("sex") || w.hash == W("sexes") || w.hash == W("gender") || w.hash == W("genders");
    other = other || w.hash == W("volunteers");
    if (!kFill.Has(w) && w.hash != W("age") && w.hash != W("ages") && w.hash != W("sexes") && w.hash != W("genders") &&
        w.hash != W("volunteers")) {
      return FieldKind::kNone;
    }
  }
  if (age) return FieldKind::kAge;
  if (sex) return FieldKind::kSex;
  return other ? FieldKind::kOther : FieldKind::kNone;
}

bool Restricts(View text, FieldKind kind, Span value) {
  const std::vector<Word> words = SplitWords(text, value, 8);
  if (kind == FieldKind::kAge)
    return std::any_of(words.begin(), words.end(), [&](const Word& w) { return IsDigit(At(text, w.span.begin)); });
  if (kind != FieldKind::kSex) return false;
  bool female = false;
  bool male = false;
  for (const Word& w : words) {
    female = female || w.hash == W("female") || w.hash == W("females") || w.hash == W("women");
    male = male || w.hash == W("male") || w.hash == W("males") || w.hash == W("men");
  }
  return female != male;
}

class Reader {
 public:
  Reader(View text, const std::vector<Row>& rows, const CohortReader& cohorts) : text_(text), rows_(rows), cohorts_(cohorts) {
    out_.rows.resize(rows.size());
  }

  Zones Run() {
    FindCohortLines();
    std::size_t first = kNowhere;    // inclusion or exclusion heading
    std::size_t neutral = kNowhere;  // "Eligibility"
    bool inclusion = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].heading) continue;
      const HeadingKind kind = rows_[i].heading->kind;
      out_.foreign = out_.foreign || rows_[i].heading->foreign;
      inclusion = inclusion || kind == HeadingKind::kInclusion;
      exclusion_heading_ = exclusion_heading_ || kind == HeadingKind::kExclusion;
      if (IsSection(rows_[i]) && first == kNowhere) first = i;
      if (kind == HeadingKind::kEligibility && neutral == kNowhere) neutral = i;
    }
    std::size_t begin = 0;
    if (first != kNowhere) {
      begin = Before(neutral < first ? neutral + 1 : 0, first, neutral < first, !inclusion);
    } else if (neutral != kNowhere) {
      begin = neutral;
    } else {
      begin = FirstCriterion(0, rows_.size());
    }
    for (std::size_t i = 0; i < begin; ++i) Page(i, neutral < i && neutral != kNowhere);
    assumed_ = true;
    for (std::size_t i = begin; i < rows_.size(); ++i) Take(i);
    if (first == kNowhere) out_.has_exclusion = out_.has_exclusion || NegativeByContent();
    return std::move(out_);
  }

 private:
  // A disease's line makes a cohort when there are several; a sure one always does.
  void FindCohortLines() {
    lines_.resize(rows_.size());
    int count = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].heading) continue;
      lines_[i] = cohorts_.Read(rows_[i].span, rows_[i].marked());
      count += lines_[i] && !lines_[i]->everyone;
    }
    for (auto& line : lines_) {
      if (line && !line->sure && count < 2) line.reset();
    }
  }

  // ------------------------------------------------------------ before the first criterion

  void Page(std::size_t i, bool after_neutral) {
    Zone& zone = out_.rows[i];
    const Row& row = rows_[i];
    if (zone.role == Role::kValue) return;
    if (row.heading) {
      zone.role = Role::kSection;
      zone.cohort = cohorts_.ReadSectionLabel(row.heading->label);
      return;
    }
    if (OpensScope(i)) {
      zone.role = Role::kCohort;
      zone.cohort = lines_[i];
      return;
    }
    if (after_neutral && IsGenericLead(text_, row.span)) zone.role = Role::kList;
    // "Sex: Female" in one row, or the label here and the value in the next.
    const int colon = LabelColon(text_, row.span);
    const Span label = colon < 0 ? row.span : Span{row.span.begin, colon};
    const FieldKind kind = FieldOf(text_, label);
    if (kind == FieldKind::kNone) return;
    if (colon >= 0) {
      if (Restricts(text_, kind, {colon + 1, row.span.end})) zone.role = Role::kField;
    } else if (i + 1 < rows_.size() && !rows_[i + 1].heading && rows_[i + 1].span.length() < 60 &&
               Restricts(text_, kind, rows_[i + 1].span)) {
      zone.role = Role::kField;
      out_.rows[i + 1].role = Role::kValue;
    }
  }

  // Where criteria begin before the first heading at `to`; `to` when only a page stands there. `open`: the text has no
  // inclusion heading, so that its inclusion criteria may be without one.
  std::size_t Before(std::size_t from, std::size_t to, bool after_neutral, bool open) const {
    int marked = 0;
    int sound = 0;
    bool block = false;
    for (std::size_t i = from; i < to; ++i) {
      if (IsPageHeading(text_, rows_[i].span)) return to;
      block = block || IsBlockTitle(i);
      if (!rows_[i].marked()) continue;
      ++marked;
      sound += SoundsLikeCriteria(text_, rows_[i].span);
    }
    // A page's menu is a list, too, but not one about patients.
    if (block || (sound >= 2 && sound * 3 >= marked) || (open && sound > 0)) return FirstCriterion(from, to);
    for (std::size_t i = from; open && i < to; ++i) {
      if (!IsTitle(text_, rows_[i].span) &&
          (after_neutral ? SoundsLikeCriteria(text_, rows_[i].span) : SoundsLikeDemand(text_, rows_[i].span)))
        return i;
    }
    return to;
  }

  // Without headings: the first entry of a list, with the title above it; with no lists, the first row that speaks of patients.
  std::size_t FirstCriterion(std::size_t from, std::size_t to) const {
    const auto sounds = [&](const Row& r) { return !r.heading && SoundsLikeCriteria(text_, r.span); };
    const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(to);
    const auto sounding = std::find_if(begin, end, sounds);
    if (sounding == end) return to;
    const auto marked = std::find_if(begin, end, [](const Row& r) { return r.marked(); });
    if (marked == end) return static_cast<std::size_t>(sounding - rows_.begin());
    auto first = static_cast<std::size_t>(marked - rows_.begin());
    while (first > from && LeadsIn(first - 1)) --first;
    return first;
  }

  // A row above the first entry that belongs to the criteria: an introduction, a title of them, a demand.
  bool LeadsIn(std::size_t i) const {
    const Row& row = rows_[i];
    return IsColon(At(text_, row.span.end - 1)) || IsBlockTitle(i) || IsDemand(row) ||
           (!row.heading && IsTitle(text_, row.span) && IsCategory(text_, row.span));
  }

  bool IsDemand(const Row& row) const {
    return !row.heading && row.span.length() > 40 && SoundsLikeDemand(text_, row.span) && !DescribesTrial(text_, row.span);
  }

  // "DISEASE CHARACTERISTICS: Newly diagnosed ...": capitals and a colon.
  bool IsBlockTitle(std::size_t i) const {
    const int colon = LabelColon(text_, rows_[i].span);
    if (colon < 0) return false;
    for (int k = rows_[i].span.begin; k < colon; ++k) {
      if (IsLower(At(text_, k))) return false;
    }
    return colon - rows_[i].span.begin > 4;
  }

  // ------------------------------------------------------------ inside the sections

  void Take(std::size_t i) {
    const Row& row = rows_[i];
    Zone& zone = out_.rows[i];
    zone.kind = kind_;
    zone.assumed = assumed_;
    if (row.heading) {
      zone.role = Role::kSection;
      Open(*row.heading, zone);
      fresh_ = true;
      return;
    }
    if (StartsExclusion(row)) {
      zone.role = Role::kSection;
      kind_ = zone.kind = source::Kind::kExclusion;
      assumed_ = zone.assumed = false;
      out_.has_exclusion = fresh_ = true;
      return;
    }
    if (page_ || (!row.marked() && IsPageHeading(text_, row.span))) {
      page_ = true;
      zone.role = Role::kPage;
      return;
    }
    zone.role = RoleOf(i);
    zone.opens = zone.role == Role::kItem && !row.marked() && IsTitle(text_, row.span) && Next(i) != nullptr && Next(i)->marked() &&
                 IsBareValue(text_, Next(i)->span);
    if (zone.role == Role::kItem) {
      (kind_ == source::Kind::kInclusion ? out_.has_inclusion : out_.has_exclusion) = true;
    }
    fresh_ = fresh_ && (zone.role == Role::kList || zone.role == Role::kCohort);
    if (zone.role == Role::kCohort) zone.cohort = lines_[i];
  }

  // "Patients will be excluded if they have any of the following:", in a text without an exclusion heading.
  bool StartsExclusion(const Row& row) const {
    return !exclusion_heading_ && !page_ && kind_ == source::Kind::kInclusion && !row.marked() && OpensList(text_, row.span) &&
           IsGenericLead(text_, row.span) && Excludes(text_, row.span);
  }

  // "Part A", then "Inclusion criteria": the cohort of the sections that follow.
  bool OpensScope(std::size_t i) const { return lines_[i] && i + 1 < rows_.size() && IsSection(rows_[i + 1]); }

  void Open(const Heading& heading, Zone& zone) {
    page_ = heading.kind == HeadingKind::kWithdrawal;
    assumed_ = heading.kind == HeadingKind::kEligibility;
    if (heading.kind == HeadingKind::kInclusion) out_.has_inclusion = true;
    if (heading.kind == HeadingKind::kExclusion) out_.has_exclusion = true;
    kind_ = heading.kind == HeadingKind::kExclusion ? source::Kind::kExclusion : source::Kind::kInclusion;
    zone.kind = kind_;
    zone.assumed = assumed_;
    zone.cohort = cohorts_.ReadSectionLabel(heading.label);
  }

  Role RoleOf(std::size_t i) const {
    const Row& row = rows_[i];
    if (fresh_ && SaysNone(text_, row.span)) return Role::kNone;
    if (SaysMoreCriteria(text_, row.span)) return Role::kMore;
    if (lines_[i] && HeadsCohort(i)) return Role::kCohort;
    // Where one entry is enough, or each is denied, the introduction and its list are one criterion. Exclusions are
    // alternatives anyway.
    const auto all = [&] { return kind_ == source::Kind::kExclusion || (!AsksForOne(text_, row.span) && !Denies(text_, row.span)); };
    if (!row.marked()) {
      if (IsRemark(text_, row.span)) return Role::kItem;
      if (IsGenericLead(text_, row.span) && all()) return Role::kList;
      if (IsTitle(text_, row.span) && Titles(i)) return Role::kList;
    } else if (fresh_ && OpensList(text_, row.span) && IsGenericLead(text_, row.span) && all() && NextIsBeside(i)) {
      // "- Patients must meet all of the following:", then entries of the same list.
      return Role::kList;
    }
    return Role::kItem;
  }

  const Row* Next(std::size_t i) const { return i + 1 < rows_.size() && !rows_[i + 1].heading ? &rows_[i + 1] : nullptr; }

  // A colon, parentheses or a section below it make a cohort's line; others need a list.
  bool HeadsCohort(std::size_t i) const {
    if (OpensScope(i)) return true;
    const Row* next = Next(i);
    if (next == nullptr) return false;
    return lines_[i]->sure || IsColon(At(text_, rows_[i].span.end - 1)) || (next->marked() && !next->inlined);
  }

  bool NextIsBeside(std::size_t i) const {
    const Row* next = Next(i);
    return next != nullptr && next->marked() && !next->inlined && next->marker.style == rows_[i].marker.style &&
           next->indent == rows_[i].indent;
  }

  // Does this title head what comes next, without being needed to understand it?
  bool Titles(std::size_t i) const {
    const Row& row = rows_[i];
    const Row* next = Next(i);
    if (next == nullptr) return false;
    const bool colon = IsColon(At(text_, row.span.end - 1));
    if (!next->marked()) {
      // A title above a title, or above paragraphs.
      const bool capitals =
          std::none_of(text_.begin() + row.span.begin, text_.begin() + row.span.end, [](char32_t c) { return IsLower(c); });
      return (colon || capitals) && !CarriesMeaning(text_, row.span) && next->blank_before;
    }
    if (next->inlined && !colon) return false;
    if (IsBareValue(text_, next->span)) return false;
    const bool category = IsCategory(text_, row.span);
    if (colon ? CarriesMeaning(text_, row.span) && (!category || NeedsItsList(text_, row.span)) : !category) return false;
    return colon || row.blank_before || next->blank_before || row.indent < next->indent;
  }

  // Texts without headings name what excludes as "No ...": then the exclusions are there.
  bool NegativeByContent() const {
    static const WordSet kNegative("no not without absence cannot");
    int count = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (out_.rows[i].role != Role::kItem) continue;
      const std::vector<Word> words = SplitWords(text_, rows_[i].span, 2);
      count += !words.empty() && (kNegative.Has(words[0]) || (words.size() > 1 && words[0].hash == W("must") && words[1].hash == W("not")));
    }
    return count >= 3;
  }

  View text_;
  const std::vector<Row>& rows_;
  const CohortReader& cohorts_;
  std::vector<std::optional<CohortHeading>> lines_;
  Zones out_;
  source::Kind kind_ = source::Kind::kInclusion;
  bool assumed_ = false;
  bool page_ = false;
  bool exclusion_heading_ = false;
  bool fresh_ = true;  // nothing but headers so far in this section
};

}  // namespace

Zones FindZones(View text, const std::vector<Row>& rows, const CohortReader& cohorts) { return Reader(text, rows, cohorts).Run(); }

}  // namespace eligo::outline
