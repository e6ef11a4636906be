#include "readers/code_map.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_set>

#include "readers/vocabulary.h"
#include "terms/fold.h"

namespace eligo::readers {
namespace {

// A cache of names must not grow with free text.
constexpr std::size_t kCacheEntries = 200'000;

// "Systemic lupus erythematosus (disorder)" without its tag.
std::string_view WithoutTag(std::string_view display) {
  static constexpr std::string_view kTags[] = {" (disorder)",
                                               " (finding)",
                                               " (procedure)",
                                               " (situation)",
                                               " (substance)",
                                               " (product)",
                                               " (medicinal product)",
                                               " (qualifier value)",
                                               " (regime/therapy)",
                                               " (observable entity)",
                                               " (morphologic abnormality)"};
  for (const std::string_view tag : kTags) {
    if (display.ends_with(tag)) return display.substr(0, display.size() - tag.size());
  }
  return display;
}

// The words of a folded name.
std::vector<std::string_view> Words(std::string_view folded) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Says that it is a result, not of what. Folded: "results" is "result".
bool IsResultWord(std::string_view word) {
  static const std::unordered_set<std::string> kWords = [] {
    std::unordered_set<std::string> words;
    for (const char* w : {"total", "score", "index", "result", "value", "level", "test", "measurement", "classification", "criteria",
                          "items", "met", "domain", "points", "assessment"}) {
      words.insert(terms::FoldName(w));
    }
    return words;
  }();
  return kWords.contains(std::string(word));
}

// "0-150", "VAS 0-10", "range 0 to 3".
bool IsScale(std::string_view inside) {
  const std::string folded = terms::FoldName(inside);
  const std::vector<std::string_view> words = Words(folded);
  return !words.empty() && std::all_of(words.begin(), words.end(), [](std::string_view word) {
    const bool number = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number || word == "vas" || word == "scale" || word == "range" || word == "to" || word == "cm" || word == "mm";
  });
}

}  // namespace

Kinds KindsOf(Bearer bearer) {
  using terms::Kind;
  switch (bearer) {
    case Bearer::kEvent: return {Kind::kCondition, Kind::kProcedure, Kind::kObservation, Kind::kDrug, Kind::kItem};
    case Bearer::kCondition: return {Kind::kCondition, Kind::kObservation, Kind::kItem, Kind::kProcedure};
    case Bearer::kFinding:
    case Bearer::kResult: return {Kind::kMeasurement, Kind::kScore, Kind::kItem, Kind::kObservation, Kind::kCondition, Kind::kDemographic};
    case Bearer::kProcedure: return {Kind::kProcedure, Kind::kCondition, Kind::kObservation, Kind::kDrug};
    case Bearer::kAllergy: return {Kind::kDrug, Kind::kCondition, Kind::kObservation};
    case Bearer::kDrug: return {Kind::kDrug};
    case Bearer::kPoint: return {Kind::kScore, Kind::kItem};
    case Bearer::kConcept: break;
  }
  return {};
}

Names NamesOf(Bearer bearer) {
  if (bearer == Bearer::kDrug || bearer == Bearer::kAllergy) return Names::kProducts;
  const bool result = bearer == Bearer::kResult || bearer == Bearer::kFinding || bearer == Bearer::kPoint;
  return result ? Names::kResults : Names::kWhole;
}

std::string TidyCode(std::string_view system, std::string_view code) {
  std::string tidy(code);
  while (tidy.ends_with(' ')) tidy.pop_back();
  if (system != "ICD10CM") return tidy;
  while (!tidy.empty() && std::string_view("+*!").find(tidy.back()) != std::string_view::npos) tidy.pop_back();
  std::transform(tidy.begin(), tidy.end(), tidy.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return tidy;
}

std::string ShortSystem(std::string_view system) {
  const std::size_t slash = system.find_last_of("/:");
  return system.empty() ? "no system" : std::string(slash == std::string_view::npos ? system : system.substr(slash + 1));
}

const Mapper::Concepts& Mapper::ByCode(std::string_view system, std::string_view code) {
  std::string key(system);
  key += '|';
  key += code;
  const auto known = codes_.find(key);
  if (known != codes_.end()) return known->second;
  if (codes_.size() >= kCacheEntries) codes_.clear();
  return codes_.emplace(std::move(key), terms_.FindCode(system, code)).first->second;
}

const Mapper::Concepts& Mapper::ByName(std::string_view name, Kinds kinds, Names names) {
  std::string key = std::to_string(kinds.bits()) + std::to_string(static_cast<int>(names));
  key += '|';
  key += name;
  const auto known = names_.find(key);
  if (known != names_.end()) return known->second;
  if (names_.size() >= kCacheEntries) names_.clear();
  Concepts concepts = Whole(WithoutTag(name), kinds);
  if (concepts.empty() && names == Names::kProducts) concepts = Ingredients(name);
  if (concepts.empty() && names == Names::kResults) concepts = ResultName(name, kinds);
  if (concepts.empty() && vocabulary_ != nullptr) {
    for (const terms::ConceptId id : vocabulary_->Named(terms::FoldName(WithoutTag(name)))) {
      if (kinds.Has(terms_.Get(id).kind)) concepts.push_back(id);
    }
  }
  return names_.emplace(std::move(key), std::move(concepts)).first->second;
}

Mapper::Concepts Mapper::Whole(std::string_view name, Kinds kinds) const {
  Concepts concepts = terms_.FindName(name);
  std::erase_if(concepts, [&](terms::ConceptId id) { return !kinds.Has(terms_.Get(id).kind); });
  return concepts;
}

Mapper::Concepts Mapper::Ingredients(std::string_view name) const {
  Concepts drugs;
  const std::string folded = terms::FoldName(name);
  const std::vector<std::string_view> words = Words(folded);
  for (std::size_t at = 0; at < words.size();) {
    const auto match = terms_.LongestName(std::span<const std::string_view>(words).subspan(at));
    bool drug = false;
    if (match) {
      for (const terms::ConceptId id : match->concepts) {
        if (terms_.Get(id).kind != terms::Kind::kDrug) continue;
        drug = true;
        if (std::find(drugs.begin(), drugs.end(), id) == drugs.end()) drugs.push_back(id);
      }
    }
    at += drug ? std::max<std::size_t>(match->words, 1) : 1;
  }
  return drugs;
}

Mapper::Concepts Mapper::ResultName(std::string_view name, Kinds kinds) const {
  // A bracket at the end is passed over when it is a scale ("VAS 0-10") or another name of the same thing ("mRSS").
  if (const std::size_t open = name.rfind(" ("); open != std::string_view::npos && name.ends_with(')')) {
    const std::string_view inside = name.substr(open + 2, name.size() - open - 3);
    const std::string_view before = name.substr(0, open);
    Concepts concepts = Whole(before, kinds);
    if (concepts.empty()) concepts = ResultName(before, kinds);
    return IsScale(inside) || Whole(inside, kinds) == concepts ? concepts : Concepts();
  }
  const std::string folded = terms::FoldName(name);
  const std::vector<std::string_view> words = Words(folded);
  if (words.size() < 2) return {};
  // "creatinine serum" is serum creatinine.
  for (const std::string_view specimen : {"serum", "plasma", "blood", "urine"}) {
    if (words.back() != specimen) continue;
    Concepts concepts = Whole(std::string(specimen) + " " + folded.substr(0, folded.size() - specimen.size() - 1), kinds);
    if (!concepts.empty()) return concepts;
  }
  const auto match = terms_.LongestName(words);
  if (!match || match->words == 0) return {};
  Concepts concepts = match->concepts;
  std::erase_if(concepts, [&](terms::ConceptId id) {
    const terms::Kind kind = terms_.Get(id).kind;
    return !kinds.Has(kind) || (kind != terms::Kind::kScore && kind != terms::Kind::kItem && kind != terms::Kind::kMeasurement);
  });
  // What is left may be words of any result, or, after classification criteria, the disease they classify.
  for (std::size_t at = match->words; at < words.size() && !concepts.empty();) {
    if (IsResultWord(words[at])) {
      ++at;
      continue;
    }
    const auto disease = terms_.LongestName(std::span<const std::string_view>(words).subspan(at));
    const bool classified =
        disease && disease->words > 0 &&
        std::any_of(disease->concepts.begin(), disease->concepts.end(), [&](terms::ConceptId id) { return terms_.Get(id).index_disease; });
    std::erase_if(concepts, [&](terms::ConceptId id) { return !classified || terms_.Get(id).kind != terms::Kind::kScore; });
    if (classified) at += disease->words;
  }
  return concepts;
}

// A code below the one that terms lists says so: "hierarchy ICD10CM M32.10 under M32".
std::string Mapper::ByWhat(const Coding& coding, terms::ConceptId id) const {
  const auto plain = [](std::string_view code) {
    std::string out;
    std::copy_if(code.begin(), code.end(), std::back_inserter(out), [](char c) { return c != '.'; });
    return out;
  };
  const std::string code = plain(coding.code);
  std::string_view listed;
  for (const terms::Code& known : terms_.Codes(id)) {
    if (known.system != coding.system) continue;
    const std::string above = plain(known.code);
    if (above == code) {
      listed = {};
      break;
    }
    if (code.starts_with(above) && known.code.size() > listed.size()) listed = known.code;
  }
  const std::string named = std::string(coding.guessed ? "source value " : "") + coding.system + " " + coding.code;
  if (!listed.empty()) return "hierarchy " + named + " under " + std::string(listed);
  return coding.guessed ? named : "code " + named;
}

Mapped Mapper::Map(const Codeable& code, Bearer bearer) {
  if (bearer != Bearer::kConcept) return Map(code, KindsOf(bearer), NamesOf(bearer));
  const auto id = code.codings.empty() ? std::nullopt : terms_.Find(code.codings.front().code);
  return id ? Mapped{{{*id, code.text}}} : Mapped();
}

Mapped Mapper::Map(const Codeable& code, Kinds kinds, Names names) {
  Mapped mapped;
  const auto add = [&mapped](terms::ConceptId id, std::string by) {
    for (Mapped::Found& found : mapped.found) {
      if (found.concept_id != id) continue;
      if (found.by.starts_with("hierarchy ") && by.starts_with("code ")) found.by = std::move(by);
      return;
    }
    mapped.found.push_back({id, std::move(by)});
  };
  for (const Coding& coding : code.codings) {
    if (coding.system.empty() || coding.code.empty()) continue;
    for (const terms::ConceptId id : ByCode(coding.system, coding.code)) add(id, ByWhat(coding, id));
  }
  if (!mapped.found.empty()) return mapped;
  const auto add_above = [&](const Coding& below, const Coding& above) {
    for (const terms::ConceptId id : ByCode(above.system, above.code))
      add(id, "hierarchy " + below.system + " " + below.code + " under " + above.system + " " + above.code);
  };
  for (const Coding& above : code.above) add_above(code.codings.empty() ? Coding() : code.codings.front(), above);
  if (mapped.found.empty() && vocabulary_ != nullptr && names != Names::kResults) {
    for (const Coding& below : code.codings) {
      for (const Coding& above : vocabulary_->Above(below.system, below.code)) add_above(below, above);
    }
  }
  if (!mapped.found.empty()) return mapped;
  if (!code.text.empty()) {
    for (const terms::ConceptId id : ByName(code.text, kinds, names)) add(id, "name");
  }
  for (const Coding& coding : code.codings) {
    if (!mapped.found.empty()) break;
    if (coding.display.empty()) continue;
    for (const terms::ConceptId id : ByName(coding.display, kinds, names)) add(id, "name");
  }
  return mapped;
}

std::optional<terms::ConceptId> Mapper::ItemClass(terms::ConceptId instrument) {
  const auto known = item_classes_.find(instrument.value);
  if (known != item_classes_.end()) return known->second;
  std::optional<terms::ConceptId> found;
  for (std::uint32_t i = 0; i < terms_.size() && !found; ++i) {
    const terms::Concept& family = terms_.Get(terms::ConceptId{i});
    if (family.kind != terms::Kind::kScore || !terms_.IsA(instrument, terms::ConceptId{i})) continue;
    found = terms_.Find(std::string(family.id) + "_item");
  }
  return item_classes_.emplace(instrument.value, found).first->second;
}

Codeable Mapper::Component(Codeable code, terms::ConceptId instrument) {
  const auto items = ItemClass(instrument);
  if (!items) return code;
  const Mapped mapped = Map(code, Bearer::kPoint);
  const bool own = std::any_of(mapped.found.begin(), mapped.found.end(), [&](const Mapped::Found& found) {
    return terms_.Get(found.concept_id).kind == terms::Kind::kScore || terms_.IsA(found.concept_id, *items);
  });
  if (own) return code;
  const std::string name(code.Label());
  const std::string of_instrument = std::string(terms_.Get(*items).label) + ": " + name;
  for (const std::string& text : {of_instrument, name + " item"}) {
    const Concepts named = Whole(text, {terms::Kind::kItem});
    if (!std::any_of(named.begin(), named.end(), [&](terms::ConceptId id) { return terms_.IsA(id, *items); })) continue;
    code.text = text;
    return code;
  }
  // What is known is another instrument's.
  if (!mapped.found.empty()) code = {{}, of_instrument};
  return code;
}

}  // namespace eligo::readers
