#include "readers/omop.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "readers/omop_event.h"
#include "readers/omop_input.h"
#include "readers/omop_person.h"

namespace eligo::readers {
namespace {

const std::array<const OmopTable*, 6>& Events() {
  static const std::array<const OmopTable*, 6> kEvents = {&ConditionTable(), &DrugTable(),        &ProcedureTable(),
                                                          &DeviceTable(),    &MeasurementTable(), &ObservationTable()};
  return kEvents;
}

class OmopIngest {
 public:
  OmopIngest(OmopInput& input, const terms::Terms& terms, records::EventSink& sink, ReadReport& report)
      : input_(input), report_(report), reporter_(report), sink_(sink), codes_(terms, sink), world_{sink, codes_} {}

  Result<Done> Read() {
    std::vector<OmopCodes::Use> uses = {{"person", {"gender_concept_id"}, {}}};
    std::string absent;
    for (const OmopTable* table : Events()) {
      const std::vector<std::string> concepts = {table->columns[kConcept].name, table->columns[kSourceConcept].name};
      OmopCodes::Use use{table->name, table->vocabulary, {}};
      auto& into = table->placed ? use.placed : use.columns;
      into.insert(into.end(), concepts.begin(), concepts.end());
      use.drugs = table->bearer == Bearer::kDrug;
      uses.push_back(std::move(use));
      if (!input_.Has(table->name)) absent += (absent.empty() ? "" : ", ") + table->name;
    }
    for (const std::string name : {"observation_period", "death"}) {
      if (!input_.Has(name)) absent += (absent.empty() ? "" : ", ") + name;
    }
    if (!absent.empty()) reporter_.Note(fmt::format("{}: there is no table {}", input_.path(), absent));
    if (auto loaded = codes_.Load(input_, uses, reporter_, skipped_); !loaded.ok()) return loaded;
    auto persons = ReadPersons(input_, world_, reporter_, report_);
    if (!persons.ok()) return Error{persons.error()};
    persons_ = std::move(*persons);
    for (const OmopTable* table : Events()) {
      if (!input_.Has(table->name)) continue;
      if (auto read = ReadTable(*table); !read.ok()) return read;
    }
    AddTrials(world_);
    return Done{};
  }

  void Finish() { reporter_.Finish(); }

 private:
  Result<Done> ReadTable(const OmopTable& spec) {
    auto table = input_.Table(spec.name);
    if (!table.ok()) return Error{table.error()};
    const auto require = [&](std::size_t column, std::size_t other) -> Result<Done> {
      const std::string& name = spec.columns[column].name;
      if ((*table)->Has(name) || (*table)->Has(spec.columns[other].name)) return Done{};
      const std::string or_other = column == other ? "" : " and no column " + spec.columns[other].name;
      return Error{fmt::format("{}: {} has no column {}{}; see docs/omop.md", input_.path(), spec.name, name, or_other)};
    };
    for (const auto& [column, other] : {std::pair{kPerson, kPerson}, std::pair{kDate, kTime}, std::pair{kConcept, kSourceValue}}) {
      if (auto there = require(column, other); !there.ok()) return there;
    }
    const Result<Done> narrowed = Narrow(spec, **table);
    if (!narrowed.ok()) return Error{fmt::format("{}: {}: {}", input_.path(), spec.name, narrowed.error())};
    if (const auto chosen = (*table)->Choose(spec.columns); !chosen.ok())
      return Error{fmt::format("{}: {}: {}", input_.path(), spec.name, chosen.error())};
    source_ = spec.name + '/';
    while ((*table)->Next(skipped_)) ReadRow(spec, **table);
    if (!(*table)->failure().empty()) return Error{fmt::format("{}: {}: {}", input_.path(), spec.name, (*table)->failure())};
    return Done{};
  }

  // Leaves rows in the file whose codes nobody asks for, where the table can: each code is looked at once, not once a row.
  Result<Done> Narrow(const OmopTable& spec, tables::Table& table) {
    kept_.clear();
    if (sink_.KeepsAll()) return Done{};
    auto codes = input_.Table(spec.name);
    if (!codes.ok()) return Error{codes.error()};
    if (!(*codes)->Distinct()) return Done{};
    const std::array<std::size_t, 3> columns = {kConcept, kSourceConcept, kSourceValue};
    std::vector<tables::Column> chosen;
    std::vector<std::string> names;
    for (const std::size_t column : columns) {
      chosen.push_back(spec.columns[column]);
      names.push_back(spec.columns[column].name);
    }
    if (const auto done = (*codes)->Choose(chosen); !done.ok()) return Error{done.error()};
    std::vector<std::vector<std::string>> keys;
    std::vector<records::CodeId> unknown;
    constexpr std::size_t kMost = 200'000;  // codes must not grow with free text
    while ((*codes)->Next(skipped_)) {
      const auto concept_id = IdOf(**codes, 0);
      const auto source_concept = IdOf(**codes, 1);
      const std::string value((*codes)->Cell(2));
      // What cannot be read is read, to be told.
      bool keep = !concept_id || !source_concept;
      std::unique_ptr<OmopCode> known;
      if (!keep) {
        const OmopCode& code = codes_.Find(spec.bearer, *concept_id, *source_concept, value);
        const bool counted = !code.known && sink_.CountsUnknown();
        keep = code.kept || counted || spec.reads(code);
        if (!code.known && !keep) unknown.push_back(code.id);
        if (keep && keys.size() < kMost) known = std::make_unique<OmopCode>(code);
      }
      const auto key = [&](std::size_t column) {
        return (*codes)->Form(column) == tables::As::kText ? std::string((*codes)->Cell(column)) : std::to_string((*codes)->Whole(column));
      };
      if (!keep) continue;
      keys.push_back({key(0), key(1), value});
      if (keys.size() <= kMost) kept_.push_back(std::move(known));
    }
    if (!(*codes)->failure().empty()) return Error{(*codes)->failure()};
    const auto kept = table.Keep(names, keys);
    if (!kept.ok()) return Error{kept.error()};
    // Their rows will not be seen: each counts once.
    for (const records::CodeId code : unknown) {
      if (*kept) sink_.Add({code, {}});
    }
    return Done{};
  }

  void ReadRow(const OmopTable& spec, const tables::Table& table) {
    ++report_.resources;
    Problem problem;
    const OmopCells cells(table, spec.columns, problem);
    events_.clear();
    const auto key = table.Key();
    OmopEvent event{world_, cells, source_, cells.Id(kId), key && *key < kept_.size() ? kept_[*key].get() : nullptr, 0, events_, {}};
    const auto person = PatientOf(cells.Id(kPerson));
    if (!problem.any() && !person) cells.Complain(kPerson, "names no row of PERSON");
    if (problem.any()) return Skip(table.Place(), event.Source(), problem);

    event.patient = *person;
    spec.read(event);
    if (problem.any()) return Skip(table.Place(), event.Source(), problem);
    if (event.events.empty()) return;
    ++report_.read;
    for (const records::Event& one : event.events) sink_.Add(one);
    if (!event.unknown_unit.empty()) reporter_.UnknownUnit(table.Place(), event.Source(), "unit", event.unknown_unit);
  }

  // Rows of one person often stand together.
  std::optional<records::PatientIndex> PatientOf(std::int64_t person) {
    if (person == person_) return patient_;
    person_ = person;
    const auto found = persons_.find(person);
    return patient_ = found == persons_.end() ? std::nullopt : std::optional(found->second);
  }

  void Skip(const std::string& place, const std::string& source, const Problem& problem) {
    ++report_.skipped_resources;
    reporter_.Tell(place, source, problem, "row skipped");
  }

  OmopInput& input_;
  ReadReport& report_;
  Reporter reporter_;
  records::EventSink& sink_;
  OmopCodes codes_;
  OmopWorld world_;
  OmopPersons persons_;
  std::int64_t person_ = 0;  // the last one asked for; 0 is none's
  std::optional<records::PatientIndex> patient_;
  std::string source_;                           // "measurement/", of the table that is read
  std::vector<std::unique_ptr<OmopCode>> kept_;  // by the keys of its rows that are kept; null where its ids cannot be read
  std::vector<records::Event> events_;           // of the row that is read
  const tables::Table::Skipped skipped_ = [this](const std::string& place, const std::string& why) {
    ++report_.skipped_files;
    reporter_.Tell(place, "", {"", why, false}, "line skipped");
  };
};

}  // namespace

bool IsOmop(const std::string& path) { return OmopInput::IsOmop(path); }

Result<Done> ReadOmop(const std::string& path, const terms::Terms& terms, records::EventSink& sink, ReadReport& report) {
  report.Restart("row");
  auto input = OmopInput::Open(path);
  if (!input.ok()) return Error{input.error()};
  if (!input->Has("person")) return Error{fmt::format("{}: has no table PERSON; is this an OMOP CDM?", path)};
  OmopIngest ingest(*input, terms, sink, report);
  Result<Done> read = ingest.Read();
  ingest.Finish();
  if (read.ok() && report.patients == 0) return Error{fmt::format("{}: PERSON holds no person", input->path())};
  return read;
}

}  // namespace eligo::readers
