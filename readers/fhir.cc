#include "readers/fhir.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "readers/fhir_code.h"
#include "readers/fhir_input.h"
#include "readers/fhir_json.h"
#include "readers/fhir_resource.h"
#include "readers/hash_set.h"
#include "readers/reporter.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

constexpr int kMaxBundleDepth = 4;
constexpr int kMaxReplacements = 16;

struct Reader {
  std::string_view type;
  std::string_view subject;  // the element that says whose it is
  Outcome (*read)(Resource&);
};

constexpr Reader kReaders[] = {
    {"Observation", "subject", ReadObservation},
    {"Condition", "subject", ReadCondition},
    {"MedicationRequest", "subject", ReadMedicationRequest},
    {"MedicationStatement", "subject", ReadMedicationStatement},
    {"MedicationAdministration", "subject", ReadMedicationAdministration},
    {"MedicationDispense", "subject", ReadMedicationDispense},
    {"Procedure", "subject", ReadProcedure},
    {"Immunization", "patient", ReadImmunization},
    {"AllergyIntolerance", "patient", ReadAllergy},
    {"Consent", "patient", ReadConsent},
    {"ResearchSubject", "individual", ReadResearchSubject},
    {"DocumentReference", "subject", ReadDocumentReference},
    {"DiagnosticReport", "subject", ReadDiagnosticReport},
    {"Encounter", "subject", ReadEncounter},
};

// Resource types of DSTU2 that R4 calls otherwise: what they say would be lost without a word.
constexpr std::string_view kOldTypes[] = {"MedicationOrder", "MedicationPrescription", "DiagnosticOrder"};

// "http://host/fhir/Patient/1/_history/2" -> "Patient/1"; "urn:uuid:..." stays.
std::string ReferenceKey(std::string_view reference) {
  if (reference.starts_with("urn:")) return std::string(reference);
  if (const std::size_t history = reference.find("/_history/"); history != std::string_view::npos) reference = reference.substr(0, history);
  const std::size_t id = reference.rfind('/');
  if (id == std::string_view::npos || id == 0) return std::string(reference);
  const std::size_t type = reference.rfind('/', id - 1);
  return std::string(type == std::string_view::npos ? reference : reference.substr(type + 1));
}

class Ingest {
 public:
  Ingest(const terms::Terms& terms, const Vocabulary* vocabulary, records::EventSink& sink, ReadReport& report)
      : mapper_(terms, vocabulary), sink_(sink), report_(report), reporter_(report) {}

  void ReadFile(const InputFile& file) {
    Result<TextFile> opened = TextFile::Open(file.path);
    if (!opened.ok()) return SkipFile(file.path, opened.error());
    TextFile text = std::move(opened).value();
    if (file.lines) return ReadLines(file.path, text);
    Result<std::string> whole = text.Rest();
    if (!whole.ok()) return SkipFile(file.path, whole.error());
    ReadDocument(file.path, *whole);
  }

  // One document, or, when it is none and its first line is, one document a line.
  void ReadDocument(const std::string& path, std::string& text) {
    const Result<simdjson::dom::element> root = ParseJson(parser_, text);
    if (root.ok()) return ReadRoot(*root, path);
    if (!FirstLineIsJson(text)) return SkipFile(path, root.error());
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string line = text.substr(at, end - at);
      ReadLine(path, ++number, line);
      at = end + 1;
    }
  }

  // What waited for a patient or a medication that came later, or never.
  void ReadDeferred() {
    last_chance_ = true;
    std::vector<Deferred> deferred = std::move(deferred_);
    deferred_.clear();
    for (Deferred& entry : deferred) {
      const Result<simdjson::dom::element> root = ParseJson(parser_, entry.text);
      CHECK(root.ok());
      --report_.resources;  // it was counted when it was met
      ReadResource(*root, entry.place, entry.full_url);
    }
  }

  void Finish() {
    reporter_.Finish();
    if (report_.duplicates > 0)
      reporter_.Note(fmt::format("{} resources came more than once; the first of each is kept", report_.duplicates));
    if (other_content_ > 0)
      reporter_.Note(
          fmt::format("{} resources have an id that another of their patient has, and say something else; all are kept", other_content_));
    if (contained_unread_ > 0)
      reporter_.Note(fmt::format("{} resources inside others are not read: only Observations are, of those that are read themselves",
                                 contained_unread_));
    if (report_.family_histories > 0)
      reporter_.Note(fmt::format("{} FamilyMemberHistory: of relatives, and never the patient's", report_.family_histories));
  }

 private:
  struct Deferred {
    std::string place, full_url, text;
  };

  void SkipFile(const std::string& place, const std::string& why) {
    ++report_.skipped_files;
    reporter_.Tell(place, "", {"", why, false}, "skipped");
  }

  static bool FirstLineIsJson(const std::string& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string::npos || text.find_first_not_of(" \t\r\n", end) == std::string::npos) return false;
    std::string first = text.substr(0, end);
    simdjson::dom::parser probe;
    return first.find_first_not_of(" \t\r") != std::string::npos && ParseJson(probe, first).ok();
  }

  void ReadLines(const std::string& path, TextFile& text) {
    int number = 0;
    bool any = false;
    for (std::string line; text.NextLine(line);) {
      ++number;
      if (text.too_long()) {
        SkipFile(fmt::format("{}:{}", path, number), "is longer than 1 GiB");
      } else {
        any |= ReadLine(path, number, line);
      }
    }
    if (!text.failure().empty()) return SkipFile(path, text.failure());
    if (!any) SkipFile(path, "is empty");
  }

  // False for a blank line.
  bool ReadLine(const std::string& path, int number, std::string& line) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return false;
    const std::string place = fmt::format("{}:{}", path, number);
    const Result<simdjson::dom::element> root = ParseJson(parser_, line);
    if (root.ok()) {
      ReadRoot(*root, place);
    } else {
      SkipFile(place, root.error());
    }
    return true;
  }

  void ReadRoot(simdjson::dom::element root, const std::string& place) {
    if (!root.is_object()) return SkipFile(place, "is JSON but no FHIR resource");
    Problem problem;
    if (Node(root, problem)["resourceType"].Text() == "Bundle") return ReadBundle(root, place, 0);
    ReadResource(root, place, "");
  }

  // Patients and medications first: the rest of the bundle points to them.
  void ReadBundle(simdjson::dom::element root, const std::string& place, int depth) {
    struct Later {
      std::string place, full_url;
      simdjson::dom::element resource;
    };
    Problem problem;
    if (!KeysOnce(root, false, problem)) return SkipResource(place, "Bundle", problem);
    std::vector<Later> later;
    int number = 0;
    const std::vector<Node> entries = Node(root, problem)["entry"].Items();
    for (const Node& entry : entries) {
      const std::string entry_place = fmt::format("{}: entry {}", place, ++number);
      Problem entry_problem;
      const Node checked(entry.element(), entry_problem);
      if (!KeysOnce(entry.element(), false, entry_problem)) {
        SkipResource(entry_place, "", entry_problem);
        continue;
      }
      const Node resource = checked["resource"];
      const std::string full_url(checked["fullUrl"].Text());
      if (!resource.present() && !entry_problem.any()) continue;  // a response or a deletion
      const std::string_view type = resource["resourceType"].Text();
      if (entry_problem.any()) {
        SkipResource(entry_place, "", entry_problem);
      } else if (type == "Bundle") {
        if (depth + 1 >= kMaxBundleDepth)
          SkipResource(entry_place, "Bundle", {"", "is a bundle inside a bundle, too deep", false});
        else
          ReadBundle(resource.element(), entry_place, depth + 1);
      } else if (type == "Patient" || type == "Medication") {
        if (!ReadResource(resource.element(), entry_place, full_url)) {
          report_.skipped_resources += static_cast<int>(entries.size()) - 1;
          return reporter_.Tell(place, "Bundle", {"", "belongs to another person than the first patient of that id", false},
                                "bundle skipped");
        }
      } else {
        later.push_back({entry_place, full_url, resource.element()});
      }
    }
    if (problem.any()) SkipResource(place, "Bundle", problem);
    for (const Later& entry : later) ReadResource(entry.resource, entry.place, entry.full_url);
  }

  // False when it is another person under the id of a known one: then nothing of its bundle can be told apart.
  bool ReadResource(simdjson::dom::element element, const std::string& place, const std::string& full_url) {
    ++report_.resources;
    Problem problem;
    const Node root(element, problem);
    const std::string_view type = root["resourceType"].Text();
    std::string id(root["id"].Text());
    if (id.empty() && full_url.starts_with("urn:uuid:")) id = full_url.substr(9);
    if (type.empty() || problem.any()) {
      if (!problem.any()) problem = {"resourceType", "is missing", false};
      SkipResource(place, "", problem);
      return true;
    }
    const bool of_interest = type == "Patient" || type == "Medication" ||
                             std::any_of(std::begin(kReaders), std::end(kReaders), [type](const Reader& r) { return r.type == type; });
    if (!last_chance_ && !KeysOnce(element, of_interest, problem)) {
      SkipResource(place, Name(type, id), problem);
      return true;
    }
    if (type == "Patient") return ReadPerson(root, problem, id, place, full_url);
    if (type == "Medication") {
      ReadMedication(root, problem, id, place, full_url);
      return true;
    }
    for (const Reader& reader : kReaders) {
      if (type != reader.type) continue;
      CountContained(root, true);
      ReadOf(reader, root, problem, id, place, full_url);
      return true;
    }
    CountContained(root, false);
    for (const std::string_view old : kOldTypes) {
      if (type == old) SkipResource(place, Name(type, id), {"", std::string(old) + " is a resource of FHIR DSTU2, not R4", true});
    }
    if (type == "FamilyMemberHistory") ++report_.family_histories;  // never the patient's
    return true;                                                    // of no interest: Claim, CarePlan, ...
  }

  // Of kinds that are read where they stand alone.
  void CountContained(const Node& root, bool holder_is_read) {
    if (!root["contained"].present()) return;
    Problem ignored;
    for (const Node& entry : Node(root.element(), ignored)["contained"].Items()) {
      if (!entry.IsObject()) continue;
      const std::string_view type = entry["resourceType"].Text();
      if (holder_is_read && type == "Observation") continue;
      contained_unread_ += std::any_of(std::begin(kReaders), std::end(kReaders), [&](const Reader& reader) { return reader.type == type; });
    }
  }

  static std::string Name(std::string_view type, std::string_view id) {
    const bool plain = std::all_of(type.begin(), type.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    const std::string name = plain && type.size() <= 40 ? std::string(type) : "resource";
    return IsId(id) ? name + "/" + std::string(id) : name;
  }

  void SkipResource(std::string_view place, std::string_view name, const Problem& problem) {
    ++report_.skipped_resources;
    reporter_.Tell(place, name, problem, "resource skipped");
  }

  bool ReadPerson(const Node& root, Problem& problem, const std::string& id, const std::string& place, const std::string& full_url) {
    const std::string name = Name("Patient", id);
    if (!IsId(id)) {
      SkipResource(place, name, {"id", id.empty() ? "is missing" : "is no id", false});
      return true;
    }
    Problem date_problem;
    PatientResource read = ReadPatient(root, date_problem);
    const std::string key = "Patient/" + id;
    if (!full_url.empty()) urls_[full_url] = key;
    if (!read.replaced_by.empty()) {
      replaced_[key] = ReferenceKey(read.replaced_by);
      reporter_.Note(fmt::format("{}: {}: is replaced by another patient; what refers to it goes there", place, name));
      return true;
    }
    if (const auto known = sink_.FindPatient(id)) {
      const records::Patient& first = sink_.patient(*known);
      const bool same = first.birth == read.patient.birth && first.gender == read.patient.gender;
      SkipResource(place, name, {"id", "was given to a patient before", false});
      return same;
    }
    for (const Problem& wrong : {problem, date_problem}) {
      if (wrong.any()) reporter_.Tell(place, name, wrong, "read as not given");
    }
    read.patient.id = id;
    read.patient.source = key;
    sink_.AddPatient(std::move(read.patient));
    ++report_.patients;
    ++report_.read;
    return true;
  }

  void ReadMedication(const Node& root, Problem& problem, const std::string& id, const std::string& place, const std::string& full_url) {
    if (root["status"].Text() == "entered-in-error") {
      ++report_.void_resources;
      return;
    }
    auto medication = std::make_unique<Medication>();
    medication->code = ReadCodeable(root["code"]);
    if (problem.any()) return SkipResource(place, Name("Medication", id), problem);
    const std::string key = "Medication/" + id;
    if (!full_url.empty()) urls_[full_url] = key;
    medications_[key] = std::move(medication);
    ++report_.read;
  }

  const Medication* FindMedication(std::string_view reference) const {
    const auto found = medications_.find(Resolve(reference));
    return found == medications_.end() ? nullptr : found->second.get();
  }

  // A reference as "Type/id": full URLs of bundle entries through what they name.
  std::string Resolve(std::string_view reference) const {
    const auto url = urls_.find(std::string(reference));
    return url != urls_.end() ? url->second : ReferenceKey(reference);
  }

  // The patient a reference names, through replacements.
  std::optional<records::PatientIndex> FindPatient(std::string key) const {
    for (int i = 0; i < kMaxReplacements; ++i) {
      const auto replaced = replaced_.find(key);
      if (replaced == replaced_.end()) break;
      key = Resolve(replaced->second);
    }
    return key.starts_with("Patient/") ? sink_.FindPatient(std::string_view(key).substr(8)) : std::nullopt;
  }

  void Defer(const Node& root, const std::string& place, const std::string& full_url) {
    deferred_.push_back({place, full_url, simdjson::minify(root.element())});
  }

  void ReadOf(const Reader& reader, const Node& root, Problem& problem, const std::string& id, const std::string& place,
              const std::string& full_url) {
    const std::string name = Name(reader.type, id);
    const Node subject = root[reader.subject];
    const std::string_view reference = subject["reference"].Text();
    if (root["modifierExtension"].present()) root["modifierExtension"].Complain("may change the meaning and is not understood");
    if (reference.empty() && !problem.any()) {
      for (const std::string_view other : {"subject", "patient"}) {
        if (other != reader.subject && root[other].present())
          root[other].Complain("stands where FHIR R4 has another element: another version of FHIR", true);
      }
      subject.Complain(subject.present() ? "has no reference" : "is missing");
    }
    if (problem.any()) return SkipResource(place, name, problem);
    if (reference.starts_with('#')) {
      subject.Complain("is contained in the resource and no patient of this input");
      return SkipResource(place, name, problem);
    }
    const std::string key = Resolve(reference);
    if (key.find('/') != std::string::npos && !key.starts_with("Patient/")) return;  // about a group, a device, a place
    const auto patient = FindPatient(key);
    if (!patient) {
      if (!last_chance_) return Defer(root, place, full_url);
      subject.Complain("names no patient of this input");
      return SkipResource(place, name, problem);
    }

    Resource resource(root, id.empty() ? fmt::format("{} without id", reader.type) : std::string(reader.type) + "/" + id, *patient, sink_,
                      mapper_, problem);
    resource.find_medication = [this](std::string_view r) { return FindMedication(r); };
    resource.last_chance = last_chance_;
    const Outcome outcome = reader.read(resource);
    if (problem.any()) return SkipResource(place, name, problem);
    if (outcome == Outcome::kNeedsReference) return Defer(root, place, full_url);
    if (outcome == Outcome::kVoid) ++report_.void_resources;
    if (outcome == Outcome::kVoid) return;
    // A fetus, a device, a relative: what is inside is theirs, too.
    const bool about_another = !root["focus"].Items().empty();
    const bool contains = root["contained"].present() && !about_another;
    // Only of what is kept: nothing else counts twice, and the ids of all would fill the memory. Ids may be a bundle's own: what has
    // other content is another resource.
    if ((contains || resource.Kept()) && !id.empty()) {
      const std::uint64_t hash = HashOf(*patient, reader.type, id);
      if (!seen_.Insert(Mix(hash ^ std::hash<std::string>()(simdjson::minify(root.element()))))) {
        ++report_.duplicates;
        return;
      }
      if (!ids_.Insert(hash)) ++other_content_;
    }
    if (outcome == Outcome::kRead) Keep(resource, place, name);
    if (contains) ReadContained(resource, place, name);
  }

  static std::uint64_t HashOf(records::PatientIndex patient, std::string_view type, std::string_view id) {
    const std::hash<std::string_view> hash;
    return Mix(hash(id) ^ Mix(hash(type) + patient));
  }

  void Keep(const Resource& resource, const std::string& place, const std::string& name) {
    ++report_.read;
    for (const records::Event& event : resource.events) sink_.Add(event);
    for (const Resource::UnitUse& use : resource.units) {
      const auto [known, added] = unit_known_.emplace(use.unit, false);
      if (added) known->second = units::ParseUnit(use.unit).has_value();
      if (!known->second) reporter_.UnknownUnit(place, name, use.element, use.unit);
    }
  }

  // The Observations inside a resource are of its patient unless they name another subject. One without a time has the report's.
  void ReadContained(const Resource& holder, const std::string& place, const std::string& holder_name) {
    Problem list_problem;
    const Node root(holder.root.element(), list_problem);
    for (const Node& entry : root["contained"].Items()) {
      Problem problem;
      const Node inside(entry.element(), problem);
      if (!inside.IsObject() || inside["resourceType"].Text() != "Observation") continue;
      ++report_.resources;
      const std::string_view local = inside["id"].Text();
      const std::string suffix = IsId(local) ? "#" + std::string(local) : "#";
      const std::string_view reference = inside["subject"]["reference"].Text();
      if (inside["modifierExtension"].present()) inside["modifierExtension"].Complain("may change the meaning and is not understood");
      if (!reference.empty() && reference != "#" && FindPatient(Resolve(reference)) != holder.patient)
        inside["subject"].Complain("is another than that of the resource around it");
      Resource resource(inside, holder.source + suffix, holder.patient, sink_, mapper_, problem);
      const Outcome outcome = problem.any() ? Outcome::kNothing : ReadObservation(resource);
      if (problem.any()) {
        SkipResource(place, holder_name + suffix, problem);
        continue;
      }
      if (outcome == Outcome::kVoid) ++report_.void_resources;
      if (outcome != Outcome::kRead) continue;
      if (holder.root["resourceType"].Text() == "DiagnosticReport") {
        const When effective = ReadWhen(holder, "effective");
        for (records::Event& event : resource.events) {
          if (event.row.start) continue;
          event.row.start = effective.start ? effective.start : effective.end;
          event.row.end = effective.end;
          event.row.minute = effective.minute;
        }
      }
      Keep(resource, place, holder_name + suffix);
    }
    if (list_problem.any()) SkipResource(place, holder_name, list_problem);
  }

  simdjson::dom::parser parser_;
  Mapper mapper_;
  records::EventSink& sink_;
  ReadReport& report_;
  Reporter reporter_;
  std::vector<Deferred> deferred_;
  bool last_chance_ = false;
  std::unordered_map<std::string, std::string> urls_;      // fullUrl -> "Patient/1", "Medication/2"
  std::unordered_map<std::string, std::string> replaced_;  // "Patient/1" -> the reference to use instead
  std::unordered_map<std::string, std::unique_ptr<Medication>> medications_;
  HashSet ids_, seen_;  // hashes of patient, type and id; and of the content with them
  int other_content_ = 0;
  int contained_unread_ = 0;
  std::unordered_map<std::string, bool> unit_known_;
};

// The end of both readers: what waited is read, and a reading without patients is no reading.
Result<Done> FinishReading(Ingest& ingest, const std::string& name, std::size_t files, const ReadReport& report) {
  ingest.ReadDeferred();
  ingest.Finish();
  if (report.patients == 0) {
    return Error{fmt::format("{}: no patient found in {} file{}, {} resource{}; is this FHIR R4?", name, files, files == 1 ? "" : "s",
                             report.resources, report.resources == 1 ? "" : "s")};
  }
  return Done{};
}

}  // namespace

Result<Done> ReadFhir(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                      ReadReport& report) {
  report.Restart("resource");
  const Result<std::vector<InputFile>> files = ListInput(path);
  if (!files.ok()) return Error{files.error()};
  Ingest ingest(terms, options.vocabulary, sink, report);
  for (const InputFile& file : *files) ingest.ReadFile(file);
  return FinishReading(ingest, path, files->size(), report);
}

Result<Done> ReadFhirText(const std::string& name, std::string text, const terms::Terms& terms, const FhirOptions& options,
                          records::EventSink& sink, ReadReport& report) {
  report.Restart("resource");
  Ingest ingest(terms, options.vocabulary, sink, report);
  ingest.ReadDocument(name, text);
  return FinishReading(ingest, name, 1, report);
}

}  // namespace eligo::readers
