#include "logic/number.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "logic/print.h"
#include "source/utf8.h"
#include "terms/fold.h"

namespace eligo::logic {
namespace {

// FNV-1a, 64 bits: a name for a text, not a defence.
std::uint64_t Hash(std::string_view text, std::uint64_t h = 14695981039346656037ULL) {
  for (const char c : text) {
    h ^= static_cast<unsigned char>(c);
    h *= 1099511628211ULL;
  }
  return h;
}

// Ids in reading order, and what the criterion as a whole is.
class Numbering {
 public:
  explicit Numbering(Criterion& criterion) : c_(criterion) {}

  void Walk(Expression& e) {
    if (e.op == Op::kFact) {
      // Of the fact alone nobody else knows: it is numbered where it is.
      if (e.fact.use_count() > 1) e.fact = std::make_shared<Fact>(*e.fact);
      Fact& f = const_cast<Fact&>(*e.fact);
      f.id = fmt::format(FMT_COMPILE("{}.{}"), c_.id, next_++);
      c_.phase = std::max(c_.phase, f.phase);
      if (f.decides != Decides::kRecord) Count(f.decides);
      if (f.provided) {
        Expression provided = *f.provided;
        Walk(provided);
        f.provided = std::make_shared<const Expression>(std::move(provided));
      }
    } else if (e.op == Op::kJudgement) {
      e.id = fmt::format(FMT_COMPILE("{}.{}"), c_.id, next_++);
      Count(Decides::kPerson);
      c_.phase = std::max(c_.phase, Phase::kScreening);
    } else if (e.op == Op::kUnread) {
      e.id = fmt::format(FMT_COMPILE("{}.{}"), c_.id, next_++);
      if (e.words.empty()) e.words = Words(e.span);
      c_.unread.push_back(e.span);
    }
    for (Expression& child : e.of) Walk(child);
  }

  bool any() const { return next_ > 1; }

 private:
  void Count(Decides d) { c_.decides = c_.decides == Decides::kRecord || c_.decides == d ? d : Decides::kMixed; }

  std::string Words(Span span) {
    if (span.empty() || !c_.span.Contains(span)) return "";
    if (text_.empty()) text_ = source::DecodeUtf8(c_.text).value_or(U"");
    const auto begin = static_cast<std::size_t>(span.begin - c_.span.begin);
    if (begin >= text_.size()) return "";
    return source::EncodeUtf8(std::u32string_view(text_).substr(begin, static_cast<std::size_t>(span.length())));
  }

  Criterion& c_;
  std::u32string text_;  // of the criterion, once it is needed
  int next_ = 1;
};

bool OnlyPersons(const Expression& e) {
  bool only = true;
  ForEachLeaf(e, [&](const Expression& leaf) {
    only = only && (leaf.op == Op::kJudgement || (leaf.op == Op::kFact && leaf.fact->decides == Decides::kPerson));
  });
  return only;
}

}  // namespace

std::string KeyOf(Kind kind, std::u32string_view text) {
  return fmt::format(FMT_COMPILE("{:016x}"), Hash(terms::FoldText(text), Hash(ToString(kind))));
}

std::string KeyOf(Kind kind, std::string_view text) {
  return fmt::format(FMT_COMPILE("{:016x}"), Hash(terms::FoldName(text), Hash(ToString(kind))));
}

void Number(Criterion& criterion) {
  criterion.phase = Phase::kPrescreen;
  criterion.decides = Decides::kRecord;
  criterion.unread.clear();
  Numbering numbering(criterion);
  numbering.Walk(criterion.expression);
  if (numbering.any() && OnlyPersons(criterion.expression)) criterion.decides = Decides::kPerson;
}

std::string HashOf(const Protocol& protocol, const terms::Terms& terms) {
  std::uint64_t hash = Hash("eligo");
  std::vector<PrintedLine> lines;
  for (const Criterion& c : protocol.criteria) {
    hash = Hash(c.key, hash);
    lines.clear();
    PrintLines(c.expression, 0, &terms, lines);
    for (const PrintedLine& line : lines) {
      for (int i = 0; i < line.indent; ++i) hash = Hash(" ", hash);
      hash = Hash("\n", Hash(line.text, hash));
    }
  }
  return fmt::format(FMT_COMPILE("{:016x}"), hash);
}

}  // namespace eligo::logic
