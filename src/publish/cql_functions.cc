#include "publish/cql_functions.h"

namespace eligo::publish {

const std::string_view kCqlFunctions = R"cql(
// Of several records. Null elements are unknown.
define function AnyOf(values List<Boolean>):
  if AnyTrue(values) then true
  else if AnyTrue(values V return all V is null) then null as Boolean
  else false

define function CountAtLeast(number Integer, values List<Boolean>):
  if Count(values V where V is true return all 1) >= number then true
  else if Count(values V where V is null or V return all 1) < number then false
  else null as Boolean

// What results of one day agree on; one that cannot answer contradicts none.
define function Agreed(values List<Boolean>):
  if AnyTrue(values) and AnyTrue(values V return all V is false) then null as Boolean
  else if AnyTrue(values) then true
  else if AnyTrue(values V return all V is false) then false
  else null as Boolean

// Rows of conditions, procedures and drugs. A denial that is later than every record of the thing is a conflict.
define function Found(rows List<Tuple{holds Boolean, denies Boolean, dated Date}>):
  if exists (rows D where D.denies is true
      and exists (rows H where H.holds is true)
      and not exists (rows H where H.holds is true and Coalesce(Coalesce(H.dated, @0001-01-01) >= D.dated, false)))
    then null as Boolean
  else AnyOf(rows R return all R.holds)

// Days. What begins after the as-of day does not exist yet; a day that is not known in full may be any up to then.
define function NotAhead(moment Date):
  not Coalesce(moment > "As of", false)
define function FullDay(moment Date):
  (day from moment) is not null
define function Began(start Date, target Date):
  target >= "As of" or start <= target

define function InWindow(start Date, end Date, active Boolean, documented Boolean, chronic Boolean, first Date, last Date):
  case
    when start > last then false
    when start >= first then Began(start, last)
    when end is not null and NotAhead(end) then Began(start, last) and end >= first
    when documented then true
    when (start >= first) is null then null as Boolean
    when chronic or active then null as Boolean
    else false
  end

// What has ended says false or null (`past`) where the text asks for the present.
define function Present(begun Boolean, ended Boolean, past Boolean):
  if ended is true then begun and past else begun and not ended

// Conditions.
define function CodesOf(codings List<FHIR.Coding>, system String):
  codings C where C.system.value = system return Upper(Combine(Split(C.code.value, '.')))

define function IsBelow(codings List<FHIR.Coding>, system String, stems List<String>):
  exists ((CodesOf(codings, system)) C where exists (stems S where StartsWith(C, S)))

define function StatusOf(status FHIR.CodeableConcept):
  First(status.coding C return C.code.value)

// Of a condition without verification status, "confirmed".
define function IsVoid(status FHIR.CodeableConcept):
  Coalesce(StatusOf(status) = 'entered-in-error', false)
define function IsRefuted(status FHIR.CodeableConcept):
  Coalesce(StatusOf(status) = 'refuted', false)
define function IsStated(status FHIR.CodeableConcept):
  case
    when IsRefuted(status) then false
    when StatusOf(status) in { 'unconfirmed', 'provisional', 'differential', 'presumed' } then null as Boolean
    else true
  end

define function StartOfCondition(condition FHIR.Condition):
  if condition.onset is not null then date from (condition.onset as FHIR.dateTime).value
  else date from condition.recordedDate.value

define function EndOfCondition(condition FHIR.Condition):
  date from (condition.abatement as FHIR.dateTime).value

define function IsActive(condition FHIR.Condition):
  case
    when StatusOf(condition.clinicalStatus) in { 'active', 'recurrence', 'relapse' } then true
    when StatusOf(condition.clinicalStatus) in { 'inactive', 'remission', 'resolved' } then false
    else condition.abatement is null
  end

define function EndedBefore(condition FHIR.Condition, target Date):
  case
    when EndOfCondition(condition) is not null and NotAhead(EndOfCondition(condition)) then EndOfCondition(condition) < target
    when EndOfCondition(condition) is not null then false
    when condition.abatement is not null and IsActive(condition) then null as Boolean
    else not IsActive(condition)
  end

define function IsDocumented(condition FHIR.Condition, first Date, last Date):
  Coalesce(StatusOf(condition.clinicalStatus) in { 'active', 'recurrence', 'relapse' }
    and date from condition.recordedDate.value between first and last, false)

// Results.
define function DayOfResult(observation FHIR.Observation):
  date from MomentOf(observation)
define function MomentOf(observation FHIR.Observation):
  if observation.effective is null then observation.issued.value
  else Coalesce((observation.effective as FHIR.dateTime).value, (observation.effective as FHIR.instant).value)

define function ResultsUpTo(observations List<FHIR.Observation>, last Date):
  observations O
    where O.status.value in { 'final', 'amended', 'corrected', 'preliminary' }
      and O.dataAbsentReason is null
      and not exists O.focus
      and (O.value is not null or exists O.interpretation)
      and NotAhead(DayOfResult(O))
      and not Coalesce(DayOfResult(O) > last, false)

define function LastDay(results List<FHIR.Observation>):
  if exists (results R where not Coalesce(FullDay(DayOfResult(R)), false)) then null as Date
  else Max(results R return all DayOfResult(R))

// Those of the last day; of these, where each has a time of day, those of the last moment.
define function LastOf(results List<FHIR.Observation>):
  LatestMoment(OnDay(results, LastDay(results)))
define function OnDay(results List<FHIR.Observation>, target Date):
  results R where DayOfResult(R) = target
define function LatestMoment(results List<FHIR.Observation>):
  if exists (results R where (minute from MomentOf(R)) is null) then results
  else AtMoment(results, Max(results X return all MomentOf(X)))
define function AtMoment(results List<FHIR.Observation>, moment DateTime):
  results R where MomentOf(R) same minute as moment

// Of the last day or later there is a result without a code whose name may be one of the test's: the beginnings of their longest words.
define function MayBeNewer(results List<FHIR.Observation>, target Date, uncoded List<FHIR.Observation>, names List<String>):
  exists (uncoded U
    where Mentions(U, names)
      and not Coalesce(DayOfResult(U) < LastDay(results), false)
      and not Coalesce(DayOfResult(U) > target, false))
define function Mentions(observation FHIR.Observation, names List<String>):
  exists (names N where PositionOf(N, NameOf(observation)) >= 0)
define function NameOf(observation FHIR.Observation):
  ' ' + ReplaceMatches(ReplaceMatches(Lower(Coalesce(observation.code.text.value, First(observation.code.coding C return C.display.value), '')),
    '[^a-z0-9]+', ' '), 'ae|oe', 'e')

define function ValueOf(observation FHIR.Observation):
  (observation.value as FHIR.Quantity).value.value
define function ComparatorOf(observation FHIR.Observation):
  (observation.value as FHIR.Quantity).comparator.value
define function UnitOf(observation FHIR.Observation):
  Coalesce((observation.value as FHIR.Quantity).code.value, (observation.value as FHIR.Quantity).unit.value)

// A result below a limit of detection is an interval.
define function IsAtLeast(value Decimal, comparator String, bound Decimal):
  case
    when comparator is null then value >= bound
    when comparator = '<' then (if value <= bound then false else null as Boolean)
    when comparator = '<=' then (if value < bound then false else null as Boolean)
    else (if value >= bound then true else null as Boolean)
  end
define function IsAbove(value Decimal, comparator String, bound Decimal):
  case
    when comparator is null then value > bound
    when comparator = '<' or comparator = '<=' then (if value <= bound then false else null as Boolean)
    when comparator = '>' then (if value >= bound then true else null as Boolean)
    else (if value > bound then true else null as Boolean)
  end

// The one reference range of the result, in its own unit.
define function UpperLimitOf(observation FHIR.Observation):
  if Count(observation.referenceRange) != 1 then null as Decimal
  else First(observation.referenceRange R
    where Coalesce(R.high.code.value, R.high.unit.value, UnitOf(observation), '') = Coalesce(UnitOf(observation), '')
    return R.high.value.value)
define function LowerLimitOf(observation FHIR.Observation):
  if Count(observation.referenceRange) != 1 then null as Decimal
  else First(observation.referenceRange R
    where Coalesce(R.low.code.value, R.low.unit.value, UnitOf(observation), '') = Coalesce(UnitOf(observation), '')
    return R.low.value.value)

// The coded answer first, then what the laboratory calls it.
define function CodedAnswerOf(observation FHIR.Observation):
  First(((observation.value as FHIR.CodeableConcept).coding) C
    return case
      when C.code.value in { '10828004', '260408008', '260373001', '11214006', '52101004', '373066001', '77386006', 'LA6576-8', 'LA11882-0', 'LA9633-4', 'LA33-6' } then 'positive'
      when C.code.value in { '260385009', '260415000', '131194007', '2667000', '373067005', '60001007', 'LA6577-6', 'LA11883-8', 'LA9634-2', 'LA32-8' } then 'negative'
      else null as String
    end)
define function CalledAnswerOf(observation FHIR.Observation):
  First((flatten (observation.interpretation I return all (I.coding C return all C.code.value))) C
    return case
      when C in { 'POS', 'RR', 'WR', 'DET', 'H', 'HH', 'HU' } then 'positive'
      when C in { 'NEG', 'NR', 'ND', 'L', 'LL', 'LU', 'N' } then 'negative'
      else null as String
    end)
define function IsPositive(observation FHIR.Observation):
  case Coalesce(CodedAnswerOf(observation), CalledAnswerOf(observation))
    when 'positive' then true
    when 'negative' then false
    else (if exists observation.interpretation or (observation.value as FHIR.CodeableConcept) is not null then null as Boolean
      else IsAbove(ValueOf(observation), ComparatorOf(observation), UpperLimitOf(observation)))
  end

// Drugs: courses from orders, statements, administrations, dispensings and vaccinations. `plain`: the days are all that is to know.
define function RunsOn(dosage List<FHIR.Dosage>):
  exists (dosage D where D.timing.repeat.bounds is not null or PositionOf('for ', D.text.value) >= 0 or PositionOf('then', D.text.value) >= 0)

define function CourseOfOrder(request FHIR.MedicationRequest):
  Tuple {
    start: date from Coalesce(request.authoredOn.value, request.dispenseRequest.validityPeriod."start".value),
    last: date from request.dispenseRequest.validityPeriod."end".value,
    ongoing: Coalesce(request.status.value = 'active', false),
    lasting: true,
    plain: not RunsOn(request.dosageInstruction),
    certain: (if request.status.value = 'unknown' then null as Boolean else true)
  }
define function CourseOfStatement(statement FHIR.MedicationStatement):
  Tuple {
    start: date from Coalesce((statement.effective as FHIR.dateTime).value, (statement.effective as FHIR.Period)."start".value),
    last: date from (statement.effective as FHIR.Period)."end".value,
    ongoing: Coalesce(statement.status.value = 'active', false),
    lasting: true,
    plain: not RunsOn(statement.dosage),
    certain: (if statement.status.value = 'unknown' then null as Boolean else true)
  }
define function CourseOfAdministration(administration FHIR.MedicationAdministration):
  Tuple {
    start: date from Coalesce((administration.effective as FHIR.dateTime).value, (administration.effective as FHIR.Period)."start".value),
    last: date from Coalesce((administration.effective as FHIR.dateTime).value, (administration.effective as FHIR.Period)."end".value, (administration.effective as FHIR.Period)."start".value),
    ongoing: false,
    lasting: false,
    plain: true,
    certain: (if administration.status.value = 'unknown' then null as Boolean else true)
  }
define function CourseOfDispense(dispense FHIR.MedicationDispense):
  Tuple {
    start: date from Coalesce(dispense.whenHandedOver.value, dispense.whenPrepared.value),
    last: null as Date,
    ongoing: false,
    lasting: true,
    plain: false,
    certain: true
  }
define function CourseOfVaccination(immunization FHIR.Immunization):
  Tuple {
    start: date from (immunization.occurrence as FHIR.dateTime).value,
    last: date from (immunization.occurrence as FHIR.dateTime).value,
    ongoing: false,
    lasting: false,
    plain: true,
    certain: true
  }
// A procedure under a code of the drug's.
define function CourseOfProcedure(procedure FHIR.Procedure):
  Tuple {
    start: date from Coalesce((procedure.performed as FHIR.dateTime).value, (procedure.performed as FHIR.Period)."start".value),
    last: null as Date,
    ongoing: false,
    lasting: true,
    plain: false,
    certain: true
  }

// Whether courses of one drug share a day with [first, last]. An order that ended hides how an older one that still ran went on;
// an order nobody confirmed for 12 months may have ended.
define function Taken(courses List<Tuple{start Date, last Date, ongoing Boolean, lasting Boolean, plain Boolean, certain Boolean}>, first Date, last Date):
  AnyOf(courses C
    where NotAhead(C.start)
    return all case
      when C.start > last then false
      when not C.plain then null as Boolean
      when not Coalesce(FullDay(C.start), false) then null as Boolean
      when C.start >= first then Began(C.start, last) and C.certain
      when C.last is not null and C.last < first then
        (if last < "As of" and exists (courses N where N.start > last and N.start <= C.last + 31 days) then null as Boolean else false)
      when C.lasting and exists (courses N where Coalesce(N.start >= C.start and N.start <= first and N.last < first, false)) then null as Boolean
      when C.last is not null then C.last >= first and C.certain
      when C.ongoing and first > "As of" then null as Boolean
      when C.ongoing then
        (if Max(courses N where NotAhead(N.start) return all N.start) + 12 months >= first then C.certain else null as Boolean)
      when not C.lasting then false
      else null as Boolean
    end)

define function CoursesOf(requests List<FHIR.MedicationRequest>, statements List<FHIR.MedicationStatement>, administrations List<FHIR.MedicationAdministration>, dispenses List<FHIR.MedicationDispense>, immunizations List<FHIR.Immunization>, procedures List<FHIR.Procedure>):
  flatten {
    requests R where IsMeant(R) return all CourseOfOrder(R),
    statements S where not (S.status.value in { 'entered-in-error', 'not-taken', 'intended', 'draft' }) return all CourseOfStatement(S),
    administrations A where not (A.status.value in { 'entered-in-error', 'not-done' }) return all CourseOfAdministration(A),
    dispenses D where D.status.value in { 'completed', 'in-progress', 'stopped', 'on-hold', 'unknown' } return all CourseOfDispense(D),
    immunizations I where not (I.status.value in { 'entered-in-error', 'not-done' }) return all CourseOfVaccination(I),
    procedures P where not (P.status.value in { 'entered-in-error', 'not-done', 'preparation' }) return all CourseOfProcedure(P) }

define function IsMeant(request FHIR.MedicationRequest):
  not (request.status.value in { 'cancelled', 'entered-in-error', 'draft' })
    and not Coalesce(request.intent.value in { 'proposal', 'plan', 'option' }, false)
    and not Coalesce(request.doNotPerform.value, false)

// Procedures. One that was begun and broken off may have happened.
define function StartOfProcedure(procedure FHIR.Procedure):
  date from Coalesce((procedure.performed as FHIR.dateTime).value, (procedure.performed as FHIR.Period)."start".value)
define function EndOfProcedure(procedure FHIR.Procedure):
  date from Coalesce((procedure.performed as FHIR.Period)."end".value, (procedure.performed as FHIR.dateTime).value, (procedure.performed as FHIR.Period)."start".value)
define function IsDone(procedure FHIR.Procedure):
  case procedure.status.value
    when 'completed' then true
    when 'in-progress' then true
    else null as Boolean
  end
define function PerformedIn(procedure FHIR.Procedure, first Date, last Date):
  case
    when StartOfProcedure(procedure) > last then false
    else Began(StartOfProcedure(procedure), last) and EndOfProcedure(procedure) >= first
  end

// What both readings say. `elsewhere`: something that is not read here may speak of it.
define function Stated(rows List<Tuple{holds Boolean, denies Boolean, dated Date}>):
  case
    when Found(rows) then true
    when Found(rows) is false and AnyTrue(rows R return all R.denies) then false
    else null as Boolean
  end
define function SilenceIsNo(found Boolean, elsewhere Boolean):
  case
    when found then true
    when found is null then null as Boolean
    when elsewhere then null as Boolean
    else false
  end

// The person.
define function SexOf(patient FHIR.Patient):
  Coalesce(First(patient.extension E
      where E.url.value = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'
      return case (E.value as FHIR.code).value when 'F' then 'female' when 'M' then 'male' else null as String end),
    patient.gender.value)

// Records under no code of the systems that the value sets use: they may be about anything.
define function HasNoCode(codings List<FHIR.Coding>):
  not exists (codings C where C.code.value is not null and C.system.value in { 'http://snomed.info/sct', 'http://hl7.org/fhir/sid/icd-10-cm', 'http://loinc.org', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/cvx' })
)cql";

}  // namespace eligo::publish
