// Terms that only their author can decide: subjective adjectives, nouns that name no thing, doses and lengths without a number.
//
// A term that the item itself defines ("standard treatment refers to ...") is left alone, and so is one whose number follows in the same
// sentence where a number is what it lacks. A term that examples follow is a note: the reader has something to go by.
#include <algorithm>

#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/quantity.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

constexpr Severity kW = Severity::kWarning;
constexpr Severity kN = Severity::kNote;

enum class Lacks {
  kDefinition,  // only a definition helps
  kNumber,      // a number anywhere behind it in the item, or in its sentence, helps
  kLength       // a length of time in its sentence helps
};

struct Vague {
  std::string_view pattern;
  Severity severity;
  Lacks lacks;
  std::string_view why;
};

constexpr std::string_view kWhich = "neither the diseases nor a degree are named";
constexpr std::string_view kOrgan = "no organ, test or limit is named";
constexpr std::string_view kTreatment = "what counts as it is not listed";
constexpr std::string_view kGraded = "no grade or limit says from where on";
constexpr std::string_view kHowLong = "how long is not said";
constexpr std::string_view kHowMuch = "no amount is named";
constexpr std::string_view kMethods = "no list of methods is given";
constexpr std::string_view kResponse = "which result counts as it is not said";
constexpr std::string_view kChange = "of what and by how much is not said";

constexpr Vague kTable[] = {
    // Diseases without a name.
    {"other|any|another|concomitant|concurrent ?other serious|severe|significant|major|important|relevant|grave|chronic ?underlying "
     "?medical|systemic|physical|organic|internal disease|illness|condition|disorder|comorbidity|complication|disorders|abnormality",
     kW, Lacks::kDefinition, kWhich},
    {"serious|severe|significant|major|uncontrolled|unstable|relevant|underlying ?or "
     "?concomitant|concurrent|intercurrent|underlying|systemic|"
     "medical|physical|organic|other disease|illness|condition|comorbidity|complication|disorder",
     kW, Lacks::kDefinition, kWhich},
    {"clinically significant|relevant|important|meaningful ?..2 disease|illness|condition|disorder|abnormality|finding|change|arrhythmia|"
     "infection|bleeding|allergy|history|disorders",
     kW, Lacks::kDefinition, "who decides, and by which limit, is not said"},
    {"clinically significant|relevant|important|meaningful ..1", kW, Lacks::kDefinition, "who decides, and by which limit, is not said"},
    {"medically significant|important|unstable|relevant", kW, Lacks::kDefinition, "who decides, and by which limit, is not said"},
    {"medical|physical|health reason|problem|issue", kN, Lacks::kDefinition, kWhich},
    {"lupus|disease|vasculitis|arthritis crisis", kW, Lacks::kDefinition, "no published definition is named"},
    {"lupus|disease|severe|recent|acute|major flare|exacerbation", kN, Lacks::kDefinition, "no index or limit says what counts as one"},
    // Organs without a test.
    {"adequate|sufficient|insufficient|unsufficient|inadequate|appropriate|acceptable|satisfactory|good|normal|abnormal|impaired|poor|"
     "proper|reasonable|stable ,..6 function|reserve",
     kW, Lacks::kNumber, kOrgan},
    {"major|important|vital|significant|severe|serious organ dysfunction|damage|failure|insufficiency|disease|impairment", kW,
     Lacks::kNumber, kOrgan},
    {"active|major|severe|significant|serious|ongoing|life-threatening organ involvement|manifestation|damage|dysfunction", kW,
     Lacks::kNumber, "neither the organ nor the degree is defined"},
    {"severe|significant|serious|moderate|marked "
     "hepatic|renal|liver|kidney|cardiac|heart|pulmonary|lung|respiratory|hematologic|hematological|"
     "bone|coagulation ?marrow ?and|or ?renal|hepatic|kidney|liver dysfunction|impairment|insufficiency|damage|disorder",
     kN, Lacks::kNumber, kGraded},
    {"abnormal laboratory|lab|ecg|electrocardiogram|blood ?test finding|value|result|parameter", kN, Lacks::kNumber, kOrgan},
    // Treatments without a list.
    {"standard|conventional|traditional|routine|usual|nonstandard|background|first-line ?..2 treatment|therapy|medication|drug|regimen", kW,
     Lacks::kDefinition, kTreatment},
    {"non standard|conventional|traditional ?..2 treatment|therapy|medication|drug|regimen", kW, Lacks::kDefinition, kTreatment},
    {"standard of care", kW, Lacks::kDefinition, kTreatment},
    {"concomitant|relevant|certain|some|various|similar|related|potent|strong medication|drug|agent|treatment", kN, Lacks::kDefinition,
     kTreatment},
    {"adequate|sufficient|standardized|appropriate|regular|full|proper|formal|standard ?course ?of "
     "trial|course|treatment|therapy|dose|dosage|"
     "manner|use|anticoagulation|washout",
     kW, Lacks::kNumber, "dose and length of use are not said"},
    {"in a standardized|standard|regular|appropriate|adequate|proper manner|way", kW, Lacks::kDefinition,
     "dose and length of use are not said"},
    {"adequate|acceptable|appropriate|reliable|effective|suitable|proper ?..1 contraception|contraceptive|birth", kN, Lacks::kDefinition,
     kMethods},
    {"medically|scientifically acceptable|approved|accepted|effective|reliable ..3", kN, Lacks::kDefinition, kMethods},
    {"adequate|acceptable|reliable|appropriate|effective|medically|scientifically ?acceptable ?and ?effective|reliable ?form|method|means "
     "?of "
     "contraception|contraceptive|birth ?control ?method|measure",
     kW, Lacks::kDefinition, kMethods},
    {"highly effective ..2", kN, Lacks::kDefinition, kMethods},
    {"contraceptive measure|precaution", kN, Lacks::kDefinition, kMethods},
    {"major|minor|significant|recent surgery|operation|procedure|trauma", kN, Lacks::kDefinition, "what counts as one is not said"},
    {"other|another clinical|investigational|interventional|research ?drug trial|study", kN, Lacks::kDefinition,
     "the kind of trial, and when it ends, are not said"},
    // Outcomes without a measure.
    {"inadequate|insufficient|poor|incomplete|suboptimal|unsatisfactory ?clinical response|control|efficacy ?or ?relapse", kW,
     Lacks::kDefinition, kResponse},
    {"treatment|therapy failure|resistant", kN, Lacks::kDefinition, kResponse},
    {"progression|progressive|worsening|deterioration|improvement|progress ?..2 within|during|over|in ..3", kW, Lacks::kDefinition,
     kChange},
    {"rapidly|rapid progressive|progressing|progression|deteriorating ?..1", kW, Lacks::kDefinition, kChange},
    {"disease|signs|evidence|symptom ?of progression|worsening|deterioration", kN, Lacks::kNumber, kChange},
    {"strength loss|weight loss|weight gain|muscle loss", kN, Lacks::kNumber, kChange},
    {"remain|remaining|remains|still active", kN, Lacks::kNumber, "no score or limit says what counts as active"},
    {"relapsed|relapsing|refractory ?..1", kN, Lacks::kDefinition, kResponse},
    {"remain|remains|remained stable", kN, Lacks::kDefinition, "which change breaks it is not said"},
    {"high|moderate|low|active|severe disease activity", kN, Lacks::kNumber, "no score or limit is named"},
    {"unequivocally|clearly|strongly|weakly|significantly|markedly positive|elevated|abnormal|increased|reduced|decreased", kN,
     Lacks::kNumber, "no titre or limit is named"},
    {"above|outside|within|below the normal range|limit|value", kN, Lacks::kNumber, "whose range is not said"},
    // Amounts and lengths without a number.
    {"high|large|heavy|low|moderate dose ?..2", kW, Lacks::kNumber, kHowMuch},
    {"excessive|heavy|significant|regular|excess alcohol|drinking|smoking|caffeine|tobacco|smoker|drinker ?use|intake|consumption", kW,
     Lacks::kNumber, kHowMuch},
    {"heavy|current|regular|active smoker|drinker", kN, Lacks::kNumber, kHowMuch},
    {"long-term|prolonged|chronic|extended|short-term|longterm|continuous|frequent|ongoing ?..1 treatment|therapy|use|administration|"
     "medication|exposure|intake|corticosteroid|steroid|hospitalization",
     kW, Lacks::kLength, kHowLong},
    {"recent|recently ..2", kN, Lacks::kLength, "how long ago is not said"},
    {"in the recent|near past|future", kW, Lacks::kLength, kHowLong},
    {"frequent|frequently|repeated|repeatedly|multiple|several|recurrent infection|episode|attack|hospitalization|exacerbation|fall", kN,
     Lacks::kNumber, "how often, in what time, is not said"},
    {"long|short|limited life expectancy", kW, Lacks::kLength, kHowLong},
    // Persons.
    {"good|poor|stable|bad|satisfactory ?general|physical|overall|mental health|condition|state|status|prognosis|nutrition", kN,
     Lacks::kNumber, kGraded},
    {"poor|good|adequate|inadequate|suitable venous|vascular|peripheral|intravenous ?venous access", kN, Lacks::kDefinition,
     "who judges it is not said"},
    {"poor|good|low compliance|adherence", kN, Lacks::kDefinition, "who judges it is not said"},
    {"elderly|very young|frail|obese|overweight|underweight|malnourished ?patient|subject", kN, Lacks::kNumber, "no limit is named"},
    {"childbearing|reproductive potential|age", kN, Lacks::kDefinition, "no definition is given"},
    {"fertile men|women|male|female|partner", kN, Lacks::kDefinition, "no definition is given"},
    // Degrees.
    {"uncontrolled|unstable|poorly-controlled ..2", kN, Lacks::kNumber, kGraded},
    {"severe|moderate|serious|profound|marked|significant|advanced ..2", kN, Lacks::kNumber, kGraded},
    {"active ..2", kN, Lacks::kNumber, "no sign, test or limit says what counts as active"},
    {"requiring treatment|therapy|intervention|systemic|medication ?treatment|therapy", kN, Lacks::kDefinition, "who decides is not said"},
    {"as appropriate|needed|necessary|required|applicable|clinically ?indicated", kN, Lacks::kDefinition, "who decides is not said"},
    {"if necessary|needed|possible|appropriate|indicated|applicable", kN, Lacks::kDefinition, "who decides is not said"},
    {"due to other|any|various reason", kN, Lacks::kDefinition, "the reasons are not named"},
    {"muscle|cardiac|liver|hepatic enzyme ?elevated|elevation", kN, Lacks::kDefinition, "which enzymes is not said"},
    {"elevated|raised|increased muscle|cardiac|liver|hepatic ?enzyme", kN, Lacks::kNumber,
     "which enzymes, and from which limit, is not said"},
};

const Phrases& Table() {
  static const Phrases kPhrases([] {
    std::vector<std::string_view> patterns;
    for (const Vague& v : kTable) patterns.push_back(v.pattern);
    return patterns;
  }());
  return kPhrases;
}

bool Is(const Passage& p, std::size_t word, std::initializer_list<std::string_view> any) {
  return word < p.words.size() && std::find(any.begin(), any.end(), p.words[word].text) != any.end();
}

// "refers to", "defined as", "consists of", "(i.e.", "namely": what stands before it is being defined.
bool CueOfDefinition(const Passage& p, std::size_t word) {
  if (Is(p, word, {"defined", "namely", "meaning", "ie"})) return true;
  if (Is(p, word, {"refer", "refers", "consist", "consists", "consisting", "mean", "means"})) return true;
  return Is(p, word, {"i"}) && Is(p, word + 1, {"e"});
}

// Near behind the term, or in a later sentence that begins with the same words.
bool Defined(const Passage& p, std::size_t first, std::size_t last) {
  for (std::size_t i = last + 1; i <= last + 3 && i < p.words.size(); ++i) {
    if (p.words[i].gap >= Gap::kStop) break;
    if (CueOfDefinition(p, i)) return true;
    // "standard therapy: A, B", "conventional therapy (A + B)"
    if (i == last + 1 && p.words[i].gap == Gap::kColon) {
      for (int place = p.words[last].span.end; place < p.words[i].span.begin; ++place) {
        if (p.At(place) == U':') return true;
      }
    }
    if (i == last + 1 && p.words[i].gap == Gap::kComma && p.At(p.words[i].span.begin - 1) == U'(' &&
        !Is(p, i, {"e", "eg", "such", "including"}))
      return std::any_of(p.names.begin(), p.names.end(), [&](const Named& n) { return n.first == i; });
  }
  for (std::size_t i = last + 1; i < p.words.size(); ++i) {
    if (p.words[i].gap < Gap::kColon || p.words[i].text == p.words[last].text) continue;
    std::size_t at = i;
    if (Is(p, at, {"the", "this", "these"})) ++at;
    if (!Is(p, at, {p.words[first].text, p.words[last].text})) continue;
    for (std::size_t k = at + 1; k <= at + 3; ++k) {
      if (CueOfDefinition(p, k)) return true;
    }
  }
  return false;
}

// "Impaired intellectual function" names its function; what lacks a test is an organ's.
bool NamesOrgan(const Passage& p, std::size_t first, std::size_t last) {
  static constexpr std::string_view kOrgans[] = {
      "organ",         "bone",    "marrow",    "hepatic",         "liver",       "renal",       "kidney",         "cardiac",
      "heart",         "lung",    "pulmonary", "cardiopulmonary", "coagulation", "respiratory", "hematologic",    "hematological",
      "hematopoietic", "thyroid", "adrenal",   "immune",          "end",         "physiologic", "cardiovascular", "ventricular"};
  for (std::size_t i = first; i <= last; ++i) {
    if (std::find(std::begin(kOrgans), std::end(kOrgans), p.words[i].text) != std::end(kOrgans)) return true;
  }
  return false;
}

bool ExamplesFollow(const Passage& p, std::size_t last) {
  for (std::size_t i = last + 1; i <= last + 2 && i < p.words.size(); ++i) {
    if (p.words[i].gap >= Gap::kColon) return false;
    if (Is(p, i, {"such", "including", "include", "includes", "like", "eg"})) return true;
    if (Is(p, i, {"e"}) && Is(p, i + 1, {"g"})) return true;
  }
  return false;
}

bool Helped(const Passage& p, const std::vector<Quantity>& quantities, const Vague& v, std::size_t first, std::size_t last) {
  if (v.lacks == Lacks::kDefinition) return false;
  const Span sentence = p.Between(p.RunBegin(first, Gap::kStop), p.RunEnd(last, Gap::kStop));
  if (v.lacks == Lacks::kLength) return HasLength(quantities, sentence);
  return std::any_of(quantities.begin(), quantities.end(), [&](const Quantity& q) {
    const bool limit = !q.time && (q.unit || !q.sign.empty() || q.times_limit);
    return limit && (sentence.Contains(q.span) || q.span.begin > p.words[last].span.end);
  });
}

}  // namespace

void FindVagueTerms(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    const auto found = Table().Find(p);
    if (found.empty()) continue;
    const std::vector<Quantity> quantities = Quantities(p);
    for (const Phrases::Found& f : found) {
      const Vague& v = kTable[f.pattern];
      if (Helped(p, quantities, v, f.first, f.last) || Defined(p, f.first, f.last)) continue;
      if (v.why == kOrgan && p.words[f.last].text == "function" && !NamesOrgan(p, f.first, f.last)) continue;
      const Span span = p.Between(f.first, f.last);
      const bool length = v.lacks == Lacks::kLength;
      const Severity severity = v.severity == kW && ExamplesFollow(p, f.last) ? kN : v.severity;
      out.push_back(
          {length ? "kMissingLength" : "kUndefinedTerm", severity, span, fmt::format("`{}` is undefined: {}", p.Said(span), v.why)});
    }
  }
}

}  // namespace eligo::lint
