#include "report/items.h"

namespace eligo::report {

std::vector<Item> Items(const source::Protocol& protocol) {
  std::vector<Item> items;
  int inclusions = 0;
  int exclusions = 0;
  for (const source::Item& item : protocol.items) {
    Item out;
    out.item = &item;
    out.id = item.kind == source::Kind::kInclusion ? "inc-" + std::to_string(++inclusions) : "exc-" + std::to_string(++exclusions);
    if (item.field >= 0) {
      const source::Field& field = protocol.document.fields[static_cast<std::size_t>(item.field)];
      out.field = field.path;
      out.text = field.value;
    } else {
      out.text = Text(protocol.document, item.span);
    }
    items.push_back(std::move(out));
  }
  return items;
}

}  // namespace eligo::report
