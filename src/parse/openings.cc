#include "parse/openings.h"

#include <bit>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

#include "parse/anchor.h"
#include "parse/quantity.h"

namespace eligo::parse {
namespace {

class Table {
 public:
  Table() {
    for (const WordKey word : AnchorBegins()) Add(word, kOpensTime);
    for (const WordKey word : ComparatorBegins()) Add(word, kOpensTime | kOpensGrade | kOpensLimit | kOpensCount);
    for (const WordKey word : NumberWords()) Add(word, kOpensTime | kOpensCount | kOpensLimit);
    // Windows and durations; then what stands before an anchor.
    Add({"within", "during", "in", "over", "less", "for", "the", "a", "period", "of", "past", "last", "<", "previous", "<=", "preceding",
         "prior", "lasting", "duration"},
        kOpensTime);
    Add({"at", "immediately", "before", "throughout", "on", "upon", "when", "by", "based", "as", "time", "date", "day", "their", "planned",
         "randomization", "randomisation"},
        kOpensTime);
    Add({"possible", "probable", "definite", "new", "nyha", "mgfa", "child", "ctcae", "stage", "asa", "functional", "classification",
         "grade", "class"},
        kOpensGrade);
    Add({"between", "from", "a", "an", "twice", "within"}, kOpensLimit);
    slots_.resize(std::bit_ceil(3 * words_.size()));
    for (const auto& [word, opens] : words_) {
      Slot& slot = const_cast<Slot&>(SlotOf(word));
      slot.word = word;
      slot.opens |= opens;
    }
  }

  unsigned Of(WordKey word) const { return SlotOf(word).opens; }

 private:
  struct Slot {
    WordKey word;
    unsigned opens = kOpensNothing;  // which marks a free slot
  };

  void Add(WordKey word, unsigned opens) { words_.emplace_back(word, opens); }
  void Add(std::initializer_list<WordKey> words, unsigned opens) {
    for (const WordKey word : words) Add(word, opens);
  }

  const Slot& SlotOf(WordKey word) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = (word.value() * 0x9E3779B97F4A7C15ULL) >> 32 & mask;
    while (slots_[i].opens != kOpensNothing && slots_[i].word != word) i = (i + 1) & mask;
    return slots_[i];
  }

  std::vector<std::pair<WordKey, unsigned>> words_;
  std::vector<Slot> slots_;
};

}  // namespace

unsigned OpeningsOf(const Token& token) {
  static const Table kTable;
  if (token.kind == Token::Kind::kNumber) return kOpensTime | kOpensLimit | kOpensCount;
  const unsigned opens = kTable.Of(token.low.key());
  return token.text.key() == token.low.key() ? opens : opens | kTable.Of(token.text.key());
}

}  // namespace eligo::parse
