#include "apps/train_mentions/corpora.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "source/utf8.h"
#include "tagger/labels.h"

namespace eligo::train {
namespace {

namespace fs = std::filesystem;

struct Brat {
  struct Entity {
    std::string kind;
    std::vector<Span> parts;
  };
  struct Event {
    std::string trigger;
    std::vector<std::pair<std::string, std::string>> arguments;  // role, id
  };
  std::map<std::string, Entity> entities;
  std::map<std::string, Event> events;
  std::map<std::string, std::map<std::string, std::string>> attributes;  // id, name, value
};

std::vector<std::string> Split(const std::string& text, char by) {
  std::vector<std::string> out;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, by);) out.push_back(part);
  return out;
}

bool IsSpace(char32_t c) { return c <= U' ' || c == 0xA0; }

// "12 20;25 31"; some spans run over a line's end although the quoted text stops before it: the quotation is believed.
std::vector<Span> Parts(const std::string& where, const std::u32string& text, const std::u32string& quoted) {
  std::vector<Span> out;
  for (const std::string& part : Split(where, ';')) {
    Span s;
    std::stringstream numbers(part);
    if (!(numbers >> s.begin >> s.end)) continue;
    s.begin = std::clamp(s.begin, 0, static_cast<int>(text.size()));
    s.end = std::clamp(s.end, s.begin, static_cast<int>(text.size()));
    out.push_back(s);
  }
  if (out.size() == 1) {
    const std::u32string_view seen(text.data() + out[0].begin, static_cast<std::size_t>(out[0].length()));
    if (!quoted.empty() && seen != quoted && seen.substr(0, quoted.size()) == quoted)
      out[0].end = out[0].begin + static_cast<int>(quoted.size());
  }
  for (Span& s : out) {
    while (s.begin < s.end && IsSpace(text[static_cast<std::size_t>(s.begin)])) ++s.begin;
    while (s.end > s.begin && IsSpace(text[static_cast<std::size_t>(s.end - 1)])) --s.end;
  }
  std::erase_if(out, [](Span s) { return s.empty(); });
  std::sort(out.begin(), out.end(), [](Span a, Span b) { return a.begin < b.begin; });
  return out;
}

std::string WithoutDigits(std::string role) {
  while (!role.empty() && role.back() >= '0' && role.back() <= '9') role.pop_back();
  return role;
}

Brat ReadAnn(const std::string& ann, const std::u32string& text) {
  Brat out;
  for (std::string line : Split(ann, '\n')) {
    std::erase(line, '\r');
    const std::vector<std::string> p = Split(line, '\t');
    if (p.size() < 2 || line.empty()) continue;
    const std::size_t space = p[1].find(' ');
    if (line[0] == 'T' && p.size() >= 3 && space != std::string::npos) {
      out.entities[p[0]] = {p[1].substr(0, space), Parts(p[1].substr(space + 1), text, source::DecodeUtf8(p[2]).value_or(U""))};
    } else if (line[0] == 'E') {
      Brat::Event event;
      for (const std::string& argument : Split(p[1], ' ')) {
        const std::size_t colon = argument.find(':');
        if (colon == std::string::npos) continue;
        const std::string id = argument.substr(colon + 1);
        if (event.trigger.empty()) {
          event.trigger = id;
        } else {
          event.arguments.emplace_back(WithoutDigits(argument.substr(0, colon)), id);
        }
      }
      if (!event.trigger.empty()) out.events[p[0]] = std::move(event);
    } else if (line[0] == 'A' || line[0] == 'M') {
      const std::vector<std::string> w = Split(p[1], ' ');
      if (w.size() >= 3) out.attributes[w[1]][w[0]] = w[2];
    }
  }
  return out;
}

std::optional<std::size_t> TypeOf(std::string_view name) {
  const auto* found = std::find(tagger::kTypes.begin(), tagger::kTypes.end(), name);
  if (found == tagger::kTypes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - tagger::kTypes.begin());
}

const std::map<std::string, std::string, std::less<>> kLctTypes = {{"Condition", "Condition"},
                                                                   {"Allergy", "Condition"},
                                                                   {"Drug", "Drug"},
                                                                   {"Immunization", "Drug"},
                                                                   {"Procedure", "Procedure"},
                                                                   {"Observation", "Observation"},
                                                                   {"Polarity", "Value"},
                                                                   {"Eq-Comparison", "Value"},
                                                                   {"Negation", "Negation"},
                                                                   {"Age", "Person"},
                                                                   {"Life-Stage-And-Gender", "Person"},
                                                                   {"Ethnicity", "Person"},
                                                                   {"Modifier", "Qualifier"},
                                                                   {"Severity", "Qualifier"},
                                                                   {"Acuteness", "Qualifier"},
                                                                   {"Stability", "Qualifier"}};
const std::set<std::string, std::less<>> kMeasured = {"lab", "vital", "measurement", "clinical-score", "survey-or-questionnaire"};
const std::set<std::string, std::less<>> kNumericRoles = {"Numeric-Filter", "Stage",     "Dose", "Minimum-Count",
                                                          "Min-Value",      "Max-Value", "Class"};
const std::set<std::string, std::less<>> kTimeRoles = {"Temporality", "Duration"};

bool AnyIn(const std::set<std::string>& roles, const std::set<std::string, std::less<>>& of) {
  return std::any_of(roles.begin(), roles.end(), [&](const std::string& r) { return of.contains(r); });
}

std::vector<Gold> LctGold(const Brat& brat) {
  std::map<std::string, std::set<std::string>> roles;  // of an event, in others
  std::map<std::string, std::string> event_of;
  for (const auto& [id, event] : brat.events) {
    event_of[event.trigger] = id;
    for (const auto& [role, target] : event.arguments) roles[target].insert(role);
  }
  const auto attribute = [&](const std::string& id, const std::string& name) -> std::string {
    const auto of = brat.attributes.find(id);
    if (of == brat.attributes.end()) return "";
    const auto value = of->second.find(name);
    return value == of->second.end() ? "" : value->second;
  };
  std::vector<Gold> out;
  for (const auto& [id, entity] : brat.entities) {
    const auto known = kLctTypes.find(entity.kind);
    if (known == kLctTypes.end() || entity.parts.empty()) continue;
    std::string type = known->second;
    const auto found = event_of.find(id);
    const std::string event = found == event_of.end() ? "" : found->second;
    if (entity.kind == "Observation") {
      std::string value = attribute(event, "Observation-Type-Value");
      if (value.empty()) value = attribute(id, "Observation-Type-Value");
      if (kMeasured.contains(value)) type = "Measurement";
    }
    if (entity.kind == "Eq-Comparison") {
      const std::set<std::string>& role = roles[event];
      const auto& arguments = event.empty() ? std::vector<std::pair<std::string, std::string>>{} : brat.events.at(event).arguments;
      const bool timed = std::any_of(arguments.begin(), arguments.end(), [](const auto& a) { return a.first.starts_with("Temporal"); });
      if (AnyIn(role, kTimeRoles) || (!AnyIn(role, kNumericRoles) && timed)) type = "Temporal";
    }
    out.push_back({*TypeOf(type), entity.parts});
  }
  return out;
}

std::vector<Gold> ChiaGold(const Brat& brat) {
  std::vector<Gold> out;
  for (const auto& [id, entity] : brat.entities) {
    const auto type = TypeOf(entity.kind);
    if (type && !entity.parts.empty()) out.push_back({*type, entity.parts});
  }
  return out;
}

std::string Slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

Result<std::vector<Annotated>> ReadCorpus(Corpus corpus, const std::string& folder) {
  std::error_code failed;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  if (failed || paths.empty()) return Error{fmt::format("{}: no annotated texts; name a folder of .txt and .ann", folder)};
  std::sort(paths.begin(), paths.end());
  std::vector<Annotated> out;
  for (const fs::path& path : paths) {
    const auto text = source::DecodeUtf8(Slurp(path));
    if (!text) return Error{fmt::format("{}: not UTF-8", path.string())};
    const Brat brat = ReadAnn(Slurp(fs::path(path).replace_extension(".ann")), *text);
    Annotated a;
    a.corpus = corpus;
    const std::string stem = path.stem().string();
    a.trial = stem.substr(0, stem.find('_'));
    a.gold = corpus == Corpus::kChia ? ChiaGold(brat) : LctGold(brat);
    a.document.path = path.string();
    std::u32string head;
    if (corpus == Corpus::kChia) {
      head = stem.ends_with("_exc") ? U"Exclusion Criteria:" : U"Inclusion Criteria:";
      head += text->find(U"\r\n") == std::u32string::npos ? U"\n" : U"\r\n";
    }
    a.document.text = head + *text;
    for (Gold& g : a.gold) {
      for (Span& s : g.parts) s = {s.begin + static_cast<int>(head.size()), s.end + static_cast<int>(head.size())};
    }
    // The same mention twice is one.
    std::vector<Gold> once;
    for (Gold& g : a.gold) {
      const bool seen = std::any_of(once.begin(), once.end(), [&](const Gold& o) { return o.type == g.type && o.parts == g.parts; });
      if (!seen) once.push_back(std::move(g));
    }
    a.gold = std::move(once);
    out.push_back(std::move(a));
  }
  return out;
}

}  // namespace eligo::train
