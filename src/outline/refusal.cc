#include "outline/refusal.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "outline/language.h"
#include "outline/text.h"

namespace eligo::outline {
namespace {

// Of 84,886 criteria of published trials the longest has 1,346 words and marks, 8,600 characters.
constexpr int kMostMarks = 4000;
constexpr int kMostCharacters = 40000;
constexpr int kDeepestBracket = 30;
// Of a whole text: a hundred times what the longest has.
constexpr int kMostItemsOfText = 100000;
constexpr int kMostMarksOfText = 1000000;
constexpr int kQuoted = 40;  // characters of an item that a diagnostic underlines

// Characters that no text needs, behind which something else may be read than is seen: controls, and marks that turn the direction of
// what stands between them. A mark of direction alone (U+200E, U+200F) changes nothing.
bool IsControl(char32_t c) {
  if (c < 0x20) return c != U'\t' && c != U'\n' && c != U'\v' && c != U'\f' && c != U'\r';
  return (c >= 0x7F && c < 0xA0 && c != 0x85) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct Size {
  int characters = 0;
  int marks = 0;     // words, numbers and single marks
  int brackets = 0;  // the deepest nesting
  int depth = 0;     // of lists
  int control = -1;  // the place of the first control character
};

// Stops counting where the bounds are passed.
Size Measure(View text, const source::Item& item) {
  Size size;
  for (const source::Part& part : item.parts) {
    size.characters += part.span.length();
    size.depth = std::max(size.depth, part.depth);
    if (size.characters > kMostCharacters) return size;
    int open = 0;
    bool inside = false;  // a word
    for (int i = part.span.begin; i < part.span.end; ++i) {
      const char32_t c = text[static_cast<std::size_t>(i)];
      if (IsAsciiLetter(c)) {  // nearly all of them
        size.marks += !inside;
        inside = true;
        while (i + 1 < part.span.end && IsAsciiLetter(text[static_cast<std::size_t>(i) + 1])) ++i;
        continue;
      }
      if (c == U' ') {
        inside = false;
        continue;
      }
      if (size.control < 0 && IsControl(c)) size.control = i;
      // Letters of other scripts are read one by one.
      const bool word = (IsLetter(c) && (c < 0x250 || (c >= 0x370 && c < 0x400))) || IsDigit(c);
      size.marks += word ? !inside : !IsSpace(c);
      inside = word;
      if (c == U'(' || c == U'[' || c == 0xFF08) size.brackets = std::max(size.brackets, ++open);
      if ((c == U')' || c == U']' || c == 0xFF09) && open > 0) --open;
    }
  }
  return size;
}

// Of the first part that is not English.
std::string_view LanguageOf(View text, const source::Item& item) {
  for (const source::Part& part : item.parts) {
    if (const std::string_view language = ForeignLanguageOf(text, part.span); !language.empty()) return language;
  }
  return "";
}

class Refuser {
 public:
  Refuser(source::Protocol& protocol, std::string_view language, Diagnostics& diagnostics)
      : text_(protocol.document.text), language_(language), diagnostics_(diagnostics) {}

  void Take(source::Item& item) {
    if (items_ >= kMostItemsOfText || marks_ >= kMostMarksOfText) {
      const std::string reason = items_ >= kMostItemsOfText
                                     ? fmt::format("behind the first {} criteria of the text", kMostItemsOfText)
                                     : fmt::format("behind the first {} words and marks of the text", kMostMarksOfText);
      Refuse(item, full_ ? nullptr : "kTooLong", reason);
      full_ = true;
      return;
    }
    const Size size = Measure(text_, item);
    ++items_;
    marks_ += std::min(size.marks, kMostMarks);
    if (size.characters > kMostCharacters) {
      Refuse(item, "kTooLong", fmt::format("longer than {} characters", kMostCharacters));
    } else if (size.marks > kMostMarks) {
      Refuse(item, "kTooLong", fmt::format("longer than {} words and marks", kMostMarks));
    } else if (size.depth >= source::kDeepestPart) {
      Refuse(item, "kTooDeep", fmt::format("lists nested deeper than {} levels", source::kDeepestPart - 1));
    } else if (size.brackets > kDeepestBracket) {
      Refuse(item, "kTooDeep", fmt::format("brackets nested deeper than {} levels", kDeepestBracket));
    } else if (size.control >= 0) {
      item.unread = fmt::format("a control character stands in it (U+{:04X})", static_cast<unsigned>(At(text_, size.control)));
      diagnostics_.push_back(
          {"kControlCharacter", Severity::kWarning, Around(item.span, size.control), "the item stays unread as a whole: " + item.unread});
    } else if (!language_.empty()) {
      // One diagnostic speaks for the whole text.
      if (LooksEnglish(text_, item.span)) return;
      const std::string_view own = LanguageOf(text_, item);
      item.unread = own.empty() ? fmt::format("in a text in {}", language_) : fmt::format("in {}", own);
    } else if (const std::string_view language = LanguageOf(text_, item); !language.empty()) {
      item.unread = fmt::format("in {}", language);
      diagnostics_.push_back({"kLanguage", Severity::kWarning, Start(item),
                              fmt::format("the item seems to be in {}; only English is read, the item stays unread", language)});
    }
  }

  // Without a code an earlier diagnostic speaks for it.
  void Refuse(source::Item& item, const char* code, std::string reason) {
    if (code != nullptr) diagnostics_.push_back({code, Severity::kWarning, Start(item), "the item stays unread as a whole: " + reason});
    item.unread = std::move(reason);
  }

 private:
  // The character with its word.
  Span Around(Span item, int at) const {
    Span span{at, at + 1};
    while (span.begin > item.begin && at - span.begin < kQuoted && !IsSpace(At(text_, span.begin - 1))) --span.begin;
    while (span.end < item.end && span.end - at < kQuoted && !IsSpace(At(text_, span.end))) ++span.end;
    return span;
  }

  Span Start(const source::Item& item) const {
    int end = item.span.begin;
    while (end < item.span.end && end - item.span.begin < kQuoted && At(text_, end) >= U' ') ++end;
    return {item.span.begin, end};
  }

  View text_;
  std::string_view language_;
  Diagnostics& diagnostics_;
  int items_ = 0, marks_ = 0;  // so far
  bool full_ = false;
};

}  // namespace

std::string_view LanguageOfItems(const source::Protocol& protocol) {
  for (const source::Item& item : protocol.items) {
    if (const std::string_view language = LanguageOf(protocol.document.text, item); !language.empty()) return language;
  }
  return "";
}

void RefuseItems(source::Protocol& protocol, std::string_view language, Diagnostics& diagnostics) {
  Refuser refuser(protocol, language, diagnostics);
  for (source::Item& item : protocol.items) {
    if (item.field < 0) refuser.Take(item);
  }
}

}  // namespace eligo::outline
