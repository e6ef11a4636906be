// Invariants: what holds for every reading, whatever the text was.
//
// Spans lie in the text, and what belongs to a criterion lies in the criterion; ids are unique; the trees have the shape their operators
// promise; the printed forms exist and the JSON is JSON that says the same. Shared by the fuzzer `text`, by corpora_test.cc and by
// limits_test.cc; knows nothing of what the text means.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "logic/file.h"
#include "logic/number.h"
#include "logic/same.h"
#include "pipeline/print.h"
#include "pipeline/reading.h"
#include "source/utf8.h"

namespace eligo::test {

inline std::string JsonOf(const pipeline::Reading& reading, const terms::Terms& terms) {
  std::string json;
  pipeline::PrintReading(reading, pipeline::ParseFormat::kJson, terms, [&](std::string_view piece) {
    json += piece;
    return true;
  });
  return json;
}

class Invariants {
 public:
  // One line for each invariant that does not hold; empty when all is well.
  static std::vector<std::string> Broken(const pipeline::Reading& reading, const terms::Terms& terms) {
    Invariants check(reading);
    check.Outline();
    for (const Diagnostic& d : reading.diagnostics) check.InText(d.span, d.code);
    if (reading.syntax) {
      for (const syntax::Item& item : reading.syntax->items) check.Syntax(item);
    }
    if (reading.logic) check.Logic(*reading.logic);
    check.Printed(terms);
    return check.broken_;
  }

 private:
  explicit Invariants(const pipeline::Reading& reading) : reading_(reading), size_(static_cast<int>(reading.source.document.text.size())) {}

  void Break(std::string line) {
    if (broken_.size() < 20) broken_.push_back(std::move(line));
  }

  void InText(Span span, std::string_view what) {
    if (span.begin < 0 || span.begin > span.end || span.end > size_) {
      Break(fmt::format("{}: span {}..{} outside the text of {}", what, span.begin, span.end, size_));
    }
  }

  void Inside(Span span, Span outer, std::string_view what) {
    InText(span, what);
    if (!span.empty() && !outer.Contains(span)) {
      Break(fmt::format("{}: span {}..{} outside its criterion {}..{}", what, span.begin, span.end, outer.begin, outer.end));
    }
  }

  void Outline() {
    const source::Protocol& p = reading_.source;
    for (const source::Header& header : p.headers) InText(header.span, "header");
    for (const source::Cohort& cohort : p.cohorts) {
      InText(cohort.span, "cohort");
      if (!cohorts_.insert(cohort.id).second) Break("cohort id twice: " + cohort.id);
    }
    int last = 0;
    for (const source::Item& item : p.items) {
      if (item.cohort < -1 || item.cohort >= static_cast<int>(p.cohorts.size())) Break(fmt::format("item of cohort {}", item.cohort));
      if (item.field >= 0) continue;
      InText(item.span, "item");
      if (item.span.empty()) Break(fmt::format("an item without text at {}", item.span.begin));
      if (item.span.begin < last) Break(fmt::format("item at {} begins before the one before it ends, at {}", item.span.begin, last));
      last = item.span.end;
      int part_end = item.span.begin;
      for (const source::Part& part : item.parts) {
        Inside(part.span, item.span, "part");
        if (part.span.begin < part_end)
          Break(fmt::format("part at {} begins before the one before it ends, at {}", part.span.begin, part_end));
        part_end = part.span.end;
      }
    }
  }

  void Tree(const syntax::Node& node, Span item) {
    Inside(node.span, item, fmt::format("syntax {}", ToString(node.kind)));
    if (node.clause) {
      Inside(node.clause->span, item, "clause");
      for (const syntax::Name& name : node.clause->heads) Inside(name.span, item, "head");
      for (const Span span : node.clause->leftover) Inside(span, item, "leftover");
    }
    for (const syntax::Node& child : node.of) Tree(child, item);
  }

  void Syntax(const syntax::Item& item) {
    const Span span = reading_.source.items[static_cast<std::size_t>(item.source)].span;
    Tree(item.node, span);
    for (const syntax::Mention& mention : item.mentions) Inside(mention.span, span, "mention");
    for (const syntax::Remark& remark : item.remarks) Inside(remark.span, span, remark.code);
  }

  void Logic(const logic::Protocol& protocol) {
    std::size_t texts = 0;
    std::size_t fields = 0;
    for (const source::Item& item : reading_.source.items) texts += item.field < 0 ? 1 : 0;
    for (const logic::Criterion& c : protocol.criteria) {
      fields += c.field.empty() ? 0 : 1;
      if (!ids_.insert(c.id).second) Break("id twice: " + c.id);
      InText(c.span, c.id);
      for (const Span span : c.unread) Inside(span, c.span, c.id + " unread");
      for (const logic::Mention& mention : c.mentions) Inside(mention.span, c.span, c.id + " mention");
      Expression(c.expression, c);
    }
    if (protocol.criteria.size() - fields != texts) {
      Break(fmt::format("{} items, but {} criteria", texts, protocol.criteria.size() - fields));
    }
  }

  void Expression(const logic::Expression& e, const logic::Criterion& c) {
    const std::size_t n = e.of.size();
    bool shape = true;
    switch (e.op) {
      case logic::Op::kAnd:
      case logic::Op::kOr: shape = n != 1; break;
      case logic::Op::kNot: shape = n == 1; break;
      case logic::Op::kAtLeast:
        shape = e.count >= 1 && static_cast<int>(n) >= e.count;  // else false for everybody
        break;
      case logic::Op::kIf: shape = n == 2 || n == 3; break;
      case logic::Op::kUnless: shape = n == 2; break;
      case logic::Op::kFact: shape = n == 0 && e.fact != nullptr; break;
      case logic::Op::kJudgement:
      case logic::Op::kUnread: shape = n == 0 && !e.span.empty(); break;
    }
    if (!shape)
      Break(fmt::format("{}: `{}` with {} children, count {}, span {}..{}", c.id, ToString(e.op), n, e.count, e.span.begin, e.span.end));
    if (e.leaf()) {
      const Span span = e.op == logic::Op::kFact && e.fact ? e.fact->span : e.span;
      const std::string& id = e.op == logic::Op::kFact && e.fact ? e.fact->id : e.id;
      Inside(span, c.span, "leaf " + id);
      if (!id.starts_with(c.id + ".")) Break(fmt::format("{}: a leaf with the id `{}`", c.id, id));
      if (!ids_.insert(id).second) Break("id twice: " + id);
      if (e.op == logic::Op::kFact && e.fact && e.fact->provided) Expression(*e.fact->provided, c);
    }
    for (const logic::Expression& child : e.of) Expression(child, c);
  }

  // The criteria language says all of it: what is printed is read back as the same.
  void ReadBack(const logic::Protocol& protocol, const terms::Terms& terms) {
    source::Document document;
    document.path = "printed.eligo";
    document.text = source::DecodeUtf8(logic::PrintFile(protocol, terms)).value_or(U"");
    Diagnostics diagnostics;
    const logic::Protocol back = logic::ParseFile(document, terms, diagnostics);
    for (const Diagnostic& d : diagnostics) Break("printed and read back: " + d.message);
    std::string difference;
    if (diagnostics.empty() && !logic::Same(protocol, back, &difference)) Break("printed and read back, not the same: " + difference);
    if (diagnostics.empty() && logic::HashOf(protocol, terms) != logic::HashOf(back, terms)) Break("printed and read back, another hash");
  }

  void Printed(const terms::Terms& terms) {
    if (reading_.logic) ReadBack(*reading_.logic, terms);
    const std::string text = JsonOf(reading_, terms);
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return Break("the JSON is no JSON");
    if (text.find('\n') + 1 != text.size()) Break("the JSON is not one line");
    if (reading_.logic && json["criteria"].size() != reading_.logic->criteria.size()) Break("the JSON has other criteria");
    if (json["diagnostics"].size() != reading_.diagnostics.size()) Break("the JSON has other diagnostics");
    if (json["document"]["characters"] != size_) Break("the JSON counts other characters");
  }

  const pipeline::Reading& reading_;
  int size_;
  std::set<std::string> cohorts_, ids_;
  std::vector<std::string> broken_;
};

}  // namespace eligo::test
