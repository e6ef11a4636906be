// The outline's parts, each on the few characters it looks at.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "outline/heading.h"
#include "outline/language.h"
#include "outline/lead.h"
#include "outline/lines.h"
#include "outline/marker.h"
#include "source/utf8.h"

namespace eligo::outline {
namespace {

Span All(View text) { return {0, static_cast<int>(text.size())}; }
std::string Utf8(View text, Span span) { return source::EncodeUtf8(Sub(text, span)); }

// "shape number | rest", or "" when there is no marker.
std::string Marked(View text) {
  const std::optional<Marker> marker = ReadMarker(text, All(text));
  if (!marker) return "";
  const std::string what = marker->style.shape == Shape::kBullet ? "bullet" : Utf8(text, marker->digits);
  return what + " | " + Utf8(text, Trim(text, {marker->span.end, static_cast<int>(text.size())}));
}

TEST(Marker, Bullets) {
  EXPECT_EQ(Marked(U"- age"), "bullet | age");
  EXPECT_EQ(Marked(U"-  age"), "bullet | age");
  EXPECT_EQ(Marked(U"• age"), "bullet | age");
  EXPECT_EQ(Marked(U"•age"), "bullet | age");
  EXPECT_EQ(Marked(U"\uF0B7 age"), "bullet | age");
  EXPECT_EQ(Marked(U"– age"), "bullet | age");
  EXPECT_EQ(Marked(U"* age"), "bullet | age");
  EXPECT_EQ(Marked(U"\\* age"), "bullet | age");
  EXPECT_EQ(Marked(U"-≥ 6 swollen joints"), "bullet | ≥ 6 swollen joints");
  EXPECT_EQ(Marked(U"-5 to 10"), "");
  EXPECT_EQ(Marked(U"**bold** text"), "");
  EXPECT_EQ(Marked(U"*note* text"), "");
  EXPECT_EQ(Marked(U"-"), "");
}

TEST(Marker, Numbers) {
  EXPECT_EQ(Marked(U"1. age"), "1 | age");
  EXPECT_EQ(Marked(U"1\\. age"), "1 | age");
  EXPECT_EQ(Marked(U"12) age"), "12 | age");
  EXPECT_EQ(Marked(U"(1) age"), "1 | age");
  EXPECT_EQ(Marked(U"1.) age"), "1 | age");
  EXPECT_EQ(Marked(U"1.Age"), "1 | Age");
  EXPECT_EQ(Marked(U"2.1 age"), "2.1 | age");
  EXPECT_EQ(Marked(U"2.1. age"), "2.1 | age");
  EXPECT_EQ(Marked(U"a. age"), "a | age");
  EXPECT_EQ(Marked(U"iv) age"), "iv | age");
  EXPECT_EQ(Marked(U"（３）年龄"), "３ | 年龄");
  EXPECT_EQ(Marked(U"１．年龄"), "１ | 年龄");
  EXPECT_EQ(Marked(U"2、年龄"), "2 | 年龄");
  EXPECT_EQ(Marked(U"① 年龄"), "① | 年龄");
  EXPECT_EQ(Marked(U"1- Age"), "1 | Age");
  EXPECT_EQ(Marked(U"18-65 years"), "");
  EXPECT_EQ(Marked(U"18 - 65 years"), "");
  EXPECT_EQ(Marked(U"e.g. this"), "");
  EXPECT_EQ(Marked(U"2018 criteria"), "");
  EXPECT_EQ(Marked(U"1.5 x ULN"), "1.5 | x ULN");  // the neighbours know better: rows.txt
}

TEST(Marker, Doubled) {
  EXPECT_EQ(Marked(U"* 1\\. age"), "1 | age");
  EXPECT_EQ(Marked(U"- • 1. age"), "1 | age");
  EXPECT_EQ(Marked(U"- - age"), "bullet | age");
  EXPECT_EQ(Marked(U"1. - age"), "1 | age");
  EXPECT_EQ(Marked(U"26. 26. age"), "26 | age");
}

TEST(Marker, RomanOrLetter) {
  const View text = U"i. age";
  std::optional<Marker> marker = ReadMarker(text, All(text));
  ASSERT_TRUE(marker);
  EXPECT_EQ(marker->number, 9);
  EXPECT_EQ(marker->roman, 1);
  ReadAsRoman(*marker);
  EXPECT_EQ(marker->number, 1);
}

// "kind | span | label", or "" when it is no heading.
std::string Headed(View text) {
  const std::optional<Heading> heading = ReadHeading(text, All(text));
  if (!heading) return "";
  static constexpr const char* kKinds[] = {"inclusion", "exclusion", "eligibility", "withdrawal"};
  std::string out = kKinds[static_cast<int>(heading->kind)];
  out += " | " + Utf8(text, heading->span);
  if (!heading->label.empty()) out += " | " + Utf8(text, heading->label);
  return out;
}

TEST(Heading, Wordings) {
  EXPECT_EQ(Headed(U"Inclusion Criteria:"), "inclusion | Inclusion Criteria:");
  EXPECT_EQ(Headed(U"EXCLUSION CRITERIA"), "exclusion | EXCLUSION CRITERIA");
  EXPECT_EQ(Headed(U"Inclusion criteria :"), "inclusion | Inclusion criteria :");
  EXPECT_EQ(Headed(U"Inclusion Criteria."), "inclusion | Inclusion Criteria.");
  EXPECT_EQ(Headed(U"Key inclusion criteria"), "inclusion | Key inclusion criteria | Key");
  EXPECT_EQ(Headed(U"Main Exclusion Criterion:"), "exclusion | Main Exclusion Criterion: | Main");
  EXPECT_EQ(Headed(U"## Exclusion Criteria"), "exclusion | ## Exclusion Criteria");
  EXPECT_EQ(Headed(U"**Inclusion Criteria:**"), "inclusion | **Inclusion Criteria:**");
  EXPECT_EQ(Headed(U"-  INCLUSION CRITERIA:"), "inclusion | -  INCLUSION CRITERIA:");
  EXPECT_EQ(Headed(U"4.1 Exclusion criteria"), "exclusion | 4.1 Exclusion criteria");
  EXPECT_EQ(Headed(U"[e3_principal_inclusion_criteria]").substr(0, 44), "inclusion | [e3_principal_inclusion_criteria");
  EXPECT_EQ(Headed(U"Exclusions:"), "exclusion | Exclusions:");
  EXPECT_EQ(Headed(U"Non-inclusion criteria:").substr(0, 11), "exclusion |");
  EXPECT_EQ(Headed(U"Criteria for exclusion:"), "exclusion | Criteria for exclusion:");
  EXPECT_EQ(Headed(U"Eligibility"), "eligibility | Eligibility");
  EXPECT_EQ(Headed(U"Inclusion/Exclusion Criteria:"), "eligibility | Inclusion/Exclusion Criteria:");
  EXPECT_EQ(Headed(U"Withdrawal criteria:"), "withdrawal | Withdrawal criteria:");
  EXPECT_EQ(Headed(U"Who can participate?"), "inclusion | Who can participate?");
  EXPECT_EQ(Headed(U"除外基準"), "exclusion | 除外基準");
  EXPECT_EQ(Headed(U"Critères de non-inclusion :"), "exclusion | Critères de non-inclusion :");
}

TEST(Heading, WhomItIsFor) {
  EXPECT_EQ(Headed(U"Inclusion Criteria (Cohort A)"), "inclusion | Inclusion Criteria (Cohort A) | Cohort A");
  EXPECT_EQ(Headed(U"Exclusion Criteria for Caregivers:"), "exclusion | Exclusion Criteria for Caregivers: | Caregivers");
  EXPECT_EQ(Headed(U"Donor Inclusion Criteria:"), "inclusion | Donor Inclusion Criteria: | Donor");
  EXPECT_EQ(Headed(U"Exclusion Criteria - Part 2:"), "exclusion | Exclusion Criteria - Part 2: | Part 2");
}

TEST(Heading, ContentOnTheSameLine) {
  EXPECT_EQ(Headed(U"Inclusion Criteria: Adults with SLE"), "inclusion | Inclusion Criteria:");
  EXPECT_EQ(Headed(U"Exclusion Criteria 1. Pregnancy"), "exclusion | Exclusion Criteria");
  EXPECT_EQ(
      Headed(U"Exclusion Criteria (patients meeting any of the following criteria are not eligible for participation):").substr(0, 11),
      "exclusion |");
}

TEST(Heading, SentencesAreNone) {
  EXPECT_EQ(Headed(U"Other protocol-defined inclusion/exclusion criteria may apply"), "");
  EXPECT_EQ(Headed(U"Further exclusion criteria apply"), "");
  EXPECT_EQ(Headed(U"Patients who do not meet the inclusion criteria"), "");
  EXPECT_EQ(Headed(U"Subjects who meet any of the following exclusion criteria should not be included in this study"), "");
  EXPECT_EQ(Headed(U"Does not meet inclusion criteria"), "");
  EXPECT_EQ(Headed(U"Inclusion of patients with SLE"), "");
  EXPECT_EQ(Headed(U"eligible"), "");
  EXPECT_EQ(Headed(U"of inclusion"), "");
}

TEST(Heading, InTheMiddle) {
  const View text = U"Informed consent. Exclusion Criteria: * HIV";
  EXPECT_EQ(FindInnerHeadings(text, All(text)), std::vector<int>{18});
  const View key = U"consent Key Exclusion Criteria: * HIV";
  EXPECT_EQ(FindInnerHeadings(key, All(key)), std::vector<int>{8});
  const View sentence = U"Patients must meet all Inclusion Criteria: and none of the others";
  EXPECT_TRUE(FindInnerHeadings(sentence, All(sentence)).empty());
}

bool Generic(View text) { return IsGenericLead(text, All(text)); }

TEST(Lead, SaysNothingAboutAPatient) {
  EXPECT_TRUE(Generic(U"Subjects who meet any of the following exclusion criteria should not be included in this study"));
  EXPECT_TRUE(Generic(U"Patients with any of the following are not eligible for enrollment into the study:"));
  EXPECT_TRUE(Generic(U"Patients must have:"));
  EXPECT_TRUE(Generic(U"The presence of any of the following will exclude a subject from study enrollment:"));
  EXPECT_FALSE(Generic(U"Any of the following within 6 months:"));
  EXPECT_FALSE(Generic(U"Females who participate in this study are:"));
  EXPECT_FALSE(Generic(U"Patient refusal to participate in the study"));
  EXPECT_FALSE(Generic(U"Adult patients"));
  EXPECT_FALSE(Generic(U"History of:"));
}

TEST(Lead, MoreCriteria) {
  const auto more = [](View text) { return SaysMoreCriteria(text, All(text)); };
  EXPECT_TRUE(more(U"Other protocol-defined inclusion/exclusion criteria may apply"));
  EXPECT_TRUE(more(U"Further exclusion criteria apply"));
  EXPECT_TRUE(more(U"Please refer to protocol for full inclusion/exclusion criteria."));
  EXPECT_FALSE(more(U"Meets the criteria for major depression in DSM-IV"));
  EXPECT_FALSE(more(U"Other criteria for lupus apply, such as nephritis or cerebritis on biopsy within 6 months"));
}

TEST(Lead, Polarity) {
  const auto excludes = [](View text) { return Excludes(text, All(text)); };
  EXPECT_TRUE(excludes(U"Patients will be excluded if:"));
  EXPECT_TRUE(excludes(U"Subjects are not eligible if they have:"));
  EXPECT_FALSE(excludes(U"Patients are eligible if:"));
  EXPECT_TRUE(
      AsksForOne(U"Patients must have one of the following diagnoses:", All(U"Patients must have one of the following diagnoses:")));
  EXPECT_TRUE(Denies(U"Subjects cannot:", All(U"Subjects cannot:")));
}

TEST(Lead, WhoIsAddressed) {
  const auto all = [](View text) { return AddressesAll(text, All(text)); };
  EXPECT_TRUE(all(U"Females of childbearing potential must use contraception"));
  EXPECT_TRUE(all(U"Fertile women (defined as ...) must consent"));
  EXPECT_TRUE(all(U"All participants must be vaccinated"));
  EXPECT_TRUE(all(U"Signed informed consent"));
  EXPECT_TRUE(all(U"Able and willing to provide written informed consent"));
  EXPECT_TRUE(all(U"Subjects of childbearing potential must use contraception"));
  EXPECT_FALSE(all(U"Consent is not needed"));
  EXPECT_FALSE(all(U"Participants with a history of all cancers"));
  EXPECT_FALSE(all(U"Subjects must have received glucocorticoids"));
  EXPECT_FALSE(all(U"mRSS ≥15 at screening"));
}

TEST(Lines, Breaks) {
  const View text = U"a\r\nb\rc\n\nd&#xD;&#xD; e<br>f<li>g";
  const Lines lines = SplitLines(text);
  std::string out;
  for (const Line& line : lines.lines) out += Utf8(text, line.span) + (line.blank_before ? "/" : "") + (line.list_tag ? "*" : "") + " ";
  EXPECT_EQ(out, "a/ b c d/ e/ f g* ");
}

TEST(Lines, TabsAndLoneMarkers) {
  const View text = U"\tage\n-----\n1.\nsex\n-\n";
  const Lines lines = SplitLines(text);
  ASSERT_EQ(lines.lines.size(), 2U);
  EXPECT_EQ(lines.lines[0].indent, 8);
  EXPECT_EQ(Utf8(text, lines.lines[1].span), "1.\nsex");
}

TEST(Language, OnlyEnglishIsRead) {
  EXPECT_EQ(ForeignLanguage(U"Patients with active systemic lupus erythematosus of at least 6 months, on a stable dose of prednisone"), "");
  EXPECT_EQ(ForeignLanguage(U"Edad entre 18 y 65 años en el momento de la firma del consentimiento informado y con diagnóstico de lupus"),
            "Spanish");
  EXPECT_EQ(ForeignLanguage(U"Les patients âgés de plus de 18 ans et qui ont donné leur consentement pour la participation à cette étude"),
            "French");
  EXPECT_EQ(ForeignLanguage(U"年龄１８至７０岁，性别不限，符合系统性红斑狼疮分类标准的患者"), "Chinese");
}

TEST(Words, CapitalsAndEntitiesSplit) {
  const View text = U"principalInclusionCriteria&#xD; patient's";
  std::string out;
  for (const Word& word : SplitWords(text, All(text), 10)) out += Utf8(text, word.span) + " ";
  EXPECT_EQ(out, "principal Inclusion Criteria patient s ");
}

}  // namespace
}  // namespace eligo::outline
