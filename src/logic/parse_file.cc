#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "logic/file.h"
#include "logic/file_places.h"
#include "logic/lines.h"
#include "logic/nearest.h"
#include "logic/number.h"
#include "logic/parse_block.h"
#include "logic/parse_fact.h"
#include "source/utf8.h"

namespace eligo::logic {
namespace {

// A criterion's text as it is quoted: its characters, and where each stands in the file.
class Quoted {
 public:
  void Add(std::u32string_view line, Span place) {
    if (!lines_.empty()) text_ += U'\n';
    lines_.push_back({text_.size(), place.begin});
    text_ += line;
    span_ = lines_.size() == 1 ? place : Span{span_.begin, place.end};
  }

  bool empty() const { return lines_.empty(); }
  const std::u32string& text() const { return text_; }
  Span span() const { return span_; }

  // Where the text has these words: behind those found last, else anywhere. Not looked for once many were not in their order, which keeps
  // time linear.
  std::optional<Span> Find(std::u32string_view words) {
    if (odd_ > 20 || words.empty()) return std::nullopt;
    std::size_t at = text_.find(words, from_);
    if (at == std::u32string::npos) {
      ++odd_;
      at = text_.find(words);
    }
    if (at == std::u32string::npos) return std::nullopt;
    from_ = at + words.size();
    return Span{Place(at), Place(from_ - 1) + 1};
  }

 private:
  struct Line {
    std::size_t at = 0;  // in the text
    int place = 0;       // in the file
  };

  int Place(std::size_t character) const {
    const auto behind =
        std::upper_bound(lines_.begin(), lines_.end(), character, [](std::size_t c, const Line& line) { return c < line.at; });
    const Line& line = *std::prev(behind);
    return line.place + static_cast<int>(character - line.at);
  }

  std::u32string text_;
  std::vector<Line> lines_;
  Span span_;
  std::size_t from_ = 0;
  int odd_ = 0;
};

class FileReader {
 public:
  FileReader(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics, FilePlaces* places)
      : text_(document.text),
        terms_(terms),
        diagnostics_(diagnostics),
        mistakes_(diagnostics),
        keep_places_(places != nullptr),
        lines_(SplitLines(text_)) {
    protocol_.characters = static_cast<int>(text_.size());
    protocol_.has_inclusion_section = protocol_.has_exclusion_section = true;
    std::erase_if(lines_, [](const SourceLine& line) { return line.code.empty() && !line.quoted; });
  }

  Protocol Read(FilePlaces* places) {
    if (Version()) {
      for (i_ = 1; i_ < lines_.size() && !mistakes_.full();) {
        if (lines_[i_].indent > 0 || lines_[i_].quoted) {
          Mistake(lines_[i_].code, "a line that belongs to no criterion; begin one with `inclusion` or `exclusion` at the margin");
          SkipIndented();
        } else {
          Statement();
        }
      }
    }
    if (places != nullptr) *places = std::move(places_);
    return std::move(protocol_);
  }

 private:
  void Mistake(Span span, std::string message) { mistakes_.Add({"kSyntax", Severity::kError, span, std::move(message)}); }

  void SkipIndented() {
    while (i_ < lines_.size() && (lines_[i_].indent > 0 || lines_[i_].quoted)) ++i_;
  }

  LineReading Begin(Span code) const { return {Cursor(text_, code), terms_, 0, {}}; }

  // Tells the line's mistake, if it has one; words that are left over are one.
  bool End(LineReading& line) {
    if (!line.mistake && line.cursor.Peek().kind != Token::Kind::kEnd) line.Expected("the end of the line");
    if (!line.mistake) return true;
    mistakes_.Add(std::move(*line.mistake));
    return false;
  }

  bool Version() {
    if (lines_.empty()) {
      Mistake({}, "nothing is said; a `.eligo` file begins with `eligo 1`");
      return false;
    }
    LineReading line = Begin(lines_[0].code);
    places_.version = lines_[0].code.begin;
    if (!line.cursor.TakeIf("eligo")) {
      Mistake(lines_[0].code, "the first line is not `eligo 1`; make a `.eligo` file with `eligo parse --format eligo`");
      return false;
    }
    const Token number = line.cursor.Peek();
    if (number.kind == Token::Kind::kNumber && number.number != units::Rational(kLanguageVersion)) {
      Mistake(number.span, fmt::format("version {} of the language; this program reads version {}", number.text, kLanguageVersion));
      return false;
    }
    (void)ParseCount(line, "the version of the language, `1`,");
    return End(line);
  }

  // A line at the margin.
  void Statement() {
    LineReading line = Begin(lines_[i_].code);
    const int place = lines_[i_].code.begin;
    const Token word = line.cursor.Take();
    if (word.Is("inclusion") || word.Is("exclusion")) return Criterion(word.Is("inclusion") ? Kind::kInclusion : Kind::kExclusion, line);
    if (word.Is("title")) {
      Word(line, protocol_.title, places_.title, place);
    } else if (word.Is("id")) {
      Word(line, protocol_.id, places_.id, place);
    } else if (word.Is("source")) {
      std::optional<std::string> path = protocol_.path.empty() ? std::nullopt : std::optional(protocol_.path);
      Word(line, path, places_.source, place);
      protocol_.path = path.value_or("");
    } else if (word.Is("no")) {
      NoSection(line, place);
    } else if (word.Is("cohort")) {
      Cohort(line, place);
    } else {
      line.Fail(word.span, Unknown(word));
    }
    if (End(line) && i_ + 1 < lines_.size() && lines_[i_ + 1].indent > 0) {
      Mistake(lines_[i_ + 1].code, "an indented line under `" + word.text + "`, which has none; move it to the margin or into a criterion");
    }
    ++i_;
    SkipIndented();
  }

  static std::string Unknown(const Token& word) {
    const std::string near = NearestWord(word.text, {"inclusion", "exclusion", "title", "id", "source", "cohort", "no"});
    const std::string known = "`inclusion`, `exclusion`, `title`, `id`, `source`, `cohort` or `no ... section`";
    return Shown(word) + " begins no line at the margin; write " + (near.empty() ? known : "`" + near + "`");
  }

  void Word(LineReading& line, std::optional<std::string>& to, int& place_of, int place) {
    if (to) {
      line.Fail({place, line.cursor.Rest().end}, "said a second time; keep one of them");
      return;
    }
    to = ParseWord(line, "words in quotes");
    place_of = place;
  }

  void NoSection(LineReading& line, int place) {
    const bool inclusion = line.cursor.Peek().Is("inclusion");
    if (!inclusion && !line.cursor.Peek().Is("exclusion")) {
      line.Expected("`inclusion section` or `exclusion section`");
      return;
    }
    line.cursor.Take();
    if (!line.Require("section", "`section`")) return;
    (inclusion ? protocol_.has_inclusion_section : protocol_.has_exclusion_section) = false;
    (inclusion ? places_.no_inclusion : places_.no_exclusion) = place;
  }

  void Cohort(LineReading& line, int place) {
    logic::Cohort cohort;
    const Token name = line.cursor.Peek();
    auto id = ParseWord(line, "the cohort's id");
    if (!id) return;
    if (std::any_of(protocol_.cohorts.begin(), protocol_.cohorts.end(), [&](const logic::Cohort& c) { return c.id == *id; })) {
      line.Fail(name.span, "a second cohort `" + *id + "`; give it another id");
      return;
    }
    cohort.id = std::move(*id);
    cohort.span = line.cursor.Peek().span;
    auto label = ParseWord(line, "the cohort's name in quotes");
    if (!label) return;
    cohort.label = std::move(*label);
    if (line.cursor.TakeIf("is")) {
      const Token of = line.cursor.Peek();
      auto concept_id = ParseWord(line, "a concept");
      if (!concept_id) return;
      if (!terms_.Find(*concept_id))
        line.Fail(of.span, "unknown concept `" + *concept_id + "`; " + Nearest(*concept_id), "kUnknownConcept");
      cohort.concept_id = std::move(*concept_id);
    }
    protocol_.cohorts.push_back(std::move(cohort));
    places_.cohorts.push_back(place);
  }

  std::string Nearest(const std::string& concept_id) const {
    std::string near;
    for (const std::string& id : NearestConcepts(concept_id, terms_)) near += (near.empty() ? "nearest: `" : ", `") + id + '`';
    return near.empty() ? "write a concept's id" : near;
  }

  // "exclusion exc-4 number 4 cohort sle from eligibilityModule.sex", the text in lines with `|`, the logic.
  void Criterion(Kind kind, LineReading& line) {
    logic::Criterion c;
    c.kind = kind;
    const Span heading = lines_[i_].code;
    Heading(c, line);
    (void)End(line);
    ++i_;
    CriterionPlaces places{heading.begin, {}};
    Quoted quoted;
    for (; i_ < lines_.size() && lines_[i_].quoted; ++i_) {
      const Span code = lines_[i_].code;
      quoted.Add(text_.substr(static_cast<std::size_t>(code.begin), static_cast<std::size_t>(code.length())), code);
      places.text.push_back(code.begin);
    }
    std::vector<SourceLine> logic_lines;
    bool told = false;
    for (; i_ < lines_.size() && (lines_[i_].indent > 0 || lines_[i_].quoted); ++i_) {
      if (!lines_[i_].quoted) {
        logic_lines.push_back(lines_[i_]);
      } else if (!std::exchange(told, true)) {
        Mistake(lines_[i_].code, "a line of the text below the logic; move it above");
      }
    }
    if (quoted.empty()) {
      Mistake(heading, "a criterion without its text; quote the protocol's words below it in lines that begin with `|`");
      return;
    }
    if (logic_lines.empty()) {
      Mistake(heading, "a criterion without logic; write it below the text, or `unread` and the words in quotes");
      return;
    }
    c.text = source::EncodeUtf8(quoted.text());
    if (c.field.empty()) c.span = quoted.span();
    c.expression = ParseBlock(text_, logic_lines, terms_, mistakes_);
    if (!keep_places_) PlaceUnread(c.expression, quoted);
    c.key = KeyOf(c.kind, c.text);
    Number(c);
    protocol_.criteria.push_back(std::move(c));
    places_.criteria.push_back(std::move(places));
  }

  void Heading(logic::Criterion& c, LineReading& line) {
    Cursor& cursor = line.cursor;
    int& count = counts_[c.kind == Kind::kInclusion ? 0 : 1];
    c.id = fmt::format("{}-{}", c.kind == Kind::kInclusion ? "inc" : "exc", ++count);
    // The id is for the reader: it follows from the order, as it does in a text.
    if (cursor.Peek().kind == Token::Kind::kWord && (cursor.Peek().text.starts_with("inc-") || cursor.Peek().text.starts_with("exc-"))) {
      const Token id = cursor.Take();
      if (id.text != c.id) {
        diagnostics_.push_back(
            {"kCriterionId", Severity::kNote, id.span,
             fmt::format("`{}` is the {} of its kind here, `{}`; `eligo format` numbers anew", id.text, fmt::format("{}.", count), c.id)});
      }
    }
    if (cursor.TakeIf("number")) {
      c.number = ParseWord(line, "the number as printed");
      if (!c.number) return;
    }
    if (cursor.TakeIf("cohort")) {
      const Token name = cursor.Peek();
      const auto id = ParseWord(line, "a cohort's id");
      if (!id) return;
      std::vector<std::string> known;
      for (std::size_t i = 0; i < protocol_.cohorts.size(); ++i) {
        known.push_back(protocol_.cohorts[i].id);
        if (known.back() == *id) c.cohort = static_cast<int>(i);
      }
      if (c.cohort < 0) {
        const std::string near = NearestWord(*id, known);
        line.Fail(name.span, "unknown cohort " + Shown(name) + "; " +
                                 (near.empty() ? "add its line `cohort ...` at the top" : "nearest: `" + near + "`"));
        return;
      }
    }
    if (cursor.TakeIf("from")) {
      if (auto field = ParseWord(line, "the registry's field")) c.field = std::move(*field);
    }
  }

  // Unread words are underlined where the text has them.
  void PlaceUnread(Expression& e, Quoted& quoted) {
    if (e.op == Op::kUnread) {
      if (const auto span = quoted.Find(source::DecodeUtf8(e.words).value_or(U""))) e.span = *span;
    }
    for (Expression& child : e.of) PlaceUnread(child, quoted);
  }

  std::u32string_view text_;
  const terms::Terms& terms_;
  Diagnostics& diagnostics_;
  Mistakes mistakes_;
  bool keep_places_;
  std::vector<SourceLine> lines_;  // with code, or quoted
  std::size_t i_ = 0;
  int counts_[2] = {0, 0};
  Protocol protocol_;
  FilePlaces places_;
};

}  // namespace

bool IsLanguageFile(const source::Document& document) {
  if (document.path.ends_with(".eligo")) return true;
  const std::u32string_view text = document.text;
  constexpr std::u32string_view kFirst = U"eligo ";
  // Comments may stand above; a text that only mentions eligo goes on with other words.
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(U'\n', at), text.size());
    std::u32string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.front() == U' ' || line.front() == U'\uFEFF' || line.front() == U'\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == U' ' || line.back() == U'\r' || line.back() == U'\t')) line.remove_suffix(1);
    at = end + 1;
    if (line.empty() || line.front() == U'#') continue;
    return line.starts_with(kFirst) && line.substr(kFirst.size()).find_first_not_of(U"0123456789") == std::u32string_view::npos;
  }
  return false;
}

Protocol ParseFile(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics) {
  return FileReader(document, terms, diagnostics, nullptr).Read(nullptr);
}

Protocol ParseFilePlaces(const source::Document& document, const terms::Terms& terms, Diagnostics& diagnostics, FilePlaces& places) {
  return FileReader(document, terms, diagnostics, &places).Read(&places);
}

}  // namespace eligo::logic
