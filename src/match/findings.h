// Findings: the rows of one patient gathered into one reading, with what speaks for, against and in doubt.
//
// A row that holds makes the fact true, a row in doubt leaves it open in both readings, a row that does not meet the
// fact says nothing (contract section 4.1). Then silence speaks: unknown in the strict reading, absent in the presumed
// one where the contract presumes that (3.2), absent in both where the domain is closed or a row denies the fact.
#pragma once

#include <string>
#include <vector>

#include "match/kernels.h"

namespace eligo::match {

struct Silence {
  bool absent = true;   // presumed absent
  bool closed = false;  // absent in the strict reading too
};

class Findings {
 public:
  // `kind` stands before the names of rows: "allergy to ".
  explicit Findings(const Subject& subject, std::string kind = "") : subject_(subject), kind_(std::move(kind)) {}

  // `unsure`: what would settle the row when its reading is unknown; why it does not count when it is false.
  void Add(const records::Row& row, terms::ConceptId id, Reading reading, std::string unsure);
  // The record says that the fact is not so: refuted, or on record but `how` ("not severe").
  void Deny(const records::Row& row, terms::ConceptId id, std::string how = "");

  Reading found() const { return found_; }
  bool denied() const { return !denials_.empty(); }
  // A denial later than the latest row that holds: the record contradicts itself.
  bool conflict() const { return conflict_; }

  // `name` of what was looked for, `when`: "from 2026-04-06 to 2026-06-01".
  LeafResult Conclude(Silence silence, const std::string& name, const std::string& when) const;

 private:
  struct Seen {
    const records::Row* row;
    terms::ConceptId id;
    std::string note;
  };
  void Show(const std::vector<Seen>& rows, LeafResult& result) const;
  std::string Latest(const std::vector<Seen>& rows) const;

  const Subject& subject_;
  std::string kind_;
  Reading found_ = Both(Truth::kFalse);
  std::vector<Seen> hold_, doubt_, outside_, denials_;
  Date latest_hold_ = kDawn, latest_denial_ = kDawn;
  bool conflict_ = false;
  std::string unsure_, how_;
};

}  // namespace eligo::match
