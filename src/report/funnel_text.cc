#include "report/funnel_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/layout.h"
#include "report/screening.h"

namespace eligo::report {
namespace {

constexpr int kIndent = 2;
constexpr int kGap = 2;

std::string Patients(const Shown& count) { return count.Text() + (count.exact() && count.count == 1 ? " patient" : " patients"); }

std::string Wrapped(const std::string& text, int indent) {
  std::string out;
  for (const std::string& line : Wrap(text, kTextWidth - indent)) out += std::string(static_cast<std::size_t>(indent), ' ') + line + '\n';
  return out;
}

std::string Right(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - Width(text))), ' ') + text;
}

// What a row is about, and its counts, right-aligned: those of the presumed reading, then as many of the strict one, or of one only.
struct Row {
  std::vector<std::string> names;  // the last takes the room that is left
  std::vector<std::string> counts;
};

class CountTable {
 public:
  // `readings`: 2 says above the counts which is which.
  CountTable(std::vector<std::string> names, std::vector<std::string> counts, int readings) : readings_(readings) {
    head_.names = std::move(names);
    for (int i = 0; i < readings; ++i) head_.counts.insert(head_.counts.end(), counts.begin(), counts.end());
  }

  void Add(Row row) { rows_.push_back(std::move(row)); }

  std::string Text() const {
    std::vector<Column> columns;
    int room = kTextWidth - kIndent;
    std::vector<int> widths;
    for (std::size_t c = 0; c < head_.counts.size(); ++c) {
      int width = Width(head_.counts[c]);
      for (const Row& row : rows_) width = std::max(width, Width(row.counts[c]));
      widths.push_back(width);
      room -= width + kGap;
    }
    for (std::size_t c = 0; c < head_.names.size(); ++c) {
      int width = Width(head_.names[c]);
      for (const Row& row : rows_) width = std::max(width, Width(row.names[c]));
      width = std::min(width, std::max(kLeastName, room - kGap * static_cast<int>(head_.names.size() - 1 - c)));
      columns.push_back({head_.names[c], width});
      room -= width + kGap;
    }
    std::string out;
    if (readings_ == 2) out += Readings(columns, widths);
    for (std::size_t c = 0; c < widths.size(); ++c) columns.push_back({Right(head_.counts[c], widths[c]), widths[c]});
    out += Line(columns, head_) + Rule(columns);
    for (const Row& row : rows_) out += Line(columns, row);
    return out;
  }

 private:
  static constexpr int kLeastName = 12;

  std::string Readings(const std::vector<Column>& names, const std::vector<int>& widths) const {
    int before = kIndent;
    for (const Column& name : names) before += name.width + kGap;
    int presumed = 0;
    for (std::size_t c = 0; c < widths.size() / 2; ++c) presumed += widths[c] + kGap;
    return std::string(static_cast<std::size_t>(before), ' ') + Pad("presumed", presumed) + "strict\n";
  }

  static std::string Trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
  }

  std::string Line(const std::vector<Column>& columns, const Row& row) const {
    std::string line(kIndent, ' ');
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const int width = columns[c].width;
      const bool name = c < row.names.size();
      line += name ? Pad(Shorten(row.names[c], width), width) : Right(row.counts[c - row.names.size()], width);
      line += std::string(kGap, ' ');
    }
    return Trimmed(line);
  }

  static std::string Rule(const std::vector<Column>& columns) {
    std::string line(kIndent, ' ');
    for (const Column& column : columns) line += std::string(static_cast<std::size_t>(column.width), '-') + std::string(kGap, ' ');
    return Trimmed(line);
  }

  int readings_;
  Row head_;
  std::vector<Row> rows_;
};

std::vector<std::string> Names(const FunnelCriterion& criterion) { return {criterion.id, OneLine(criterion.text)}; }

std::string Overalls(const ShownFunnel& funnel) {
  std::vector<std::string> words;
  for (const verdict::Overall of :
       {verdict::Overall::kEligible, verdict::Overall::kCandidate, verdict::Overall::kUndetermined, verdict::Overall::kIneligible})
    words.emplace_back(ToString(of));
  CountTable table({"reading"}, words, 1);
  for (const auto& [name, reading] : {std::pair("presumed", &funnel.presumed), std::pair("strict", &funnel.strict)}) {
    Row row{{name}, {}};
    for (std::size_t i = 4; i-- > 0;) row.counts.push_back(reading->fate.overall[i].Text());
    table.Add(std::move(row));
  }
  return table.Text();
}

std::string InOrder(const ShownFunnel& funnel) {
  CountTable table({"criterion", "sentence"}, {"out", "in", "unknown"}, 2);
  for (std::size_t i = 0; i < funnel.criteria.size(); ++i) {
    Row row{Names(funnel.criteria[i]), {}};
    for (const ShownReading* reading : {&funnel.presumed, &funnel.strict}) {
      const ShownStep& step = reading->in_order[i];
      for (const Shown& count : {step.out, step.in, step.unknown}) row.counts.push_back(count.Text());
    }
    table.Add(std::move(row));
  }
  return "In the order of the protocol: out at this criterion, still in, and unknown among those\n\n" + table.Text();
}

std::string Each(const ShownFunnel& funnel) {
  CountTable table({"criterion", "sentence"}, {"fails", "only", "unknown"}, 2);
  for (std::size_t i = 0; i < funnel.criteria.size(); ++i) {
    Row row{Names(funnel.criteria[i]), {}};
    for (const ShownReading* reading : {&funnel.presumed, &funnel.strict}) {
      const ShownStops& of = reading->criteria[i];
      for (const Shown& count : {of.fails, of.only, of.unknown}) row.counts.push_back(count.Text());
    }
    table.Add(std::move(row));
  }
  return "Each criterion for itself: who fails it, who fails only it, in whom it is unknown\n\n" + table.Text();
}

std::string Best(const ShownFunnel& funnel, const ShownReading& reading, std::string_view name) {
  std::string out = fmt::format("The criterion that stops most of those still in first, {}\n\n", name);
  if (reading.best.empty()) return out + "  no criterion stops anyone\n";
  CountTable table({"criterion", "sentence"}, {"out", "in", "unknown"}, 1);
  for (const ShownStep& step : reading.best)
    table.Add({Names(funnel.criteria[step.criterion]), {step.out.Text(), step.in.Text(), step.unknown.Text()}});
  return out + table.Text();
}

std::string Pairs(const ShownFunnel& funnel, const ShownReading& reading, std::string_view name) {
  std::string out = fmt::format("Criteria that fail together most often, {}, and whom only these two stop\n\n", name);
  if (reading.pairs.empty()) return out + "  no two fail together\n";
  CountTable table({"criteria", "sentences"}, {"together", "only these"}, 1);
  for (const ShownPair& pair : reading.pairs) {
    const FunnelCriterion& first = funnel.criteria[pair.first];
    const FunnelCriterion& second = funnel.criteria[pair.second];
    table.Add({{first.id + ", " + second.id, Shorten(OneLine(first.text), 28) + " | " + Shorten(OneLine(second.text), 28)},
               {pair.together.Text(), pair.only_they.Text()}});
  }
  return out + table.Text();
}

std::string WhatIfs(const ShownFunnel& funnel) {
  CountTable table({"what if"}, {"in", "change", "eligible", "candidate"}, 2);
  const auto add = [&](const std::string& text, const ShownFate& presumed, const std::string& presumed_change, const ShownFate& strict,
                       const std::string& strict_change) {
    Row row{{text}, {}};
    for (const auto& [fate, change] : {std::pair(&presumed, &presumed_change), std::pair(&strict, &strict_change)}) {
      row.counts.insert(row.counts.end(),
                        {fate->in.Text(), *change, fate->overall[static_cast<std::size_t>(verdict::Overall::kEligible)].Text(),
                         fate->overall[static_cast<std::size_t>(verdict::Overall::kCandidate)].Text()});
    }
    table.Add(std::move(row));
  };
  add("as written", funnel.presumed.fate, "", funnel.strict.fate, "");
  std::string keys;
  for (std::size_t i = 0; i < funnel.what_ifs.size(); ++i) {
    const ShownWhatIf& one = funnel.what_ifs[i];
    std::string text = one.text;
    // What does not fit beside the counts stands below.
    if (Width(text) > 24) {
      text = fmt::format("what-if {}", i + 1);
      keys += Wrapped(text + ": " + one.text, kIndent);
    }
    add(text, one.presumed, one.presumed_change.Text(), one.strict, one.strict_change.Text());
  }
  return "What if: whom no criterion stops, how many more or fewer, and who of them is eligible or a candidate\n\n" + table.Text() + keys;
}

std::string Text(const ShownFunnel& funnel) {
  std::string head = ShortName(funnel.path) + "  (" + funnel.path + ")";
  if (funnel.cohort) head += ", cohort " + *funnel.cohort;
  std::string out = head + '\n' + std::string(static_cast<std::size_t>(std::min(kTextWidth, Width(head))), '=') + "\n\n";
  std::string judged = "judged " + Patients(funnel.judged);
  if (!funnel.deceased.none()) judged += "; " + funnel.deceased.Text() + " deceased, out before the first criterion";
  out += judged + "\n\n" + Overalls(funnel) + '\n' + InOrder(funnel) + '\n' + Each(funnel) + '\n' +
         Best(funnel, funnel.presumed, "presumed") + '\n' + Best(funnel, funnel.strict, "strict") + '\n' +
         Pairs(funnel, funnel.presumed, "presumed") + '\n' + Pairs(funnel, funnel.strict, "strict") + '\n';
  if (!funnel.what_ifs.empty()) out += WhatIfs(funnel) + '\n';
  return out;
}

}  // namespace

std::string FunnelText(const FunnelReport& report) {
  std::string head = "as of " + ToString(report.settings.as_of) + ", " + Patients(report.patients) + ", results valid for " +
                     ValidityText(report.settings.validity) + ", terms " + report.terms.substr(0, 12);
  if (report.least > 1) head += fmt::format("; counts are of patients, fewer than {} are not shown", report.least);
  std::string out = Wrapped(head, 0);
  for (const ShownFunnel& funnel : report.funnels) out += '\n' + Text(funnel);
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace eligo::report
