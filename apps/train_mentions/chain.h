// Chain: a conditional random field over the labels of tagger/labels.h, trained by stochastic gradients with steps of their own for
// each weight (AdaGrad) and a quadratic penalty, and rounded to the whole numbers of a model file.
//
// Features seen in few trials are left out: what only one trial says is learnt by heart. One thread, a fixed order: the same input
// gives the same weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tagger/model.h"

namespace eligo::train {

struct Example {
  const tagger::Sequence* features = nullptr;
  std::vector<tagger::Label> labels;
  std::uint32_t trial = 0;
  double weight = 1;
};

struct Settings {
  int epochs = 5;
  double step = 0.05;
  double penalty = 60;         // of the squares of the weights
  int least_trials = 5;        // a feature must be seen in so many
  double outside = 0;          // added to the score of kOutside: below 0 finds more
  double least_weight = 0.06;  // rows that never reach it are left out
};

tagger::Weights Train(const std::vector<Example>& examples, const Settings& settings);

}  // namespace eligo::train
