// Corpora: annotated trials in brat's standoff format -> texts with their mentions, by the types of tagger/labels.h.
//
// Chia (Kury et al. 2020): one .txt and .ann a section, whose header is put back. Leaf Clinical Trials (Dobbins et al.): one pair a
// trial, events whose triggers become mentions; of an event that compares, its role says whether it is a value or a time. Kinds that
// have no type of ours are left out.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "source/protocol.h"

namespace eligo::train {

struct Gold {
  std::size_t type = 0;     // index into tagger::kTypes
  std::vector<Span> parts;  // in order; usually one
  Span hull() const { return {parts.front().begin, parts.back().end}; }
};

enum class Corpus { kChia, kLct };

struct Annotated {
  Corpus corpus = Corpus::kChia;
  std::string trial;  // NCT number
  source::Document document;
  std::vector<Gold> gold;
};

// Every pair of a folder, by name.
Result<std::vector<Annotated>> ReadCorpus(Corpus corpus, const std::string& folder);

}  // namespace eligo::train
