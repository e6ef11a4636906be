// How long a dose is taken: bounds, tapers by sequence and in words, and what leaves them open.
#include "readers/fhir_dose.h"
#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

// "20 mg 2026-01-01..2026-01-14; ..." of dosages that start on 2026-01-01.
std::string Steps(const std::string& dosages, const char* product = "", const char* from = "2026-01-01") {
  simdjson::dom::parser parser;
  Problem problem;
  const simdjson::padded_string padded(dosages);
  const simdjson::dom::element root = parser.parse(padded).value();
  std::vector<Dosage> read;
  for (const Node& dosage : Node(root, problem).Items()) read.push_back(ReadDosage(dosage, StrengthInName(product)));
  EXPECT_FALSE(problem.any()) << problem.element << " " << problem.what;
  std::string out;
  for (const Regimen::Step& step : Combine(read, ParseDate(from)).steps) {
    if (!out.empty()) out += "; ";
    out += step.per_day ? step.per_day->ToString() + " " + step.unit : "open";
    if (step.start || step.end) out += " " + (step.start ? Day(step.start) : "") + ".." + (step.end ? Day(step.end) : "");
    if (step.as_needed) out += " prn";
  }
  return out;
}

std::string Words(const char* text, const char* product = "") { return Steps(R"([{"text":")" + std::string(text) + R"("}])", product); }

// `mg` once a day with these members of timing.repeat, and of the dosage.
std::string Daily(int mg, const std::string& repeat, const std::string& more = "") {
  return R"({"doseAndRate":[{"doseQuantity":{"value":)" + std::to_string(mg) +
         R"(,"unit":"mg"}}],"timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d")" + (repeat.empty() ? "" : "," + repeat) + "}}" +
         more + "}";
}
std::string For(const char* value, const char* unit) {
  return R"("boundsDuration":{"value":)" + std::string(value) + R"(,"code":")" + unit + R"("})";
}

TEST(Bounds, ALengthFromTheStart) {
  EXPECT_EQ(Steps("[" + Daily(20, For("14", "d")) + "]"), "20 mg ..2026-01-14");
  EXPECT_EQ(Steps("[" + Daily(20, For("2", "wk")) + "]"), "20 mg ..2026-01-14");
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "mo")) + "]"), "20 mg ..2026-01-31");
  EXPECT_EQ(Steps("[" + Daily(20, For("48", "h")) + "]"), "20 mg ..2026-01-02");
  EXPECT_EQ(Steps("[" + Daily(20, R"("boundsRange":{"low":{"value":7,"unit":"days"},"high":{"value":10,"unit":"days"}})") + "]"),
            "20 mg ..2026-01-07/2026-01-10");
  EXPECT_EQ(Steps("[" + Daily(20, R"("count":5)") + "]"), "20 mg ..2026-01-05");
  EXPECT_EQ(Steps("[" + Daily(20, For("14", "d")) + "]", "", "2026-01"), "20 mg ..2026-01-14/2026-02-13");
  // Of no length that is known, or from no day that is.
  EXPECT_EQ(Steps("[" + Daily(20, For("1.5", "wk")) + "]"), "20 mg");
  EXPECT_EQ(Steps("[" + Daily(20, For("30", "min")) + "]"), "20 mg");
  EXPECT_EQ(Steps("[" + Daily(20, R"("count":5,"countMax":7)") + "]"), "20 mg");
  EXPECT_EQ(Steps("[" + Daily(20, R"("boundsRange":{"low":{"value":7,"unit":"days"}})") + "]"), "20 mg");
  EXPECT_EQ(Steps("[" + Daily(20, For("14", "d")) + "]", "", "unknown"), "20 mg");
}

TEST(Bounds, TapersBySequence) {
  const std::string taper = "[" + Daily(10, "", R"(,"sequence":3)") + "," + Daily(20, For("2", "wk"), R"(,"sequence":1)") + "," +
                            Daily(15, For("2", "wk"), R"(,"sequence":2)") + "]";
  EXPECT_EQ(Steps(taper), "20 mg 2026-01-01..2026-01-14; 15 mg 2026-01-15..2026-01-28; 10 mg 2026-01-29..");
  EXPECT_EQ(Steps(taper, "", "unknown"), "open");
  // Morning and evening of one step add up.
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "wk"), R"(,"sequence":1)") + "," + Daily(10, For("1", "wk"), R"(,"sequence":1)") + "," +
                  Daily(10, For("1", "wk"), R"(,"sequence":2)") + "]"),
            "30 mg 2026-01-01..2026-01-07; 10 mg 2026-01-08..2026-01-14");
  // A step in the middle without a length, steps side by side of two lengths, lengths without a sequence: open.
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"sequence":1)") + "," + Daily(10, For("1", "wk"), R"(,"sequence":2)") + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "wk")) + "," + Daily(10, For("2", "wk")) + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "wk"), R"(,"sequence":1)") + "," + Daily(5, For("2", "wk"), R"(,"sequence":1)") + "," +
                  Daily(10, "", R"(,"sequence":2)") + "]"),
            "open");
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "wk")) + "," + Daily(10, For("1", "wk")) + "]"), "30 mg ..2026-01-07");
}

TEST(Bounds, AnUnclearStepStaysOpenAndKeepsItsDays) {
  EXPECT_EQ(Steps("[" + Daily(20, For("1", "wk"), R"(,"sequence":1)") + R"(,{"sequence":2,"text":"as discussed"}])"),
            "20 mg 2026-01-01..2026-01-07; open 2026-01-08..");
}

TEST(Words, Tapers) {
  EXPECT_EQ(Words("20 mg daily for 2 weeks, then 15 mg daily for 2 weeks, then 10 mg"),
            "20 mg 2026-01-01..2026-01-14; 15 mg 2026-01-15..2026-01-28; 10 mg 2026-01-29..");
  EXPECT_EQ(Words("Take 40 mg by mouth daily x 7 days, 20 mg daily x7 days, 10 mg daily thereafter."),
            "40 mg 2026-01-01..2026-01-07; 20 mg 2026-01-08..2026-01-14; 10 mg 2026-01-15..");
  EXPECT_EQ(Words("4 tablets daily for 1 week, then 2 tablets daily for one week, then stop", "Prednisone 5 MG Oral Tablet"),
            "20 mg 2026-01-01..2026-01-07; 10 mg 2026-01-08..2026-01-14");
  EXPECT_EQ(Words("20 mg daily for 5 days then stop"), "20 mg ..2026-01-05");
  EXPECT_EQ(Words("10 mg daily for 4 weeks, then every other day"), "10 mg 2026-01-01..2026-01-28; 5 mg 2026-01-29..");
  EXPECT_EQ(Words("20 mg daily for 7-10 days"), "20 mg ..2026-01-07/2026-01-10");
  EXPECT_EQ(Words("20 mg daily for 7 days, followed by 10 mg daily for 1 month"),
            "20 mg 2026-01-01..2026-01-07; 10 mg 2026-01-08..2026-02-07");
}

TEST(Words, TapersThatStayOpen) {
  EXPECT_EQ(Words("20 mg twice daily for 1 week, then 10 mg"), "40 mg 2026-01-01..2026-01-07; open 2026-01-08..");
  for (const char* text :
       {"20 mg daily, reduce by 5 mg every 2 weeks", "20 mg daily for 2 weeks, then taper", "20 mg daily then 10 mg daily",
        "20 mg daily for 2 weeks, then reduce by 5 mg every 2 weeks", "60 mg daily tapering to 10 mg",
        "20 mg daily for 21 days every 28 days", "20 mg daily for 2 weeks on, 1 week off", "20 mg daily for 1 week, then 7 days off",
        "20 mg daily for 2 weeks for 3 weeks", "20 mg daily, 10 mg daily", "20 mg daily until seen", "1,5 mg daily",
        "10 mg every 4-6 hours", "500 mg on day 1, then 250 mg on days 2-5", "20 mg daily for 1 week, then stop, then 10 mg daily"}) {
    EXPECT_EQ(Words(text).substr(0, 4), "open") << text;
    // Nor does the structure say more than its words allow.
    EXPECT_EQ(Words(text).find("mg"), std::string::npos) << text;
  }
}

TEST(Words, AChangeLeavesTheStructuredDoseOpen) {
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"text":"20 mg daily, reduce by 5 mg every 2 weeks")") + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"patientInstruction":"Taper as discussed")") + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"additionalInstruction":[{"text":"increase weekly"}])") + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"text":"for lupus, see leaflet")") + "]"), "20 mg");
  // The words give the steps, and agree with the structure about the first of them.
  EXPECT_EQ(Steps("[" + Daily(20, "", R"(,"text":"20 mg daily for 1 week, then 10 mg daily")") + "]"),
            "20 mg 2026-01-01..2026-01-07; 10 mg 2026-01-08..");
  EXPECT_EQ(Steps("[" + Daily(30, "", R"(,"text":"20 mg daily for 1 week, then 10 mg daily")") + "]"), "open");
  EXPECT_EQ(Steps("[" + Daily(20, For("2", "wk"), R"(,"text":"20 mg daily for 1 week")") + "]"), "20 mg");
}

TEST(Words, CommonKinds) {
  const char* tablet = "Prednisone 5 MG Oral Tablet";
  EXPECT_EQ(Words("Take 2 tablets (10 mg total) by mouth daily.", ""), "10 mg");
  EXPECT_EQ(Words("Take 2 tablets (10 mg total) by mouth daily.", tablet), "10 mg");
  EXPECT_EQ(Words("Take 2 tablets (20 mg total) by mouth daily.", tablet), "open");
  EXPECT_EQ(Words("take one tablet by mouth every morning", tablet), "5 mg");
  EXPECT_EQ(Words("Take 1 (one) tablet by mouth once daily in the morning", tablet), "5 mg");
  EXPECT_EQ(Words("1/2 tablet daily", tablet), "2.5 mg");
  EXPECT_EQ(Words("1 1/2 tabs daily", tablet), "7.5 mg");
  EXPECT_EQ(Words("half a tablet at bedtime", tablet), "2.5 mg");
  EXPECT_EQ(Words("5 mg every 6 hours as needed"), "20 mg prn");
  EXPECT_EQ(Words("5 mg q 12 hours"), "10 mg");
  EXPECT_EQ(Words("5 mg q8h prn"), "15 mg prn");
  EXPECT_EQ(Words("5 mg 3 times/day"), "15 mg");
  EXPECT_EQ(Words("5 mg 2x daily"), "10 mg");
  EXPECT_EQ(Words("5 mg tds with meals"), "15 mg");
  EXPECT_EQ(Words("7 mg every Monday"), "1 mg");
  EXPECT_EQ(Words("7 mg once a week on Mondays"), "1 mg");
  EXPECT_EQ(Words("28 mg subcutaneously every four weeks"), "1 mg");
  EXPECT_EQ(Words("5 mg twice daily in the morning and evening"), "10 mg");
  EXPECT_EQ(Words("5 mg morning and evening"), "10 mg");
  EXPECT_EQ(Words("20mg po qd"), "20 mg");
  // Words that do not go together.
  EXPECT_EQ(Words("5 mg daily on Monday"), "open");
  EXPECT_EQ(Words("5 mg daily in the morning and evening"), "open");
  EXPECT_EQ(Words("5 mg twice daily at bedtime"), "open");
  EXPECT_EQ(Words("1 (two) tablet daily", tablet), "open");
  EXPECT_EQ(Words("take 7 days"), "open");
}

// A course that comes again and again is neither one course nor a dose a day.
TEST(Words, Cycles) {
  for (const char* text : {"take 100 mg for 5 days every 4 weeks", "10 mg for 3 days every week", "2 mg for 3 days monthly"}) {
    EXPECT_EQ(Words(text), "open") << text;
  }
}

class Courses : public World {
 protected:
  static std::string Request(const std::string& status, const std::string& more) {
    return R"({"resourceType":"MedicationRequest","id":"m","status":")" + status +
           R"(","intent":"order","subject":{"reference":"Patient/p1"},"authoredOn":"2026-01-01","medicationCodeableConcept":{"text":"prednisone"},)" +
           more + "}";
  }
  static std::string Statement(const std::string& when, const std::string& dosage) {
    return R"({"resourceType":"MedicationStatement","id":"s","status":"completed","subject":{"reference":"Patient/p1"},)" + when +
           R"(,"medicationCodeableConcept":{"text":"prednisone"},"dosage":)" + dosage + "}";
  }
  std::string Read(const std::string& resource) {
    const records::Records records = ReadWith({resource});
    std::string out;
    for (const records::Row& row : Rows(records, "prednisone")) {
      out +=
          (out.empty() ? "" : "; ") + Text(row.daily_dose) + " " + Day(row.start) + ".." + Day(row.end) + (row.ongoing ? " ongoing" : "");
    }
    EXPECT_EQ(Lines(), "");
    return out;
  }
  const std::string taper_ = R"([{"text":"20 mg daily for 2 weeks, then 10 mg daily for 2 weeks"}])";
};

TEST_F(Courses, OrdersEndWhereTheirPlanDoes) {
  EXPECT_EQ(Read(Request("active", R"("dosageInstruction":[)" + Daily(20, For("2", "wk")) + "]")), "20 2026-01-01..2026-01-14");
  EXPECT_EQ(Read(Request("active", R"("dosageInstruction":)" + taper_)), "20 2026-01-01..2026-01-14; 10 2026-01-15..2026-01-28");
  EXPECT_EQ(Read(Request("active", R"("dosageInstruction":[{"text":"20 mg daily for 2 weeks, then 10 mg daily"}])")),
            "20 2026-01-01..2026-01-14; 10 2026-01-15..none ongoing");
  // Stopped: no step is sure, and it ended no later than planned.
  EXPECT_EQ(Read(Request("stopped", R"("dosageInstruction":)" + taper_)), "none 2026-01-01..2026-01-01/2026-01-28");
}

TEST_F(Courses, RepeatsGoOnWhereOneSupplyEnds) {
  const std::string dosage = R"("dosageInstruction":[)" + Daily(20, For("30", "d")) + R"(],"dispenseRequest":{"numberOfRepeatsAllowed":2})";
  EXPECT_EQ(Read(Request("active", dosage)), "20 2026-01-01..none ongoing");
  EXPECT_EQ(Read(Request("completed", dosage)), "20 2026-01-01..2026-01-30/2026-03-31");
}

TEST_F(Courses, SupplyOfAnOrderThatIsOver) {
  const std::string supply = R"("dispenseRequest":{"expectedSupplyDuration":{"value":30,"unit":"days","code":"d"})";
  EXPECT_EQ(Read(Request("completed", supply + "}")), "none 2026-01-01..2026-01-30");
  EXPECT_EQ(Read(Request("completed", supply + R"(,"numberOfRepeatsAllowed":1})")), "none 2026-01-01..2026-01-30/2026-03-01");
  EXPECT_EQ(Read(Request("stopped", supply + "}")), "none 2026-01-01..2026-01-01/2026-01-30");
  // An active order says that it goes on, and a validity period when it ends.
  EXPECT_EQ(Read(Request("active", supply + "}")), "none 2026-01-01..none ongoing");
  EXPECT_EQ(Read(Request("completed", supply + R"(,"validityPeriod":{"end":"2026-01-10"}})")), "none 2026-01-01..2026-01-10");
}

TEST_F(Courses, AStatementSaysWhenItEnded) {
  EXPECT_EQ(Read(Statement(R"("effectivePeriod":{"start":"2026-01-01","end":"2026-01-20"})", taper_)),
            "20 2026-01-01..2026-01-14; 10 2026-01-15..2026-01-20");
  EXPECT_EQ(Read(Statement(R"("effectivePeriod":{"start":"2026-01-01","end":"2026-01-10"})", taper_)), "20 2026-01-01..2026-01-10");
  // A day on which it was taken is no start.
  EXPECT_EQ(Read(Statement(R"("effectiveDateTime":"2026-01-05")", taper_)), "none 2026-01-05..2026-01-05");
}

}  // namespace
}  // namespace eligo::readers
