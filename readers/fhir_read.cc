#include "readers/fhir_read.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "readers/fhir_input.h"

namespace eligo::readers {
namespace {

using simdjson::dom::element;

constexpr FhirKind kKinds[] = {
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

const FhirKind* KindOf(std::string_view type) {
  const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds), [type](const FhirKind& kind) { return kind.type == type; });
  return found == std::end(kKinds) ? nullptr : found;
}

bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Resources inside this one of kinds that are read where they stand alone, and not here.
std::uint32_t ContainedUnread(const Node& root, bool holder_is_read) {
  if (!root["contained"].present()) return 0;
  Problem ignored;
  std::uint32_t count = 0;
  for (const Node& entry : Node(root.element(), ignored)["contained"].Items()) {
    if (!entry.IsObject()) continue;
    const std::string_view type = entry["resourceType"].Text();
    if (holder_is_read && type == "Observation") continue;
    count += KindOf(type) != nullptr ? 1 : 0;
  }
  return count;
}

}  // namespace

std::string NameOfResource(std::string_view type, std::string_view id) {
  const bool plain = std::all_of(type.begin(), type.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  const std::string name = plain && type.size() <= 40 ? std::string(type) : "resource";
  return IsId(id) ? name + "/" + std::string(id) : name;
}

void FhirReader::Begin(FhirBlock& block) {
  if (codes_ == nullptr || codes_->full()) {
    codes_ = std::make_shared<CodeCache>(sink_.MakeJudge());
    mapper_ = std::make_unique<Mapper>(terms_, vocabulary_);
  }
  block.Clear();
  block.codes = codes_;
  block_ = &block;
}

void FhirReader::Read(FhirBlock& block) {
  Begin(block);
  context_ = nullptr;
  block.text.reserve(block.text.size() + simdjson::SIMDJSON_PADDING);
  if (block.lines) return ReadLines(true);
  if (block.failure.empty()) ReadDocument();
}

void FhirReader::ReadAgain(element resource, std::string_view full_url, const Context* context, FhirBlock& block) {
  Begin(block);
  context_ = context;
  block.documents.push_back({0, block.text.size(), 0});
  ReadResource(resource, {}, full_url, FhirBlock::kNone, true);
}

// One document, or, when it is none and its first line is, one document a line.
void FhirReader::ReadDocument() {
  const std::string_view text = block_->text;
  block_->documents.push_back({0, text.size(), 0});
  const Result<element> root = ParsePadded(parser_, text);
  if (root.ok()) return ReadRoot(*root, {});
  const std::size_t end = text.find('\n');
  const bool more = end != std::string_view::npos && text.find_first_not_of(" \t\r\n", end) != std::string_view::npos;
  if (more && !IsBlank(text.substr(0, end)) && ParsePadded(parser_, text.substr(0, end)).ok()) {
    block_->documents.clear();
    return ReadLines(false);
  }
  AddNoResource({}, root.error());
}

// `strip`: a carriage return before the line end belongs to it.
void FhirReader::ReadLines(bool strip) {
  const std::string_view text = block_->text;
  for (std::size_t at = 0; at < text.size();) {
    const void* const found = std::memchr(text.data() + at, '\n', text.size() - at);
    const std::size_t end = found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    std::string_view line = text.substr(at, end - at);
    if (strip && line.ends_with('\r')) line.remove_suffix(1);
    ++block_->line_count;
    if (!IsBlank(line)) {
      block_->blank = false;
      const Place place{static_cast<std::uint32_t>(block_->documents.size()), {}, 0};
      block_->documents.push_back({at, line.size(), block_->line_count});
      const Result<element> root = ParsePadded(parser_, line);
      if (root.ok()) {
        ReadRoot(*root, place);
      } else {
        AddNoResource(place, root.error());
      }
    }
    at = end + 1;
  }
}

void FhirReader::ReadRoot(element root, const Place& place) {
  if (!root.is_object()) return AddNoResource(place, "is JSON but no FHIR resource");
  std::string_view type;
  if (root["resourceType"].get_string().get(type) == simdjson::SUCCESS && type == "Bundle") return ReadBundle(root, place);
  ReadResource(root, place, "", FhirBlock::kNone, false);
}

// `place` may be that of another item: it is copied before the items move.
FhirBlock::Item& FhirReader::AddItem(Item::Kind kind, Place place) {
  Item& item = block_->items.emplace_back();
  item.kind = kind;
  item.place = place;
  item.begin = block_->End();
  return item;
}

void FhirReader::AddUnread(const Place& place, std::string name, Problem problem) {
  AddItem(Item::Kind::kUnread, place).fault = block_->Add(std::move(problem), std::move(name));
}

void FhirReader::AddNoResource(const Place& place, std::string why) {
  AddItem(Item::Kind::kNoResource, place).fault = block_->Add({"", std::move(why), false}, "");
}

// Patients and medications first: the rest of the bundle points to them.
void FhirReader::ReadBundle(element root, const Place& place) {
  struct Later {
    Place place;
    std::string_view full_url;
    element resource;
  };
  Problem problem;
  if (!KeysOnce(root, false, problem)) return AddUnread(place, "Bundle", problem);
  std::vector<Later> later;
  const std::vector<Node> entries = Node(root, problem)["entry"].Items();
  const auto bundle = static_cast<std::uint32_t>(block_->bundles.size());
  block_->bundles.push_back({place, static_cast<int>(entries.size()), 0});
  int number = 0;
  for (const Node& entry : entries) {
    Place entry_place = place;
    entry_place.entries[entry_place.depth++] = ++number;
    Problem entry_problem;
    const Node checked(entry.element(), entry_problem);
    if (!KeysOnce(entry.element(), false, entry_problem)) {
      AddUnread(entry_place, "", entry_problem);
      continue;
    }
    const Node resource = checked["resource"];
    const std::string_view full_url = checked["fullUrl"].Text();
    if (!resource.present() && !entry_problem.any()) continue;  // a response or a deletion
    const std::string_view type = resource["resourceType"].Text();
    if (entry_problem.any()) {
      AddUnread(entry_place, "", entry_problem);
    } else if (type == "Bundle") {
      if (entry_place.depth >= kMaxBundleDepth)
        AddUnread(entry_place, "Bundle", {"", "is a bundle inside a bundle, too deep", false});
      else
        ReadBundle(resource.element(), entry_place);
    } else if (type == "Patient" || type == "Medication") {
      ReadResource(resource.element(), entry_place, full_url, bundle, false);
    } else {
      later.push_back({entry_place, full_url, resource.element()});
    }
  }
  if (problem.any()) AddUnread(place, "Bundle", problem);
  for (const Later& entry : later) ReadResource(entry.resource, entry.place, entry.full_url, bundle, false);
  block_->bundles[bundle].end = static_cast<std::uint32_t>(block_->items.size());
}

// `keys_once`: no key stands twice, as is known from an earlier reading.
void FhirReader::ReadResource(element value, const Place& place, std::string_view full_url, std::uint32_t bundle, bool keys_once) {
  Problem problem;
  const bool tabled = table_.Build(simdjson::dom::object(value));
  const Node root = tabled ? Node(value, table_, problem) : Node(value, problem);
  const std::string_view type = root["resourceType"].Text();
  std::string_view id = root["id"].Text();
  if (id.empty() && full_url.starts_with("urn:uuid:")) id = full_url.substr(9);
  const FhirKind* const kind = KindOf(type);
  const bool of_interest = kind != nullptr || type == "Patient" || type == "Medication";
  const std::size_t at = block_->items.size();
  Item& item = AddItem(Item::Kind::kOther, place);
  item.counted = true;
  item.bundle = bundle;
  const auto unread = [&](std::string name) {
    item.kind = Item::Kind::kUnread;
    item.fault = block_->Add(std::move(problem), std::move(name));
  };
  if (type.empty() || problem.any()) {
    if (!problem.any()) problem = {"resourceType", "is missing", false};
    return unread("");
  }
  // A table is built of keys that stand once.
  const bool once = keys_once || (!tabled ? KeysOnce(value, of_interest, problem)
                                          : !of_interest || KeysOnceInside(simdjson::dom::object(value), problem));
  if (!once) return unread(NameOfResource(type, id));
  item.id = block_->Keep(id);
  if (!full_url.empty()) item.full_url = block_->Keep(full_url);
  if (type == "Patient") {
    item.kind = Item::Kind::kPatient;
    item.detail = static_cast<std::uint32_t>(block_->persons.size());
    FhirBlock::Person& person = block_->persons.emplace_back();
    person.read = ReadPatient(root, person.date_problem);
    if (problem.any()) item.fault = block_->Add(std::move(problem), "");
  } else if (type == "Medication") {
    item.kind = Item::Kind::kMedication;
    if (root["status"].Text() == "entered-in-error") {
      item.outcome = Outcome::kVoid;
      return;
    }
    Codeable code = ReadCodeable(root["code"]);
    if (problem.any()) return unread(NameOfResource("Medication", id));
    item.outcome = Outcome::kRead;
    item.detail = static_cast<std::uint32_t>(block_->medications.size());
    block_->medications.push_back(std::move(code));
  } else if (kind != nullptr) {
    item.contained_unread = ContainedUnread(root, true);
    ReadOf(*kind, root, id, at, problem);
  } else {
    item.contained_unread = ContainedUnread(root, false);
    item.family = type == "FamilyMemberHistory";
    for (const std::string_view old : kOldTypes) {
      if (type != old) continue;
      item.fault = block_->Add({"", std::string(old) + " is a resource of FHIR DSTU2, not R4", true}, NameOfResource(type, id));
    }
  }
}

void FhirReader::ReadOf(const FhirKind& kind, const Node& root, std::string_view id, std::size_t at, Problem& problem) {
  const Node subject = root[kind.subject];
  const std::string_view reference = subject["reference"].Text();
  if (root["modifierExtension"].present()) root["modifierExtension"].Complain("may change the meaning and is not understood");
  if (reference.empty() && !problem.any()) {
    for (const std::string_view other : {"subject", "patient"}) {
      if (other != kind.subject && root[other].present())
        root[other].Complain("stands where FHIR R4 has another element: another version of FHIR", true);
    }
    subject.Complain(subject.present() ? "has no reference" : "is missing");
  }
  if (!problem.any() && reference.starts_with('#')) subject.Complain("is contained in the resource and no patient of this input");
  if (problem.any()) {
    block_->items[at].kind = Item::Kind::kUnread;
    block_->items[at].fault = block_->Add(std::move(problem), NameOfResource(kind.type, id));
    return;
  }
  Resource resource(root, *block_, *codes_, *mapper_, context_, problem);
  const Outcome outcome = kind.read(resource);
  Item& item = block_->items[at];
  item.kind = Item::Kind::kAbout;
  item.kind_read = &kind;
  item.reference = block_->Keep(reference);
  item.outcome = outcome;
  item.needs_context = resource.needs_context();
  if (item.needs_context) return;
  if (problem.any()) {
    item.fault = block_->Add(std::move(problem), "");
    return;
  }
  if (outcome != Outcome::kRead && outcome != Outcome::kNothing) return;
  // A fetus, a device, a relative: what is inside is theirs, too.
  item.contains = root["contained"].present() && root["focus"].Items().empty();
  item.kept = resource.kept();
  if ((item.contains || item.kept) && !id.empty()) item.content = ContentHash(root.element());
  if (item.contains) ReadInside(kind, root, resource, at);
}

// The Observations inside a resource are of its patient unless they name another subject. One without a time has the report's.
void FhirReader::ReadInside(const FhirKind& kind, const Node& holder_root, Resource& holder, std::size_t at) {
  Problem list_problem;
  const Node root(holder_root.element(), list_problem);
  for (const Node& entry : root["contained"].Items()) {
    Problem problem;
    const Node inside(entry.element(), problem);
    if (!inside.IsObject() || inside["resourceType"].Text() != "Observation") continue;
    ++block_->items[at].inside;
    Item& item = AddItem(Item::Kind::kInside, block_->items[at].place);
    const std::size_t item_at = block_->items.size() - 1;
    const std::string_view local = inside["id"].Text();
    item.id = block_->Keep("#");
    if (IsId(local)) item.id.size += block_->Keep(local).size;
    const std::string_view reference = inside["subject"]["reference"].Text();
    if (inside["modifierExtension"].present()) inside["modifierExtension"].Complain("may change the meaning and is not understood");
    if (!reference.empty() && reference != "#") {
      const Context* const context = holder.NeedContext();
      if (context != nullptr && !context->IsPerson(reference)) inside["subject"].Complain("is another than that of the resource around it");
    }
    const std::size_t first_row = block_->rows.size();
    Resource resource(inside, *block_, *codes_, *mapper_, context_, problem);
    const Outcome outcome = problem.any() ? Outcome::kNothing : ReadObservation(resource);
    block_->items[item_at].outcome = outcome;
    block_->items[at].needs_context |= holder.needs_context() || resource.needs_context();
    if (block_->items[at].needs_context) return;
    if (problem.any()) {
      block_->items[item_at].fault = block_->Add(std::move(problem), "");
      continue;
    }
    if (outcome != Outcome::kRead || kind.type != "DiagnosticReport") continue;
    const When effective = ReadWhen(holder, "effective");
    for (std::size_t i = first_row; i < block_->rows.size(); ++i) {
      records::Row& row = block_->rows[i].row;
      if (row.start) continue;
      row.start = effective.start ? effective.start : effective.end;
      row.end = effective.end;
      row.minute = effective.minute;
    }
  }
  if (list_problem.any()) block_->items[at].inside_fault = block_->Add(std::move(list_problem), "");
}

}  // namespace eligo::readers
