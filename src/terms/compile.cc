#include "terms/compile.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "terms/data_files.h"
#include "terms/fold.h"
#include "terms/hash.h"
#include "terms/image.h"

namespace eligo::terms {
namespace {

// Every text of the image once.
class StringPool {
 public:
  image::StringRef Add(std::string_view text) {
    const auto [at, fresh] = places_.try_emplace(std::string(text), static_cast<std::uint32_t>(bytes_.size()));
    if (fresh) bytes_ += text;
    return {at->second, static_cast<std::uint32_t>(text.size())};
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> places_;
};

image::Fraction ToFraction(const std::optional<units::Rational>& number) {
  if (!number) return {0, 0};
  return {number->numerator(), number->denominator()};
}

std::uint32_t Count(std::size_t n) { return static_cast<std::uint32_t>(n); }

class Compiler {
 public:
  Compiler(TermsData data, std::vector<std::string>& errors) : data_(std::move(data)), errors_(errors) {}

  // Everything is checked before anything is laid out.
  void Check() {
    NumberConcepts();
    Links();
    GatherNames();
    GatherMembers();
    GatherCodes();
    GatherFacts();
    GatherRanges();
    GatherReadings();
    GatherMechanisms();
    if (errors_.empty()) Close();
  }

  std::string Lay(std::string_view model);
  std::size_t concept_count() const { return data_.concepts.size(); }
  std::size_t name_count() const { return names_.size(); }
  std::size_t code_count() const { return codes_.size(); }
  std::size_t class_count() const {
    return static_cast<std::size_t>(std::count_if(members_.begin(), members_.end(), [](const auto& m) { return !m.empty(); }));
  }

 private:
  struct GatheredCode {
    std::uint32_t concept_id;
    std::string system, code, source;
  };

  void Fail(const Place& place, const std::string& message) { errors_.push_back(ErrorAt(place, message)); }

  std::optional<std::uint32_t> Number(const Place& place, const std::string& id) {
    const auto at = numbers_.find(id);
    if (at != numbers_.end()) return at->second;
    Fail(place, fmt::format("unknown concept `{}`; add it to a concepts.tsv or correct it", id));
    return std::nullopt;
  }

  void NumberConcepts() {
    std::stable_sort(data_.concepts.begin(), data_.concepts.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    for (std::uint32_t i = 0; i < data_.concepts.size(); ++i) {
      const ConceptRow& row = data_.concepts[i];
      const auto [at, fresh] = numbers_.try_emplace(row.id, i);
      if (fresh) continue;
      const Place& first = data_.concepts[at->second].place;
      Fail(row.place, fmt::format("concept `{}` again, first in {}:{}; keep one", row.id, first.file, first.line));
    }
  }

  void Links() {
    for (const ConceptRow& row : data_.concepts) {
      if (!row.test_of.empty()) Number(row.place, row.test_of);
    }
  }

  void AddName(const Place& place, std::uint32_t number, const std::string& name, bool already_folded = false) {
    const std::string folded = already_folded ? name : FoldName(name);
    if (folded.empty()) return Fail(place, fmt::format("name `{}` has no letter or digit; give a word", name));
    names_[folded].insert(number);
  }

  // A label is a name too.
  void GatherNames() {
    for (std::uint32_t i = 0; i < data_.concepts.size(); ++i) {
      if (!data_.concepts[i].named) AddName(data_.concepts[i].place, i, data_.concepts[i].label);
    }
    for (const NameRow& row : data_.names) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      for (const std::string& name : row.names) AddName(row.place, *number, name, row.folded);
    }
  }

  void GatherMembers() {
    members_.resize(data_.concepts.size());
    for (const ClassRow& row : data_.classes) {
      const auto number = Number(row.place, row.class_id);
      for (const std::string& member : row.members) {
        const auto below = Number(row.place, member);
        if (!number || !below) continue;
        if (*number == *below) {
          Fail(row.place, fmt::format("`{}` is a member of itself; remove it", member));
        } else if (!members_[*number].insert(*below).second) {
          Fail(row.place, fmt::format("member `{}` of `{}` again; keep one", member, row.class_id));
        }
      }
    }
  }

  void GatherCodes() {
    std::set<std::tuple<std::uint32_t, std::string, std::string>> seen;
    for (const CodeRow& row : data_.codes) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      if (!seen.emplace(*number, row.system, CodeKey(row.system, row.code)).second) {
        Fail(row.place, fmt::format("code `{}` of `{}` again; keep one", row.code, row.concept_id));
        continue;
      }
      codes_.push_back({*number, row.system, row.code, row.source});
    }
    std::sort(codes_.begin(), codes_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.concept_id, a.system, a.code) < std::tie(b.concept_id, b.system, b.code);
    });
  }

  void GatherFacts() {
    facts_.resize(data_.concepts.size());
    for (const FactRow& row : data_.facts) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      FactRow& all = facts_[*number];
      const auto take = [&](std::optional<units::Rational> FactRow::*field) {
        if (!(row.*field)) return;
        if (all.*field) return Fail(row.place, fmt::format("a second value for `{}`; keep one", row.concept_id));
        all.*field = row.*field;
      };
      take(&FactRow::molar_mass);
      take(&FactRow::prednisone_factor);
      take(&FactRow::half_life_days);
      if (row.certainty.empty()) continue;
      if (!all.certainty.empty()) all.certainty += "; ";
      all.certainty += row.certainty;
    }
  }

  // In order of sex and age; no two may speak of one person.
  void GatherRanges() {
    ranges_.resize(data_.concepts.size());
    for (const RangeRow& row : data_.ranges) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      if (data_.concepts[*number].unit.empty()) {
        Fail(row.place, fmt::format("a range of `{}`, which has no unit; give it one in concepts", row.concept_id));
        continue;
      }
      for (const RangeRow& other : ranges_[*number]) {
        const bool sexes = row.sex == RangeSex::kAny || other.sex == RangeSex::kAny || row.sex == other.sex;
        if (!sexes || row.age_from > other.age_to || other.age_from > row.age_to) continue;
        Fail(row.place, fmt::format("a second range of `{}` for the same persons, first in {}:{}; keep one, or part them by sex or age",
                                    row.concept_id, other.place.file, other.place.line));
        break;
      }
      ranges_[*number].push_back(row);
    }
    for (auto& ranges : ranges_) {
      std::sort(ranges.begin(), ranges.end(),
                [](const RangeRow& a, const RangeRow& b) { return std::tie(a.sex, a.age_from) < std::tie(b.sex, b.age_from); });
    }
  }

  // The words of a context meet folded, as names do, one word each.
  void GatherReadings() {
    scales_.resize(data_.concepts.size());
    contexts_.resize(data_.concepts.size());
    for (const ReadingRow& row : data_.readings) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      if (!scales_[*number].empty() || !contexts_[*number].empty()) {
        Fail(row.place, fmt::format("a second reading of `{}`; keep one", row.concept_id));
        continue;
      }
      scales_[*number] = row.scale;
      for (const std::string& word : row.context) {
        const std::string folded = row.folded ? word : FoldName(word);
        if (folded.empty() || folded.find(' ') != std::string::npos) {
          Fail(row.place, fmt::format("context `{}`; give single words", word));
          continue;
        }
        contexts_[*number] += (contexts_[*number].empty() ? "" : " ") + folded;
      }
    }
  }

  void GatherMechanisms() {
    mechanisms_.resize(data_.concepts.size());
    for (const MechanismRow& row : data_.mechanisms) {
      const auto number = Number(row.place, row.concept_id);
      if (!number) continue;
      if (!mechanisms_[*number].empty()) Fail(row.place, fmt::format("a second mechanism of `{}`; keep one", row.concept_id));
      mechanisms_[*number] = row.mechanism;
    }
  }

  // closures_[i]: i and everything below it. A class that contains itself by way of others is an error.
  void Close() {
    closures_.resize(members_.size());
    std::vector<int> state(members_.size(), 0);  // 0 new, 1 open, 2 done
    for (std::uint32_t i = 0; i < members_.size(); ++i) Close(i, state);
  }

  void Close(std::uint32_t number, std::vector<int>& state) {
    if (state[number] == 2) return;
    state[number] = 1;
    closures_[number].insert(number);
    for (const std::uint32_t below : members_[number]) {
      if (state[below] == 1) {
        Fail(PlaceOfClass(number, below), fmt::format("`{}` and `{}` contain each other; remove one", ids(number), ids(below)));
        continue;
      }
      Close(below, state);
      closures_[number].insert(closures_[below].begin(), closures_[below].end());
    }
    state[number] = 2;
  }

  const std::string& ids(std::uint32_t number) const { return data_.concepts[number].id; }

  // Where one class is said to contain the other. Rows of compiled terms have no place: then a row of the site that closes the circle.
  Place PlaceOfClass(std::uint32_t number, std::uint32_t member) const {
    std::optional<Place> site;
    for (const ClassRow& row : data_.classes) {
      const bool here = row.class_id == ids(number) && std::find(row.members.begin(), row.members.end(), ids(member)) != row.members.end();
      if (here && row.place.line > 0) return row.place;
      if (row.place.line > 0 && (!site || row.class_id == ids(member))) site = row.place;
    }
    return site.value_or(data_.concepts[number].place);
  }

  TermsData data_;
  std::vector<std::string>& errors_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::string, std::set<std::uint32_t>> names_;
  std::vector<std::set<std::uint32_t>> members_, closures_;
  std::vector<GatheredCode> codes_;
  std::vector<FactRow> facts_;
  std::vector<std::vector<RangeRow>> ranges_;
  std::vector<std::string> scales_, contexts_, mechanisms_;
};

// The bytes of the file, section after section.
class ImageWriter {
 public:
  ImageWriter() : bytes_(sizeof(image::Header), '\0') {}

  template <typename T>
  void Add(image::Section section, const std::vector<T>& elements) {
    AddBytes(section, elements.size(), {reinterpret_cast<const char*>(elements.data()), elements.size() * sizeof(T)});
  }

  void AddBytes(image::Section section, std::size_t count, std::string_view content) {
    header_.sections[section] = {bytes_.size(), count};
    bytes_ += content;
    bytes_.resize((bytes_.size() + 7) / 8 * 8, '\0');
  }

  std::string Finish() {
    std::memcpy(header_.magic, image::kMagic.data(), sizeof header_.magic);
    header_.format_version = image::kFormatVersion;
    header_.section_count = image::kSectionCount;
    header_.file_size = bytes_.size();
    std::memcpy(bytes_.data(), &header_, sizeof header_);
    header_.checksum = HashBytes(std::string_view(bytes_).substr(offsetof(image::Header, sections)));
    std::memcpy(bytes_.data(), &header_, sizeof header_);
    return std::move(bytes_);
  }

 private:
  image::Header header_{};
  std::string bytes_;
};

std::vector<image::FirstWordRecord> IndexFirstWords(const std::vector<image::NameRecord>& names, const std::vector<std::string>& texts,
                                                    StringPool& pool) {
  std::vector<std::pair<std::string, image::FirstWordRecord>> words;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const std::string& text = texts[i];
    std::string first = text.substr(0, text.find(' '));
    const auto length = Count(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1);
    // Sorted texts keep one first word together: a space sorts before every letter and digit.
    if (words.empty() || words.back().first != first) words.push_back({first, {pool.Add(first), {i, i}, 0, 0}});
    words.back().second.names.end = i + 1;
    words.back().second.longest = std::max(words.back().second.longest, length);
  }
  std::vector<image::FirstWordRecord> slots(std::bit_ceil(words.size() * 2 + 1), image::FirstWordRecord{});
  for (const auto& [word, record] : words) {
    std::size_t slot = image::HashWord(word) & (slots.size() - 1);
    while (slots[slot].word.size != 0) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = record;
  }
  return slots;
}

struct Prefixes {
  std::vector<image::PrefixRecord> slots;
  std::vector<std::uint64_t> firsts, begins;
};

Prefixes IndexPrefixes(const std::vector<std::string>& names) {
  Prefixes index;
  index.firsts.resize(image::kBeginBits / 64);
  index.begins.resize(image::kBeginBits / 64);
  const auto set = [](std::vector<std::uint64_t>& bits, std::size_t bit) { bits[bit / 64] |= std::uint64_t{1} << bit % 64; };
  std::size_t words = 0;
  for (const std::string& text : names) words += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
  index.slots.resize(std::bit_ceil(words + words / 2 + 1), image::PrefixRecord{});
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const std::string_view text = names[i];
    std::uint64_t first = 0, hash = 0;
    for (std::size_t at = 0, count = 1; at <= text.size(); ++count) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::uint64_t word = image::HashWord(text.substr(at, end - at));
      if (count == 1) set(index.firsts, image::BeginOf(first = word));
      if (count == 1 && end == text.size()) set(index.begins, image::BeginOf(first));
      if (count == 2) set(index.begins, image::BeginOf(first, word));
      hash = count == 1 ? word : image::JoinHash(hash, word);
      image::PrefixRecord& prefix = index.slots[image::PrefixSlot(index.slots, hash)];
      prefix.hash = hash;
      prefix.taken = 1;
      if (end < text.size()) prefix.goes_on = 1;
      if (end == text.size() && prefix.name == 0) prefix.name = i + 1;
      at = end + 1;
    }
  }
  return index;
}

std::string Compiler::Lay(std::string_view model) {
  StringPool pool;
  std::vector<image::ConceptRecord> concepts;
  std::vector<image::CodeRecord> codes;
  std::vector<image::CodeIndexRecord> code_index;
  std::vector<std::uint32_t> member_ids, closure_ids;
  std::vector<image::RangeRecord> ranges;
  std::size_t code = 0;
  for (std::uint32_t i = 0; i < data_.concepts.size(); ++i) {
    const ConceptRow& row = data_.concepts[i];
    const FactRow& facts = facts_[i];
    image::ConceptRecord record{};
    record.id = pool.Add(row.id);
    record.label = pool.Add(row.label);
    record.unit = pool.Add(row.unit);
    record.certainty = pool.Add(facts.certainty);
    record.test_of = pool.Add(row.test_of);
    record.scale = pool.Add(scales_[i]);
    record.context = pool.Add(contexts_[i]);
    record.mechanism = pool.Add(mechanisms_[i]);
    record.kind = static_cast<std::uint32_t>(row.kind);
    record.flags = row.flags;
    record.codes.begin = Count(codes.size());
    for (; code < codes_.size() && codes_[code].concept_id == i; ++code) {
      const GatheredCode& g = codes_[code];
      code_index.push_back({pool.Add(g.system), pool.Add(CodeKey(g.system, g.code)), i, Count(codes.size())});
      codes.push_back({pool.Add(g.system), pool.Add(g.code), pool.Add(g.source)});
    }
    record.codes.end = Count(codes.size());
    record.members.begin = Count(member_ids.size());
    member_ids.insert(member_ids.end(), members_[i].begin(), members_[i].end());
    record.members.end = Count(member_ids.size());
    record.closure.begin = Count(closure_ids.size());
    closure_ids.insert(closure_ids.end(), closures_[i].begin(), closures_[i].end());
    record.closure.end = Count(closure_ids.size());
    record.molar_mass = ToFraction(facts.molar_mass);
    record.ranges.begin = Count(ranges.size());
    for (const RangeRow& range : ranges_[i]) {
      ranges.push_back({pool.Add(range.certainty), static_cast<std::uint32_t>(range.sex), static_cast<std::uint32_t>(range.age_from),
                        static_cast<std::uint32_t>(range.age_to), 0, ToFraction(range.low), ToFraction(range.high)});
    }
    record.ranges.end = Count(ranges.size());
    record.prednisone_factor = ToFraction(facts.prednisone_factor);
    record.half_life_days = ToFraction(facts.half_life_days);
    concepts.push_back(record);
  }

  std::vector<image::NameRecord> names;
  std::vector<std::string> name_texts;
  std::vector<std::uint32_t> name_concepts;
  for (const auto& [folded, ids] : names_) {
    const auto begin = Count(name_concepts.size());
    name_concepts.insert(name_concepts.end(), ids.begin(), ids.end());
    names.push_back({pool.Add(folded), {begin, Count(name_concepts.size())}});
    name_texts.push_back(folded);
  }
  const auto first_words = IndexFirstWords(names, name_texts, pool);
  const auto prefixes = IndexPrefixes(name_texts);

  const auto text = [&](image::StringRef ref) { return std::string_view(pool.bytes()).substr(ref.offset, ref.size); };
  std::sort(code_index.begin(), code_index.end(), [&](const image::CodeIndexRecord& a, const image::CodeIndexRecord& b) {
    return std::tuple(text(a.system), text(a.key), a.concept_id) < std::tuple(text(b.system), text(b.key), b.concept_id);
  });

  ImageWriter writer;
  writer.AddBytes(image::kStrings, pool.bytes().size(), pool.bytes());
  writer.Add(image::kConcepts, concepts);
  writer.Add(image::kCodes, codes);
  writer.Add(image::kCodeIndex, code_index);
  writer.Add(image::kMemberIds, member_ids);
  writer.Add(image::kClosureIds, closure_ids);
  writer.Add(image::kNames, names);
  writer.Add(image::kNameConcepts, name_concepts);
  writer.Add(image::kFirstWords, first_words);
  writer.Add(image::kPrefixes, prefixes.slots);
  writer.Add(image::kFirsts, prefixes.firsts);
  writer.Add(image::kBegins, prefixes.begins);
  writer.Add(image::kRanges, ranges);
  writer.AddBytes(image::kModel, model.size(), model);
  return writer.Finish();
}

}  // namespace

std::string CodeKey(std::string_view system, std::string_view code) {
  std::string key(code);
  if (system == "ICD10CM") std::erase(key, '.');
  return key;
}

Compiled CompileRows(TermsData data, std::vector<std::string> errors, std::string_view model) {
  Compiled compiled;
  compiled.errors = std::move(errors);
  Compiler compiler(std::move(data), compiled.errors);
  compiler.Check();
  if (!compiled.errors.empty()) return compiled;
  compiled.bytes = compiler.Lay(model);
  compiled.concepts = compiler.concept_count();
  compiled.names = compiler.name_count();
  compiled.codes = compiler.code_count();
  compiled.classes = compiler.class_count();
  return compiled;
}

Compiled CompileTerms(const std::vector<std::string>& folders, const std::string& model) {
  TermsData data;
  std::vector<std::string> errors;
  for (const std::string& folder : folders) ReadTermsFolder(folder, data, errors);
  return CompileRows(std::move(data), std::move(errors), model);
}

Result<Done> WriteTermsFile(const std::string& path, const std::string& bytes) {
  const std::string draft = path + ".draft";
  std::FILE* file = std::fopen(draft.c_str(), "wb");
  if (file == nullptr) return Error{fmt::format("{}: {}; choose a folder that can be written", draft, std::strerror(errno))};
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed || std::rename(draft.c_str(), path.c_str()) != 0) {
    const std::string reason = std::strerror(errno);
    std::remove(draft.c_str());
    return Error{fmt::format("{}: {}; free space or choose another folder", path, reason)};
  }
  return Done{};
}

}  // namespace eligo::terms
