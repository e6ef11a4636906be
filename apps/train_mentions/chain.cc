#include "apps/train_mentions/chain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <unordered_map>

namespace eligo::train {
namespace {

using tagger::kLabelCount;
using tagger::Label;
constexpr std::size_t kWidth = 24;  // kLabelCount, rounded up to whole registers
using Vector = std::array<float, kWidth>;

constexpr double kScale = 24;  // whole numbers a unit of weight

// Weights with the sum of their squared gradients.
struct CellRow {
  Vector weight{};
  Vector squares = [] {
    Vector v;
    v.fill(1e-4F);
    return v;
  }();
};

class Chain {
 public:
  Chain(const std::vector<Example>& examples, const Settings& settings) : examples_(examples), settings_(settings) {
    struct Seen {
      std::uint32_t trials = 0, last = ~0u, times = 0;
    };
    std::unordered_map<tagger::Feature, Seen> seen;
    for (const Example& e : examples) {
      for (const tagger::Feature f : e.features->features) {
        Seen& s = seen[f];
        ++s.times;
        if (s.last != e.trial) ++s.trials, s.last = e.trial;
      }
    }
    std::vector<tagger::Feature> kept;
    for (const auto& [f, s] : seen) {
      if (s.trials >= static_cast<std::uint32_t>(settings.least_trials)) kept.push_back(f);
    }
    std::sort(kept.begin(), kept.end());
    features_ = kept;
    rows_.resize(kept.size());
    decay_.resize(kept.size());
    std::unordered_map<tagger::Feature, std::uint32_t> index;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      index[kept[i]] = static_cast<std::uint32_t>(i);
      decay_[i] = static_cast<float>(settings.penalty / seen[kept[i]].times);
    }
    for (const Example& e : examples) {
      Known k;
      std::uint32_t begin = 0;
      for (const std::uint32_t end : e.features->ends) {
        for (std::uint32_t i = begin; i < end; ++i) {
          const auto found = index.find(e.features->features[i]);
          if (found != index.end()) k.rows.push_back(found->second);
        }
        k.ends.push_back(static_cast<std::uint32_t>(k.rows.size()));
        begin = end;
      }
      known_.push_back(std::move(k));
    }
  }

  void Run() {
    std::vector<std::size_t> order(examples_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937 random(17);
    for (int epoch = 0; epoch < settings_.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const std::size_t i : order) Learn(i);
    }
  }

  tagger::Weights Rounded() const {
    tagger::Weights out;
    const auto whole = [](double w, double limit) { return std::clamp(std::round(w * kScale), -limit, limit); };
    for (std::size_t b = 0; b < kLabelCount; ++b) {
      for (std::size_t l = 0; l < kLabelCount; ++l)
        out.transitions[b][l] = static_cast<std::int16_t>(whole(transitions_[b].weight[l] + (l == 0 ? settings_.outside : 0), 32000));
      out.start[b] = static_cast<std::int16_t>(whole(start_.weight[b] + (b == 0 ? settings_.outside : 0), 32000));
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      tagger::Row row{};
      double most = 0;
      for (std::size_t l = 0; l < kLabelCount; ++l) {
        row[l] = static_cast<std::int8_t>(whole(rows_[i].weight[l], 127));
        most = std::max<double>(most, std::abs(rows_[i].weight[l]));
      }
      if (most >= settings_.least_weight) out.rows.emplace_back(features_[i], row);
    }
    return out;
  }

 private:
  struct Known {
    std::vector<std::uint32_t> rows, ends;
  };

  void Step(CellRow& row, const Vector& gradient, float decay) const {
    const auto step = static_cast<float>(settings_.step);
    for (std::size_t l = 0; l < kWidth; ++l) {
      const float g = gradient[l] + decay * row.weight[l];
      row.squares[l] += g * g;
      row.weight[l] -= step * g / std::sqrt(row.squares[l]);
    }
  }

  void Learn(std::size_t which) {
    const Example& e = examples_[which];
    const Known& k = known_[which];
    const std::size_t n = e.labels.size();
    if (n == 0) return;
    const auto weight = static_cast<float>(e.weight);
    // Scores, scaled forward and backward sums.
    std::array<Vector, kLabelCount> moves{};
    for (std::size_t b = 0; b < kLabelCount; ++b) {
      for (std::size_t l = 0; l < kLabelCount; ++l) {
        const bool may = tagger::MayFollow(static_cast<Label>(b), static_cast<Label>(l));
        moves[b][l] = may ? std::exp(transitions_[b].weight[l]) : 0;
      }
    }
    std::vector<Vector> emit(n), forward(n), backward(n);
    for (std::size_t i = 0; i < n; ++i) {
      Vector sum{};
      for (std::uint32_t j = i == 0 ? 0 : k.ends[i - 1]; j < k.ends[i]; ++j) {
        const CellRow& row = rows_[k.rows[j]];
        for (std::size_t l = 0; l < kWidth; ++l) sum[l] += row.weight[l];
      }
      const float top = *std::max_element(sum.begin(), sum.begin() + kLabelCount);
      emit[i].fill(0);
      for (std::size_t l = 0; l < kLabelCount; ++l) emit[i][l] = std::exp(sum[l] - top);
    }
    for (std::size_t i = 0; i < n; ++i) {
      Vector& f = forward[i];
      f.fill(0);
      if (i == 0) {
        for (std::size_t l = 0; l < kLabelCount; ++l) {
          const bool may = tagger::MayFollow(tagger::kOutside, static_cast<Label>(l));
          f[l] = may ? std::exp(start_.weight[l]) * emit[0][l] : 0;
        }
      } else {
        for (std::size_t b = 0; b < kLabelCount; ++b) {
          for (std::size_t l = 0; l < kWidth; ++l) f[l] += forward[i - 1][b] * moves[b][l];
        }
        for (std::size_t l = 0; l < kWidth; ++l) f[l] *= emit[i][l];
      }
      Normalise(f);
    }
    backward[n - 1].fill(1);
    for (std::size_t i = n - 1; i > 0; --i) {
      Vector ahead;
      for (std::size_t l = 0; l < kWidth; ++l) ahead[l] = backward[i][l] * emit[i][l];
      backward[i - 1].fill(0);
      for (std::size_t b = 0; b < kLabelCount; ++b) {
        float sum = 0;
        for (std::size_t l = 0; l < kWidth; ++l) sum += moves[b][l] * ahead[l];
        backward[i - 1][b] = sum;
      }
      Normalise(backward[i - 1]);
    }
    std::array<Vector, kLabelCount> expected{};
    for (std::size_t i = 0; i < n; ++i) {
      Vector gradient{};
      for (std::size_t l = 0; l < kLabelCount; ++l) gradient[l] = forward[i][l] * backward[i][l];
      Normalise(gradient);
      gradient[e.labels[i]] -= 1;
      for (float& g : gradient) g *= weight;
      for (std::uint32_t j = i == 0 ? 0 : k.ends[i - 1]; j < k.ends[i]; ++j) Step(rows_[k.rows[j]], gradient, decay_[k.rows[j]]);
      if (i == 0) {
        Step(start_, gradient, 0);
        continue;
      }
      float total = 0;
      std::array<Vector, kLabelCount> pair{};
      for (std::size_t b = 0; b < kLabelCount; ++b) {
        for (std::size_t l = 0; l < kLabelCount; ++l) {
          pair[b][l] = forward[i - 1][b] * moves[b][l] * emit[i][l] * backward[i][l];
          total += pair[b][l];
        }
      }
      const float scale = total > 0 ? weight / total : 0;
      for (std::size_t b = 0; b < kLabelCount; ++b) {
        for (std::size_t l = 0; l < kWidth; ++l) expected[b][l] += pair[b][l] * scale;
      }
      expected[e.labels[i - 1]][e.labels[i]] -= weight;
    }
    for (std::size_t b = 0; b < kLabelCount; ++b) Step(transitions_[b], expected[b], 0);
  }

  static void Normalise(Vector& v) {
    const float sum = std::accumulate(v.begin(), v.end(), 0.0F);
    if (sum > 0) {
      for (float& x : v) x /= sum;
    }
  }

  const std::vector<Example>& examples_;
  const Settings& settings_;
  std::vector<tagger::Feature> features_;
  std::vector<CellRow> rows_;
  std::vector<float> decay_;
  std::vector<Known> known_;
  std::array<CellRow, kLabelCount> transitions_{};
  CellRow start_{};
};

}  // namespace

tagger::Weights Train(const std::vector<Example>& examples, const Settings& settings) {
  Chain chain(examples, settings);
  chain.Run();
  return chain.Rounded();
}

}  // namespace eligo::train
