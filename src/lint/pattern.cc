#include "lint/pattern.h"

#include <algorithm>

#include "base/result.h"
#include "terms/fold.h"

namespace eligo::lint {
namespace {

std::vector<std::string_view> Split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

Pattern::Pattern(std::string_view text) {
  for (std::string_view part : Split(text, ' ')) {
    if (part == "^") {
      begins_ = true;
      continue;
    }
    if (part == "$") {
      ends_ = true;
      continue;
    }
    Step step;
    if (part.front() == ',') {
      step.comma = true;
      part.remove_prefix(1);
    }
    if (part.substr(0, 2) == "..") {
      for (const char c : part.substr(2)) step.gap = step.gap * 10 + static_cast<std::size_t>(c - '0');
    } else {
      if (part.front() == '?') {
        step.optional = true;
        part.remove_prefix(1);
      }
      for (const std::string_view word : Split(part, '|')) step.words.push_back(terms::FoldName(word));
    }
    steps_.push_back(std::move(step));
  }
  CHECK(!steps_.empty() && !steps_.front().words.empty() && !steps_.front().optional);
}

std::optional<std::size_t> Pattern::MatchFrom(const Passage& passage, std::size_t word, std::size_t step) const {
  if (step == steps_.size()) {
    if (ends_ && word < passage.words.size() && passage.words[word].gap < Gap::kComma) return std::nullopt;
    return word;
  }
  const Step& s = steps_[step];
  const Gap allowed = s.comma ? Gap::kComma : Gap::kNone;
  const auto joined = [&](std::size_t w) { return w < passage.words.size() && (step == 0 || passage.words[w].gap <= allowed); };
  if (s.words.empty()) {
    std::optional<std::size_t> best = MatchFrom(passage, word, step + 1);
    for (std::size_t i = 1; i <= s.gap && joined(word + i - 1); ++i) {
      // The word after a gap that lets commas stand may follow a comma too.
      const auto end = MatchFrom(passage, word + i, step + 1);
      if (end && (!best || *end > *best)) best = end;
    }
    return best;
  }
  const Gap before = step > 0 && steps_[step - 1].comma ? Gap::kComma : allowed;
  if (word < passage.words.size() && (step == 0 || passage.words[word].gap <= before) &&
      std::find(s.words.begin(), s.words.end(), passage.words[word].text) != s.words.end()) {
    if (const auto end = MatchFrom(passage, word + 1, step + 1)) return end;
  }
  return s.optional ? MatchFrom(passage, word, step + 1) : std::nullopt;
}

std::size_t Pattern::Match(const Passage& passage, std::size_t word) const {
  if (begins_ && passage.words[word].gap < Gap::kColon) return 0;
  const auto end = MatchFrom(passage, word, 0);
  return end ? *end - word : 0;
}

Phrases::Phrases(const std::vector<std::string_view>& patterns) {
  for (const std::string_view text : patterns) {
    patterns_.emplace_back(text);
    for (const std::string& word : patterns_.back().first_words()) {
      auto& list = by_first_word_[word];
      if (list.empty() || list.back() != patterns_.size() - 1) list.push_back(patterns_.size() - 1);
    }
  }
}

std::vector<Phrases::Found> Phrases::Find(const Passage& passage) const {
  std::vector<Found> found;
  for (std::size_t i = 0; i < passage.words.size();) {
    const auto at = by_first_word_.find(passage.words[i].text);
    Found best;
    std::size_t longest = 0;
    if (at != by_first_word_.end()) {
      for (const std::size_t p : at->second) {
        const std::size_t words = patterns_[p].Match(passage, i);
        if (words > longest) {
          longest = words;
          best = {p, i, i + words - 1};
        }
      }
    }
    if (longest == 0) {
      ++i;
      continue;
    }
    found.push_back(best);
    i += longest;
  }
  return found;
}

}  // namespace eligo::lint
