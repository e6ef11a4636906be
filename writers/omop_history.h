// OmopHistory: synthetic patients as OMOP CDM 5.4, one CSV file a table, by the conventions of docs/omop.md.
//
// CONCEPT holds the codes of the catalogue and a few of OMOP's own; their concept ids are the site's (from 2,000,000,001), as the
// vocabularies of OHDSI are not ours to pass on. CONCEPT_ANCESTOR has its header only. A row's id is the patient's number times 4,096
// plus its place, so that a shard has the ids it has in the whole.
// Tested by test/generate/formats_test.cc.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "history/catalogue.h"
#include "history/history.h"

namespace eligo::writers {

class OmopHistory {
 public:
  explicit OmopHistory(const history::Catalogue& catalogue) : catalogue_(catalogue) {}

  static std::vector<std::string> Files();
  // The header lines, and the table CONCEPT.
  void Begin(const std::function<bool(std::size_t file, std::string_view bytes)>& write) const;
  // Adds the rows of one patient to pieces[i], the text of the i-th file. One size: Files().size() at least.
  void Append(const history::History& history, std::vector<std::string>& pieces) const;

 private:
  struct Concepts {
    std::uint32_t standard = 0, source = 0;  // 0: none
  };
  Concepts ConceptsOf(const history::Event& event) const;

  const history::Catalogue& catalogue_;
};

}  // namespace eligo::writers
