#include "apps/cli/messages.h"

#include <algorithm>
#include <cstdio>

namespace eligo::cli {
namespace {

void Line(std::string_view lead, std::string_view message) {
  std::string line(lead);
  for (const char c : message) line += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? '?' : c;
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void Complain(std::string_view message) { Line("eligo: ", message); }
void ComplainAt(std::string_view lines) {
  for (std::string_view lead = "eligo: "; !lines.empty(); lead = "") {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    Line(lead, lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}
void Note(std::string_view message) { Line("eligo: note: ", message); }

}  // namespace eligo::cli
