#include "terms/terms.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "terms/fold.h"
#include "terms/image.h"

namespace eligo::terms {
namespace {

// A file mapped for reading; unmapped when it goes.
class Mapping {
 public:
  Mapping() = default;
  Mapping(const void* data, std::size_t size) : data_(data), size_(size) {}
  Mapping(Mapping&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Mapping& operator=(Mapping&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Mapping() {
    if (data_ != nullptr) ::munmap(const_cast<void*>(data_), size_);
  }
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  const void* data_ = nullptr;
  std::size_t size_ = 0;
};

Result<Mapping> MapFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{fmt::format("{}: {}; build the target `compile_terms` or name a terms file", path, std::strerror(errno))};
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    return Error{fmt::format("{}: not a regular file; name a compiled terms file", path)};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size < sizeof(image::Header)) {
    ::close(file);
    return Error{fmt::format("{}: {} bytes, shorter than a header; compile the terms again", path, size)};
  }
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int error = errno;
  ::close(file);
  if (data == MAP_FAILED) return Error{fmt::format("{}: {}", path, std::strerror(error))};
  return Mapping(data, size);
}

constexpr std::size_t kElementSize[image::kSectionCount] = {
    1,
    sizeof(image::ConceptRecord),
    sizeof(image::CodeRecord),
    sizeof(image::CodeIndexRecord),
    sizeof(std::uint32_t),
    sizeof(std::uint32_t),
    sizeof(image::NameRecord),
    sizeof(std::uint32_t),
    sizeof(image::FirstWordRecord),
    sizeof(image::PrefixRecord),
    sizeof(std::uint64_t),
    sizeof(std::uint64_t),
    sizeof(image::RangeRecord),
    1,
};

// Empty when the header, the sections and the checksum are sound.
std::string WhatIsWrong(std::string_view bytes) {
  const auto& header = *reinterpret_cast<const image::Header*>(bytes.data());
  if (std::string_view(header.magic, sizeof header.magic) != image::kMagic) return "not a compiled terms file";
  if (header.format_version != image::kFormatVersion || header.section_count != image::kSectionCount) {
    return fmt::format("format version {}, this program reads {}", header.format_version, image::kFormatVersion);
  }
  if (header.file_size != bytes.size()) return fmt::format("{} bytes, cut short or grown from {}", bytes.size(), header.file_size);
  const std::size_t hashed_from = offsetof(image::Header, sections);
  if (HashBytes(bytes.substr(hashed_from)) != header.checksum) return "checksum differs, the file is damaged";
  for (std::size_t i = 0; i < image::kSectionCount; ++i) {
    const image::SectionPlace place = header.sections[i];
    const bool inside =
        place.offset % 8 == 0 && place.offset <= bytes.size() && place.count <= (bytes.size() - place.offset) / kElementSize[i];
    if (!inside) return fmt::format("section {} lies outside the file", i);
  }
  return "";
}

template <typename T>
std::span<const T> SectionOf(std::string_view bytes, image::Section section) {
  const auto& header = *reinterpret_cast<const image::Header*>(bytes.data());
  const image::SectionPlace place = header.sections[section];
  return {reinterpret_cast<const T*>(bytes.data() + place.offset), place.count};
}

bool IsIcd(std::string_view system) { return system == "ICD10CM"; }

}  // namespace

std::string_view ToString(Kind kind) {
  switch (kind) {
    case Kind::kCondition: return "condition";
    case Kind::kDrug: return "drug";
    case Kind::kProcedure: return "procedure";
    case Kind::kMeasurement: return "measurement";
    case Kind::kScore: return "score";
    case Kind::kItem: return "item";
    case Kind::kObservation: return "observation";
    case Kind::kDemographic: return "demographic";
    case Kind::kTrial: return "trial_participation";
    case Kind::kConsent: return "consent";
  }
  return "condition";
}

std::string_view ToString(RangeSex sex) {
  switch (sex) {
    case RangeSex::kAny: return "";
    case RangeSex::kFemale: return "female";
    case RangeSex::kMale: return "male";
  }
  return "";
}

static_assert(sizeof(ConceptId) == sizeof(std::uint32_t), "id lists are read in place");

struct Terms::Image {
  Mapping mapping;    // of a file, or
  std::string owned;  // in memory
  std::string_view bytes() const { return owned.empty() ? mapping.bytes() : std::string_view(owned); }
  std::string version;
  std::string_view strings;
  std::span<const image::ConceptRecord> records;
  std::span<const image::CodeIndexRecord> code_index;
  std::span<const ConceptId> members, closures, name_concepts;
  std::span<const image::NameRecord> names;
  std::span<const image::FirstWordRecord> first_words;
  std::span<const image::PrefixRecord> prefixes;
  std::span<const std::uint64_t> firsts, begins;
  std::span<const image::RangeRecord> ranges;
  // Views into the mapping, made once.
  std::vector<Concept> concepts;
  std::vector<Code> codes;
  // Is the name these words, parted by spaces?
  bool Equals(const image::NameRecord& name, std::span<const std::string_view> words) const {
    std::string_view text = String(name.folded);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) {
        if (!text.starts_with(' ')) return false;
        text.remove_prefix(1);
      }
      if (!text.starts_with(words[i])) return false;
      text.remove_prefix(words[i].size());
    }
    return text.empty();
  }

  // Word by word, through the sorted names.
  std::optional<NameMatch> LongestName(std::span<const std::string_view> words) const {
    const image::FirstWordRecord* first = FirstWord(words[0]);
    if (first == nullptr) return std::nullopt;
    const std::size_t longest = std::min<std::size_t>(first->longest, words.size());
    image::Range run = first->names;
    std::size_t shared = words[0].size();  // characters that the names of the run have in common
    const image::NameRecord* best = nullptr;
    std::size_t best_words = 0;
    for (std::size_t count = 1; run.begin < run.end; ++count) {
      // A name that ends here is the first of its run.
      if (names[run.begin].folded.size == shared) {
        best = &names[run.begin];
        best_words = count;
      }
      if (count == longest) break;
      run = GoingOn(run, shared, words[count]);
      shared += 1 + words[count].size();
    }
    if (best == nullptr) return std::nullopt;
    return NameMatch{best_words, NameConcepts(*best)};
  }

  // The concepts by their id: open addressing, a power of two of slots; one more than the number, 0 is free.
  std::vector<std::uint32_t> by_id;

  // The slot of this id, or the free one where it would stand.
  std::size_t SlotOf(std::string_view id) const {
    const std::size_t mask = by_id.size() - 1;
    std::size_t slot = image::HashWord(id) & mask;
    while (by_id[slot] != 0 && concepts[by_id[slot] - 1].id != id) slot = (slot + 1) & mask;
    return slot;
  }

  std::string_view String(image::StringRef ref) const { return strings.substr(ref.offset, ref.size); }

  // The checksum holds, so only a faulty compiler can have written a wrong reference; one linear pass makes sure.
  bool Sound() const {
    const auto text = [&](image::StringRef r) { return r.offset <= strings.size() && r.size <= strings.size() - r.offset; };
    const auto run = [](image::Range r, std::size_t size) { return r.begin <= r.end && r.end <= size; };
    const auto ids = [&](std::span<const ConceptId> list) {
      return std::all_of(list.begin(), list.end(), [&](ConceptId id) { return id.value < records.size(); });
    };
    if (!ids(members) || !ids(closures) || !ids(name_concepts)) return false;
    if (!first_words.empty() && !std::has_single_bit(first_words.size())) return false;
    bool free_slot = first_words.empty();
    for (const auto& r : first_words) {
      if (!text(r.word) || !run(r.names, names.size())) return false;
      free_slot = free_slot || r.word.size == 0;
    }
    if (!free_slot) return false;  // a probe would never end
    if (!std::has_single_bit(prefixes.size())) return false;
    if (std::all_of(prefixes.begin(), prefixes.end(), [](const image::PrefixRecord& r) { return r.taken != 0; })) return false;
    if (std::any_of(prefixes.begin(), prefixes.end(), [&](const image::PrefixRecord& r) { return r.name > names.size(); })) return false;
    if (firsts.size() != image::kBeginBits / 64 || begins.size() != image::kBeginBits / 64) return false;
    for (const auto& r : names) {
      if (!text(r.folded) || !run(r.concepts, name_concepts.size())) return false;
    }
    for (const auto& r : code_index) {
      if (!text(r.system) || !text(r.key) || r.concept_id >= records.size()) return false;
    }
    for (const auto& r : SectionOf<image::CodeRecord>(bytes(), image::kCodes)) {
      if (!text(r.system) || !text(r.code) || !text(r.source)) return false;
    }
    for (const auto& r : ranges) {
      if (!text(r.certainty) || r.sex > static_cast<std::uint32_t>(RangeSex::kMale)) return false;
      if (r.age_from > r.age_to || r.age_to > ReferenceRange::kNoLimit) return false;
    }
    for (const auto& r : records) {
      if (!text(r.id) || !text(r.label) || !text(r.unit) || !text(r.certainty) || !text(r.test_of) || !text(r.scale) || !text(r.context) ||
          !text(r.mechanism))
        return false;
      if (r.kind > static_cast<std::uint32_t>(Kind::kConsent)) return false;
      if (!run(r.codes, SectionOf<image::CodeRecord>(bytes(), image::kCodes).size())) return false;
      if (!run(r.members, members.size()) || !run(r.closure, closures.size()) || !run(r.ranges, ranges.size())) return false;
    }
    return true;
  }

  Concept View(const image::ConceptRecord& r) const {
    const auto number = [](image::Fraction f) { return units::Rational::Of(f.numerator, f.denominator); };
    Concept view;
    view.id = String(r.id);
    view.label = String(r.label);
    view.kind = static_cast<Kind>(r.kind);
    view.routine_test = (r.flags & image::kRoutineTest) != 0;
    view.female_only = (r.flags & image::kFemaleOnly) != 0;
    view.chronic = (r.flags & image::kChronic) != 0;
    view.glucocorticoid = (r.flags & image::kGlucocorticoid) != 0;
    view.index_disease = (r.flags & image::kIndexDisease) != 0;
    view.person = (r.flags & image::kPerson) != 0;
    view.by_name = (r.flags & image::kByName) != 0;
    view.this_trial = (r.flags & image::kThisTrial) != 0;
    view.length_of_time = (r.flags & image::kLengthOfTime) != 0;
    view.measured = (r.flags & image::kMeasured) != 0;
    view.scale = String(r.scale);
    for (std::string_view words = String(r.context); !words.empty();) {
      const std::size_t end = std::min(words.find(' '), words.size());
      view.context.push_back(words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    view.unit = String(r.unit);
    view.molar_mass = number(r.molar_mass);
    view.prednisone_factor = number(r.prednisone_factor);
    view.half_life_days = number(r.half_life_days);
    for (const auto& range : ranges.subspan(r.ranges.begin, r.ranges.end - r.ranges.begin)) {
      view.ranges.push_back({static_cast<RangeSex>(range.sex), static_cast<int>(range.age_from), static_cast<int>(range.age_to),
                             number(range.low), number(range.high), String(range.certainty)});
    }
    view.certainty = String(r.certainty);
    view.test_of = String(r.test_of);
    view.mechanism = String(r.mechanism);
    return view;
  }

  const image::FirstWordRecord* FirstWord(std::string_view word) const {
    if (first_words.empty()) return nullptr;
    const std::size_t mask = first_words.size() - 1;
    for (std::size_t slot = image::HashWord(word) & mask;; slot = (slot + 1) & mask) {
      const image::FirstWordRecord& record = first_words[slot];
      if (record.word.size == 0) return nullptr;
      if (String(record.word) == word) return &record;
    }
  }

  // The name in this run of names that equals `folded`.
  const image::NameRecord* Name(image::Range run, std::string_view folded) const {
    const auto begin = names.begin() + run.begin;
    const auto end = names.begin() + run.end;
    const auto at =
        std::lower_bound(begin, end, folded, [&](const image::NameRecord& n, std::string_view text) { return String(n.folded) < text; });
    return at != end && String(at->folded) == folded ? &*at : nullptr;
  }

  // Those of a run of names, which share so many characters, whose next word is this one. They stand together: names are sorted, and a
  // space sorts before every letter and digit.
  image::Range GoingOn(image::Range run, std::size_t shared, std::string_view word) const {
    const auto rest = [&](const image::NameRecord& name) {
      const std::string_view text = String(name.folded);
      return text.size() > shared ? text.substr(shared + 1) : std::string_view();
    };
    const auto all = names.subspan(run.begin, run.end - run.begin);
    const auto begin = std::partition_point(all.begin(), all.end(), [&](const image::NameRecord& name) { return rest(name) < word; });
    const auto end = std::partition_point(begin, all.end(), [&](const image::NameRecord& name) {
      const std::string_view text = rest(name);
      return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
    });
    return {run.begin + static_cast<std::uint32_t>(begin - all.begin()), run.begin + static_cast<std::uint32_t>(end - all.begin())};
  }

  std::vector<ConceptId> NameConcepts(const image::NameRecord& name) const {
    const auto ids = name_concepts.subspan(name.concepts.begin, name.concepts.end - name.concepts.begin);
    return {ids.begin(), ids.end()};
  }

  void AppendCode(std::string_view system, std::string_view key, std::vector<ConceptId>& found) const {
    const auto wanted = std::pair(system, key);
    auto at = std::lower_bound(code_index.begin(), code_index.end(), wanted, [&](const image::CodeIndexRecord& r, const auto& w) {
      return std::pair(String(r.system), String(r.key)) < w;
    });
    for (; at != code_index.end() && String(at->system) == system && String(at->key) == key; ++at) found.push_back({at->concept_id});
  }
};

Terms::Terms(std::unique_ptr<Image> image) : image_(std::move(image)) {}
Terms::Terms(Terms&&) noexcept = default;
Terms& Terms::operator=(Terms&&) noexcept = default;
Terms::~Terms() = default;

Result<Terms> Terms::Open(const std::string& path) {
  auto mapping = MapFile(path);
  if (!mapping) return Error{mapping.error()};
  auto image = std::make_unique<Image>();
  image->mapping = std::move(*mapping);
  return Read(std::move(image), path);
}

Result<Terms> Terms::FromBytes(std::string bytes, const std::string& name) {
  if (bytes.size() < sizeof(image::Header)) return Error{fmt::format("{}: {} bytes, shorter than a header", name, bytes.size())};
  auto image = std::make_unique<Image>();
  image->owned = std::move(bytes);
  return Read(std::move(image), name);
}

Result<Terms> Terms::Read(std::unique_ptr<Image> image, const std::string& path) {
  const std::string_view bytes = image->bytes();
  if (const std::string wrong = WhatIsWrong(bytes); !wrong.empty()) {
    return Error{fmt::format("{}: {}; compile the terms again", path, wrong)};
  }
  image->version = ToHex(reinterpret_cast<const image::Header*>(bytes.data())->checksum);
  image->strings = {SectionOf<char>(bytes, image::kStrings).data(), SectionOf<char>(bytes, image::kStrings).size()};
  image->records = SectionOf<image::ConceptRecord>(bytes, image::kConcepts);
  image->code_index = SectionOf<image::CodeIndexRecord>(bytes, image::kCodeIndex);
  image->members = SectionOf<ConceptId>(bytes, image::kMemberIds);
  image->closures = SectionOf<ConceptId>(bytes, image::kClosureIds);
  image->names = SectionOf<image::NameRecord>(bytes, image::kNames);
  image->name_concepts = SectionOf<ConceptId>(bytes, image::kNameConcepts);
  image->first_words = SectionOf<image::FirstWordRecord>(bytes, image::kFirstWords);
  image->prefixes = SectionOf<image::PrefixRecord>(bytes, image::kPrefixes);
  image->firsts = SectionOf<std::uint64_t>(bytes, image::kFirsts);
  image->begins = SectionOf<std::uint64_t>(bytes, image::kBegins);
  image->ranges = SectionOf<image::RangeRecord>(bytes, image::kRanges);
  if (!image->Sound()) return Error{fmt::format("{}: a reference lies outside the file; compile the terms again", path)};

  image->concepts.reserve(image->records.size());
  for (const auto& record : image->records) image->concepts.push_back(image->View(record));
  image->by_id.resize(std::bit_ceil(2 * image->concepts.size() + 1));
  for (std::uint32_t i = 0; i < image->concepts.size(); ++i) {
    std::uint32_t& slot = image->by_id[image->SlotOf(image->concepts[i].id)];
    if (slot == 0) slot = i + 1;
  }
  for (const auto& code : SectionOf<image::CodeRecord>(bytes, image::kCodes)) {
    image->codes.push_back({image->String(code.system), image->String(code.code), image->String(code.source)});
  }
  return Terms(std::move(image));
}

std::string_view Terms::version() const { return image_->version; }
std::string_view Terms::model() const {
  const auto bytes = SectionOf<char>(image_->bytes(), image::kModel);
  return {bytes.data(), bytes.size()};
}
std::size_t Terms::size() const { return image_->concepts.size(); }

const Concept& Terms::Get(ConceptId id) const {
  CHECK(id.value < image_->concepts.size());
  return image_->concepts[id.value];
}

std::optional<ConceptId> Terms::Find(std::string_view id) const {
  const std::uint32_t found = image_->by_id[image_->SlotOf(id)];
  if (found == 0) return std::nullopt;
  return ConceptId{found - 1};
}

std::span<const ConceptId> Terms::Members(ConceptId concept_id) const {
  CHECK(concept_id.value < size());
  const image::Range run = image_->records[concept_id.value].members;
  return image_->members.subspan(run.begin, run.end - run.begin);
}

std::vector<ConceptId> Terms::Closure(ConceptId concept_id) const {
  CHECK(concept_id.value < size());
  const image::Range run = image_->records[concept_id.value].closure;
  const auto ids = image_->closures.subspan(run.begin, run.end - run.begin);
  return {ids.begin(), ids.end()};
}

bool Terms::IsA(ConceptId member, ConceptId ancestor) const {
  CHECK(ancestor.value < size());
  const image::Range run = image_->records[ancestor.value].closure;
  const auto ids = image_->closures.subspan(run.begin, run.end - run.begin);
  return std::binary_search(ids.begin(), ids.end(), member);
}

std::span<const Code> Terms::Codes(ConceptId concept_id) const {
  CHECK(concept_id.value < size());
  const image::Range run = image_->records[concept_id.value].codes;
  return std::span(image_->codes).subspan(run.begin, run.end - run.begin);
}

std::vector<ConceptId> Terms::FindCode(std::string_view system, std::string_view code) const {
  std::vector<ConceptId> found;
  if (!IsIcd(system)) {
    image_->AppendCode(system, code, found);
  } else {
    std::string key;
    for (const char c : code) {
      if (c == '.') continue;
      key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    // Every prefix is an ancestor: M3214, M321, M32, M3, M. Chapters are given by a letter ("C", malignant neoplasms).
    for (; !key.empty(); key.pop_back()) image_->AppendCode(system, key, found);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::optional<NameMatch> Terms::LongestName(std::span<const std::string_view> words) const {
  if (words.empty()) return std::nullopt;
  const std::uint64_t hash = image::HashWord(words[0]);
  if (!image::HasBit(image_->firsts, image::BeginOf(hash))) return std::nullopt;
  std::uint32_t best = 0;
  std::size_t best_words = 0;
  if (image::HasBit(image_->begins, image::BeginOf(hash))) {
    best = image_->prefixes[image::PrefixSlot(image_->prefixes, hash)].name;
    best_words = 1;
  }
  std::uint64_t joined = hash;
  for (std::size_t count = 2; count <= words.size(); ++count) {
    const std::uint64_t next = image::HashWord(words[count - 1]);
    if (count == 2 && !image::HasBit(image_->begins, image::BeginOf(hash, next))) break;
    joined = image::JoinHash(joined, next);
    const image::PrefixRecord& prefix = image_->prefixes[image::PrefixSlot(image_->prefixes, joined)];
    if (prefix.name != 0) {
      best = prefix.name;
      best_words = count;
    }
    if (prefix.goes_on == 0) break;
  }
  if (best == 0) return std::nullopt;
  const image::NameRecord& name = image_->names[best - 1];
  // Two texts of one hash: it may be none, or another.
  if (!image_->Equals(name, words.first(best_words))) return image_->LongestName(words);
  return NameMatch{best_words, image_->NameConcepts(name)};
}

std::vector<ConceptId> Terms::FindName(std::string_view utf8) const {
  const std::string folded = FoldName(utf8);
  const image::FirstWordRecord* first = image_->FirstWord(std::string_view(folded).substr(0, folded.find(' ')));
  const image::NameRecord* name = first != nullptr ? image_->Name(first->names, folded) : nullptr;
  return name != nullptr ? image_->NameConcepts(*name) : std::vector<ConceptId>{};
}

std::size_t Terms::NameCount() const { return image_->names.size(); }

std::string_view Terms::Name(std::size_t index) const {
  CHECK(index < NameCount());
  return image_->String(image_->names[index].folded);
}

std::span<const ConceptId> Terms::NameConcepts(std::size_t index) const {
  CHECK(index < NameCount());
  const image::Range run = image_->names[index].concepts;
  return image_->name_concepts.subspan(run.begin, run.end - run.begin);
}

}  // namespace eligo::terms
