// What an event means: whose dose it is, what goes on, what an event of no domain is, what is told apart and what is one.
#include "readers/record_sink.h"

#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using records::Domain;
using records::Row;

class RecordSinkTest : public World {
 protected:
  RecordSinkTest() : sink_(Terms()) { sink_.AddPatient(Person("1")); }

  static records::Patient Person(const char* id) {
    records::Patient patient;
    patient.id = id;
    return patient;
  }

  Row At(const char* day, Domain domain, const char* source = "X/1", records::PatientIndex patient = 0) {
    Row row;
    row.patient = patient;
    row.domain = domain;
    row.start = ParseDate(day);
    row.source = sink_.SourceOf(source);
    return row;
  }
  void Add(const Codeable& code, Bearer bearer, const Row& row, bool if_chronic = false) {
    sink_.Add({sink_.Code(code, bearer), row, if_chronic});
  }
  static Codeable Named(const char* text) { return {{}, text}; }

  RecordSink sink_;
};

TEST_F(RecordSinkTest, ADoseIsOfOneIngredient) {
  Row row = At("2026-01-01", Domain::kDrug);
  row.daily_dose = 5;
  row.unit = sink_.Intern("mg");
  Add(Named("prednisone 5 mg tablet"), Bearer::kDrug, row);
  Add(Named("prednisone / methotrexate kit"), Bearer::kDrug, row);
  const auto records = sink_.Finish();
  const auto rows = Rows(records, "prednisone");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].daily_dose, units::Rational(5));
  EXPECT_EQ(records.Text(rows[0].unit), "mg");
  EXPECT_FALSE(rows[1].daily_dose);
  EXPECT_EQ(rows[1].unit, 0U);
}

TEST_F(RecordSinkTest, AVisitsEndEndsNoChronicDisease) {
  Add(Named("systemic lupus erythematosus"), Bearer::kCondition, At("2026-01-01", Domain::kCondition), true);
  Add(Named("pregnancy"), Bearer::kCondition, At("2026-01-01", Domain::kCondition), true);
  const auto records = sink_.Finish();
  EXPECT_TRUE(Rows(records, "sle").at(0).ongoing);
  EXPECT_FALSE(Rows(records, "pregnancy").at(0).ongoing);
}

TEST_F(RecordSinkTest, WithoutADomainTheConceptsKindDecides) {
  Add(Named("systemic lupus erythematosus"), Bearer::kEvent, At("2026-01-01", Domain::kUnsaid));
  Row value = At("2026-01-02", Domain::kUnsaid);
  value.number = records::Number{units::Rational(1), units::Rational(1), false, false, false};
  Add(Named("creatinine"), Bearer::kResult, value);
  Add(Named("creatinine"), Bearer::kResult, At("2026-01-03", Domain::kUnsaid));  // says nothing
  const auto records = sink_.Finish();
  EXPECT_EQ(Rows(records, "sle").at(0).domain, Domain::kCondition);
  EXPECT_TRUE(Rows(records, "sle").at(0).ongoing);
  ASSERT_EQ(Rows(records, "creatinine").size(), 1U);
  EXPECT_EQ(Rows(records, "creatinine").at(0).domain, Domain::kObservation);
}

TEST_F(RecordSinkTest, AllergiesOfOtherPeopleAndOtherDaysAreOthers) {
  sink_.AddPatient(Person("2"));
  for (const records::PatientIndex patient : {0U, 1U}) {
    Add(Named("prednisone"), Bearer::kAllergy, At("2026-01-01", Domain::kAllergy, "AllergyIntolerance without id", patient));
  }
  Row refuted = At("2020-01-01", Domain::kAllergy, "AllergyIntolerance without id");
  refuted.standing = records::Standing::kRefuted;
  Add(Named("prednisone"), Bearer::kAllergy, refuted);
  // The substance of its reaction, by another name: the same allergy.
  Add({{{"RxNorm", "8640", ""}}, ""}, Bearer::kAllergy, At("2026-01-01", Domain::kAllergy, "AllergyIntolerance without id"));
  const auto records = sink_.Finish();
  EXPECT_EQ(Rows(records, "prednisone", 0).size(), 2U);
  EXPECT_EQ(Rows(records, "prednisone", 1).size(), 1U);
}

TEST_F(RecordSinkTest, KeepsWhatIsNeededAndCountsWhatIsUnknown) {
  terms::ConceptSet needed;
  needed.Insert(*Terms().Find("sle"));
  RecordSink sink(Terms(), needed);
  sink.AddPatient(Person("1"));
  const records::CodeId lupus = sink.Code(Named("systemic lupus erythematosus"), Bearer::kCondition);
  const records::CodeId pregnancy = sink.Code(Named("pregnancy"), Bearer::kCondition);
  const records::CodeId unknown = sink.Code({{{"SNOMED", "1", "secret"}}, "secret"}, Bearer::kCondition);
  EXPECT_TRUE(sink.Keeps(lupus));
  EXPECT_FALSE(sink.Keeps(pregnancy));
  EXPECT_TRUE(sink.Knows(pregnancy));
  EXPECT_FALSE(sink.Knows(unknown));
  for (const records::CodeId code : {lupus, pregnancy, unknown}) sink.Add({code, At("2026-01-01", Domain::kCondition)});
  const auto records = sink.Finish();
  EXPECT_EQ(records.row_count(), 1U);
  EXPECT_EQ(records.unmapped(), (std::map<std::string, int>{{"SNOMED 1", 1}}));
}

TEST_F(RecordSinkTest, NoTextLooksLikeAnotherCode) {
  std::string one, other;
  records::AppendKey({{{"A", "b\x1f", ""}}, "c"}, Bearer::kDrug, one);
  records::AppendKey({{{"A", "b", "\x1f"}}, "c"}, Bearer::kDrug, other);
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace eligo::readers
