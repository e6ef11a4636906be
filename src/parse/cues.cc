#include "parse/cues.h"

#include <string_view>

#include "parse/phrases.h"

namespace eligo::parse {
namespace {

struct Entry {
  ChunkKind kind;
  std::string_view word;     // what the grammar calls it
  std::string_view phrases;  // separated by |; words as folded (singular), symbols stand for themselves
};

// A phrase is matched word by word on the folded or the lower-case form of a token.
constexpr Entry kEntries[] = {
    {ChunkKind::kAndOr, "", "and / or|and or|or / and|and - or"},
    {ChunkKind::kAnd, "", "and|as well as|along with|together with|in addition to|&|+|plus|combined with"},
    {ChunkKind::kOr, "", "or"},
    {ChunkKind::kComma, "", ", yet"},
    // Negation and conditions.
    {ChunkKind::kCue, "not",
     "no|not|without|absence of|free of|free from|non -|non|never|do not|doe not|does not|did not|has not|have not|have no|has no|had "
     "no|"
     "not have|not had|no history of|no evidence of|without evidence of|without history of|without a history "
     "of|none"},
    {ChunkKind::kCue, "if", "if|when|in case|in the case of|in case of|in the event|whenever"},
    {ChunkKind::kCue, "must_not",
     "must not have|must not|must not be|must not have been|must not have had|should not|should not be|should not have|may not|may not "
     "be|may not have|"
     "shall not|must never have"},
    {ChunkKind::kCue, "may", "may be receiving|may be on|may be taking|may continue|may remain on"},
    {ChunkKind::kCue, "then", "then"},
    {ChunkKind::kCue, "unless", "unless|except if|except when|except where|except for when|unless otherwise"},
    {ChunkKind::kCue, "except",
     "except|except for|excluding|exclude|with the exception of|with exception of|other than|apart from|not including|exception "
     "include|exception are|"
     "exception : |with the following exception|not counting"},
    {ChunkKind::kCue, "example",
     "e . g .|e . g . ,|eg|e . g|such as|for example|for instance|including but not limited to|including , but not limited to|include but "
     "are not limited to|"
     "including|include|includes|including any of|i . e .|i . e . ,|ie|like|namely|inclusive of|including the following"},
    {ChunkKind::kCue, "etc",
     "etc .|etc|and so on|and other|or other similar|or similar drug|or similar agent|or similar medication|or similar treatment|among "
     "other|and the like|or similar"},
    {ChunkKind::kCue, "defined",
     "defined as|defined by|as defined by|is defined as|as defined as|define as|which is defined as|are defined as|was defined as|defined "
     "a|definition :|meaning|"
     "as evidenced by|evidenced by|as indicated by|as demonstrated by|demonstrated by|as shown by|i . e . defined as"},
    {ChunkKind::kCue, "relax",
     "may be continued|can be continued|may be maintained|are not excluded|is not excluded|will not be excluded|not be excluded|not "
     "excluded|eligible|allowed|permitted|may be included|may be "
     "enrolled|can be included|can be enrolled|acceptable|is allowed|are allowed|are "
     "permitted|"
     "is permitted|are eligible|is eligible|may participate|will be allowed|may be eligible|are acceptable|is acceptable|enrollment is "
     "allowed|eligible for inclusion in this study|eligible for inclusion|eligible for this study|are eligible for inclusion in this "
     "study|are eligible for inclusion"},
    {ChunkKind::kCue, "suspected_too",
     "known or suspected|suspected or known|confirmed or suspected|suspected or confirmed|proven or suspected|suspected or "
     "proven|documented "
     "or suspected|established or suspected|diagnosed or suspected|suspected or diagnosed|clinically suspected or confirmed|known and "
     "suspected|known / suspected|known and / or suspected|known or suspected to have|known to have or suspected of having|known to have , "
     "or "
     "suspected of having ,|known to have or suspected to have|known or suspected of having|known or suspicion of|diagnosis or suspicion "
     "of|diagnosis of or suspicion of|suspected / "
     "confirmed|confirmed / suspected|suspected / proven|proven / suspected|suspected and / or "
     "confirmed|confirmed and / or suspected|confirmed or suspicion "
     "of"},
    // Whether it is so, of what is named, is for a person to judge.
    {ChunkKind::kCue, "judge_of",
     "contraindication to|contraindication for|contraindication against|contraindication of|contraindicated for|contraindicated in|"
     "contra - indication to|contra - indication for|at risk of|at risk for|at high risk of|at high risk for|high risk of|high risk for|at "
     "increased risk of|at increased risk for|increased risk of|increased risk for|risk of|risk for|risk factor for|risk factor of|"
     "suspicion of|suspicious for|candidate for|suitable for|indication for|indicated for|allergy or contraindication to|contraindication "
     "or "
     "allergy to|hypersensitivity or contraindication to|contraindication or hypersensitivity to|allergy or other contraindication "
     "to|hypersensitivity or other contraindication to|intolerance or contraindication to|contraindication or intolerance "
     "to|contraindication or intolerance for|contraindication or "
     "known allergy to|allergy , intolerance or contraindication to|contraindication , allergy or intolerance to|contraindication and / or "
     "allergy to|allergy and / or contraindication to|allergy / contraindication to|contraindication / allergy to"},
    // What points to it, what brings it on, who has met somebody with it: none of these is it.
    {ChunkKind::kCue, "judge_of",
     "predisposition to|predisposition for|predisposed to|predisposing to|predisposing for|predisposing factor for|prone to|tendency "
     "to|contact with|close contact with|close contact of|household contact of|household contact with|suggestive of|symptom suggestive "
     "of|sign suggestive of|finding suggestive of|feature suggestive of|sign or symptom suggestive of|sign and symptom suggestive of|sign "
     "and / or symptom suggestive of|history suggestive of"},
    // What may come, no record says.
    {ChunkKind::kCue, "judge_of",
     "expected to require|expected to need|expected to receive|likely to require|likely to need|likely to receive|anticipated to "
     "require|anticipated to need|anticipated to receive|anticipated need for|expected need for|anticipated requirement for|possible need "
     "for|potential need for|future need for|listed for|awaiting|await|waiting for|waitlisted for|wait - listed for|on the waiting list "
     "for|on a "
     "waiting list for|on waiting list for|on the wait list for|on the transplant list for|waiting list for|scheduled for|scheduled to "
     "undergo|scheduled to receive|referred for|anticipated use of|expected use of|anticipate need for|anticipate the need for|anticipate "
     "needing|anticipate requiring|anticipate using|anticipate use of|anticipate the use of"},
    {ChunkKind::kCue, "judge_it", "suspected|suspected to have|suspected of having|suspected of|at risk"},
    {ChunkKind::kCue, "history_suspected",
     "history or suspicion of|history of or suspected|suspicion or history of|suspected or history of|history of or suspicion of"},
    {ChunkKind::kCue, "approved",
     "after discussion with the investigator|after discussion with the sponsor|after discussion with the medical monitor|after "
     "consultation "
     "with the investigator|after consultation with the sponsor|after consultation with the medical monitor|with the approval of the "
     "investigator|with the approval of the sponsor|with approval of the sponsor|with sponsor approval|with the agreement of the "
     "sponsor|in "
     "agreement with the sponsor|at the discretion of the sponsor"},
    {ChunkKind::kCue, "waive", "there is no minimum daily dose requirement|there is no minimum|no minimum"},
    // What relates two things.
    {ChunkKind::kCue, "cause_not",
     "not caused by|not due to|not related to|not attributed to|not attributable to|not associated with|unrelated to|due to non -|other "
     "than due to"},
    {ChunkKind::kCue, "reason",
     "because of the potential|because of potential|due to the potential|because it|because they|because this|because these|because"},
    {ChunkKind::kCue, "cause",
     "caused by|due to|related to|attributed to|attributable to|secondary to|because of|as a result of|resulting from|associated "
     "with|induced by"},
    {ChunkKind::kCue, "require",
     "that need|which need|needing|need|requiring|require|required|in need of|need for|requirement of|requirement for|that required|which "
     "required|needing|necessitating|who require|that require|being treated with"},
    {ChunkKind::kCue, "in_subjects",
     "in patient with|in subject with|in participant with|for patient with|for subject with|for participant with|in those with|for those "
     "with|in individual with|"
     "in patient who|in subject who|for patient who"},
    {ChunkKind::kCue, "for_female",
     "for female|for woman|for women|in female|in woman|in women|for female subject|for female patient|in female patient|in "
     "female subject"},
    {ChunkKind::kCue, "for_male",
     "for male|for man|for men|in male|in man|in men|for male subject|for male patient|in male patient|in male subject"},
    // What is said of one thing.
    {ChunkKind::kCue, "history",
     "history of|history or|past history of|medical history of|prior history of|previous history of|known history of|any history "
     "of|history or evidence of|"
     "history or presence of|current or past history of|past or current|current or previous|history of any|"
     "previous|prior|previously|past|at any time|ever|lifetime|in the past|history"},
    {ChunkKind::kCue, "exposure",
     "received|receiving|receive|receipt of|treated with|treatment with|being treated with|use of|user "
     "of|using|used|use|taking|took|taken|on treatment with|therapy with|"
     "administration of|administered|administration|have been used|underwent|undergone|undergoing|undergo|undergone "
     "any|on therapy with|"
     "currently taking|currently receiving|currently using|currently on|on|treatment including|intake of|prescribed|were "
     "performed|performed|given|history of use of"},
    {ChunkKind::kCue, "exposed", "exposure to|exposed to"},
    {ChunkKind::kCue, "allergy",
     "allergy to|allergic reaction to|allergic to|hypersensitivity to|hypersensitivity reaction to|known hypersensitivity to|anaphylaxis "
     "to|anaphylactic reaction to|"
     "allergic or anaphylactic reaction to|hypersensitive to|allergy or hypersensitivity to|hypersensitivity or allergy to|sensitivity "
     "to|intolerance to|"
     "allergic or hypersensitivity reaction to|reaction to|allergy or intolerance to|allergy against|allergy , hypersensitivity or "
     "intolerance to"},
    {ChunkKind::kCue, "participation",
     "participated in|participation in|participating in|participate in|enrolled in|enrollment in|concurrent participation in|simultaneous "
     "participation in|"
     "currently enrolled in|currently participating in|involvement in|taking part in|participated"},
    {ChunkKind::kCue, "other", "other|another|any other|other concurrent|other type of"},
    {ChunkKind::kCue, "equivalent",
     "or equivalent|or its equivalent|or equivalent drug|or an equivalent|or equivalent dose|or equivalent glucocorticoid|or equivalent "
     "hormone|equivalent|equivalent dose|"
     "or equivalent steroid|or prednisone equivalent|prednisone equivalent|or equivalent corticosteroid|or an equivalent dose of another "
     "glucocorticoid|"
     "or its equivalent dose|or equivalent daily dose|prednisone or equivalent"},
    {ChunkKind::kCue, "alone", "alone|as monotherapy|as single agent"},
    {ChunkKind::kCue, "any_combination",
     "alone or in combination|alone or combined|in any combination|either alone or in combination|singly or in combination|in combination"},
    {ChunkKind::kCue, "any_of",
     "any of the following|any of these|one of the following|one or more of these|any one of the following|either of the following|any of"},
    {ChunkKind::kCue, "stable_on",
     "on a stable dose of|on stable dose of|on stable doses of|on stable|on a stable|receiving a stable dose of|receiving stable doses of"},
    {ChunkKind::kCue, "stable",
     "stable|dose unchanged|unchanged dose|unchanged|stable dose of|a stable dose|stable dose|stable "
     "dosage of|stable dosage|remain stable|"
     "with stable dose|stable treatment|at a stable dose|dosage stabilized|be stable|dose stable|stable background "
     "therapy with"},
    {ChunkKind::kCue, "exposure", "on a stable regimen of|stable regimen of|stable treatment regimen of|stable treatment plan of"},
    {ChunkKind::kCue, "block", "stable regimen"},
    {ChunkKind::kCue, "each", "each"},
    {ChunkKind::kCue, "most_recent", "most recent|latest|last measured"},
    {ChunkKind::kCue, "past_active", "remain active"},
    // Only a person can answer.
    {ChunkKind::kCue, "judge",
     "in the opinion of the investigator|in the investigator ' opinion|in the investigator's opinion|investigator's opinion|investigator's "
     "judgment|investigator's judgement|"
     "in the judgment of the investigator|in the judgement of the investigator|opinion of the investigator|judgment of the "
     "investigator|judgement of the investigator|"
     "determined by the investigator|as determined by the investigator|deemed by the investigator|considered by the investigator|judged by "
     "the investigator|"
     "according to the investigator|at the discretion of the investigator|at the investigator's discretion|per investigator|investigator "
     "believe|investigator consider|"
     "investigator determine|investigator judge|investigator deem|investigator think|investigator feel|assessed by the researcher|assessed "
     "by the investigator|"
     "by the investigator|by investigator|investigator's assessment|the investigator|investigator|the researcher|researcher|in the opinion "
     "of the|clinician's judgment|"
     "treating physician|study physician|principal investigator|opinion of the|physician's opinion|in the view of|study doctor"},
    {ChunkKind::kCue, "judge_weak",
     "unsuitable for|inappropriate for|may interfere with|might interfere with|would interfere with|could interfere with|interfere "
     "with|confounded|posed additional risk|pose additional risk|pose an additional risk|posed a risk|may compromise|could "
     "compromise|would compromise|"
     "might compromise|compromise|confound|confounding|preclude|jeopardize|put the patient at risk|unacceptable risk|not suitable "
     "for|unfit for|pose a risk|pose high risk|may pose a risk|would limit|could limit|may limit|might limit|would prevent|could prevent|"
     "may prevent|might prevent|would affect|could affect|may affect|might affect|would impair|could impair|may impair|might impair|"
     "would impede|could impede|may impede|might impede|impede|may influence|could influence|would influence|might influence|precluding|"
     "interfering with|compromising|would make|could make|may increase the risk|could increase the risk|would increase the risk|would "
     "place "
     "the|may place the|could place the|would put|may put|could put"},
    // What is high is said by a limit behind it, or not at all.
    {ChunkKind::kCue, "dose_level",
     "high dose|high - dose|higher dose|higher - dose|low dose|low - dose|full dose|full - dose|therapeutic dose|moderate dose|very high "
     "dose"},
    // Before what is agreed to, of the consent; before anything else, words that turn the sense.
    {ChunkKind::kCue, "unable",
     "unable|unable to|inability|inability to|incapable|incapable of|incapacity|cannot|cannot be|can not|can not be|could "
     "not|declines|declines to|decline to|objects to|withdrew|lacks "
     "capacity to|lack capacity to|incapacitated"},
    {ChunkKind::kCue, "consent",
     "informed consent form|informed consent|written consent|signed consent|give consent|provide consent|signed the|sign the|sign "
     "informed|willing and able|able and willing|willing to|"
     "willing|willingness|unwilling to|unwilling|unwillingness|unable to comply|able to comply|ability to comply|comply with|compliance "
     "with|inability to comply|agree to|agree|"
     "agreement to|consent to|must use|must consent|refuse to|refuse|refusal|abstain|abstinence|refrain from|understand|understanding "
     "of|able to understand|voluntarily|"
     "donate|donation|planning to|plan to|plan for|planned|planned or anticipated|planned or expected|planned or scheduled|planned and / "
     "or "
     "anticipated|planned / anticipated|intend to|intention to|intending to|wish to|desire to|commit to|able to "
     "provide|unable to provide|unable to give|able to give|"
     "cooperate|able to read|contraception|contraceptive|birth control|birth - control|poor compliance"},
    // Limits without numbers.
    {ChunkKind::kAnswer, "positive",
     "positive|positive for|positivity|positive for the|tested positive for|test positive for|positive test for|positive result "
     "for|reactive|seropositive for|seropositive|seropositivity|"
     "positive serology for|positive serology|positive test|positive result|positive testing for|unequivocally positive|unequivocally "
     "positive test for|unequivocally positive for|detectable|"
     "positive test result for|be positive for|is positive|are positive|was positive|presence of positive|positive titer of|detected|test "
     "positive"},
    {ChunkKind::kAnswer, "present", "are present|is present|present|scoring includes|score includes"},
    {ChunkKind::kCue, "with", "with"},
    {ChunkKind::kCue, "or_not", "or not"},
    {ChunkKind::kCue, "must", "must|must be|must have|must have been|must be fully|has to be|have to be"},
    {ChunkKind::kAnswer, "negative",
     "negative|negative for|tested negative for|test negative for|negative test for|negative result for|non - "
     "reactive|nonreactive|seronegative|seronegative for|negative test|undetectable|"
     "negative result|is negative|are negative|test negative for|test negative|not detected|have a negative"},
    {ChunkKind::kAnswer, "high",
     "elevated|above the normal range|above normal|above normal range|increased|higher than normal|above the upper limit of the normal "
     "range|raised|outside the upper|titer above the normal range"},
    {ChunkKind::kAnswer, "low",
     "below normal|decreased|below the normal range|below the lower limit of normal|lower than normal|reduced|below the lower limit of "
     "normal range|below the lower limit of the reference value|below the lower limit of the central reference value|below the lower limit "
     "of the reference range|below the lower limit of reference"},
    {ChunkKind::kAnswer, "abnormal", "abnormal|out of normal range|outside the normal range|outside of normal range"},
    {ChunkKind::kAnswer, "normal",
     "normal|returned to normal|recovered to normal|return to normal|back to normal|within normal limit|within the normal range|within "
     "normal range|in the normal range"},
    {ChunkKind::kAnswer, "baseline",
     "returned to baseline|returned to pre - treatment|returned to pretreatment|recovered to baseline|recovered to pre - treatment|return "
     "to baseline|back to baseline|have returned to baseline|has returned to baseline"},
    {ChunkKind::kAnswer, "equivocal", "equivocal|indeterminate"},
    // States.
    {ChunkKind::kState, "active", "active"},
    {ChunkKind::kState, "severe", "severe|serious|life - threatening|life threatening"},
    {ChunkKind::kState, "moderate", "moderate"},
    {ChunkKind::kState, "moderate_or_severe",
     "moderate to severe|moderate - to - severe|moderately to severely|moderate or severe|moderate / severe|moderate and / or severe|"
     "moderate - severe|moderate and severe"},
    {ChunkKind::kState, "mild_or_moderate",
     "mild to moderate|mild - to - moderate|mildly to moderately|mild or moderate|mild / moderate|mild and / or moderate|mild - moderate"},
    {ChunkKind::kState, "mild", "mild"},
    {ChunkKind::kState, "uncontrolled", "uncontrolled|poorly controlled|not controlled|inadequately controlled|not adequately controlled"},
    {ChunkKind::kCue, "controlled_by",
     "not controlled by|not controlled with|uncontrolled by|controlled by|controlled with|uncontrolled with|not adequately controlled by|"
     "not adequately controlled with|inadequately controlled by|inadequately controlled with|uncontrolled despite|refractory to|resistant "
     "to"},
    {ChunkKind::kState, "symptomatic", "symptomatic"},
    {ChunkKind::kState, "asymptomatic", "asymptomatic"},
    {ChunkKind::kState, "recurrent", "recurrent|recurring|relapsing"},
    {ChunkKind::kState, "acute", "acute"},
    {ChunkKind::kState, "chronic", "chronic"},
    {ChunkKind::kState, "latent", "latent"},
    {ChunkKind::kState, "unstable", "unstable|instable"},
    {ChunkKind::kState, "progressive", "progressive|rapidly progressive"},
    {ChunkKind::kState, "metastatic", "metastatic"},
    {ChunkKind::kState, "localized", "localized|localised"},
    {ChunkKind::kState, "untreated", "untreated|previously untreated"},
    {ChunkKind::kState, "treated",
     "adequately treated|successfully treated|after radical treatment|after curative treatment|curatively treated|radically "
     "treated|definitively treated|treated curatively|after adequate treatment|appropriately treated"},
    {ChunkKind::kState, "refractory", "refractory"},
    {ChunkKind::kState, "relapsed_or_refractory",
     "relapsed / refractory|relapsing / refractory|relapsing or refractory|refractory / relapsing|refractory or relapsing|relapsed or "
     "refractory|relapsed and / or refractory|refractory / relapsed|refractory or relapsed|relapsed and "
     "refractory"},
    {ChunkKind::kState, "healed", "healed|fully healed|completely healed"},
    {ChunkKind::kState, "resected", "completely resected|fully resected|resected|completely excised|excised"},
    {ChunkKind::kCue, "excluded",
     "are not to be enrolled|is not to be enrolled|not to be enrolled|must not be enrolled in this study|must not be enrolled in the study|"
     "should not be enrolled in this study|should not be enrolled in the study|will not be enrolled in this study|will not be enrolled in "
     "the study|may not participate in this study|must not participate in this study|should not participate in this study|"
     "will not be allowed|not allowed|are not allowed|is not allowed|not permitted|are not permitted|is not permitted|will not be "
     "permitted|will not be eligible|"
     "would be excluded|will be excluded|are excluded|is excluded|should be excluded|must be excluded|shall be excluded|are not "
     "eligible|is not eligible|are ineligible"},
    {ChunkKind::kCue, "against", "against"},
    {ChunkKind::kCue, "method:cervical_smear",
     "detected by cervical smear|found on a cervical smear|on cervical smear|cervical smear|pap smear"},
    {ChunkKind::kState, "permanent", "permanent"},
    {ChunkKind::kState, "persistent", "persistent|persisting"},
    {ChunkKind::kState, "primary", "primary"},
    {ChunkKind::kState, "secondary", "secondary"},
    {ChunkKind::kState, "congenital", "congenital"},
    {ChunkKind::kState, "idiopathic", "idiopathic"},
    {ChunkKind::kState, "unexplained", "unexplained"},
    {ChunkKind::kState, "bilateral", "bilateral"},
    {ChunkKind::kState, "newly_diagnosed", "newly diagnosed|recently diagnosed|new onset|new - onset"},
    {ChunkKind::kState, "advanced", "advanced|locally advanced|far advanced"},
    {ChunkKind::kState, "unresectable", "unresectable|inoperable|not resectable|non - resectable"},
    {ChunkKind::kState, "clinically_significant",
     "clinically significant|significant|clinically relevant|relevant|clinically important|clinically meaningful|medically significant|"
     "medically important|medically relevant"},
    {ChunkKind::kState, "major", "major"},
    {ChunkKind::kState, "minor", "minor"},
    {ChunkKind::kState, "long_term", "long - term|long term|chronic use of|prolonged"},
    // Routes and methods.
    {ChunkKind::kCue, "route:oral", "oral|orally|by mouth"},
    {ChunkKind::kCue, "route:intravenous", "intravenous|intravenously|iv|i . v ."},
    {ChunkKind::kCue, "route:subcutaneous", "subcutaneous|subcutaneously|sc"},
    {ChunkKind::kCue, "route:topical", "topical|topical use|topically|topical application"},
    {ChunkKind::kCue, "route:inhaled", "inhaled"},
    {ChunkKind::kCue, "route:systemic",
     "systemic|parenteral|oral or injectable|injectable or oral|oral or parenteral|parenteral or oral|oral and / or "
     "parenteral|oral and parenteral|oral / parenteral"},
    {ChunkKind::kCue, "route:intramuscular", "intramuscular|im"},
    {ChunkKind::kCue, "route:intraarticular", "intra - articular|intraarticular"},
    {ChunkKind::kCue, "method:echocardiography",
     "echocardiography|echocardiogram|transthoracic echocardiography|transthoracic echocardiogram|echocardiography scan|echocardiography ( "
     "echo ) assessment of|by echocardiography|echo"},
    {ChunkKind::kCue, "method:muga",
     "muga scan|multigated acquisition scan|multiple gated acquisition scan|multiple gated acquisition|multigated acquisition|multi - "
     "gated acquisition|muga|cardiac radionuclide angiography|radionuclide angiography"},
    {ChunkKind::kCue, "method:biopsy",
     "histologically or cytologically confirmed|histologically and / or cytologically confirmed|histologically / cytologically "
     "confirmed|cytologically or histologically confirmed|histologically or cytologically proven|histologically or cytologically "
     "documented|histologically and cytologically confirmed|histologically or pathologically confirmed|pathologically "
     "confirmed|cytologically confirmed|histologically proven|histologically documented|histologic confirmation of|histological "
     "confirmation of|confirmed by biopsy|on renal biopsy|on kidney biopsy|on a renal biopsy|on a kidney biopsy|by renal biopsy|by kidney "
     "biopsy|confirmed by renal "
     "biopsy|confirmed by kidney biopsy|based on renal biopsy|based on kidney biopsy|biopsy - confirmed|biopsy - proven|proven by "
     "biopsy|biopsy confirmed|biopsy "
     "proven|histologically confirmed|on "
     "biopsy"},
    {ChunkKind::kCue, "method:pulse_oximetry", "pulse oximetry|pulse oximeter|by pulse oximetry|by pulse oximeter"},
    {ChunkKind::kCue, "method:cockcroft_gault",
     "cockcroft - gault|cockcroft gault|cockcroft and gault|cockcroft - gault formula|cockcroft - gault equation|cockcroft - gault method"},
    {ChunkKind::kCue, "method:ckd_epi", "ckd - epi|ckd - epi formula|ckd - epi equation"},
    {ChunkKind::kCue, "method:mdrd", "mdrd|mdrd formula|mdrd equation|modification of diet in renal disease"},
    {ChunkKind::kCue, "scale:NYHA", "new york heart association|nyha|as defined by the new york heart association"},
    {ChunkKind::kCue, "scale:CTCAE",
     "ctcae|nci - ctcae|nci ctcae|common terminology criterion for adverse event|common terminology criteria for adverse event|per ctcae"},
    // No restriction by sex.
    {ChunkKind::kCue, "any_sex",
     "male or female|female or male|man or woman|woman or man|male and female|female and male|men and women|men or women|women or "
     "men|women and men|of any gender|of "
     "any sex|any gender|any sex|regardless of gender|"
     "regardless of sex|of either sex|either sex|both sex|both gender|of both sex|of both gender|irrespective of sex|irrespective of "
     "gender|male / female|male and / or female|male or non - pregnant female|"
     "all gender|all sex|of all gender|of any race|any race|of any ethnicity|regardless of race|regardless of race or gender|regardless of "
     "race and gender"},
    {ChunkKind::kCue, "female", "female|woman|women|girl"},
    {ChunkKind::kCue, "male", "male|man|men|boy"},
    {ChunkKind::kCue, "adult", "adult"},
    {ChunkKind::kCue, "longer",
     "whichever is longer|whichever was longer|whichever is greater|whichever is the longer|which ever is longer"},
    {ChunkKind::kCue, "block",
     "with or without|with / without|+ / -|±|otherwise|in the absence of|in the presence "
     "of|family|partner|mother|father|sibling|relative|donor|child|children|infant|fetus|anti|pseudo|only|shorter|first - "
     "degree|recovery from|resolution of|spouse|caregiver|potential|"
     "possible|probable|planned surgery|score for|improvement|increase|decrease|worsening|reduction|progression|response|loss|"
     "agent for|agent used for|drug used for|drug used to treat|medication used for|medication to treat|drug to treat|agent to treat|lack "
     "of|discontinue|discontinued|discontinuation|stopped|off|completed|failed|failure "
     "of|intolerant|inadequate "
     "response|treatment for|therapy for|medication for|drug for|treated for|relapse|relapsed|"
     "exclude|excluded|prohibited|secondary cause of|secondary cause|primary cause of|primary cause"},
    {ChunkKind::kCue, "recovered", "recovered|resolved"},
    {ChunkKind::kCue, "washout",
     "washout|wash - out|wash out|washout period|wash - out period|wash out period|washout time|washout of|wash - out of|washout period of|"
     "wash - out period of|wash out period of"},
    {ChunkKind::kCue, "whole",
     "female are considered|woman are considered|women are considered|woman is considered|female is considered|but not|not both|but not "
     "both|exactly|at diagnosis|at the time of diagnosis|at onset|at first diagnosis"},
    {ChunkKind::kCue, "following", "following|the following"},
    // Words that say nothing of their own.
    {ChunkKind::kFiller, "",
     "any degree of|any kind of|any form of|any sort of|"
     "a|an|the|of|who|whom|whose|that|which|is|are|was|were|be|been|being|have|has|had|having|subject|patient|participant|individual|"
     "person|people|volunteer|applicant|"
     "any|all|both|either|known|documented|evidence of|evidence|presence of|presence|diagnosis "
     "of|diagnosis|diagnosed "
     "with|diagnosed|diagnosed as|confirmed|established|"
     "current|currently|ongoing|pre - existing|preexisting|existing|co - existing|coexisting|underlying|intercurrent|inter - current|in "
     "addition|"
     "additionally|concomitant|concurrent|concomitantly|concurrently|"
     "should|will|shall|can|may|level|value|result|test|testing|serum|blood|plasma|concentration|measurement|measured|titer|assessed|"
     "assessment|"
     "therapy|treatment|medication|drug|agent|at|in|on|for|to|by|from|as|their|his|her|its|this|these|those|there|also|suffering "
     "from|suffer from|suffered from|suffer|"
     "meeting|classified by|classified as|classified|fulfil|fulfill|fulfilling|satisfy|satisfying|satisfied|organ domain score|organ "
     "domain|domain score|domain|given|first diagnosed|help|assistance|support|aid|to meet these requirement|to reach these value|to reach "
     "these|meet these requirement|study|regimen|criterion|criteria|according to|per|based "
     "on|condition|disorder|disease|type|form|meet|met|inclusive|score|point|"
     "dose|dosage|daily dose|the dose must be|daily|total daily dose|status|infected with|infection "
     "with|exist|experienced|experiencing|exhibiting|exhibit|show|showing|occurring|occurrence of|clinical|laboratory|finding|"
     "episode of|event of|event|sign of|symptom of|sign or symptom of|symptom or sign of|sign and symptom of|symptom and sign of|sign / "
     "symptom of|sign and / or symptom of|calculated|estimated|established diagnosis of|considered|combined|"
     "time of|period|visit|phase|routine|standard|additional|one or more|at least one of "
     "the|various|specific|certain|general|unit|range|male|it|they|he|she|"
     "ability|aged|age range|while|breathing|case of|case|cause|whether|only if|ratio|rate|index|function|"
     "or pathological change|he / she|she / he|his / her|him / her|per protocol|as per protocol|per the protocol|according to the "
     "protocol|from initial diagnosis|from the "
     "initial diagnosis|since initial diagnosis|since the initial diagnosis|from diagnosis|since "
     "diagnosis|in a standardized manner|in a standardised manner|version of the|version of|revised|with the investigator|to the "
     "investigator|with "
     "investigator|from the investigator|for the investigator|"
     "\" |'|so|called|term|date|then|do|doe|did|up|into|upon|such|same|each of|if any|already|non|out|within|over|about"}};

struct CueMeaning {
  ChunkKind kind;
  KeyedWord word;
};

const PhraseTable<CueMeaning>& Cues() {
  static const auto kTable = [] {
    PhraseTable<CueMeaning> table;
    for (const Entry& e : kEntries) table.Add({e.kind, KeyedWord(e.word)}, e.phrases);
    table.Index();
    return table;
  }();
  return kTable;
}

}  // namespace

std::optional<CueMatch> MatchCue(const std::vector<Token>& tokens, std::size_t at) {
  const auto* p = Cues().Longest(tokens, at);
  if (p == nullptr) return std::nullopt;
  return CueMatch{p->size(), p->meaning.kind, p->meaning.word};
}

}  // namespace eligo::parse
