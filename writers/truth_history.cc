#include "writers/truth_history.h"

#include <array>

#include "history/atoms.h"

namespace eligo::writers {
namespace {

using history::Dirt;
using history::Event;
using history::Facts;
using history::History;
using history::Kind;
using history::kOngoing;

void AppendDay(std::string& out, std::string_view name, Date day) {
  out.append("\"").append(name).append("\":\"");
  history::AppendDate(out, day);
  out += '"';
}

// "12.3", "Positive", "1:160": in the item's own unit.
void AppendValue(std::string& out, const Event& event) {
  Event plain = event;
  plain.recording = {};
  if (event.has_value) {
    if (event.below) out += '<';
    history::AppendDecimal(out, event.value, Facts(event.item).digits);
  } else {
    out += history::ShowText(plain);
  }
}

void AppendLatest(std::string& out, const History& history) {
  std::array<const Event*, history::kItems> latest{};
  for (const Event& event : history.events)
    if (event.kind == Kind::kResult && !event.disputes) latest[static_cast<std::size_t>(event.item)] = &event;
  out += "\"latest\":{";
  bool first = true;
  for (const Event* event : latest) {
    if (event == nullptr) continue;
    out.append(first ? "\"" : ",\"").append(Facts(event->item).concept_id).append("\":[\"");
    first = false;
    history::AppendDate(out, event->start);
    out += "\",\"";
    AppendValue(out, *event);
    out += "\"]";
  }
  out += '}';
}

void AppendUnrecorded(std::string& out, const History& history) {
  out += "\"unrecorded\":[";
  bool first = true;
  for (const Event& event : history.events) {
    if (event.recording.recorded || event.disputes || event.kind == Kind::kResult) continue;
    out.append(first ? "{" : ",{").append("\"concept\":\"").append(Facts(event.item).concept_id).append("\",");
    first = false;
    AppendDay(out, "start", event.start);
    if (event.end != kOngoing) {
      out += ',';
      AppendDay(out, "end", event.end);
    }
    out += '}';
  }
  out += ']';
}

void AppendAtoms(std::string& out, const History& history) {
  out += "\"atoms\":{";
  bool first = true;
  for (const history::Atom& atom : history::Atoms()) {
    const history::Holds holds = history::Decide(atom, history);
    out.append(first ? "\"" : ",\"").append(atom.protocol).append(" ").append(atom.criterion).append(": ").append(atom.fact).append("\":");
    out += holds == history::Holds::kYes ? "true" : holds == history::Holds::kNo ? "false" : "null";
    first = false;
  }
  out += '}';
}

}  // namespace

void AppendTruth(const History& history, std::string& out) {
  const history::Person& person = history.person;
  out += "{\"patient\":\"";
  history::AppendNumber(out, person.number);
  out.append("\",\"disease\":\"").append(ToString(history.disease)).append("\",\"sex\":\"");
  out.append(person.sex == history::Sex::kFemale ? "female" : "male").append("\",");
  AppendDay(out, "birth", person.birth);
  if (person.death != kOngoing) {
    out += ',';
    AppendDay(out, "death", person.death);
  }
  out += ',';
  AppendDay(out, "onset", history.onset);
  out.append(",\"active\":").append(history.active ? "true" : "false");
  if (!history.near_miss.empty()) {
    out.append(",\"near_miss\":\"")
        .append(history.near_miss)
        .append("\",\"side\":\"")
        .append(history.near_miss_out ? "out" : "in")
        .append("\"");
  }
  out += ",\"dirt\":{";
  bool first = true;
  for (std::size_t i = 0; i < history::kDirtClasses; ++i) {
    if (history.dirt[i] == 0) continue;
    out.append(first ? "\"" : ",\"").append(ToString(static_cast<Dirt>(i))).append("\":");
    history::AppendNumber(out, history.dirt[i]);
    first = false;
  }
  out += "},";
  AppendLatest(out, history);
  out += ',';
  AppendAtoms(out, history);
  out += ',';
  AppendUnrecorded(out, history);
  out += "}\n";
}

}  // namespace eligo::writers
