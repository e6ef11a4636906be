#include "outline/lead.h"

#include <algorithm>

namespace eligo::outline {
namespace {

constexpr std::size_t kLongestLead = 60;  // words
constexpr std::size_t kMostStrange = 8;   // of them, not generic
constexpr std::size_t kLongestTitle = 8;
constexpr int kLongestTitleText = 80;
constexpr std::size_t kMostCueWords = 40;

const WordSet& GenericWords() {
  static const WordSet kSet(
      "a an the all any each every of following follows below listed above one or more and if who whom that which these those this with "
      "have has had having be is are was were been being will would shall should must may might can could cannot not no do does doing "
      "meet meets meeting met satisfy satisfies satisfying fulfil fulfill fulfils fulfills fulfilling fulfilled comply present presenting "
      "presence presents apply applies applied applicable eligible ineligible eligibility inclusion exclusion include includes included "
      "including exclude excludes excluded excluding exclusionary criteria criterion condition conditions requirement requirements items "
      "study trial studies research protocol in into from to for at on by as enter entering entered entry enrol enroll enrolled enrolling "
      "enrolment enrollment participate participates participating participation participant participants subject subjects patient "
      "patients "
      "volunteer volunteers individual individuals people person persons child children infant infants adult adults candidate candidates "
      "potential order addition considered consideration consider admission admitted recruited recruitment recruit randomised randomized "
      "randomisation randomization screened selected selection allowed permitted qualify qualifies qualified when either both least only "
      "also additional additionally other such they their his her he she it its time there then we our you your need needs needed "
      "necessary "
      "required require requires s t p d e r defined described subject subjects been part take taking join where whose some respective "
      "whether so long per non before prior screening visit baseline main key major general specific common clinical medical population "
      "evaluated evaluation evaluable sites site investigator able during current currently cohort cohorts group groups arm arms phase "
      "list "
      "reasons reason met prevent prevents preclude precludes disqualify out own using according checked checklist two three answer yes "
      "additionally furthermore moreover exhibit exhibits exist exists existing set forth out reported known");
  return kSet;
}

// One of these makes an introduction of generic words.
const WordSet& PointingWords() {
  static const WordSet kSet(
      "following follows below criteria criterion eligible ineligible included excluded exclude exclusion inclusion include conditions "
      "requirements if participate enrolled enrollment apply exclusionary");
  return kSet;
}

// A title with one of these says something about each entry below it.
const WordSet& MeaningWords() {
  static const WordSet kSet(
      "any one two three following least either history with without have has had having must been within if when evidence defined "
      "including include includes such no not prior previous previously known current currently use using treatment treated treatments "
      "receiving received who whose whom adequate abnormal normal female females male males women woman men man during after before "
      "diagnosis diagnosed documented presence absence positive negative active severe uncontrolled unstable clinically significant "
      "requiring based by as and or only because contraindication contraindications contraindicated therapy therapies medication "
      "medications taking inadequate insufficient elevated low high score grade stage sufficient acceptable planned at than from "
      "failure failed disease diseases disorder disorders infection infections cancer allergy hypersensitivity surgery function of");
  return kSet;
}

// The span without closing quotes, brackets and spaces.
Span Core(View text, Span span) {
  const auto closes = [](char32_t c) { return IsSpace(c) || c == U'*' || c == U'_' || c == U'"' || c == 0x201D; };
  while (!span.empty() && closes(At(text, span.end - 1))) --span.end;
  return span;
}

}  // namespace

bool OpensList(View text, Span span) {
  span = Core(text, span);
  if (span.empty()) return false;
  const char32_t last = At(text, span.end - 1);
  if (IsColon(last)) return true;
  if (last == U'-' || last == 0x2013 || last == 0x2014) {
    return span.length() > 2 && IsSpace(At(text, span.end - 2)) && span.length() < 400;
  }
  static const WordSet kEnds("following follows including below");
  const Span tail{std::max(span.begin, span.end - 12), span.end};
  if (!IsLetter(last)) return false;
  int begin = span.end;
  while (begin > tail.begin && IsLetter(At(text, begin - 1))) --begin;
  WordCursor cursor(text, {begin, span.end});
  Word word;
  cursor.Next(word);
  cursor.Next(word);  // of "listFollowing" the second
  return kEnds.Has(word);
}

bool IsGenericLead(View text, Span span) {
  span = Core(text, span);
  if (span.length() > 500) return false;
  static const WordSet kSexes("female females male males woman women man men pregnant fertile");
  static const WordSet kEntry(
      "criteria criterion eligible ineligible included excluded exclude exclusion inclusion include participate enrolled enrollment enter "
      "entry");
  std::size_t strange = 0;
  bool points = false;
  bool enters = false;  // it speaks of entering the trial
  std::vector<Word> words;
  WordCursor cursor(text, span);
  for (Word word; cursor.Next(word);) {
    points = points || PointingWords().Has(word);
    enters = enters || kEntry.Has(word);
    if (IsDigit(At(text, word.span.begin)) || kSexes.Has(word)) return false;
    strange += !GenericWords().Has(word);
    words.push_back(word);
    if (strange > kMostStrange || words.size() > kLongestLead) return false;
  }
  if (words.empty()) return false;
  const bool opens = OpensList(text, span);
  if (!points && !opens) return false;
  // "Patient refusal to participate in the study" points at nothing.
  static const WordSet kAtList("following follows below criteria criterion listed");
  if (!opens && std::none_of(words.begin(), words.end(), [](const Word& w) { return kAtList.Has(w); })) return false;
  // "Adult patients", "Patients with": too little to point at anything, unless a list follows.
  if (words.size() < 4 && !opens) return false;
  // "Patients fulfilling the following criteria will be eligible to provide follow-up data as part of this study:"
  static const WordSet kListWords("criteria criterion conditions");
  const auto is = [](const WordSet& set) { return [&set](const Word& w) { return set.Has(w); }; };
  static const WordSet kPointers("following below");
  if (opens && enters && strange * 2 < words.size() && std::any_of(words.begin(), words.end(), is(kListWords)) &&
      std::any_of(words.begin(), words.end(), is(kPointers))) {
    return true;
  }
  return strange == 0 || (enters && strange == 1 && words.size() >= 7) || (enters && strange == 2 && words.size() >= 14);
}

bool IsTitle(View text, Span span) {
  span = Core(text, span);
  if (span.empty() || span.length() > kLongestTitleText) return false;
  const char32_t first = At(text, span.begin);
  if (!IsUpper(first) && !IsIdeograph(first) && first != U'(' && first != U'[' && !IsDigit(first)) return false;
  char32_t last = At(text, span.end - 1);
  if (EndsSentence(last) || last == U';' || last == U',') return false;
  const bool colon = IsColon(last);
  const std::vector<Word> words = SplitWords(text, {span.begin, span.end - (colon ? 1 : 0)}, kLongestTitle + 1);
  if (words.empty() || words.size() > kLongestTitle) return false;
  if (!colon && words.size() > 6) return false;
  for (int i = span.begin; i < span.end - 1; ++i) {
    const char32_t c = At(text, i);
    if (IsComparator(c) || c == U';' || IsColon(c) || (EndsSentence(c) && IsSpace(At(text, i + 1)))) return false;
  }
  return true;
}

bool IsCategory(View text, Span span) {
  static const WordSet kCategories(
      "other others general performance status renal hepatic hematopoietic haematopoietic hematologic haematologic hematological "
      "cardiovascular "
      "cardiac pulmonary respiratory gastrointestinal immunologic immune immunology neurologic neurological metabolic endocrine "
      "psychiatric "
      "ocular musculoskeletal dermatologic infectious genitourinary surgery surgical radiotherapy radiation chemotherapy biologic "
      "biological "
      "therapy therapies treatment treatments medication medications drug drugs concomitant concurrent prior previous current conditions "
      "condition medical history laboratory labs chemistry virology serology biochemistry hemogram cbc blood count complete demographics "
      "characteristics disease patient patients subject subjects participant participants screening admission randomization baseline "
      "period "
      "phase cycle visit run in treatment extension washout wash out experience clinical study and or at the of to for related findings "
      "physical test tests values system vaccines vaccination injections lifestyle reproductive menopausal menopause sex gender "
      "contraception "
      "safety administrative miscellaneous procedures procedure allergies concerns compliance logistics additional specific requirements "
      "criteria criterion exclusions inclusions applicable all post pre placebo 1 2 3 4 i ii iii a b c with who persons people adults "
      "adolescents adolescent children parents caregivers volunteers healthy normal controls donors recipients recipient donor only cohort "
      "group arm part organ function tumor tumour staging diagnostic diagnosis imaging recurrent briefly disorders diseases s urology "
      "oncology cardiology hematology life expectancy");
  static const WordSet kStrong(
      "active history currently pregnant hypersensitivity severe adequate informed consent defined chronic acute known any no not positive "
      "uncontrolled significant");
  const std::vector<Word> words = SplitWords(text, span, kLongestTitle + 1);
  bool capitals = true;
  for (int i = span.begin; i < span.end; ++i) capitals = capitals && !IsLower(At(text, i));
  if (std::any_of(words.begin(), words.end(), [](const Word& w) { return w.hash != W("history") && kStrong.Has(w); })) return false;
  return capitals || std::all_of(words.begin(), words.end(), [](const Word& w) { return kCategories.Has(w); });
}

bool NeedsItsList(View text, Span span) {
  static const WordSet kTimes("prior previous previously current currently concomitant concurrent history planned");
  static const WordSet kOpen("with of for to than by from in on without within at as");
  bool capitals = true;
  for (int i = span.begin; i < span.end; ++i) capitals = capitals && !IsLower(At(text, i));
  const std::vector<Word> words = SplitWords(text, span, kLongestTitle + 1);
  if (words.empty() || kOpen.Has(words.back())) return true;
  return !capitals && std::any_of(words.begin(), words.end(), [](const Word& w) { return kTimes.Has(w); });
}

bool CarriesMeaning(View text, Span span) {
  const std::vector<Word> words = SplitWords(text, span, kLongestTitle + 1);
  // "For thermally injured participants:"
  if (words.size() > 1 && (words.front().hash == W("for") || words.front().hash == W("if"))) return true;
  return std::any_of(words.begin(), words.end(), [](const Word& w) { return MeaningWords().Has(w); });
}

bool IsBareValue(View text, Span span) {
  const char32_t first = At(text, span.begin);
  if (IsDigit(first) || IsComparator(first)) return true;
  static const WordSet kStarts(
      "at more less no over under not between up greater any lower higher equal normal to minimum maximum above below");
  static const WordSet kSeconds("least most than greater more less older younger specified and 0 1 2 3 4 5 6 7 8 9 10 12 18 of");
  const std::vector<Word> words = SplitWords(text, span, 2);
  return words.size() == 2 && kStarts.Has(words[0]) && (kSeconds.Has(words[1]) || IsDigit(At(text, words[1].span.begin)));
}

bool SaysMoreCriteria(View text, Span span) {
  if (span.length() > 260) return false;
  if (Contains(text, span, "not intended to contain all considerations")) return true;
  if (!Contains(text, span, "criteri")) return false;
  static const WordSet kMore("other additional additionally further full complete more detailed all");
  static const WordSet kEnds(
      "apply applies apply may could might refer contact protocol listed found available discussed consult provided");
  static const WordSet kStrangeOk(
      "note nb please to the for full list details detailed more information see in study trial a an as of by is are be will and or with "
      "inclusion exclusion criteria criterion protocol defined specified specific eligibility other additional further apply may could "
      "might "
      "applied can complete outlined refer contact investigator investigators site sponsor participating listed found available also there "
      "these those that all subjects patients participants evaluated at screening ensure met participation general medical health research "
      "doctor team clinical documented described per meet requirements must any");
  const std::vector<Word> words = SplitWords(text, span, 40);
  bool says_more = false;
  bool criteria = false;
  bool end = false;
  std::size_t strange = 0;
  for (const Word& w : words) {
    says_more = says_more || kMore.Has(w);
    criteria = criteria || w.hash == W("criteria") || w.hash == W("criterion");
    end = end || kEnds.Has(w);
    strange += !kStrangeOk.Has(w);
  }
  if (!criteria || !says_more || !end) return false;
  if (words.front().hash == W("meet") || words.front().hash == W("meets") || words.front().hash == W("must")) return false;
  return strange <= 1 + words.size() / 12 && !OpensList(text, span);
}

bool AsksForOne(View text, Span span) {
  static const WordSet kQuantifiers("one any either");
  static const WordSet kEntry(
      "criteria criterion eligible ineligible included excluded inclusion exclusion enrolled enrollment enter entry participate admitted");
  const std::vector<Word> words = SplitWords(text, span, kLongestLead);
  bool asks = false;
  for (const Word& w : words) {
    if (kEntry.Has(w)) return false;
    asks = asks || kQuantifiers.Has(w) || w.hash == W("least");
  }
  return asks;
}

bool Denies(View text, Span span) {
  static const WordSet kDenials("not cannot no none without never neither lack lacking excluded ineligible exclude");
  const std::vector<Word> words = SplitWords(text, span, kLongestLead);
  return std::any_of(words.begin(), words.end(), [](const Word& w) { return kDenials.Has(w); });
}

bool Excludes(View text, Span span) {
  const std::vector<Word> words = SplitWords(text, span, kLongestLead);
  bool negative = false;
  for (const Word& w : words) {
    if (w.hash == W("excluded") || w.hash == W("exclude") || w.hash == W("ineligible") || w.hash == W("exclusion") ||
        w.hash == W("excludes"))
      return true;
    if (negative && (w.hash == W("eligible") || w.hash == W("included") || w.hash == W("enrolled") || w.hash == W("participate") ||
                     w.hash == W("enter") || w.hash == W("admitted"))) {
      return true;
    }
    negative = negative || w.hash == W("not") || w.hash == W("cannot");
  }
  return false;
}

bool SaysNone(View text, Span span) {
  static const WordSet kNone("none na nil not applicable n a no specified exclusion inclusion criteria for this study");
  const std::vector<Word> words = SplitWords(text, span, 6);
  if (words.empty() || words.size() > 5 || span.length() > 40) return false;
  const bool starts =
      words[0].hash == W("none") || words[0].hash == W("nil") || words[0].hash == W("na") ||
      (words.size() == 2 && words[0].hash == W("n") && words[1].hash == W("a")) ||
      (words.size() >= 2 && words[0].hash == W("not") && (words[1].hash == W("applicable") || words[1].hash == W("specified")));
  return starts && std::all_of(words.begin(), words.end(), [](const Word& w) { return kNone.Has(w); });
}

bool GoesOn(View text, Span span) {
  const char32_t first = At(text, span.begin);
  return IsLower(first) || first == U'(' || first == U'[' || first == U',' || first == U'*' || IsRemark(text, span);
}

bool IsRemark(View text, Span span) {
  static const WordSet kStarts(
      "note notes nb or and unless except however exception exceptions this these those otherwise but also example");
  const std::vector<Word> words = SplitWords(text, span, 1);
  return !words.empty() && kStarts.Has(words.front()) && words.front().span.begin == span.begin;
}

bool AsksForConsent(View text, Span span) {
  static const WordSet kBefore(
      "signed written provide provides provided provision able ability willing willingness voluntarily informed capable competent "
      "understand "
      "understanding to and giving give given of has have must is are be sign agree obtained the voluntary subject patient participant "
      "patients subjects participants a an");
  WordCursor cursor(text, span);
  Word word;
  for (int i = 0; i < 10 && cursor.Next(word); ++i) {
    if (word.hash == W("consent") || word.hash == W("assent")) return i > 0;
    if (!kBefore.Has(word)) return false;
  }
  return false;
}

bool IsAboutSex(View text, Span span) {
  static const WordSet kWords(
      "female females male males woman women man men contraception contraceptive contraceptives birth childbearing bearing reproductive "
      "pregnancy pregnant partner partners");
  const std::vector<Word> words = SplitWords(text, span, kLongestLead);
  return std::any_of(words.begin(), words.end(), [](const Word& w) { return kWords.Has(w); });
}

bool AddressesAll(View text, Span span) {
  static const WordSet kSexes("female females woman women male males man men wocbp girls boys mothers");
  static const WordSet kBefore(
      "fertile pregnant lactating sexually all both every any non premenopausal postmenopausal if a the nursing breastfeeding breast "
      "feeding "
      "active childbearing");
  static const WordSet kPeople("participants participant patients patient subjects subject volunteers individuals");
  static const WordSet kOf("childbearing child both reproductive");
  const std::vector<Word> words = SplitWords(text, span, 5);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (kSexes.Has(words[i])) return true;
    if (kPeople.Has(words[i])) {
      if (i > 0 && (words[i - 1].hash == W("all") || words[i - 1].hash == W("every"))) return true;
      // "Subjects of childbearing potential", "Participants of both sexes".
      if (i + 2 < words.size() && words[i + 1].hash == W("of") && kOf.Has(words[i + 2])) return true;
      break;
    }
    if (!kBefore.Has(words[i])) break;
  }
  return AsksForConsent(text, span);
}

bool SoundsLikeCriteria(View text, Span span) {
  static const WordSet kCues(
      "patient patients subject subjects participant participants age aged years year old history diagnosis diagnosed disease pregnant "
      "pregnancy lactating consent treatment therapy mg dl ml kg uln bmi mmhg months weeks days prior previous screening baseline "
      "positive negative infection cancer hepatitis hiv allergy hypersensitivity contraception investigational clinical severe chronic "
      "acute "
      "male female males females women men adult adults willing informed eligible criteria investigator dose score syndrome disorder renal "
      "hepatic cardiac surgery inability unable known active uncontrolled breastfeeding nursing enrolment enrollment randomization "
      "volunteers");
  WordCursor cursor(text, span);
  Word word;
  for (std::size_t i = 0; i < kMostCueWords && cursor.Next(word); ++i) {
    if (kCues.Has(word)) return true;
  }
  for (int i = span.begin; i < std::min(span.end, span.begin + 200); ++i) {
    if (IsComparator(At(text, i)) && At(text, i) != U'=') return true;
    if (IsIdeograph(At(text, i))) return true;  // no word list for these: believed
  }
  return false;
}

bool DescribesTrial(View text, Span span) {
  static const WordSet kWordsOfTrials("study trial evaluate assess efficacy investigate overview purpose objective designed summary");
  const std::vector<Word> words = SplitWords(text, span, kMostCueWords);
  return std::any_of(words.begin(), words.end(), [](const Word& w) { return kWordsOfTrials.Has(w); });
}

bool SoundsLikeDemand(View text, Span span) {
  static const WordSet kCues("must aged age eligible years included criteria");
  const std::vector<Word> words = SplitWords(text, span, kMostCueWords);
  return SoundsLikeCriteria(text, span) && std::any_of(words.begin(), words.end(), [](const Word& w) { return kCues.Has(w); });
}

bool EndsWithOr(View text, Span span) {
  span = Core(text, span);
  while (!span.empty() && (At(text, span.end - 1) == U',' || At(text, span.end - 1) == U'.' || At(text, span.end - 1) == U')')) --span.end;
  return span.length() > 3 && Lower(At(text, span.end - 1)) == U'r' && Lower(At(text, span.end - 2)) == U'o' &&
         (IsSpace(At(text, span.end - 3)) || At(text, span.end - 3) == U',' || At(text, span.end - 3) == U';');
}

int LabelColon(View text, Span span) {
  for (int i = span.begin; i < std::min(span.end - 1, span.begin + 50); ++i) {
    const char32_t c = At(text, i);
    if (IsAsciiLetter(c) || c == U' ') continue;  // nearly all of them
    if (EndsSentence(c) || c == U';' || c == U',' || IsComparator(c)) return -1;
    if (IsColon(c)) return SplitWords(text, {span.begin, i}, 6).size() <= 5 ? i : -1;
  }
  return -1;
}

}  // namespace eligo::outline
