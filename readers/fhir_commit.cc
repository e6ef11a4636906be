#include "readers/fhir_commit.h"

#include <functional>
#include <utility>

#include <fmt/format.h>

#include "readers/fhir_input.h"
#include "readers/mix.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using simdjson::dom::element;

constexpr int kMaxReplacements = 16;

// "http://host/fhir/Patient/1/_history/2" -> "Patient/1"; "urn:uuid:..." stays.
std::string ReferenceKey(std::string_view reference) {
  if (reference.starts_with("urn:")) return std::string(reference);
  if (const std::size_t history = reference.find("/_history/"); history != std::string_view::npos) reference = reference.substr(0, history);
  const std::size_t id = reference.rfind('/');
  if (id == std::string_view::npos || id == 0) return std::string(reference);
  const std::size_t type = reference.rfind('/', id - 1);
  return std::string(type == std::string_view::npos ? reference : reference.substr(type + 1));
}

std::uint64_t HashOf(records::PatientIndex patient, std::string_view type, std::string_view id) {
  const std::hash<std::string_view> hash;
  return Mix(hash(id) ^ Mix(hash(type) + patient));
}

// The entries of a bundle that are not null.
std::vector<element> Entries(element bundle) {
  std::vector<element> entries;
  for (const element entry : simdjson::dom::array(bundle["entry"])) {
    if (!entry.is_null()) entries.push_back(entry);
  }
  return entries;
}

FhirBlock::Parts EndOf(const FhirBlock& block, std::size_t at) {
  return at + 1 < block.items.size() ? block.items[at + 1].begin : block.End();
}

}  // namespace

void FhirCommit::Commit(FhirBlock& block) {
  parsed_ = nullptr;
  if (block.first) {
    line_ = 0;
    blank_ = true;
  }
  if (block.too_long) {
    ++line_;
    SkipFile(fmt::format("{}:{}", block.path, line_), "is longer than 1 GiB");
  }
  for (std::size_t at = 0; at < block.items.size();) at = CommitItem(block, at);
  line_ += block.line_count;
  blank_ = blank_ && block.blank;
  if (!block.failure.empty()) return SkipFile(block.path, block.failure);
  if (block.lines && block.last && blank_) SkipFile(block.path, "is empty");
}

void FhirCommit::ReadAndCommit(FhirBlock& block) {
  reader_.Read(block);
  Commit(block);
}

void FhirCommit::Finish() {
  ReadDeferred();
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

void FhirCommit::SkipFile(const std::string& place, const std::string& why) {
  ++report_.skipped_files;
  reporter_.Tell(place, "", {"", why, false}, "skipped");
}

void FhirCommit::SkipResource(std::string_view place, std::string_view name, const Problem& problem) {
  ++report_.skipped_resources;
  reporter_.Tell(place, name, problem, "resource skipped");
}

// "FILE:LINE: entry 3: entry 1". Few are ever asked for.
std::string FhirCommit::PlaceText(const FhirBlock& block, const FhirBlock::Place& place) const {
  std::string text = block.path;
  if (const int line = block.documents[place.document].line; line > 0) text += fmt::format(":{}", line_ + line);
  for (std::size_t i = 0; i < place.depth; ++i) text += fmt::format(": entry {}", place.entries[i]);
  return text;
}

// The JSON of an item, parsed again; a document once for all its items.
element FhirCommit::Element(const FhirBlock& block, const Item& item) {
  const FhirBlock::Place& place = item.place;
  if (parsed_ != &block || parsed_document_ != place.document) {
    const FhirBlock::Document& document = block.documents[place.document];
    const Result<element> root = ParsePadded(parser_, std::string_view(block.text).substr(document.at, document.size));
    CHECK(root.ok());
    parsed_ = &block;
    parsed_document_ = place.document;
    parsed_root_ = *root;
    parsed_entries_ = place.depth > 0 ? Entries(*root) : std::vector<element>();
  }
  if (place.depth == 0) return parsed_root_;
  element value = parsed_entries_[static_cast<std::size_t>(place.entries[0]) - 1]["resource"];
  for (std::size_t i = 1; i < place.depth; ++i) value = Entries(value)[static_cast<std::size_t>(place.entries[i]) - 1]["resource"];
  return value;
}

// Returns the item to go on with.
std::size_t FhirCommit::CommitItem(FhirBlock& block, std::size_t at) {
  const Item& item = block.items[at];
  if (item.counted) ++report_.resources;
  contained_unread_ += static_cast<int>(item.contained_unread);
  switch (item.kind) {
    case Item::Kind::kNoResource: SkipFile(PlaceText(block, item.place), block.faults[item.fault].problem.what); break;
    case Item::Kind::kUnread: {
      const FhirBlock::Fault& fault = block.faults[item.fault];
      SkipResource(PlaceText(block, item.place), fault.name, fault.problem);
      break;
    }
    case Item::Kind::kOther:
      if (item.fault != FhirBlock::kNone)  // a type of FHIR DSTU2
        SkipResource(PlaceText(block, item.place), block.faults[item.fault].name, block.faults[item.fault].problem);
      if (item.family) ++report_.family_histories;  // never the patient's
      break;
    case Item::Kind::kPatient:
      if (!Person(block, item) && item.bundle != FhirBlock::kNone) {
        const FhirBlock::Bundle& bundle = block.bundles[item.bundle];
        report_.skipped_resources += bundle.entries - 1;
        reporter_.Tell(PlaceText(block, bundle.place), "Bundle", {"", "belongs to another person than the first patient of that id", false},
                       "bundle skipped");
        return bundle.end;
      }
      break;
    case Item::Kind::kMedication: Medication(block, item); break;
    case Item::Kind::kAbout: {
      const std::size_t next = at + 1 + item.inside;
      About(block, at);
      return next;
    }
    case Item::Kind::kInside: CHECK(false);
  }
  return at + 1;
}

// False when it is another person under the id of a known one: then nothing of its bundle can be told apart.
bool FhirCommit::Person(FhirBlock& block, const Item& item) {
  const std::string id(block[item.id]);
  const std::string name = NameOfResource("Patient", id);
  if (!IsId(id)) {
    SkipResource(PlaceText(block, item.place), name, {"id", id.empty() ? "is missing" : "is no id", false});
    return true;
  }
  last_patient_.reset();
  PatientResource& read = block.persons[item.detail].read;
  const std::string key = "Patient/" + id;
  if (item.full_url.size > 0) urls_[std::string(block[item.full_url])] = key;
  if (!read.replaced_by.empty()) {
    replaced_[key] = ReferenceKey(read.replaced_by);
    reporter_.Note(fmt::format("{}: {}: is replaced by another patient; what refers to it goes there", PlaceText(block, item.place), name));
    return true;
  }
  if (const auto known = sink_.FindPatient(id)) {
    const records::Patient& first = sink_.patient(*known);
    const bool same = first.birth == read.patient.birth && first.gender == read.patient.gender;
    SkipResource(PlaceText(block, item.place), name, {"id", "was given to a patient before", false});
    return same;
  }
  const Problem* const problem = item.fault == FhirBlock::kNone ? nullptr : &block.faults[item.fault].problem;
  for (const Problem* wrong : {problem, static_cast<const Problem*>(&block.persons[item.detail].date_problem)}) {
    if (wrong != nullptr && wrong->any()) reporter_.Tell(PlaceText(block, item.place), name, *wrong, "read as not given");
  }
  read.patient.id = id;
  read.patient.source = key;
  sink_.AddPatient(std::move(read.patient));
  ++report_.patients;
  ++report_.read;
  return true;
}

void FhirCommit::Medication(FhirBlock& block, const Item& item) {
  if (item.outcome == Outcome::kVoid) {
    ++report_.void_resources;
    return;
  }
  last_patient_.reset();  // a URL may name another thing now
  const std::string key = "Medication/" + std::string(block[item.id]);
  if (item.full_url.size > 0) urls_[std::string(block[item.full_url])] = key;
  medications_[key] = std::move(block.medications[item.detail]);
  ++report_.read;
}

const Codeable* FhirCommit::FindMedication(std::string_view reference) const {
  const auto found = medications_.find(Resolve(reference));
  return found == medications_.end() ? nullptr : &found->second;
}

// A reference as "Type/id": full URLs of bundle entries through what they name.
std::string FhirCommit::Resolve(std::string_view reference) const {
  if (!urls_.empty()) {
    if (const auto url = urls_.find(std::string(reference)); url != urls_.end()) return url->second;
  }
  return ReferenceKey(reference);
}

// The patient a reference names, through replacements.
std::optional<records::PatientIndex> FhirCommit::FindPatient(std::string key) const {
  for (int i = 0; i < kMaxReplacements; ++i) {
    const auto replaced = replaced_.find(key);
    if (replaced == replaced_.end()) break;
    key = Resolve(replaced->second);
  }
  return key.starts_with("Patient/") ? sink_.FindPatient(std::string_view(key).substr(8)) : std::nullopt;
}

void FhirCommit::About(FhirBlock& block, std::size_t at) {
  const Item& item = block.items[at];
  const std::string_view reference = block[item.reference];
  // Most come patient by patient.
  if (!last_patient_ || reference != last_reference_) {
    const std::string key = Resolve(reference);
    if (key.find('/') != std::string::npos && !key.starts_with("Patient/")) return;  // about a group, a device, a place
    const auto found = FindPatient(key);
    if (!found) {
      if (!last_chance_) return Defer(block, item);
      return SkipResource(PlaceText(block, item.place), NameOfResource(item.kind_read->type, block[item.id]),
                          {std::string(item.kind_read->subject), "names no patient of this input", false});
    }
    last_patient_ = found;
    last_reference_ = reference;
  }
  patient_ = *last_patient_;
  if (!item.needs_context) return Taken(block, at, block, item);
  reader_.ReadAgain(Element(block, item), block[item.full_url], this, again_);
  again_.path = PlaceText(block, item.place);
  CHECK(again_.items.front().kind == Item::Kind::kAbout && !again_.items.front().needs_context);
  Taken(again_, 0, block, item);
}

// `from` and `origin` hold the text of it, should it have to wait.
void FhirCommit::Taken(FhirBlock& block, std::size_t at, const FhirBlock& from, const Item& origin) {
  const Item& item = block.items[at];
  const std::string_view type = item.kind_read->type;
  const std::string_view id = block[item.id];
  MeetCodes(block, at);
  if (item.fault != FhirBlock::kNone)
    return SkipResource(PlaceText(block, item.place), NameOfResource(type, id), block.faults[item.fault].problem);
  if (item.outcome == Outcome::kNeedsReference) return Defer(from, origin);
  if (item.outcome == Outcome::kVoid) {
    ++report_.void_resources;
    return;
  }
  // Only of what is kept: nothing else counts twice, and the ids of all would fill the memory. Ids may be a bundle's own: what has
  // other content is another resource.
  if ((item.contains || item.kept) && !id.empty()) {
    const SeenHashes::Was was = seen_.Insert(HashOf(patient_, type, id), item.content);
    if (was == SeenHashes::Was::kSame) {
      ++report_.duplicates;
      return;
    }
    if (was == SeenHashes::Was::kOther) ++other_content_;
  }
  source_.assign(type).append(id.empty() ? " without id" : "/").append(id);
  if (item.outcome == Outcome::kRead) Keep(block, at, at);
  if (item.contains) Inside(block, at);
}

void FhirCommit::Inside(FhirBlock& block, std::size_t holder_at) {
  const Item& holder = block.items[holder_at];
  const std::size_t source = source_.size();
  for (std::size_t at = holder_at + 1; at <= holder_at + holder.inside; ++at) {
    const Item& item = block.items[at];
    ++report_.resources;
    MeetCodes(block, at);
    if (item.fault != FhirBlock::kNone) {
      SkipResource(PlaceText(block, item.place), NameOf(block, holder_at, at), block.faults[item.fault].problem);
      continue;
    }
    if (item.outcome == Outcome::kVoid) ++report_.void_resources;
    if (item.outcome != Outcome::kRead) continue;
    source_.resize(source);
    source_.append(block[item.id]);
    Keep(block, holder_at, at);
  }
  if (holder.inside_fault != FhirBlock::kNone)
    SkipResource(PlaceText(block, holder.place), NameOf(block, holder_at, holder_at), block.faults[holder.inside_fault].problem);
}

// "DiagnosticReport/1", "DiagnosticReport/1#2".
std::string FhirCommit::NameOf(const FhirBlock& block, std::size_t holder_at, std::size_t at) {
  const Item& holder = block.items[holder_at];
  std::string name = NameOfResource(holder.kind_read->type, block[holder.id]);
  if (at != holder_at) name += block[block.items[at].id];
  return name;
}

// `at` is the holder or an item inside it.
void FhirCommit::Keep(FhirBlock& block, std::size_t holder_at, std::size_t at) {
  ++report_.read;
  const FhirBlock::Parts begin = block.items[at].begin;
  const FhirBlock::Parts end = EndOf(block, at);
  for (std::uint32_t i = begin.events; i < end.events; ++i) {
    const FhirBlock::Event& read = block.events[i];
    records::Event& event = read.row == FhirBlock::kNoRow ? not_kept_ : block.rows[static_cast<std::size_t>(read.row)];
    event.code = InSink(*read.code);
    event.row.patient = patient_;
    if (read.row != FhirBlock::kNoRow) {
      for (records::StringId* string : {&event.row.severity, &event.row.unit, &event.row.text, &event.row.method})
        *string = InSink(block, *string);
      event.row.source = sink_.SourceOf(source_);
    }
    sink_.Add(event);
  }
  for (std::uint32_t i = begin.units; i < end.units; ++i) {
    FhirBlock::Text& unit = block.string(block.units[i].unit);
    if (unit.unit == FhirBlock::Text::Unit::kNotAsked) {
      const auto [known, added] = unit_known_.emplace(unit.text, false);
      if (added) known->second = units::ParseUnit(unit.text).has_value();
      unit.unit = known->second ? FhirBlock::Text::Unit::kKnown : FhirBlock::Text::Unit::kUnknown;
    }
    if (unit.unit == FhirBlock::Text::Unit::kUnknown)
      reporter_.UnknownUnit(PlaceText(block, block.items[at].place), NameOf(block, holder_at, at), block.units[i].element, unit.text);
  }
}

void FhirCommit::Defer(const FhirBlock& block, const Item& item) {
  const FhirBlock::Document& document = block.documents[item.place.document];
  deferred_.push_back({PlaceText(block, item.place), std::string(block[item.full_url]),
                       item.place.depth == 0 ? block.text.substr(document.at, document.size) : simdjson::minify(Element(block, item))});
}

void FhirCommit::ReadDeferred() {
  last_chance_ = true;
  const std::vector<Deferred> deferred = std::exchange(deferred_, {});
  for (const Deferred& entry : deferred) {
    late_.path = entry.place;
    late_.text = entry.text;
    late_.text.reserve(late_.text.size() + simdjson::SIMDJSON_PADDING);
    const Result<element> root = ParsePadded(parser_, late_.text);
    CHECK(root.ok());
    reader_.ReadAgain(*root, entry.full_url, nullptr, late_);
    parsed_ = nullptr;
    --report_.resources;  // it was counted when it was met
    CommitItem(late_, 0);
  }
}

// A sink meets the codes of a resource when it is read, also those of one that is skipped in the end.
void FhirCommit::MeetCodes(const FhirBlock& block, std::size_t at) {
  const std::uint32_t end = EndOf(block, at).uses;
  for (std::uint32_t i = block.items[at].begin.uses; i < end; ++i) InSink(*block.uses[i]);
}

records::CodeId FhirCommit::InSink(KnownCode& code) {
  if (!code.in_sink) {
    code.in_sink = sink_.Code(code.code, code.bearer);
    CHECK(sink_.Keeps(*code.in_sink) == code.worth.kept && sink_.Knows(*code.in_sink) == code.worth.known);
  }
  return *code.in_sink;
}

records::StringId FhirCommit::InSink(FhirBlock& block, records::StringId string) {
  FhirBlock::Text& text = block.string(string);
  if (string != 0 && text.in_sink == 0) text.in_sink = sink_.Intern(text.text);
  return text.in_sink;
}

}  // namespace eligo::readers
