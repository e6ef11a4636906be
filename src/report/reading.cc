#include "report/reading.h"

namespace eligo::report {

std::string ShortName(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos && slash + 1 < path.size()) path.remove_prefix(slash + 1);
  // A leading dot is a hidden file, not an ending.
  if (const std::size_t dot = path.rfind('.'); dot != std::string_view::npos && dot > 0) path = path.substr(0, dot);
  return std::string(path);
}

std::string DisplayName(const Reading& reading) {
  const source::Document& document = reading.source.document;
  if (document.title && !document.title->empty()) return *document.title;
  if (document.id && !document.id->empty()) return *document.id;
  return ShortName(document.path);
}

}  // namespace eligo::report
