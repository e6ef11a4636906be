#include "outline/zones.h"

#include <algorithm>

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
  static const WordSet fill("eligible for study range minimum maximum accepts healthy to limit limits participants based gender sex both");
  bool age = false;
  bool sex = false;
  bool other = false;
  for (const Word& w : words) {
    age = age || w.hash == W("age") || w.hash == W("ages");
    sex = sex || w.hash == W("sex") || w.hash == W("sexes") || w.hash == W("gender") || w.hash == W("genders");
    other = other || w.hash == W("volunteers");
    if (!fill.Has(w) && w.hash != W("age") && w.hash != W("ages") && w.hash != W("sexes") && w.hash != W("genders") && w.hash != W("volunteers")) {
      return FieldKind::kNone;
    }
  }
  if (age) return FieldKind::kAge;
  if (sex) return FieldKind::kSex;
  return other ? FieldKind::kOther : FieldKind::kNone;
}

bool Restricts(View text, FieldKind kind, Span value) {
  const std::vector<Word> words = SplitWords(text, value, 8);
  if (kind == FieldKind::kAge) return std::any_of(words.begin(), words.end(), [&](const Word& w) { return IsDigit(At(text, w.span.begin)); });
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
      out_.foreign = out_.foreign || rows_[i].heading->foreign;
      inclusion = inclusion || rows_[i].heading->kind == HeadingKind::kInclusion;
      if (IsSection(rows_[i]) && first == kNowhere) first = i;
      if (rows_[i].heading->kind == HeadingKind::kEligibility && neutral == kNowhere) neutral = i;
    }
    std::size_t begin = first;
    if (first != kNowhere) {
      Before(first, neutral < first ? neutral : kNowhere, !inclusion);
    } else if (neutral != kNowhere) {
      begin = neutral;
      for (std::size_t i = 0; i < neutral; ++i) Page(i);
    } else {
      begin = FirstCriterion();
      for (std::size_t i = 0; i < begin; ++i) Page(i);
      assumed_ = true;
    }
    for (std::size_t i = begin; i < rows_.size(); ++i) Take(i);
    if (first == kNowhere) out_.has_exclusion = NegativeByContent();
    return std::move(out_);
  }

 private:
  // A disease's line makes a cohort when there are several; a sure one always does.
  void FindCohortLines() {
    lines_.resize(rows_.size());
    int unsure = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].heading) continue;
      lines_[i] = cohorts_.Read(rows_[i].span, rows_[i].marked());
      unsure += lines_[i] && !lines_[i]->everyone && !lines_[i]->sure;
    }
    for (auto& line : lines_) {
      if (line && !line->sure && unsure < 2) line.reset();
    }
  }

  // ------------------------------------------------------------ before the first heading

  void Page(std::size_t i) {
    out_.rows[i].role = rows_[i].heading ? Role::kSection : Role::kPage;
    if (rows_[i].heading) return;
    const Row& row = rows_[i];
    // "Sex: Female" in one row, or the label here and the value in the next.
    const int colon = LabelColon(text_, row.span);
    const Span label = colon < 0 ? row.span : Span{row.span.begin, colon};
    const FieldKind kind = FieldOf(text_, label);
    if (kind == FieldKind::kNone) return;
    if (colon >= 0) {
      if (Restricts(text_, kind, {colon + 1, row.span.end})) out_.rows[i].role = Role::kField;
    } else if (i + 1 < rows_.size() && !rows_[i + 1].heading && rows_[i + 1].span.length() < 60 && Restricts(text_, kind, rows_[i + 1].span)) {
      out_.rows[i].role = Role::kField;
      out_.rows[i + 1].role = Role::kValue;
    }
  }

  // `open`: no inclusion heading anywhere, so the inclusion criteria may stand here.
  void Before(std::size_t first, std::size_t neutral, bool open) {
    bool page = false;
    for (std::size_t i = 0; i < first; ++i) {
      if (out_.rows[i].role == Role::kValue) continue;
      Page(i);
      const Row& row = rows_[i];
      if (out_.rows[i].role != Role::kPage) continue;
      page = page || IsPageHeading(text_, row.span);
      const bool after_neutral = neutral != kNowhere && i > neutral;
      if (IsGenericLead(text_, row.span) && (after_neutral || neutral == kNowhere)) {
        out_.rows[i].role = Role::kList;
      } else if (!page && (row.marked() || after_neutral || (open && neutral == kNowhere)) && (open || after_neutral || row.marked()) &&
                 SoundsLikeCriteria(text_, row.span) && (row.marked() || open || after_neutral)) {
        const bool criterion = after_neutral || open || MarkedAround(i, first);
        if (criterion && !IsTitle(text_, row.span)) {
          out_.rows[i] = {Role::kItem, source::Kind::kInclusion, true, std::nullopt};
          out_.has_inclusion = true;
        }
      }
    }
  }

  // A list of several entries, not a lone dash in a page's text.
  bool MarkedAround(std::size_t i, std::size_t end) const {
    int entries = 0;
    for (std::size_t k = i > 3 ? i - 3 : 0; k < std::min(end, i + 4); ++k) {
      entries += rows_[k].marked() && SoundsLikeCriteria(text_, rows_[k].span);
    }
    return entries >= 3;
  }

  // Without headings: the first entry of a list, with the title above it; with no lists, the first row that speaks of patients.
  std::size_t FirstCriterion() const {
    const bool sounds = std::any_of(rows_.begin(), rows_.end(), [&](const Row& r) { return SoundsLikeCriteria(text_, r.span); });
    if (!sounds) return rows_.size();
    const auto marked = std::find_if(rows_.begin(), rows_.end(), [](const Row& r) { return r.marked(); });
    if (marked == rows_.end()) {
      const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return SoundsLikeCriteria(text_, r.span); });
      return static_cast<std::size_t>(row - rows_.begin());
    }
    auto begin = static_cast<std::size_t>(marked - rows_.begin());
    while (begin > 0 && (IsColon(At(text_, rows_[begin - 1].span.end - 1)) || IsBlockTitle(begin - 1))) --begin;
    return begin;
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
    if (lines_[i] && HasList(i)) return Role::kCohort;
    if (!row.marked()) {
      if (IsGenericLead(text_, row.span)) return Role::kList;
      if (IsTitle(text_, row.span) && Titles(i)) return Role::kList;
    } else if (fresh_ && IsGenericLead(text_, row.span) && OpensList(text_, row.span) && NextIsBeside(i)) {
      // "- Patients must meet all of the following:", then entries of the same list.
      return Role::kList;
    }
    return Role::kItem;
  }

  const Row* Next(std::size_t i) const { return i + 1 < rows_.size() && !rows_[i + 1].heading ? &rows_[i + 1] : nullptr; }

  bool HasList(std::size_t i) const { return Next(i) != nullptr; }

  bool NextIsBeside(std::size_t i) const {
    const Row* next = Next(i);
    return next != nullptr && next->marked() && next->marker.style == rows_[i].marker.style && next->indent == rows_[i].indent;
  }

  // Does this title head what comes next, without being needed to understand it?
  bool Titles(std::size_t i) const {
    const Row& row = rows_[i];
    const Row* next = Next(i);
    if (next == nullptr) return false;
    const bool colon = IsColon(At(text_, row.span.end - 1));
    if (!next->marked()) {
      // A title above a title, or above paragraphs.
      const bool capitals = std::none_of(text_.begin() + row.span.begin, text_.begin() + row.span.end, [](char32_t c) { return IsLower(c); });
      return (colon || capitals) && !CarriesMeaning(text_, row.span) && next->blank_before;
    }
    if (next->inlined && !colon) return false;
    if (IsBareValue(text_, next->span) || (colon && CarriesMeaning(text_, row.span))) return false;
    return colon || row.blank_before || next->blank_before || row.indent < next->indent;
  }

  // Texts without headings name what excludes as "No ...": then the exclusions are there.
  bool NegativeByContent() const {
    static const WordSet negative("no not without absence cannot");
    int count = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (out_.rows[i].role != Role::kItem) continue;
      const std::vector<Word> words = SplitWords(text_, rows_[i].span, 2);
      count += !words.empty() && (negative.Has(words[0]) || (words.size() > 1 && words[0].hash == W("must") && words[1].hash == W("not")));
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
  bool fresh_ = true;  // nothing but headers so far in this section
};

}  // namespace

Zones FindZones(View text, const std::vector<Row>& rows, const CohortReader& cohorts) { return Reader(text, rows, cohorts).Run(); }

}  // namespace eligo::outline
