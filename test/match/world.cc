#include "test/match/world.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "measure/instrument.h"
#include "terms/compile.h"

namespace eligo::match::test {
namespace {

using records::Row;
using units::Rational;

// Words of a line; what stands in double quotes is one word, also within a word (key="a b").
std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool any = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (c == ' ' && !quoted) {
      if (any) words.push_back(word);
      word.clear();
      any = false;
    } else {
      word += c;
      any = true;
    }
  }
  if (any) words.push_back(word);
  return words;
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

DateInterval Day(const std::string& text) {
  const auto day = ParseDate(text);
  if (!day) ADD_FAILURE() << "no date: " << text;
  return day.value_or(DateInterval{});
}

Rational Number(const std::string& text) {
  const auto number = Rational::Parse(text);
  if (!number) ADD_FAILURE() << "no number: " << text;
  return number.value_or(0);
}

std::optional<logic::About> AboutOf(const std::string& word) {
  for (int i = 0; i <= static_cast<int>(logic::About::kCohort); ++i) {
    if (ToString(static_cast<logic::About>(i)) == word) return static_cast<logic::About>(i);
  }
  return std::nullopt;
}

std::optional<records::Number> ReadNumber(const std::string& word) {
  records::Number n;
  if (word.starts_with("1:")) {
    n.low = n.high = Number(word.substr(2));
    n.titer = true;
    return n;
  }
  if (word.starts_with("<") || word.starts_with(">")) {
    const bool closed = word.size() > 1 && word[1] == '=';
    const Rational value = Number(word.substr(closed ? 2 : 1));
    (word[0] == '<' ? n.high : n.low) = value;
    (word[0] == '<' ? n.high_open : n.low_open) = !closed;
    return n;
  }
  const std::size_t dots = word.find("..");
  if (dots != std::string::npos) {
    n.low = Rational::Parse(word.substr(0, dots));
    n.high = Rational::Parse(word.substr(dots + 2));
    return n.low && n.high ? std::optional(n) : std::nullopt;
  }
  const auto value = Rational::Parse(word);
  if (!value) return std::nullopt;
  n.low = n.high = *value;
  return n;
}

records::Route RouteOf(const std::string& word) {
  for (int i = 1; i <= static_cast<int>(records::Route::kOther); ++i) {
    if (match::ToString(static_cast<records::Route>(i)) == word) return static_cast<records::Route>(i);
  }
  return records::Route::kUnstated;
}

records::Answer AnswerOf(const std::string& word) {
  for (int i = 1; i <= static_cast<int>(records::Answer::kLow); ++i) {
    if (match::ToString(static_cast<records::Answer>(i)) == word) return static_cast<records::Answer>(i);
  }
  return records::Answer::kNone;
}

records::Sex SexOf(const std::string& word) {
  if (word == "female") return records::Sex::kFemale;
  if (word == "male") return records::Sex::kMale;
  return word == "other" ? records::Sex::kOther : records::Sex::kUnknown;
}

records::Patient ReadPatient(const std::vector<std::string>& words) {
  records::Patient p;
  p.id = "p1";
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& w = words[i];
    if (w == "born")
      p.birth = Day(words[++i]);
    else if (w == "birth_sex")
      p.birth_sex = SexOf(words[++i]);
    else if (w == "died")
      p.death = Day(words[++i]);
    else if (w == "dead")
      p.deceased = true;
    else if (w == "id")
      p.id = words[++i];
    else
      p.gender = SexOf(w);
  }
  p.source = "Patient/" + p.id;
  return p;
}

// The kind of row that a line's first word makes; nothing when it is no row.
bool Begin(const std::string& kind, Row& row) {
  using records::Domain;
  using records::Exposure;
  if (kind == "condition")
    row.domain = Domain::kCondition;
  else if (kind == "order" || kind == "dispense" || kind == "give" || kind == "state")
    row.domain = Domain::kDrug;
  else if (kind == "vaccine")
    row.domain = Domain::kImmunization;
  else if (kind == "procedure")
    row.domain = Domain::kProcedure;
  else if (kind == "trial")
    row.domain = Domain::kTrial;
  else if (kind == "allergy")
    row.domain = Domain::kAllergy;
  else if (kind == "note")
    row.domain = Domain::kNote;
  else if (kind == "observe" || kind == "result")
    row.domain = Domain::kObservation;
  else
    return false;
  row.exposure = kind == "dispense"                    ? Exposure::kDispense
                 : kind == "give" || kind == "vaccine" ? Exposure::kAdministration
                 : kind == "state"                     ? Exposure::kStatement
                                                       : Exposure::kOrder;
  return true;
}

void ReadRow(const std::vector<std::string>& words, Row row, int line, records::RecordsBuilder& builder) {
  const auto id = SmallTerms().Find(words[1]);
  if (!id) {
    ADD_FAILURE() << "no concept: " << words[1];
    return;
  }
  std::string source = words[0] + "/" + std::to_string(line);
  const bool dosed = row.domain == records::Domain::kDrug;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::string& w = words[i];
    if (w == "from")
      row.start = Day(words[++i]);
    else if (w == "to")
      row.end = Day(words[++i]);
    else if (w == "on")
      row.start = row.end = Day(words[++i]);
    else if (w == "recorded")
      row.recorded = Day(words[++i]);
    else if (w == "at")
      row.minute = static_cast<std::int16_t>(ParseInstantMinute("2000-01-01T" + words[++i]).value());
    else if (w == "active")
      row.course = records::Course::kActive;
    else if (w == "inactive")
      row.course = records::Course::kInactive;
    else if (w == "ongoing")
      row.ongoing = true;
    else if (w == "stopped")
      row.stopped = true;
    else if (w == "as_needed")
      row.as_needed = true;
    else if (w == "provisional")
      row.standing = records::Standing::kProvisional;
    else if (w == "refuted")
      row.standing = records::Standing::kRefuted;
    else if (w == "severity")
      row.severity = builder.Intern(words[++i]);
    else if (w == "text")
      row.text = builder.Intern(words[++i]);
    else if (w == "method")
      row.method = builder.Intern(words[++i]);
    else if (w == "range") {
      const std::string& range = words[++i];
      const std::size_t dots = range.find("..");
      row.ref_low = Rational::Parse(range.substr(0, dots));
      row.ref_high = Rational::Parse(range.substr(dots + 2));
    } else if (w.starts_with("@")) {
      source = w.substr(1);
    } else if (AnswerOf(w) != records::Answer::kNone) {
      row.answer = AnswerOf(w);
    } else if (RouteOf(w) != records::Route::kUnstated) {
      row.route = RouteOf(w);
    } else if (const auto n = ReadNumber(w)) {
      if (dosed)
        row.daily_dose = n->low;
      else
        row.number = n;
      if (i + 1 < words.size() && units::ParseUnit(words[i + 1]) && words[i + 1] != "on" && words[i + 1] != "at")
        row.unit = builder.Intern(words[++i]);
    } else {
      ADD_FAILURE() << "what is `" << w << "`?";
    }
  }
  row.source = builder.SourceOf(source);
  builder.Add(*id, row);
}

// The items of one day, each as a result of its own; of an instrument also its total's row, without a value, which tells the version.
void ReadAssessment(const std::vector<std::string>& words, Row row, int line, records::RecordsBuilder& builder) {
  const measure::Instrument* instrument = measure::Find(words[1]);
  const std::vector<std::string> day = {"on", words[2]};
  const auto add = [&](const std::string& concept_id, const std::string& value) {
    std::vector<std::string> result = {"result", concept_id};
    if (!value.empty()) result.push_back(value);
    result.insert(result.end(), day.begin(), day.end());
    ReadRow(result, row, line, builder);
  };
  if (instrument != nullptr) add(instrument->id, "");
  for (const measure::Instrument& other : measure::Instruments()) {
    if (instrument == nullptr && other.set == words[1]) instrument = &other;
  }
  if (instrument == nullptr) {
    ADD_FAILURE() << "no instrument: " << words[1];
    return;
  }
  std::map<std::string, std::string> values;
  if (words[0] == "assessment") {
    for (const measure::Item& item : instrument->items) values[item.id] = "0";
  }
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    if (words[i] == "less")
      values.erase(words[i + 1]);
    else
      values[words[i]] = words[i + 1];
  }
  for (const auto& [item, value] : values) add(instrument->ConceptOf(item), value);
}

// ">= 7.5 mg/d" -> operator, value, high and the words after them.
struct Bound {
  logic::Operator op = logic::Operator::kGreaterEqual;
  Rational value;
  std::optional<Rational> high;
  bool titer = false;
  std::vector<std::string> rest;
};
Bound ReadBound(const std::string& text) {
  Bound b;
  std::vector<std::string> words = Words(text);
  std::size_t i = 0;
  for (int op = 0; op <= static_cast<int>(logic::Operator::kGreater); ++op) {
    if (words[0] == ToString(static_cast<logic::Operator>(op))) b.op = static_cast<logic::Operator>(op), i = 1;
  }
  std::string value = words[i++];
  if (value.starts_with("1:")) {
    b.titer = true;
    value = value.substr(2);
  }
  const std::size_t dots = value.find("..");
  if (dots != std::string::npos) {
    b.op = logic::Operator::kBetween;
    b.high = Number(value.substr(dots + 2));
    value = value.substr(0, dots);
  }
  if (!value.starts_with("P"))
    b.value = Number(value);
  else
    b.rest.push_back(value);
  b.rest.insert(b.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
  return b;
}

logic::Bound Offset(const std::string& text) {
  logic::Bound b;
  if (!text.ends_with("hl")) {
    b.offset = ParsePeriod(text).value();
    return b;
  }
  b.half_lives = std::stoi(text.substr(0, text.size() - 2));
  if (b.half_lives <= 0) ADD_FAILURE() << "half-lives are counted without a sign: " << text;
  return b;
}

// "concept:basal_cell_carcinoma state:resected", "route:topical", "item:alopecia".
logic::FactPtr Partial(const std::string& text) {
  logic::Fact f;
  for (const std::string& word : Words(text)) {
    const std::size_t at = word.find(':');
    const std::string key = word.substr(0, at);
    const std::string value = word.substr(at + 1);
    if (key == "concept")
      f.concept_ref = {SmallTerms().Find(value) ? value : "", value, false};
    else if (key == "state")
      f.state = {value};
    else if (key == "route")
      f.route = {value};
    else if (key == "item")
      f.item = value;
    else if (key == "category")
      f.category = Split(value, ',');
    else if (key == "cause")
      f.cause = logic::Cause{value, true};
    else if (key == "dose" || key == "duration") {  // dose:<=10, duration:>P14D
      const std::size_t from = value.find_first_not_of("<>=");
      const Bound b = ReadBound(value.substr(0, from) + " " + value.substr(from));
      if (key == "dose")
        f.dose = logic::Dose{b.op, b.value, {}, "mg/d", "", false};
      else
        f.duration = logic::DurationBound{b.op, ParsePeriod(b.rest.at(0)).value()};
    } else if (key == "equivalent_of" && f.dose) {  // behind its dose
      f.dose->equivalent_of = value;
    } else if (key == "from" || key == "to") {
      if (!f.window) f.window.emplace();
      (key == "from" ? f.window->from : f.window->to) = logic::Bound{ParsePeriod(value).value(), 0};
    } else if (key == "anchor")
      f.window->anchor = logic::ParseAnchor(value);
    else
      ADD_FAILURE() << "what is `" << key << "`?";
  }
  return std::make_shared<logic::Fact>(std::move(f));
}

void Set(logic::Fact& f, const std::string& key, const std::string& value, logic::Side& side) {
  const auto window = [&]() -> logic::Window& {
    if (!f.window) f.window.emplace();
    return *f.window;
  };
  if (key == "about")
    f.about = AboutOf(value).value();
  else if (key == "concept")
    f.concept_ref = {SmallTerms().Find(value) ? value : "", value, false};
  else if (key == "side")
    side = value == "excluding" ? logic::Side::kExcluding : logic::Side::kIncluding;
  else if (key == "decides")
    f.decides = value == "person" ? logic::Decides::kPerson : logic::Decides::kRecord;
  else if (key == "compare") {
    const Bound b = ReadBound(value);
    logic::Compare c;
    c.op = b.op;
    c.value = b.value;
    c.high = b.high;
    c.titer = b.titer;
    const std::string unit = b.rest.empty() ? "" : b.rest[0];
    if (unit == "xULN")
      c.times_uln = true;
    else if (unit == "xLLN")
      c.times_lln = true;
    else
      c.unit = unit;
    c.per_kg = b.rest.size() > 1 && b.rest[1] == "per_kg";
    f.compare = c;
  } else if (key == "answer") {
    for (int i = 0; i <= static_cast<int>(logic::Answer::kIndeterminate); ++i) {
      if (logic::ToString(static_cast<logic::Answer>(i)) == value) f.answer = static_cast<logic::Answer>(i);
    }
  } else if (key == "pick") {
    for (int i = 0; i <= static_cast<int>(logic::Pick::kFirst); ++i) {
      if (logic::ToString(static_cast<logic::Pick>(i)) == value) f.pick = static_cast<logic::Pick>(i);
    }
  } else if (key == "dose") {
    const Bound b = ReadBound(value);
    logic::Dose d;
    d.op = b.op;
    d.value = b.value;
    d.high = b.high;
    if (!b.rest.empty()) d.unit = b.rest[0];
    if (b.rest.size() > 1) d.equivalent_of = b.rest[1];
    d.per_kg = b.rest.size() > 2;
    f.dose = d;
  } else if (key == "duration") {
    const Bound b = ReadBound(value);
    f.duration = logic::DurationBound{b.op, ParsePeriod(b.rest.at(0)).value()};
  } else if (key == "stable")
    f.stable_for = ParsePeriod(value);
  else if (key == "distinct" || key == "times") {
    const Bound b = ReadBound(value);
    const auto apart = b.rest.empty() ? std::nullopt : ParsePeriod(b.rest[0]);
    (key == "times" ? f.times : f.distinct) = logic::CountBound{b.op, static_cast<int>(b.value.numerator()), apart};
  } else if (key == "category")
    f.category = Split(value, ',');
  else if (key == "state")
    f.state = Split(value, ',');
  else if (key == "route")
    f.route = Split(value, ',');
  else if (key == "method")
    f.method = Split(value, ',');
  else if (key == "scale")
    f.scale = value;
  else if (key == "version")
    f.version = value;
  else if (key == "item")
    f.item = value;
  else if (key == "specimen")
    f.specimen = value;
  else if (key == "subject")
    f.subject = value;
  else if (key == "other_than")
    f.other_than = value;
  else if (key == "alone")
    f.alone = true;
  else if (key == "change") {  // "<= -20 % baseline"
    const Bound b = ReadBound(value);
    f.change = logic::Change{b.op, b.value, b.rest.size() > 1 ? b.rest[0] : "", b.rest.empty() ? "baseline" : b.rest.back()};
  } else if (key == "since") {  // of the question, not of the fact
  } else if (key == "cause")
    f.cause = value[0] == '!' ? logic::Cause{value.substr(1), false} : logic::Cause{value, true};
  else if (key == "except")
    f.except.push_back(Partial(value));
  else if (key == "requires")
    f.required.push_back(Partial(value));
  else if (key == "from")
    window().from = Offset(value);
  else if (key == "to")
    window().to = Offset(value);
  else if (key == "longer")
    window().or_longer = Offset(value);
  else if (key == "anchor")
    window().anchor = logic::ParseAnchor(value);
  else if (key == "open")
    (value == "from" ? window().open_from : window().open_to) = true;
  else if (key == "event") {
    logic::Side ignored{};
    std::string quoted = "fact " + value;
    std::replace(quoted.begin(), quoted.end(), '\'', '"');  // event="concept=prednisone dose='>= 40 mg/d'"
    window().event = std::make_shared<logic::Fact>(ReadFact(quoted, ignored));
  } else
    ADD_FAILURE() << "what is `" << key << "`?";
}

}  // namespace

const terms::Terms& SmallTerms() {
  static const terms::Terms terms = [] {
    const terms::Compiled compiled = terms::CompileTerms({std::string(ELIGO_SOURCE_DIR) + "/test/match/terms"});
    for (const std::string& error : compiled.errors) ADD_FAILURE() << error;
    const auto file = std::filesystem::temp_directory_path() / ("eligo_match_terms_" + std::to_string(::getpid()) + ".bin");
    EXPECT_TRUE(terms::WriteTermsFile(file.string(), compiled.bytes).ok());
    auto opened = terms::Terms::Open(file.string());
    std::filesystem::remove(file);
    EXPECT_TRUE(opened.ok()) << opened.error();
    return std::move(opened).value();
  }();
  return terms;
}

logic::Fact ReadFact(const std::string& line, logic::Side& side) {
  logic::Fact fact;
  for (const std::string& word : Words(line)) {
    const std::size_t at = word.find('=');
    if (at == std::string::npos) continue;
    Set(fact, word.substr(0, at), word.substr(at + 1), side);
  }
  return fact;
}

World ReadWorld(const std::string& text) {
  World world;
  world.settings.as_of = FromCivil({2026, 6, 1});
  records::RecordsBuilder builder;
  records::PatientIndex patient = 0;
  bool any = false;
  std::vector<terms::ConceptId> index;
  int number = 0;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    ++number;
    const std::vector<std::string> words = Words(line);
    if (words.empty() || words[0][0] == '#') continue;
    if (words[0] != "patient" && !any && words[0] != "as_of" && words[0] != "anchor" && words[0] != "complete" && words[0] != "validity" &&
        words[0] != "timezone" && words[0] != "index") {
      patient = builder.AddPatient(ReadPatient({"patient", "born", "1980-05-01", "female"}));
      any = true;
    }
    Row row;
    row.patient = patient;
    if (words[0] == "as_of")
      world.settings.as_of = Day(words[1]).first;
    else if (words[0] == "anchor")
      world.settings.anchors[logic::ParseAnchor(words[1]).value()] = Day(words[2]).first;
    else if (words[0] == "complete")
      world.settings.complete.insert(AboutOf(words[1]).value());
    else if (words[0] == "timezone")
      world.settings.timezone = words[1];
    else if (words[0] == "validity")
      world.settings.validity = ParsePeriod(words[1]).value();
    else if (words[0] == "index")
      index = SmallTerms().Closure(SmallTerms().Find(words[1]).value());
    else if (words[0] == "patient")
      patient = builder.AddPatient(ReadPatient(words)), any = true;
    else if (words[0] == "provided") {
      logic::Side ignored{};
      logic::Fact inner = ReadFact(line, ignored);
      logic::Expression e = logic::Leaf(std::move(inner));
      if (words[1] == "not") e = logic::Not(std::move(e));
      logic::ExpressionPtr& provided = world.questions.back().fact.provided;
      if (provided) e = logic::And({*provided, std::move(e)});
      provided = std::make_shared<const logic::Expression>(std::move(e));
    } else if (words[0] == "fact") {
      Question q;
      q.fact = ReadFact(line, q.side);
      q.settings = world.settings;
      q.index_diseases = index;
      for (const std::string& word : words) {
        if (word.starts_with("since=")) q.since = SmallTerms().Closure(SmallTerms().Find(word.substr(6)).value());
      }
      world.questions.push_back(std::move(q));
    } else if (words[0] == "assessment" || words[0] == "assessment_of") {
      Begin("result", row);
      ReadAssessment(words, row, number, builder);
    } else if (Begin(words[0], row)) {
      ReadRow(words, row, number, builder);
    } else {
      ADD_FAILURE() << "what is `" << words[0] << "`?";
    }
  }
  world.records = builder.Finish();
  return world;
}

namespace {

Run RunOf(const World& world, const Question& q) {
  static const Run::Known kKnown = FindKnown(SmallTerms());
  return {world.records, SmallTerms(), q.settings, "NCT00000000", q.index_diseases, std::nullopt, false, kKnown};
}

}  // namespace

LeafResult Answer(const World& world, const Question& q, records::PatientIndex patient) {
  const Run run = RunOf(world, q);
  const Subject subject{run, patient, world.records.patients()[patient]};
  PreparedFact fact = Prepare(q.fact, q.side, SmallTerms());
  fact.since = q.since;
  return Judge(fact, subject);
}

std::vector<verdict::Turn> Turns(const World& world, const Question& q) {
  const Run run = RunOf(world, q);
  const Subject subject{run, 0, world.records.patients()[0]};
  const PreparedLeaf leaf{nullptr, q.side, Prepare(q.fact, q.side, SmallTerms())};
  std::vector<terms::ConceptId> asked;
  subject.rows->Watch(&asked);
  const Truth now = Judge(*leaf.fact, subject).truth.presumed;
  subject.rows->Watch(nullptr);
  return TurnsOf(leaf, OffsetsOf(leaf, run), subject, now, asked);
}

std::vector<verdict::Turn> TurnsDayByDay(const World& world, const Question& q, int days) {
  const Run run = RunOf(world, q);
  Subject subject{run, 0, world.records.patients()[0]};
  const PreparedFact fact = Prepare(q.fact, q.side, SmallTerms());
  std::vector<verdict::Turn> turns;
  Truth before = Judge(fact, subject).truth.presumed;
  for (subject.days_later = 1; subject.days_later <= days; ++subject.days_later) {
    const Truth truth = Judge(fact, subject).truth.presumed;
    if (truth != before) turns.push_back({subject.as_of(), truth});
    before = truth;
  }
  return turns;
}

std::string Print(const LeafResult& result) {
  std::string out(ToString(result.truth.strict));
  if (result.truth.presumed != result.truth.strict) out += ", presumed " + std::string(ToString(result.truth.presumed));
  out += ": " + result.says;
  if (!result.missing.empty()) out += "\n  missing: " + result.missing;
  return out;
}

}  // namespace eligo::match::test
