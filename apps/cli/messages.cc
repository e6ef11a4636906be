#include "apps/cli/messages.h"

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
void Note(std::string_view message) { Line("eligo: note: ", message); }

}  // namespace eligo::cli
