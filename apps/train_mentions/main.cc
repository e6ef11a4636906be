// train_mentions: annotated corpora -> the model of mentions.
//
//   train_mentions --terms TERMS.bin --chia FOLDER --lct FOLDER [--out FILE] [--folds 5] [settings]
//
// With --folds every trial is judged by a model that has not seen it: the honest figures. With --out the model of all of them is
// written. Both corpora have schemes of their own; one model learns from both, each with its weight.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/train_mentions/chain.h"
#include "apps/train_mentions/corpora.h"
#include "apps/train_mentions/score.h"
#include "outline/outline.h"
#include "parse/mention_features.h"
#include "terms/hash.h"
#include "terms/terms.h"

namespace eligo::train {
namespace {

struct Prepared {
  const Annotated* annotated = nullptr;
  std::uint32_t trial = 0;
  std::size_t fold = 0;
  std::vector<parse::MentionSequence> sequences;
};

// Mentions that cross are thinned out, the shorter ones first; each token then has one label.
std::vector<tagger::Label> Labels(const std::vector<Gold>& gold, const std::vector<Span>& tokens) {
  std::vector<tagger::Label> out(tokens.size(), tagger::kOutside);
  if (tokens.empty()) return out;
  std::vector<const Gold*> order;
  for (const Gold& g : gold) {
    if (g.hull().begin < tokens.back().end && g.hull().end > tokens.front().begin) order.push_back(&g);
  }
  std::stable_sort(order.begin(), order.end(), [](const Gold* a, const Gold* b) {
    return std::pair(a->type >= 9, a->hull().length()) < std::pair(b->type >= 9, b->hull().length());
  });
  for (const Gold* g : order) {
    std::vector<std::size_t> in;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].Overlaps(g->hull())) in.push_back(i);
    }
    const bool free = std::all_of(in.begin(), in.end(), [&](std::size_t i) { return out[i] == tagger::kOutside; });
    if (!free) continue;
    for (std::size_t k = 0; k < in.size(); ++k) out[in[k]] = k == 0 ? tagger::Begin(g->type) : tagger::Inside(g->type);
  }
  return out;
}

std::vector<Predicted> MentionsOf(const std::vector<tagger::Label>& labels, const std::vector<Span>& tokens) {
  std::vector<Predicted> out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == tagger::kOutside) continue;
    if (tagger::IsBegin(labels[i])) {
      out.push_back({tagger::TypeIndex(labels[i]), tokens[i]});
    } else {
      out.back().span.end = tokens[i].end;
    }
  }
  return out;
}

void Judge(const tagger::Model& model, const Prepared& p, std::map<Corpus, Score>& scores) {
  std::vector<Predicted> predicted;
  for (const parse::MentionSequence& s : p.sequences) {
    for (const Predicted& m : MentionsOf(model.Tag(s.features), s.tokens)) predicted.push_back(m);
  }
  scores[p.annotated->corpus].Add(p.annotated->gold, predicted);
}

void Show(const char* what, const std::map<Corpus, Score>& scores, bool types) {
  for (const auto& [corpus, score] : scores) {
    const Counts all = score.Overall();
    fmt::print("{} {}: strict {:.4f} relaxed {:.4f} (gold {}, predicted {})\n", what, corpus == Corpus::kChia ? "chia" : "lct ",
               all.StrictF1(), all.RelaxedF1(), all.gold, all.predicted);
    for (std::size_t t = 0; types && t < score.types.size(); ++t) {
      const Counts& c = score.types[t];
      fmt::print("    {:16} gold {:5} predicted {:5} strict {:.3f} relaxed {:.3f}\n", tagger::kTypes[t], c.gold, c.predicted, c.StrictF1(),
                 c.RelaxedF1());
    }
  }
  std::fflush(stdout);
}

struct Arguments {
  std::string terms, chia, lct, out;
  std::size_t folds = 0, judged = 100;
  double lct_weight = 6;
  bool types = false;
  Settings settings;
};

std::vector<Example> ExamplesOf(const std::vector<Prepared>& prepared, const Arguments& arguments, std::size_t without) {
  std::vector<Example> out;
  for (const Prepared& p : prepared) {
    if (p.fold == without) continue;
    const double weight = p.annotated->corpus == Corpus::kLct ? arguments.lct_weight : 1;
    for (const parse::MentionSequence& s : p.sequences) out.push_back({&s.features, Labels(p.annotated->gold, s.tokens), p.trial, weight});
  }
  return out;
}

int Run(const Arguments& arguments) {
  const auto terms = terms::Terms::Open(arguments.terms);
  if (!terms) {
    fmt::print(stderr, "train_mentions: {}\n", terms.error());
    return 1;
  }
  std::vector<Annotated> annotated;
  for (const auto& [corpus, folder] : {std::pair(Corpus::kChia, arguments.chia), std::pair(Corpus::kLct, arguments.lct)}) {
    auto read = ReadCorpus(corpus, folder);
    if (!read) {
      fmt::print(stderr, "train_mentions: {}\n", read.error());
      return 1;
    }
    for (Annotated& a : *read) annotated.push_back(std::move(a));
  }
  std::vector<Prepared> prepared;
  std::map<std::string, std::uint32_t> trials;
  const std::size_t folds = std::max<std::size_t>(arguments.folds, 1);
  std::size_t tokens = 0;
  for (const Annotated& a : annotated) {
    Prepared p;
    p.annotated = &a;
    p.trial = trials.try_emplace(a.trial, static_cast<std::uint32_t>(trials.size())).first->second;
    p.fold = terms::HashBytes(a.trial).low % folds;
    Diagnostics unused;
    p.sequences = parse::MentionSequences(outline::Outline(a.document, *terms, unused), *terms);
    for (const auto& s : p.sequences) tokens += s.tokens.size();
    prepared.push_back(std::move(p));
  }
  fmt::print("{} documents, {} trials, {} tokens\n", annotated.size(), trials.size(), tokens);
  if (arguments.folds > 1) {
    std::map<Corpus, Score> held, seen;
    for (std::size_t fold = 0; fold < std::min(folds, arguments.judged); ++fold) {
      const std::string bytes = tagger::ToBytes(Train(ExamplesOf(prepared, arguments, fold), arguments.settings));
      const tagger::Model model(bytes);
      for (const Prepared& p : prepared) Judge(model, p, p.fold == fold ? held : seen);
    }
    Show("held out", held, arguments.types);
    Show("trained on", seen, false);
  }
  if (!arguments.out.empty()) {
    const tagger::Weights weights = Train(ExamplesOf(prepared, arguments, folds), arguments.settings);
    const std::string bytes = tagger::ToBytes(weights);
    if (std::ofstream file(arguments.out, std::ios::binary); !(file << bytes) || !file.flush()) {
      fmt::print(stderr, "train_mentions: {}: cannot be written\n", arguments.out);
      return 1;
    }
    const tagger::Model model(bytes);
    std::map<Corpus, Score> scores;
    const auto begin = std::chrono::steady_clock::now();
    for (const Prepared& p : prepared) Judge(model, p, scores);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    Show("shipped, on what it was trained on", scores, arguments.types);
    fmt::print("{}: {} bytes, {} features, {:.2f} us a token\n", arguments.out, bytes.size(), weights.rows.size(),
               took.count() * 1e6 / static_cast<double>(tokens));
  }
  return 0;
}

}  // namespace
}  // namespace eligo::train

int main(int argc, char** argv) {
  CLI::App app("Trains the model of mentions.");
  eligo::train::Arguments a;
  app.add_option("--terms", a.terms, "Compiled terms")->required();
  app.add_option("--chia", a.chia, "Folder of Chia's .txt and .ann")->required();
  app.add_option("--lct", a.lct, "Folder of Leaf Clinical Trials' .txt and .ann")->required();
  app.add_option("--out", a.out, "Write the model here");
  app.add_option("--folds", a.folds, "Judge by so many folds, by trial");
  app.add_option("--judged", a.judged, "Only so many of the folds");
  app.add_option("--epochs", a.settings.epochs, "Passes over the texts");
  app.add_option("--step", a.settings.step, "Size of the steps");
  app.add_option("--penalty", a.settings.penalty, "Weight of the penalty");
  app.add_option("--least-trials", a.settings.least_trials, "Leave out features seen in fewer trials");
  app.add_option("--outside", a.settings.outside, "Added to the score of no mention");
  app.add_option("--lct-weight", a.lct_weight, "Weight of Leaf Clinical Trials; Chia has 1");
  app.add_flag("--types", a.types, "Show every type");
  CLI11_PARSE(app, argc, argv);
  return eligo::train::Run(a);
}
