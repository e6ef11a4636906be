// World: a text case of match -> terms, records and facts.
//
// A case is a record in lines, then the facts put to it; every `fact` line prints what it came to.
//
//   as_of 2026-06-01                 anchor first_dose 2026-07-01      complete drug      validity P14D      index sle
//   patient born 1980-05-01 female [birth_sex male] [died 2026-05-01] [dead] [id p1]
//   condition sle from 2019-05 [to D] [active|inactive] [ongoing] [severity W] [provisional|refuted] [recorded D]
//   order|dispense|give|state DRUG [10 mg/d] [oral] [from D] [to D] [ongoing] [stopped] [as_needed] [recorded D]
//   vaccine|procedure|trial|allergy|note|observe CONCEPT [on D] ...
//   result hemoglobin [84 g/L | <20 [IU]/mL | 1:160 | 10..12 mg] [positive] [on D] [at 08:30] [range 120..160] [text W] [method W]
//   assessment sledai_2k 2026-05-20 [less fever] rash 2   every item of the instrument, 0 but for those named; not those behind `less`;
//                                                         under the name of a set (sledai), items of no known version
//   assessment_of haq 2026-05-20 eating 2                 the items named alone
//   fact about=measurement concept=hemoglobin compare="< 85 g/L" anchor=screening
//   provided not about=procedure concept=transfusion from=-P7D to=P0D anchor=screening    of the fact before; all such lines must hold
//
// Words with spaces stand in double quotes. `on D` is a start and an end; `@ID` at the end names the row's source.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "match/kernels.h"
#include "match/phrase.h"
#include "match/turns.h"
#include "records/records.h"
#include "terms/terms.h"

namespace eligo::match::test {

// test/match/terms, compiled once.
const terms::Terms& SmallTerms();

struct Question {
  logic::Fact fact;
  logic::Side side = logic::Side::kIncluding;
  verdict::Settings settings;
  std::vector<terms::ConceptId> index_diseases;
  std::vector<terms::ConceptId> since;  // the drugs whose exclusion the fact lifts: since=rituximab
};

struct World {
  records::Records records;
  std::vector<Question> questions;
  verdict::Settings settings;
};

// Fails the test on a line it cannot read.
World ReadWorld(const std::string& text);
logic::Fact ReadFact(const std::string& line, logic::Side& side);

// "strict true, presumed true: hemoglobin 84 g/L on 2026-05-20 is below 85 g/L", with `missing` on a line of its own.
std::string Print(const LeafResult& result);
LeafResult Answer(const World& world, const Question& question, records::PatientIndex patient = 0);
// Of the first patient: as TurnsOf() finds them, and by asking every one of the next days.
std::vector<verdict::Turn> Turns(const World& world, const Question& question);
std::vector<verdict::Turn> TurnsDayByDay(const World& world, const Question& question, int days);

}  // namespace eligo::match::test
