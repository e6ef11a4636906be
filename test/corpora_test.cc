// Real texts: what registries publish, read whole. No gold here; what must hold for any text, on texts that nobody wrote for us.
//
//   invariants    test/fuzz/invariants.h, and the same bytes when read again
//   nothing lost  every character is in a criterion, a header or a diagnostic, and inside a criterion in one of its parts; only markers,
//                 punctuation and markup are in none
//   some logic    a criterion without a leaf restricts nobody: only words like "male or female" may say so
//   numbers       a number of a criterion stands in a field or the words of one of its facts, or a person or nobody is said to have read it
//
// The texts are in ../shared, which is no part of the tree: without it the tests are skipped.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <ostream>

#include <gtest/gtest.h>
#include <zlib.h>

#include "readers/protocol.h"
#include "source/utf8.h"
#include "test/fuzz/invariants.h"

namespace eligo::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kPoolTexts = 300;

const fs::path& Shared() {
  static const fs::path kShared = fs::path(ELIGO_SOURCE_DIR) / ".." / "shared";
  return kShared;
}

const terms::Terms& TestTerms() {
  static const Result<terms::Terms> kTerms = terms::Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  if (!kTerms) {
    ADD_FAILURE() << kTerms.error();
    std::abort();
  }
  return *kTerms;
}

// The files of a folder with one ending, by name.
std::vector<source::Document> Files(const fs::path& folder, const std::string& ending) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ending) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  readers::ProtocolFiles files = readers::ReadProtocols(paths);
  for (const Error& error : files.errors) ADD_FAILURE() << error.message;
  return std::move(files.documents);
}

// The first texts of a gzipped file of JSON lines {"id", "text"}.
std::vector<source::Document> Pool(const fs::path& path, int count) {
  std::vector<source::Document> documents;
  const gzFile file = gzopen(path.c_str(), "rb");
  std::string line(std::size_t{1} << 20, '\0');
  while (static_cast<int>(documents.size()) < count && gzgets(file, line.data(), static_cast<int>(line.size())) != nullptr) {
    const Json json = Json::parse(line.c_str(), nullptr, false);
    if (json.is_discarded()) {
      ADD_FAILURE() << path << ": line " << documents.size() + 1 << " is no JSON";
      break;
    }
    source::Document document;
    document.path = json["id"];
    document.text = source::DecodeUtf8(json["text"].get<std::string>()).value_or(U"");
    documents.push_back(std::move(document));
  }
  gzclose(file);
  return documents;
}

// ---- nothing is lost

bool IsSpace(char32_t c) {
  return c <= U' ' || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029;
}
bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || c >= 0x3040;
}

// "1.", "(iv)", "2.1", "b)": a few digits, one letter or a small roman number among punctuation.
bool IsMarker(std::u32string_view run) {
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (const char32_t c : run) {
    digits += IsDigit(c) ? 1 : 0;
    letters += IsLetter(c) ? 1 : 0;
  }
  const bool roman = std::all_of(run.begin(), run.end(), [](char32_t c) {
    return !IsLetter(c) || std::u32string_view(U"ivxIVX").find(c) != std::u32string_view::npos;
  });
  return digits <= 6 && (letters <= 1 || (digits == 0 && roman && letters <= 5));
}

bool IsPunctuation(std::u32string_view run) {
  return std::none_of(run.begin(), run.end(), [](char32_t c) { return IsDigit(c) || IsLetter(c); });
}

// `<br>`, `&#xD;&#xD;`, `&nbsp;`, one or several.
bool IsMarkup(std::u32string_view run) {
  while (!run.empty()) {
    const std::size_t end = run.front() == U'<' ? run.find(U'>') : run.front() == U'&' ? run.find(U';') : std::u32string_view::npos;
    if (end == std::u32string_view::npos || end > 10) return false;
    run.remove_prefix(end + 1);
  }
  return true;
}

// The runs without space of `within` that no span holds and that are neither punctuation, nor markup, nor the marker of what follows.
std::vector<Span> Lost(const std::u32string& text, Span within, const std::vector<Span>& spans) {
  std::vector<bool> held(text.size(), false);
  for (const Span span : spans) std::fill(held.begin() + span.begin, held.begin() + span.end, true);
  std::vector<Span> lost;
  bool marks = false;  // what stands right of the run is held, or a marker of what is
  for (int i = within.end; i > within.begin;) {
    const auto at = static_cast<std::size_t>(i - 1);
    if (held[at]) marks = true;
    if (held[at] || IsSpace(text[at])) {
      --i;
      continue;
    }
    int begin = i - 1;
    while (begin > within.begin && !held[static_cast<std::size_t>(begin - 1)] && !IsSpace(text[static_cast<std::size_t>(begin - 1)]))
      --begin;
    const std::u32string_view run = std::u32string_view(text).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    if (!IsPunctuation(run) && !IsMarkup(run) && !(marks && IsMarker(run))) {
      lost.push_back({begin, i});
      marks = false;
    }
    i = begin;
  }
  return lost;
}

void ExpectNothingLost(const pipeline::Reading& reading) {
  const source::Protocol& p = reading.source;
  std::vector<Span> spans;
  for (const source::Header& header : p.headers) spans.push_back(header.span);
  for (const Diagnostic& d : reading.diagnostics) spans.push_back(d.span);
  for (const source::Item& item : p.items) spans.push_back(item.span);
  for (const Span lost : Lost(p.document.text, {0, static_cast<int>(p.document.text.size())}, spans)) {
    ADD_FAILURE() << p.document.path << ": " << lost.begin << ".." << lost.end << " is in no criterion, header or diagnostic: `"
                  << Text(p.document, lost) << "`";
  }
  for (const source::Item& item : p.items) {
    std::vector<Span> parts;
    for (const source::Part& part : item.parts) parts.push_back(part.span);
    for (const Span lost : Lost(p.document.text, item.span, parts)) {
      ADD_FAILURE() << p.document.path << ": " << lost.begin << ".." << lost.end << " is in a criterion but in no part of it: `"
                    << Text(p.document, lost) << "`";
    }
  }
}

// ---- every criterion says something

// The criteria that restrict nobody although they say more than "any sex" or open a list.
std::vector<std::string> Silent(const logic::Protocol& protocol) {
  static const std::set<std::string, std::less<>> kHarmless = {
      "male", "female", "males", "females", "man", "woman",     "men", "women", "any",    "either",  "both", "all",
      "of",   "or",     "and",   "be",      "the", "following", "sex", "sexes", "gender", "genders", "race", "ethnicity"};
  std::vector<std::string> silent;
  for (const logic::Criterion& c : protocol.criteria) {
    bool leaf = false;
    logic::ForEachLeaf(c.expression, [&](const logic::Expression&) { leaf = true; });
    std::string word;
    bool says = false;
    for (const char letter : c.text + " ") {
      const char low = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
      if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9')) {
        word += low;
      } else {
        says = says || (!word.empty() && !kHarmless.contains(word));
        word.clear();
      }
    }
    if (!leaf && says) silent.push_back(fmt::format("{} `{}`", c.id, c.text.substr(0, 200)));
  }
  return silent;
}

// ---- every number is accounted for

// Numbers and runs of digits, as words: "1,500" is 1500, 1.5 (a decimal comma), 1 and 500.
void AddNumbers(const std::string& word, std::vector<double>& out) {
  const auto add = [&](const std::string& s) {
    if (!s.empty()) out.push_back(std::strtod(s.c_str(), nullptr));
  };
  std::string plain, point, run;
  for (const char c : word + " ") {
    if (c >= '0' && c <= '9') {
      plain += c, point += c, run += c;
      continue;
    }
    add(run);
    run.clear();
    if (c == '.') plain += c;
    if (c == '.' || c == ',') point += '.';
  }
  add(plain);
  add(point);
}

// What a period states, in any unit it may have been written in.
void AddPeriod(const std::string& text, std::vector<double>& out) {
  double value = 0;
  double months = 0;
  bool time = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      continue;
    }
    if (c == 'T') time = true;
    if (c == 'Y') out.insert(out.end(), {value, value * 12}), months += value * 12;
    if (c == 'M') out.insert(out.end(), {value, value / 12}), months += value;
    if (c == 'W') out.insert(out.end(), {value, value * 7});
    if (c == 'D') out.insert(out.end(), {value, value / 7, value * 24});
    if (c == 'H' && time) out.insert(out.end(), {value, value / 24});
    value = 0;
  }
  out.push_back(months);
}

// The numbers that a fact carries in any field and in its words; codes of terms apart.
void AddFields(const Json& json, std::vector<double>& out) {
  if (json.is_number()) out.push_back(json.get<double>());
  if (json.is_string()) {
    const std::string text = json;
    if (text.starts_with('P') || text.starts_with("-P")) AddPeriod(text, out);
    if (text.starts_with("10*9")) out.push_back(109);  // "3.0 x 109/L", a lost superscript
    std::string word;
    for (const char c : text + " ") {
      if ((c >= '0' && c <= '9') || c == '.' || c == ',') {
        word += c;
      } else {
        AddNumbers(word, out);
        word.clear();
      }
    }
  }
  if (json.is_array()) {
    for (const Json& child : json) AddFields(child, out);
  }
  if (json.is_object()) {
    for (const auto& [key, child] : json.items()) {
      if (key != "span" && key != "codes" && key != "id") AddFields(child, out);
      if (key == "concept" && child.contains("id")) AddFields(child["id"], out);
    }
  }
}

struct Account {
  std::vector<double> fields;
  std::vector<Span> taken;  // unread, or for a person to answer
  bool anchored = false;    // some fact names a visit or a day
};

void Collect(const Json& e, Account& account) {
  const std::string op = e.value("op", "");
  if (op == "unread" || op == "judgement" || (op == "fact" && e.value("about", "") == "consent")) {
    if (e["span"].is_array()) account.taken.push_back({e["span"][0], e["span"][1]});
  }
  if (op == "or") account.fields.push_back(1);  // "at least 1 of"
  if (op == "at_least") account.fields.push_back(e["count"]);
  if (op == "fact") {
    account.anchored = account.anchored || e.dump().find("\"anchor\"") != std::string::npos;
    for (const Json& grade : e.value("category", Json::array())) {  // "> grade 2" is kept as the grades 3, 4 and 5, "< 4" as 1 to 3
      const double value = std::strtod(grade.get<std::string>().c_str(), nullptr);
      account.fields.insert(account.fields.end(), {value - 1, value + 1});
    }
    return AddFields(e, account.fields);
  }
  for (const char* key : {"of", "when", "then", "else", "base", "exception"}) {
    if (!e.contains(key)) continue;
    if (e[key].is_array()) {
      for (const Json& child : e[key]) Collect(child, account);
    } else {
      Collect(e[key], account);
    }
  }
}

struct Number {
  Span span;
  std::string text;  // without escapes
};

// Numbers of a part as printed; "10\^9" is two, `&#8805;` none.
std::vector<Number> NumbersIn(const std::u32string& text, Span part) {
  std::vector<Number> numbers;
  for (int i = part.begin; i < part.end; ++i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    if (c == U'&' && i + 1 < part.end && text[static_cast<std::size_t>(i) + 1] == U'#') {
      while (i < part.end && text[static_cast<std::size_t>(i)] != U';') ++i;
      continue;
    }
    if (!IsDigit(c)) continue;
    Number number;
    int end = i;
    for (int j = i; j < part.end; ++j) {
      const char32_t d = text[static_cast<std::size_t>(j)];
      if (!IsDigit(d) && d != U'.' && d != U',' && d != U'\\') break;
      if (d != U'\\') number.text += static_cast<char>(d);
      if (IsDigit(d)) end = j + 1;
    }
    while (!IsDigit(static_cast<char32_t>(number.text.back()))) number.text.pop_back();
    number.span = {i, end};
    i = end - 1;
    numbers.push_back(std::move(number));
  }
  return numbers;
}

struct Tally {
  int numbers = 0, accounted = 0;
  std::map<std::string, std::vector<std::string>> missing;  // by document: "inc-4 `75`: the text"

  double Share() const { return numbers == 0 ? 1 : static_cast<double>(accounted) / numbers; }
};

// "Day 1", "Visit 2": the number is a name, and the anchor stands for it.
bool NamesVisit(const std::u32string& text, Span number) {
  static const std::set<std::u32string> kPoints = {U"day", U"visit", U"cycle", U"week", U"d", U"v"};
  int end = number.begin;
  while (end > 0 && (IsSpace(text[static_cast<std::size_t>(end - 1)]) || text[static_cast<std::size_t>(end - 1)] == U'-')) --end;
  std::u32string word;
  for (int i = end; i > 0 && IsLetter(text[static_cast<std::size_t>(i - 1)]); --i)
    word.insert(word.begin(), text[static_cast<std::size_t>(i - 1)] | 0x20);
  return kPoints.contains(word);
}

// "the following 3 criteria", "4 or more of the 11 criteria", "6 of 66 joints", "141/150": how long a list or a scale is. Of a list its
// members stand for it, of a scale the other number.
bool SaysHowMany(const std::u32string& text, Number n) {
  int at = n.span.begin;
  while (at > 0 && IsSpace(text[static_cast<std::size_t>(at - 1)])) --at;
  if (at > 1 && text[static_cast<std::size_t>(at - 1)] == U'/' && IsDigit(text[static_cast<std::size_t>(at - 2)])) return true;
  std::u32string before = text.substr(static_cast<std::size_t>(std::max(0, at - 10)), static_cast<std::size_t>(std::min(at, 10)));
  for (char32_t& c : before) c = c < 0x80 ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c;
  return before.ends_with(U" of") || before.ends_with(U" of the") || before.ends_with(U"following");
}

// "secukinumab (AIN457)", "advanced fibrosis (F3)": another name of what stands before the bracket.
bool Glosses(const std::u32string& text, Span n) {
  const auto inside = [&](int i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    return IsDigit(c) || IsLetter(c) || c == U'-' || c == U'/' || c == U'+';
  };
  int begin = n.begin;
  int end = n.end;
  while (begin > 0 && inside(begin - 1)) --begin;
  while (end < static_cast<int>(text.size()) && inside(end)) ++end;
  return (begin < n.begin || end > n.end) && begin > 0 && text[static_cast<std::size_t>(begin - 1)] == U'(' &&
         end < static_cast<int>(text.size()) && text[static_cast<std::size_t>(end)] == U')';
}

// "at least 1 lesion", "1 or more drugs": what any fact says.
bool SaysAny(const std::u32string& text, const Number& n) {
  const auto before = std::u32string_view(text).substr(static_cast<std::size_t>(std::max(0, n.span.begin - 6)), 6);
  const auto behind = std::u32string_view(text).substr(static_cast<std::size_t>(n.span.end), 8);
  return n.text == "1" && ((n.span.begin >= 6 && before == U"least ") || behind == U" or more");
}

// `next` is the number behind it in the same part and whether that one was accounted for.
bool Accounted(const Number& n, const Account& account, const std::u32string& text, const Number* next, bool next_accounted) {
  if (std::any_of(account.taken.begin(), account.taken.end(), [&](Span s) { return s.Contains(n.span); })) return true;
  std::vector<double> values;
  AddNumbers(n.text, values);
  for (const double v : values) {
    const auto same = [&](double field) { return std::abs(field - v) <= 1e-9 * std::abs(v); };
    if (std::any_of(account.fields.begin(), account.fields.end(), same)) return true;
  }
  // The 1 of 1:80 stands or falls with the 80.
  const bool titer = n.text == "1" && next != nullptr && next->span.begin <= n.span.end + 3 &&
                     std::u32string_view(text).substr(static_cast<std::size_t>(n.span.end), 3).find(U':') != std::u32string_view::npos;
  if (SaysHowMany(text, n) || Glosses(text, n.span) || SaysAny(text, n)) return true;
  return (titer && next_accounted) || (account.anchored && NamesVisit(text, n.span));
}

void CountNumbers(const pipeline::Reading& reading, const Json& json, Tally& tally) {
  const std::u32string& text = reading.source.document.text;
  std::map<int, const Json*> criteria;  // by where they begin
  for (const Json& c : json["criteria"]) {
    if (c["span"].is_array()) criteria[c["span"][0]] = &c;
  }
  for (const source::Item& item : reading.source.items) {
    const auto found = criteria.find(item.span.begin);
    if (item.field >= 0 || found == criteria.end()) continue;
    const Json& criterion = *found->second;
    Account account;
    Collect(criterion["logic"], account);
    for (const Diagnostic& d : reading.diagnostics) {
      if (d.code == "kAside") account.taken.push_back(d.span);  // set aside, and said so
    }
    for (const source::Part& part : item.parts) {
      const std::vector<Number> numbers = NumbersIn(text, part.span);
      bool accounted = true;
      for (std::size_t i = numbers.size(); i-- > 0;) {
        const Number& n = numbers[i];
        accounted = Accounted(n, account, text, i + 1 < numbers.size() ? &numbers[i + 1] : nullptr, accounted);
        ++tally.numbers;
        tally.accounted += accounted ? 1 : 0;
        if (accounted) continue;
        const Span around{std::max(part.span.begin, n.span.begin - 60), std::min(part.span.end, n.span.end + 60)};
        tally.missing[reading.source.document.path].push_back(
            fmt::format("{} `{}` in `{}`", criterion["id"].get<std::string>(), n.text, Text(reading.source.document, around)));
      }
    }
  }
}

// The documents with most numbers missing, and some of these.
void Report(const std::string& name, const Tally& tally, std::size_t texts) {
  std::printf("%s: %zu texts, %d numbers, %d accounted for (%.4f)\n", name.c_str(), texts, tally.numbers, tally.accounted, tally.Share());
  std::vector<std::pair<std::size_t, std::string>> worst;
  for (const auto& [path, lines] : tally.missing) worst.emplace_back(lines.size(), path);
  std::sort(worst.begin(), worst.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  const char* all = std::getenv("ELIGO_ALL");
  for (std::size_t i = 0; i < worst.size() && (i < 10 || all != nullptr); ++i) {
    std::printf("  %zu in %s\n", worst[i].first, fs::path(worst[i].second).filename().c_str());
    const std::vector<std::string>& lines = tally.missing.at(worst[i].second);
    for (std::size_t j = 0; j < lines.size() && (j < 3 || all != nullptr); ++j) std::printf("    %s\n", lines[j].c_str());
  }
}

struct Group {
  const char* name;
  int silent;      // criteria that wrongly restrict nobody; it only shrinks
  double numbers;  // the share that must be accounted for: what was measured, it only rises

  friend void PrintTo(const Group& group, std::ostream* out) { *out << group.name; }
};

class CorpusTexts : public testing::TestWithParam<Group> {
 protected:
  static std::vector<source::Document> Documents(const std::string& name) {
    if (name == "Registry") return Files(Shared() / "corpora" / "registry", ".txt");
    if (name == "Studies") return Files(Shared() / "corpora" / "registry" / "ctgov_v2", ".json");
    if (name == "Pool") return Pool(Shared() / "corpora" / "trials-pool.jsonl.gz", kPoolTexts);
    return Files(Shared() / "seeds", ".txt");
  }
};

TEST_P(CorpusTexts, ReadWhole) {
  if (!fs::exists(Shared() / "corpora")) GTEST_SKIP() << "no ../shared: the public texts are not beside the tree";
  const std::vector<source::Document> documents = Documents(GetParam().name);
  ASSERT_FALSE(documents.empty());
  // Once in parallel, once one after the other: neither order nor thread may show.
  const std::vector<pipeline::Reading> readings = pipeline::Read(documents, TestTerms());
  Tally tally;
  int silent = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    SCOPED_TRACE(documents[i].path);
    for (const std::string& line : Invariants::Broken(readings[i], TestTerms())) ADD_FAILURE() << line;
    ExpectNothingLost(readings[i]);
    const std::string json = JsonOf(readings[i], TestTerms());
    EXPECT_EQ(json, JsonOf(pipeline::Read(documents[i], TestTerms()), TestTerms())) << "read twice, and not the same";
    CountNumbers(readings[i], Json::parse(json), tally);
    for (const std::string& line : Silent(*readings[i].logic)) {
      ++silent;
      std::printf("  says nothing: %s %s\n", fs::path(documents[i].path).filename().c_str(), line.c_str());
    }
  }
  Report(GetParam().name, tally, documents.size());
  EXPECT_LE(silent, GetParam().silent) << "criteria that used to be read restrict nobody";
  EXPECT_GE(tally.Share(), GetParam().numbers) << "numbers were lost that used to be read";
}

INSTANTIATE_TEST_SUITE_P(, CorpusTexts,
                         testing::Values(Group{"Registry", 0, 1.0}, Group{"Studies", 0, 1.0}, Group{"Pool", 0, 1.0},
                                         Group{"Seeds", 0, 0.985}),
                         [](const auto& group) { return std::string(group.param.name); });

}  // namespace
}  // namespace eligo::test
