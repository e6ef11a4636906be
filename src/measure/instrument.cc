#include "measure/instrument.h"

#include <algorithm>

#include "base/result.h"
#include "measure/table_text.h"
#include "measure/tables.h"

namespace eligo::measure {
namespace {

using units::Rational;
using Row = TableRow;

std::optional<Rational> MaybeNumber(std::string_view text) { return text.empty() ? std::nullopt : std::optional(ReadNumber(text)); }

Sign ReadSign(const std::string& text) {
  Row words = SplitText(text, " ");
  Sign sign;
  if (words.back() == "twice") {
    sign.twice = true;
    words.pop_back();
  }
  if (words[0] == "age") {
    CHECK(words.size() == 2);
    const Row ends = SplitText(words[1], "..");
    CHECK(ends.size() == 2);
    sign.kind = Sign::Kind::kAge;
    sign.value = ReadNumber(ends[0]);
    sign.high = MaybeNumber(ends[1]);
    return sign;
  }
  sign.concept_id = words[0];
  if (words.size() == 1) return sign;
  if (words.size() == 2) {
    sign.kind = Sign::Kind::kAnswer;
    sign.answer = words[1];
    return sign;
  }
  sign.op = words[1];
  const bool titer = words[2].starts_with("1:");
  CHECK(words.size() == (titer ? 3U : 4U));
  sign.kind = titer ? Sign::Kind::kTiter : Sign::Kind::kCompare;
  sign.value = ReadNumber(titer ? words[2].substr(2) : words[2]);
  if (!titer) sign.unit = words[3];
  return sign;
}

Showing ReadShowing(std::string text) {
  Showing showing;
  showing.optional = text.ends_with('?');
  if (showing.optional) text.pop_back();
  for (const std::string& sign : SplitText(text, "+")) showing.signs.push_back(ReadSign(sign));
  return showing;
}

// Columns as in the file's first line.
Item ReadItem(const Row& row) {
  CHECK(row.size() == 12);
  Item item;
  item.id = row[1];
  item.label = row[2];
  item.domain = row[3];
  item.group = row[4];
  item.graded = row[5].starts_with("0..");
  item.points[0] = ReadNumber(item.graded ? row[5].substr(3) : row[5]);
  item.points[1] = row[6].empty() ? item.points[0] : ReadNumber(row[6]);
  for (const std::string& showing : SplitText(row[7], ";")) item.shown_by.push_back(ReadShowing(showing));
  item.presumes = row[8];
  item.differs = SplitText(row[9], ";");
  item.certainty = row[10];
  item.source = row[11];
  CHECK(!item.certainty.empty() && !item.source.empty());
  return item;
}

Rule RuleOf(std::string_view word) {
  CHECK(word == "sum" || word == "domains" || word == "mean");
  return word == "sum" ? Rule::kSum : word == "domains" ? Rule::kDomains : Rule::kMean;
}

Instrument ReadInstrument(const Row& row) {
  CHECK(row.size() == 16);
  Instrument out;
  out.id = row[0];
  out.set = row[1];
  out.rule = RuleOf(row[2]);
  if (row[3] != "ever") {
    out.window = ParsePeriod(row[3]);
    CHECK(out.window);
  }
  out.cut_off = {MaybeNumber(row[4]), MaybeNumber(row[5])};
  for (const std::string& grade : SplitText(row[6], ";")) {
    const Row words = SplitText(grade, " ");
    CHECK(words.size() == 3);
    out.grades.push_back({words[0], {ReadNumber(words[1]), ReadNumber(words[2])}});
  }
  out.entry = row[7];
  out.needs = SplitText(row[8], ";");
  for (const std::string& together : SplitText(row[9], ";")) out.enough.push_back(SplitText(together, "+"));
  out.without = SplitText(row[10], ";");
  out.whole = row[11];
  out.ambiguous_to = MaybeNumber(row[12]);
  out.least = row[13].empty() ? 0 : static_cast<int>(ReadNumber(row[13]).numerator());
  out.certainty = row[14];
  out.source = row[15];
  CHECK(!out.certainty.empty() && !out.source.empty());
  return out;
}

std::vector<Instrument> ReadTables() {
  std::vector<Instrument> all;
  const std::vector<Row> items = ReadTable(kItemsTable);
  for (const Row& row : ReadTable(kInstrumentsTable)) {
    Instrument& instrument = all.emplace_back(ReadInstrument(row));
    for (const Row& item : items) {
      const bool left_out = std::find(instrument.without.begin(), instrument.without.end(), item[1]) != instrument.without.end();
      if (item[0] == instrument.set && !left_out) instrument.items.push_back(ReadItem(item));
    }
    CHECK(!instrument.items.empty());
  }
  return all;
}

}  // namespace

bool Instrument::Differs(const Item& item) const {
  return std::find(item.differs.begin(), item.differs.end(), version()) != item.differs.end();
}

std::span<const Instrument> Instruments() {
  static const std::vector<Instrument> kAll = ReadTables();
  return kAll;
}

const Instrument* Find(std::string_view id) {
  const auto all = Instruments();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Instrument& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace eligo::measure
