// Likely mistranslations: phrases that no clinician writes in English, with what they mostly stand for.
//
// Kept to wordings whose intended term is known; a phrase that is merely clumsy is left alone.
#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

struct Wording {
  std::string_view pattern;
  std::string_view meant;
  Severity severity = Severity::kNote;
};

constexpr Severity kW = Severity::kWarning;

constexpr Wording kTable[] = {
    // No such disease, or another one.
    {"amyotrophic diabetes|dermatomyositis", "amyopathic dermatomyositis; diabetic amyotrophy is a neuropathy", kW},
    {"interstitial|organic encephalopathy ?syndrome", "organic brain syndrome", kW},
    {"lupus kidney|renal disease", "lupus nephritis"},
    {"lupus encephalopathy", "neuropsychiatric lupus"},
    {"cerebral|brain infarct|apoplexy|stalk", "ischaemic stroke"},
    {"mental|spiritual|spirit disease|illness|disorder|abnormality history", "a psychiatric disorder"},
    {"malignant hypertension|arrhythmia tumor", "a named condition"},
    {"allergic|hypersensitive constitution|physique|body ?constitution", "a history of allergy; no test defines it", kW},
    {"blood coagulation abnormality|dysfunction", "a coagulation disorder"},
    {"blood system disease", "a haematological disease"},
    {"bone marrow suppression function", "bone marrow suppression"},
    {"infectious fever", "fever from infection"},
    {"tumor history|past", "a history of malignancy"},
    {"immune system disease", "an autoimmune disease, or an immunodeficiency"},
    {"connective tissue tumor disease", "connective tissue disease"},
    {"virus hepatitis", "viral hepatitis"},
    {"active stage|period ?of hepatitis|tuberculosis|infection", "active disease"},
    {"big|large three yang|positive", "HBeAg positive hepatitis B", kW},
    // Tests.
    {"blood|urine|stool routine ?test|examination", "a full blood count, or urinalysis"},
    {"endogenous creatinine clearance ?rate", "measured creatinine clearance; an estimate is a substitute"},
    {"international ratio", "international normalized ratio"},
    {"glutamic pyruvic|oxaloacetic ?transaminase", "ALT or AST"},
    {"valley|grass transaminase", "ALT or AST", kW},
    {"rp11 12", "RNA polymerase III antibodies (RP11, RP155)"},
    {"indoor air", "room air"},
    {"heart color ultrasound", "echocardiography"},
    {"color doppler ultrasound heart", "echocardiography"},
    {"chest positive slice|film", "a chest radiograph"},
    {"central reference value", "the detection limit of the central laboratory"},
    {"four infectious disease", "HBV, HCV, HIV and syphilis serology"},
    {"infection|infectious ?disease screening eight|four|five ?item", "HBV, HCV, HIV and syphilis serology"},
    // Treatments.
    {"hormone equivalent|resistance|dependence|therapy|treatment|drug", "glucocorticoids, or sex hormones"},
    {"equivalent hormone|hormones", "glucocorticoids"},
    {"hydration|fluid assistance", "intravenous hydration"},
    {"plasma separation", "plasma exchange or plasmapheresis"},
    {"immune inhibitor|suppression drug|agent", "immunosuppressants"},
    {"biological preparation", "biologics"},
    {"humanized biological product|preparation", "humanised antibodies or other biologics"},
    {"ray|radio treatment", "radiotherapy"},
    {"surgery operation", "surgery"},
    {"traditional|chinese patent medicine preparation", "traditional Chinese medicines"},
    {"live attenuated bacteria vaccine", "a live attenuated vaccine"},
    {"prohibit|prohibition drug", "prohibited medication"},
    // Persons.
    {"male|man|men of childbearing ?potential|age", "fertile men"},
    {"birth control rod|ring|stick", "an implant or intrauterine device"},
    {"lactation|suckling period woman", "breastfeeding women"},
    {"pregnant or lactation|lactational woman", "pregnant or breastfeeding women"},
    {"birth|fertility plan|requirement", "an intention to have children"},
    {"eular|acr ?acr|eular ?classification ?sle|ra|ssc diagnostic criterion|criteria", "classification criteria"},
    {"other situation|circumstance", "other conditions"},
    {"unable to cooperate|cooperation", "unable to comply"},
    {"poor|bad cooperation", "poor adherence"},
    {"researcher ?consider|considers|believe|believes|judge|judges|think|thinks", "the investigator's judgement"},
};

const Phrases& Table() {
  static const Phrases kPhrases([] {
    std::vector<std::string_view> patterns;
    for (const Wording& w : kTable) patterns.push_back(w.pattern);
    return patterns;
  }());
  return kPhrases;
}

}  // namespace

void FindWordings(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    for (const Phrases::Found& f : Table().Find(p)) {
      const Wording& w = kTable[f.pattern];
      const Span span = p.Between(f.first, f.last);
      out.push_back({"kLikelyMistranslation", w.severity, span,
                     fmt::format("`{}` is an unusual term, likely a mistranslation; meant may be {}", p.Said(span), w.meant)});
    }
  }
}

}  // namespace eligo::lint
