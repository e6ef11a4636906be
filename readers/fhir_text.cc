#include "readers/fhir_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "readers/fhir_value.h"

namespace eligo::readers {
namespace {

using records::Answer;

struct Phrase {
  std::string_view words;
  Answer answer;
};

// At one place the first that fits counts, so longer phrases stand first.
constexpr Phrase kPhrases[] = {
    {"borderline positive", Answer::kEquivocal},
    {"weakly positive", Answer::kPositive},
    {"weak positive", Answer::kPositive},
    {"strongly positive", Answer::kPositive},
    {"strong positive", Answer::kPositive},
    {"low positive", Answer::kPositive},
    {"high positive", Answer::kPositive},
    {"moderate positive", Answer::kPositive},
    {"weakly reactive", Answer::kPositive},
    {"non reactive", Answer::kNegative},
    {"not reactive", Answer::kNegative},
    {"nonreactive", Answer::kNegative},
    {"not detected", Answer::kNegative},
    {"none detected", Answer::kNegative},
    {"not detectable", Answer::kNegative},
    {"undetected", Answer::kNegative},
    {"undetectable", Answer::kNegative},
    {"not present", Answer::kNegative},
    {"not pregnant", Answer::kNegative},
    {"negative", Answer::kNegative},
    {"neg", Answer::kNegative},
    {"absent", Answer::kNegative},
    {"positive", Answer::kPositive},
    {"pos", Answer::kPositive},
    {"reactive", Answer::kPositive},
    {"detected", Answer::kPositive},
    {"detectable", Answer::kPositive},
    {"present", Answer::kPositive},
    {"pregnant", Answer::kPositive},
    {"equivocal", Answer::kEquivocal},
    {"borderline", Answer::kEquivocal},
    {"grayzone", Answer::kEquivocal},
    {"gray zone", Answer::kEquivocal},
    {"grey zone", Answer::kEquivocal},
    {"indeterminate", Answer::kIndeterminate},
    {"inconclusive", Answer::kIndeterminate},
    {"within normal limits", Answer::kNormal},
    {"abnormal", Answer::kAbnormal},
    {"normal", Answer::kNormal},
};

// These decide only when they are the whole text.
constexpr Phrase kWholeTexts[] = {
    {"yes", Answer::kPositive}, {"no", Answer::kNegative},   {"y", Answer::kPositive},    {"n", Answer::kNegative},
    {"high", Answer::kHigh},    {"low", Answer::kLow},       {"elevated", Answer::kHigh}, {"wnl", Answer::kNormal},
    {"+", Answer::kPositive},   {"++", Answer::kPositive},   {"+++", Answer::kPositive},  {"++++", Answer::kPositive},
    {"1+", Answer::kPositive},  {"2+", Answer::kPositive},   {"3+", Answer::kPositive},   {"4+", Answer::kPositive},
    {"+1", Answer::kPositive},  {"+2", Answer::kPositive},   {"+3", Answer::kPositive},   {"+4", Answer::kPositive},
    {"-", Answer::kNegative},   {"none", Answer::kNegative},
};

// Words that turn or loosen what stands beside them.
constexpr std::string_view kTurning[] = {"not",    "no",     "non",    "without",  "previous", "previously", "prior",    "history",
                                         "if",     "vs",     "or",     "possible", "possibly", "probable",   "probably", "pending",
                                         "rule",   "ruled",  "repeat", "false",    "doubt",    "unless",     "refer",    "see",
                                         "unable", "cannot", "than",   "compared", "presumed", "invalid"};

constexpr std::size_t kMostWords = 8;

std::vector<std::string_view> Words(std::string_view lower) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  while (begin < lower.size()) {
    const std::size_t end = std::min(lower.find_first_of(" ,;:.()[]-/\t\n\r", begin), lower.size());
    if (end > begin) words.push_back(lower.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// How many words of the phrase's stand at `at`; 0 when it does not.
std::size_t Fits(const std::vector<std::string_view>& words, std::size_t at, std::string_view phrase) {
  std::size_t count = 0;
  while (!phrase.empty()) {
    const std::size_t space = phrase.find(' ');
    if (at + count >= words.size() || words[at + count] != phrase.substr(0, space)) return 0;
    ++count;
    phrase = space == std::string_view::npos ? std::string_view() : phrase.substr(space + 1);
  }
  return count;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string PlainSigns(std::string_view utf8) {
  static constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"\u2264", "<="}, {"\u2265", ">="}, {"\u2013", "-"}, {"\u2212", "-"}, {"\u2010", "-"}, {"\u2011", "-"}, {"\u00A0", " "},
      {"\u2009", " "},  {"\u202F", " "},  {"\u200B", ""},  {"\uFEFF", ""},  {"\uFF1C", "<"}, {"\uFF1E", ">"}};
  const bool only_ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (only_ascii) return std::string(utf8);
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    bool replaced = false;
    for (const auto& [sign, ascii] : kSigns) {
      if (!utf8.substr(at).starts_with(sign)) continue;
      out += ascii;
      at += sign.size();
      replaced = true;
      break;
    }
    if (!replaced) out += utf8[at++];
  }
  return out;
}

std::size_t WordCount(std::string_view text) { return Words(text).size(); }

std::string_view TakeComparator(std::string_view& text) {
  static constexpr std::pair<std::string_view, std::string_view> kComparators[] = {{"<=", "<="}, {">=", ">="}, {"=<", "<="}, {"=>", ">="},
                                                                                   {"<", "<"},   {">", ">"},   {"=", "="}};
  static constexpr std::pair<std::string_view, std::string_view> kWordsFor[] = {
      {"less than ", "<"}, {"greater than ", ">"}, {"more than ", ">"}};
  text = Trim(text);
  for (const auto& [sign, meaning] : kComparators) {
    if (!text.starts_with(sign)) continue;
    text = Trim(text.substr(sign.size()));
    return meaning;
  }
  const std::string lower = LowerCase(text.substr(0, 16));
  for (const auto& [words, meaning] : kWordsFor) {
    if (!lower.starts_with(words)) continue;
    text = Trim(text.substr(words.size()));
    return meaning;
  }
  return {};
}

std::optional<units::Rational> TakeNumber(std::string_view& text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > begin;
  };
  if (text.starts_with('-') || text.starts_with('+')) ++at;
  if (!digits()) return std::nullopt;
  if (at + 1 < text.size() && text[at] == '.' && text[at + 1] >= '0' && text[at + 1] <= '9') {
    ++at;
    digits();
  }
  if (at + 1 < text.size() && (text[at] == ',' || text[at] == '.') && text[at + 1] >= '0' && text[at + 1] <= '9') return std::nullopt;
  const auto number = units::Rational::Parse(text.substr(0, at));
  if (number) text.remove_prefix(at);
  return number;
}

records::Answer AnswerOfText(std::string_view text) {
  const std::string lower = LowerCase(Trim(text));
  for (const Phrase& whole : kWholeTexts) {
    if (lower == whole.words) return whole.answer;
  }
  const std::vector<std::string_view> words = Words(lower);
  if (words.size() > kMostWords) return Answer::kNone;
  Answer answer = Answer::kNone;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t taken = 0;
    for (const Phrase& phrase : kPhrases) {
      taken = Fits(words, at, phrase.words);
      if (taken == 0) continue;
      if (answer != Answer::kNone && answer != phrase.answer) return Answer::kNone;
      answer = phrase.answer;
      break;
    }
    if (taken == 0 && std::find(std::begin(kTurning), std::end(kTurning), words[at]) != std::end(kTurning)) return Answer::kNone;
    at += std::max<std::size_t>(taken, 1);
  }
  return answer;
}

}  // namespace eligo::readers
