// Letters: BILAG's, one a domain, counted (docs/match.md, docs/instruments.md).
//
// There are nine domains. A row of a domain bears its letter; a row of the instrument bears all nine, or one of no stated domain. Domains
// that no row speaks of may bear any letter.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "test/reference/bounds.h"
#include "test/reference/kinds.h"

namespace eligo::reference {
namespace {

constexpr int kDomains = 9;
constexpr Reading kUnknown = {Truth::kUnknown, Truth::kUnknown};

std::vector<std::string> LettersIn(const std::string& text) {
  std::vector<std::string> letters;
  std::stringstream words(text);
  for (std::string word; words >> word;) letters.push_back(word);
  return letters;
}

bool Asked(const Question& q, const std::string& letter) {
  return std::find(q.fact.category.begin(), q.fact.category.end(), letter) != q.fact.category.end();
}

// So many domains surely bear a letter that is asked for, and so many may.
struct Count {
  int least = 0, most = kDomains;
};

// Of the rows that count. Nothing: not settled by the pages.
std::optional<Count> CountOf(const Question& q, const std::vector<Record>& rows) {
  std::map<terms::ConceptId, std::set<std::string>> domains;
  std::vector<std::vector<std::string>> lists;
  for (const Record& row : rows) {
    const std::vector<std::string> letters = LettersIn(std::string(q.records.Text(row.row.text)));
    if (row.concept_id == q.terms.Find(q.fact.concept_ref.id)) {
      if (letters.size() != 1 && letters.size() != kDomains) return std::nullopt;
      lists.push_back(letters);
    } else {
      if (letters.size() != 1) return std::nullopt;
      domains[row.concept_id].insert(letters[0]);
    }
  }
  if (lists.size() > 1) return std::nullopt;
  int borne = 0;
  int may_be_borne = 0;
  int known = 0;
  for (const auto& [domain, letters] : domains) {
    const auto asked = [&](const std::string& letter) { return Asked(q, letter); };
    ++known;
    // Of one day two letters of a domain: either may be right (contract 3.13).
    if (std::all_of(letters.begin(), letters.end(), asked)) ++borne;
    if (std::any_of(letters.begin(), letters.end(), asked)) ++may_be_borne;
    if (letters.size() > 1 && !lists.empty()) return std::nullopt;
  }
  if (lists.empty()) return Count{borne, may_be_borne + kDomains - known};
  const int listed = static_cast<int>(std::count_if(lists[0].begin(), lists[0].end(), [&](const auto& l) { return Asked(q, l); }));
  // A letter of no stated domain is that of one whose own row bears it, or of another one.
  if (lists[0].size() == 1) {
    const auto same = [&](const auto& domain) { return domain.second.contains(lists[0][0]); };
    if (std::any_of(domains.begin(), domains.end(), same)) return Count{borne, kDomains - known + borne};
    return Count{borne + listed, kDomains - known - 1 + borne + listed};
  }
  // Where the letters of the domains are among those of the list, it tells how many there are. Where they are not, the two disagree.
  std::multiset<std::string> of_domains;
  for (const auto& [domain, letters] : domains) of_domains.insert(*letters.begin());
  const bool agree = std::all_of(of_domains.begin(), of_domains.end(), [&](const std::string& letter) {
    return std::count(lists[0].begin(), lists[0].end(), letter) >= static_cast<std::ptrdiff_t>(of_domains.count(letter));
  });
  return agree ? Count{listed, listed} : Count{std::max(borne, listed), std::min(kDomains, borne + listed)};
}

Truth Bounded(const Question& q, const Count& count) {
  const logic::CountBound bound = q.fact.distinct.value_or(logic::CountBound{});
  std::set<bool> found;
  for (int n = count.least; n <= count.most; ++n) found.insert(Holds(n, bound.op, bound.value));
  return found.size() == 1 ? FromBool(*found.begin()) : Truth::kUnknown;
}

}  // namespace

Said Letters(const Question& q, const When& when) {
  if (q.fact.category.empty() || q.fact.compare || q.fact.pick || !q.fact.except.empty() || !q.fact.item.empty() || q.fact.change)
    return std::nullopt;
  if (when.reach == Reach::kEver || (when.anchor > q.settings.as_of && when.reach != Reach::kWithin)) return std::nullopt;
  if (when.reach == Reach::kWithin && when.from > q.settings.as_of) return kUnknown;
  std::vector<terms::ConceptId> concepts = q.terms.Closure(q.terms.Find("bilag_domain").value());
  concepts.push_back(q.terms.Find(q.fact.concept_ref.id).value());
  std::vector<Record> rows = RowsOf(q, concepts);
  for (const Record& row : rows) {
    if (!row.dated() || !row.row.start->exact() || row.row.timed() || row.row.text == 0) return std::nullopt;
  }
  std::erase_if(rows, [&](const Record& row) { return row.start() > when.to; });
  if (rows.empty()) return kUnknown;
  Date last = rows[0].start();
  for (const Record& row : rows) last = std::max(last, row.start());
  const When fresh = Fresh(q, when);
  const bool in = Meets(last, last, fresh);
  // The rows of the last day, or of each domain the last one: which of the two counts no page says.
  std::vector<Record> of_day, of_domain;
  for (const Record& row : rows) {
    if (row.start() == last) of_day.push_back(row);
    const auto later = [&](const Record& other) { return other.concept_id == row.concept_id && other.start() > row.start(); };
    if (std::none_of(rows.begin(), rows.end(), later) && Meets(row.start(), row.start(), fresh)) of_domain.push_back(row);
  }
  const auto by_day = CountOf(q, of_day);
  if (!by_day) return std::nullopt;
  const Truth truth = Bounded(q, *by_day);
  if (in) {
    const auto by_domain = CountOf(q, of_domain);
    if (!by_domain || Bounded(q, *by_domain) != truth) return std::nullopt;
  }
  // A bound with a look-back window may mean any of it: letters of an earlier day that meet it, or may.
  if (q.excluding() && when.reach == Reach::kWithin && in && truth == Truth::kFalse) {
    for (Date day = when.from; day < last; ++day.day) {
      std::vector<Record> of_earlier = rows;
      std::erase_if(of_earlier, [&](const Record& row) { return row.start() != day; });
      if (of_earlier.empty()) continue;
      const auto earlier = CountOf(q, of_earlier);
      if (!earlier) return std::nullopt;
      if (Bounded(q, *earlier) != Truth::kFalse) return kUnknown;
    }
  }
  return Reading{in ? truth : Truth::kUnknown, truth};
}

}  // namespace eligo::reference
