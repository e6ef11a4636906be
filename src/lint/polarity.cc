// Words of the other section: "is eligible", "must be" among exclusions; "is excluded" among inclusions; a duty that is no criterion.
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

enum class In { kExclusion, kInclusion, kBoth };

struct Turned {
  std::string_view pattern;
  In in;
  Severity severity;
  std::string_view code;
  std::string_view why;
};

constexpr Severity kW = Severity::kWarning;
constexpr Severity kN = Severity::kNote;
constexpr std::string_view kFlip = "kPolarityFlip";
constexpr std::string_view kDuty = "kDuty";
constexpr std::string_view kReleases = "inclusion wording inside an exclusion: an exception that releases from this criterion only";
constexpr std::string_view kDemand = "a demand inside an exclusion: its opposite excludes";
constexpr std::string_view kBars = "exclusion wording inside an inclusion: its opposite is required";

constexpr Turned kTable[] = {
    {"is|are|be|remain|considered ?still ?also eligible ?for ?inclusion|enrollment|participation|the ?in ?this ?study|trial",
     In::kExclusion, kW, kFlip, kReleases},
    {"eligible for|to inclusion|enrollment|participation|participate|enroll|be", In::kExclusion, kW, kFlip, kReleases},
    {"may|can|could|will|should be ?considered ?for included|enrolled|allowed|permitted|eligible|inclusion|enrollment|randomized|recruited",
     In::kExclusion, kW, kFlip, kReleases},
    {"is|are allowed|permitted|acceptable ..2", In::kExclusion, kN, kFlip, kReleases},
    {"enrollment|inclusion|participation is|will ?be allowed|permitted|possible", In::kExclusion, kW, kFlip, kReleases},
    {"may|can participate|enroll|enter", In::kExclusion, kW, kFlip, kReleases},
    {"must|should ?have be|been|have|has ..2", In::kExclusion, kW, kFlip, kDemand},
    // Said of the site rather than of the patient.
    {"must|should|will be excluded|discussed|approved|agreed|confirmed|evaluated|repeated|reviewed|considered|assessed|consulted|contacted "
     "..2",
     In::kExclusion, kN, kDuty, "an action of the site, not a criterion of eligibility"},
    {"is|are required to ..2", In::kExclusion, kN, kFlip, kDemand},
    {"will|should|must ?also be excluded ?from", In::kInclusion, kW, kFlip, kBars},
    {"is|are excluded|ineligible ?from", In::kInclusion, kW, kFlip, kBars},
    {"is|are not eligible|allowed|permitted", In::kInclusion, kN, kFlip, kBars},
    {"test|testing|examination will|must|should|shall be performed|done|conducted|carried|repeated", In::kBoth, kN, kDuty,
     "a duty to test, reflex to a result, not a criterion of eligibility"},
    {"investigator|researcher|site|staff need|must|should|shall|will ?to provide|perform|give|offer|administer|monitor|contact ..4",
     In::kBoth, kN, kDuty, "a duty of the site, an action and not a criterion of eligibility"},
};

// The rows of one section, so that a longer phrase of the other does not hide them.
struct Section {
  std::vector<const Turned*> rows;
  Phrases phrases;

  explicit Section(In in)
      : rows([in] {
          std::vector<const Turned*> out;
          for (const Turned& t : kTable) {
            if (t.in == in || t.in == In::kBoth) out.push_back(&t);
          }
          return out;
        }()),
        phrases([this] {
          std::vector<std::string_view> patterns;
          for (const Turned* t : rows) patterns.push_back(t->pattern);
          return patterns;
        }()) {}
};

const Section& SectionOf(source::Kind kind) {
  static const Section kExclusions(In::kExclusion);
  static const Section kInclusions(In::kInclusion);
  return kind == source::Kind::kExclusion ? kExclusions : kInclusions;
}

// "must not have", "should not be included": says what the section says.
bool Negated(const Passage& p, const Phrases::Found& f) {
  for (std::size_t i = f.first; i <= f.last + 1 && i < p.words.size(); ++i) {
    if (p.words[i].text == "not" || p.words[i].text == "no") return true;
  }
  const std::size_t begin = p.RunBegin(f.first, Gap::kComma);
  if (p.words[begin].text == "no") return true;
  return f.first > 0 && (p.words[f.first - 1].text == "not" || p.words[f.first - 1].text == "who" || p.words[f.first - 1].text == "which");
}

}  // namespace

void FindTurnedSections(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    const Section& section = SectionOf(p.kind);
    for (const Phrases::Found& f : section.phrases.Find(p)) {
      const Turned& t = *section.rows[f.pattern];
      if (t.why != kBars && Negated(p, f)) continue;
      // The whole sentence is turned, not its verb alone; of a long one, the limb.
      std::size_t first = p.RunBegin(f.first, Gap::kColon);
      if (f.first - first > 10) first = p.RunBegin(f.first, Gap::kComma);
      const Span span = t.code == kDuty ? p.Between(f.first, f.last) : p.Between(first, f.last);
      out.push_back({std::string(t.code), t.severity, span, fmt::format("`{}`: {}", p.Said(span), t.why)});
    }
  }
}

}  // namespace eligo::lint
