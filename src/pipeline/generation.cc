#include "pipeline/generation.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>

#include "generate/generate.h"
#include "units/rational.h"

namespace eligo::pipeline {
namespace {

constexpr std::uint64_t kShard = 200;

struct Shard {
  std::uint64_t number = 0;
  std::uint64_t first = 0, last = 0;  // patients, both inclusive
  std::vector<std::string> pieces;
};

// CLASS=PERCENT
Result<Done> SetRate(const std::string& text, std::vector<int>& rates) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  std::string known;
  for (std::size_t i = 0; i < history::kDirtClasses; ++i) {
    const std::string_view dirt = ToString(static_cast<history::Dirt>(i));
    known.append(i == 0 ? "`" : ", `").append(dirt).append("`");
    if (dirt != name) continue;
    const auto percent = units::Rational::Parse(equals == std::string::npos ? "" : text.substr(equals + 1));
    if (!percent || *percent < units::Rational(0) || *percent > units::Rational(100))
      return Error{fmt::format("rate `{}` is no percentage; write `{}=2.5`", text, name)};
    rates[i] = static_cast<int>(percent->numerator() * 100 / percent->denominator());
    return Done{};
  }
  return Error{"unknown class of dirt `" + name + "`; known: " + known};
}

}  // namespace

Result<Generation> ParseGeneration(const GenerationText& text) {
  Generation generation;
  if (text.patients < 1) return Error{"`--patients` must be 1 or more"};
  if (text.first < 1) return Error{"`--first` must be 1 or more"};
  generation.patients = static_cast<std::uint64_t>(text.patients);
  generation.first = static_cast<std::uint64_t>(text.first);
  generation.seed = text.seed;
  generation.threads = text.threads;
  const auto day = ParseDate(text.as_of);
  if (!day || !day->exact()) return Error{"date `" + text.as_of + "` is no day; write `2026-06-01`"};
  generation.as_of = day->first;
  generate::DirtRates rates{};
  if (text.dirt == "portable")
    rates = generate::PortableDirt();
  else if (text.dirt == "all")
    rates = generate::AllDirt();
  else if (text.dirt != "none")
    return Error{"unknown dirt `" + text.dirt + "`; known: `none`, `portable`, `all`"};
  generation.dirt.assign(rates.begin(), rates.end());
  for (const std::string& rate : text.rates) {
    const auto set = SetRate(rate, generation.dirt);
    if (!set) return Error{set.error()};
  }
  return generation;
}

bool GenerateShards(const Generation& generation, std::uint64_t size,
                    const std::function<std::vector<std::string>(std::uint64_t, const EachHistory&)>& make,
                    const std::function<bool(const std::vector<std::string>&, std::uint64_t)>& write) {
  const int threads = generation.threads > 0 ? generation.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  generate::Request request{generation.seed, generation.as_of, {}};
  std::copy(generation.dirt.begin(), generation.dirt.end(), request.dirt.begin());

  const std::uint64_t end = generation.first + generation.patients;
  std::uint64_t next = generation.first;
  std::atomic<bool> going = true;
  const auto cut = [&](tbb::flow_control& control) -> std::shared_ptr<Shard> {
    if (next >= end || !going) {
      control.stop();
      return nullptr;
    }
    auto shard = std::make_shared<Shard>();
    shard->number = (next - 1) / size;
    shard->first = next;
    shard->last = std::min(end - 1, (shard->number + 1) * size);
    next = shard->last + 1;
    return shard;
  };
  const auto fill = [&](std::shared_ptr<Shard> shard) {
    shard->pieces = make(shard->number, [&](const std::function<void(const history::History&)>& take) {
      history::History history;
      for (std::uint64_t number = shard->first; number <= shard->last; ++number) {
        generate::Generate(request, number, history);
        take(history);
      }
    });
    return shard;
  };
  const auto put = [&](const std::shared_ptr<Shard>& shard) {
    if (going) going = write(shard->pieces, shard->last - generation.first + 1);
  };
  tbb::parallel_pipeline(static_cast<std::size_t>(threads) + 2,
                         tbb::make_filter<void, std::shared_ptr<Shard>>(tbb::filter_mode::serial_in_order, cut) &
                             tbb::make_filter<std::shared_ptr<Shard>, std::shared_ptr<Shard>>(tbb::filter_mode::parallel, fill) &
                             tbb::make_filter<std::shared_ptr<Shard>, void>(tbb::filter_mode::serial_in_order, put));
  return going;
}

bool Generate(const Generation& generation, std::size_t files,
              const std::function<void(const history::History&, std::vector<std::string>&)>& format,
              const std::function<bool(const std::vector<std::string>&, std::uint64_t)>& write) {
  const auto make = [&](std::uint64_t /*number*/, const EachHistory& each) {
    std::vector<std::string> pieces(files);
    each([&](const history::History& history) { format(history, pieces); });
    return pieces;
  };
  return GenerateShards(generation, kShard, make, write);
}

}  // namespace eligo::pipeline
