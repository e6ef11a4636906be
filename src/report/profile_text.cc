#include "report/profile_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "report/layout.h"
#include "report/screening.h"

namespace eligo::report {
namespace {

constexpr int kIndent = 4;
constexpr int kHead = 10;  // "unusable  "

std::string Patients(const Shown& count) { return count.Text() + (count.exact() && count.count == 1 ? " patient" : " patients"); }

std::string Line(std::string_view head, const std::string& text) {
  std::string out;
  bool first = true;
  for (const std::string& line : Wrap(text, kTextWidth - kIndent - kHead)) {
    out += std::string(kIndent, ' ') + (first ? Pad(head, kHead) : std::string(kHead, ' ')) + line + '\n';
    first = false;
  }
  return out;
}

std::string Join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

std::string Newest(const ProfiledLeaf& leaf, Date as_of) {
  std::vector<std::string> parts;
  if (leaf.age) {
    const auto& [low, middle, high] = *leaf.age;
    parts.push_back(fmt::format("{} days before {} (half of them {} to {})", middle, ToString(as_of), low, high));
  }
  std::string within;
  for (const auto& [days, patients] : leaf.within)
    within += fmt::format("{}{} days {}", within.empty() ? "within " : ", ", days, patients.Text());
  parts.push_back(std::move(within));
  return Join(parts, "; ");
}

std::string Units(const ProfiledLeaf& leaf, std::size_t least) {
  std::vector<std::string> parts;
  for (const ProfiledUnit& unit : leaf.units) {
    std::string part = (unit.unit.empty() ? "none" : unit.unit) + ' ' + unit.tally.patients.Text();
    if (!unit.known) {
      part += " (no unit that eligo knows)";
    } else if (!leaf.unit.empty() && unit.unit != leaf.unit && !unit.unit.empty()) {
      part += fmt::format(" ({} {})", unit.converts ? "converts to" : "does not convert to", leaf.unit);
    }
    parts.push_back(std::move(part));
  }
  if (leaf.hidden_units > 0) parts.push_back(fmt::format("{} more, each in fewer than {} patients", leaf.hidden_units, least));
  return Join(parts, "; ");
}

std::string Results(const ShownTally& tally, std::string_view what) {
  if (!tally.records) return fmt::format("some {} ({})", what, Patients(tally.patients));
  return fmt::format("{} {} ({})", *tally.records, what, Patients(tally.patients));
}

// What stands below the line of a leaf.
std::string Details(const ProfiledLeaf& leaf, const Profile& profile) {
  std::string out;
  if (!leaf.patients.none()) out += Line("newest", Newest(leaf, profile.settings.as_of));
  if (!leaf.units.empty() || leaf.hidden_units > 0) out += Line("units", Units(leaf, profile.least));
  std::vector<std::string> values;
  if (!leaf.numbers.patients.none()) values.push_back(Results(leaf.numbers, "results with a number"));
  if (!leaf.without_number.patients.none())
    values.push_back(Results(leaf.without_number, values.empty() ? "results without a number" : "without"));
  if (!values.empty()) out += Line("values", Join(values, ", "));
  std::vector<std::string> ways;
  for (const auto& [way, tally] : leaf.found_by) ways.push_back(way + ' ' + tally.patients.Text());
  if (!ways.empty()) out += Line("found by", Join(ways, ", "));
  if (!leaf.patients.none() && !leaf.unusable.none())
    out += Line("unusable",
                leaf.unusable.Text() + " more have records of it, none of them usable; among all: " + Join(leaf.unusable_by, ", "));
  return out;
}

class LeafPrinter {
 public:
  explicit LeafPrinter(const Profile& profile) : profile_(profile) {}

  std::string Print(const ProfiledLeaf& leaf) {
    std::string head = leaf.leaf + ' ' + (leaf.part.empty() ? "" : leaf.part + ' ') + leaf.label + ": ";
    const std::string nothing = WhyNothing(leaf);
    if (nothing.empty()) {
      head += leaf.patients.Text() + " of " + Patients(profile_.patients);
      // Rounded down: not everyone is not 100 %.
      if (leaf.share) head += fmt::format(" ({} %)", static_cast<int>(std::floor(*leaf.share * 100)));
    } else {
      head += nothing;
    }
    std::string details;
    if (leaf.holder == verdict::Holder::kRecords) {
      details = Details(leaf, profile_);
      const auto [at, added] = told_.emplace(leaf.label + '\n' + leaf.patients.Text() + '\n' + details, leaf.leaf);
      // A protocol asks of one drug again and again.
      if (!added && !details.empty()) {
        details.clear();
        head += ", as " + at->second;
      }
    }
    std::string out;
    for (const std::string& line : Wrap(head, kTextWidth - kIndent)) out += (out.empty() ? "  " : "      ") + line + '\n';
    return out + details;
  }

 private:
  const Profile& profile_;
  std::map<std::string, std::string> told_;  // what was said -> of which leaf
};

std::string ProtocolText(const ProfiledProtocol& protocol, const Profile& profile) {
  std::string out = ShortName(protocol.path) + "  (" + protocol.path + ")\n";
  out += std::string(static_cast<std::size_t>(std::min(kTextWidth, Width(out))), '=') + '\n';
  LeafPrinter printer(profile);
  int leaves = 0;
  std::vector<std::string> without;
  int missing = 0;
  for (const ProfiledCriterion& criterion : protocol.criteria) {
    out += '\n' + criterion.id + "  " + Shorten(OneLine(criterion.text), kTextWidth - Width(criterion.id) - 2) + '\n';
    for (const ProfiledLeaf& leaf : criterion.leaves) {
      out += printer.Print(leaf);
      if (leaf.holder != verdict::Holder::kRecords) continue;
      ++leaves;
      if (!leaf.patients.none()) continue;
      ++missing;
      if (std::find(without.begin(), without.end(), leaf.label) == without.end()) without.push_back(leaf.label);
    }
  }
  std::string last = fmt::format("{} of {} facts that records can hold are in none of these", missing, leaves);
  if (missing > 0) last += ": " + Join(without, ", ");
  out += '\n';
  for (const std::string& line : Wrap(last, kTextWidth)) out += line + '\n';
  return out + '\n';
}

std::string UnknownText(const Profile& profile) {
  std::string out = "What no concept is known for\n============================\n\n";
  if (profile.unknown.empty() && profile.hidden_unknown == 0) out += "  nothing: every code means something\n";
  std::vector<std::vector<std::string>> cells;
  for (const UnknownLine& line : profile.unknown) {
    cells.push_back({line.tally.patients.Text(), line.tally.records ? std::to_string(*line.tally.records) : "", line.code, line.name});
  }
  if (!cells.empty()) out += Table({{"patients", 8}, {"records", 9}, {"code", 30}, {"name", 45}}, cells, 2);
  if (profile.more_unknown > 0) out += fmt::format("  and {} more\n", profile.more_unknown);
  if (profile.hidden_unknown > 0)
    out += fmt::format("  {} more codes or names, each in fewer than {} patients\n", profile.hidden_unknown, profile.least);
  if (profile.unknown_units.empty()) return out;
  out += "\nUnits that eligo does not know\n==============================\n\n";
  cells.clear();
  for (const UnknownUnit& unit : profile.unknown_units) cells.push_back({unit.patients.Text(), unit.unit, unit.label});
  return out + Table({{"patients", 8}, {"unit", 30}, {"of", 50}}, cells, 2);
}

}  // namespace

std::string ProfileText(const Profile& profile) {
  std::string head = "as of " + ToString(profile.settings.as_of) + ", " + Patients(profile.patients) + ", results valid for " +
                     ValidityText(profile.settings.validity) + ", terms " + profile.terms.substr(0, 12);
  if (profile.least > 1) head += fmt::format("; counts are of patients, fewer than {} are not shown", profile.least);
  std::string out;
  for (const std::string& line : Wrap(head, kTextWidth)) out += line + '\n';
  out += '\n';
  for (const ProfiledProtocol& protocol : profile.protocols) out += ProtocolText(protocol, profile);
  return out + UnknownText(profile);
}

}  // namespace eligo::report
