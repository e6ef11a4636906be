#include "writers/gzip.h"

#include <zlib.h>

#include "base/result.h"

namespace eligo::writers {

std::string Gzip(std::string_view bytes) {
  if (bytes.empty()) return {};
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemory = 8;
  constexpr int kLevel = 4;  // generated text is much alike: higher levels cost twice the time for a tenth of the size
  z_stream stream{};
  const int ready = deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY);
  CHECK(ready == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  // zlib's interface knows no const and no other characters.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  CHECK(done == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace eligo::writers
