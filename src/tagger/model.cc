#include "tagger/model.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>

#include <fmt/format.h>

#include "terms/hash.h"

namespace eligo::tagger {
namespace {

constexpr std::string_view kMagic = "eligoMEN";
constexpr std::uint32_t kFormatVersion = 1;

struct Header {
  char magic[8];
  std::uint32_t format_version;
  std::uint32_t label_count;
  std::uint64_t checksum_high, checksum_low;  // of what follows it
  std::uint64_t slot_count;
};
constexpr std::size_t kHashedFrom = offsetof(Header, slot_count);
constexpr std::size_t kSlotBytes = 28;
constexpr std::size_t kChainBytes = sizeof(std::int16_t) * kLabelCount * (kLabelCount + 1);
constexpr std::int32_t kNever = -(1 << 28);

static_assert(std::endian::native == std::endian::little, "model files are written and read little-endian");

std::size_t Place(Feature feature, std::size_t mask) { return (feature * 0x9E3779B1u >> 7) & mask; }

template <typename T>
void Append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

std::string ToBytes(const Weights& weights) {
  static_assert(sizeof(Model::Slot) == kSlotBytes);
  std::vector<Model::Slot> slots(std::bit_ceil(weights.rows.size() * 4 / 3 + 2), Model::Slot{0, {}});
  for (const auto& [feature, row] : weights.rows) {
    std::size_t at = Place(feature, slots.size() - 1);
    while (slots[at].feature != 0) at = (at + 1) & (slots.size() - 1);
    slots[at].feature = feature;
    std::copy(row.begin(), row.end(), slots[at].weights.begin());
  }
  std::string body;
  Append(body, static_cast<std::uint64_t>(slots.size()));
  Append(body, weights.transitions);
  Append(body, weights.start);
  for (const Model::Slot& slot : slots) Append(body, slot);
  const terms::Hash128 checksum = terms::HashBytes(body);
  std::string out(kMagic);
  Append(out, kFormatVersion);
  Append(out, static_cast<std::uint32_t>(kLabelCount));
  Append(out, checksum.high);
  Append(out, checksum.low);
  return out + body;
}

std::string WhatIsWrong(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) return fmt::format("{} bytes, shorter than a header", bytes.size());
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != kMagic) return "not a model of mentions";
  if (header.format_version != kFormatVersion || header.label_count != kLabelCount)
    return fmt::format("format version {}, this program reads {}", header.format_version, kFormatVersion);
  const std::uint64_t room = bytes.size() - sizeof header;
  if (room < kChainBytes || (room - kChainBytes) % kSlotBytes != 0 || (room - kChainBytes) / kSlotBytes != header.slot_count)
    return fmt::format("{} bytes, cut short or grown", bytes.size());
  if (terms::HashBytes(bytes.substr(kHashedFrom)) != terms::Hash128{header.checksum_high, header.checksum_low})
    return "checksum differs, the file is damaged";
  const std::size_t slots = header.slot_count;
  bool free = false;
  for (std::size_t i = 0; i < slots && !free; ++i) {
    Feature feature;
    std::memcpy(&feature, bytes.data() + sizeof header + kChainBytes + i * kSlotBytes, sizeof feature);
    free = feature == 0;
  }
  if (!std::has_single_bit(slots) || !free) return "a table that no search would leave";
  return "";
}

Model::Model(std::string_view bytes) {
  if (bytes.size() < sizeof(Header) + kChainBytes) return;
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  // Other terms may hold another format, which is no model for this program; its checksum is that of the terms file.
  const std::size_t room = bytes.size() - sizeof header - kChainBytes;
  if (header.format_version != kFormatVersion || header.label_count != kLabelCount || !std::has_single_bit(header.slot_count) ||
      room % kSlotBytes != 0 || room / kSlotBytes != header.slot_count)
    return;
  Weights chain;
  std::memcpy(&chain.transitions, bytes.data() + sizeof header, sizeof chain.transitions);
  std::memcpy(&chain.start, bytes.data() + sizeof header + sizeof chain.transitions, sizeof chain.start);
  for (std::size_t before = 0; before < kLabelCount; ++before) {
    for (std::size_t l = 0; l < kLabelCount; ++l) {
      const bool may = MayFollow(static_cast<Label>(before), static_cast<Label>(l));
      transitions_[l][before] = may ? chain.transitions[before][l] : kNever;
    }
    start_[before] = MayFollow(kOutside, static_cast<Label>(before)) ? chain.start[before] : kNever;
  }
  slots_ = {reinterpret_cast<const Slot*>(bytes.data() + sizeof header + kChainBytes), header.slot_count};
}

std::vector<Label> Model::Tag(const Sequence& sequence) const {
  constexpr std::size_t kRoom = sizeof(Slot::weights);
  const std::size_t n = sequence.size();
  if (n == 0 || empty()) return std::vector<Label>(n, kOutside);
  const std::size_t mask = slots_.size() - 1;
  std::vector<std::array<Label, kLabelCount>> from(n);
  std::array<std::int32_t, kLabelCount> best = start_;
  for (std::size_t i = 0; i < n; ++i) {
    std::array<std::int16_t, kRoom> sum{};
    for (const Feature f : sequence.of(i)) {
      std::size_t slot = Place(f, mask);
      while (slots_[slot].feature != 0 && slots_[slot].feature != f) slot = (slot + 1) & mask;
      const auto& weights = slots_[slot].weights;  // of a free one: all 0
      for (std::size_t l = 0; l < kRoom; ++l) sum[l] = static_cast<std::int16_t>(sum[l] + weights[l]);
    }
    if (i > 0) {
      std::array<std::int32_t, kLabelCount> next{};
      for (std::size_t l = 0; l < kLabelCount; ++l) {
        std::int32_t top = kNever * 4;
        Label where = kOutside;
        if (IsInside(static_cast<Label>(l))) {
          for (const std::size_t b : {l - 1, l}) {
            const std::int32_t score = best[b] + transitions_[l][b];
            if (score > top) top = score, where = static_cast<Label>(b);
          }
        } else {
          for (std::size_t b = 0; b < kLabelCount; ++b) {
            const std::int32_t score = best[b] + transitions_[l][b];
            if (score > top) top = score, where = static_cast<Label>(b);
          }
        }
        next[l] = top;
        from[i][l] = where;
      }
      best = next;
    }
    for (std::size_t l = 0; l < kLabelCount; ++l) best[l] = std::max(best[l] + sum[l], kNever);
  }
  std::vector<Label> out(n);
  out[n - 1] = static_cast<Label>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = n - 1; i > 0; --i) out[i - 1] = from[i][out[i]];
  return out;
}

}  // namespace eligo::tagger
