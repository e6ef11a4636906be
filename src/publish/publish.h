// Publish: logic -> the same logic in another language, criterion by criterion.
//
//   protocol + terms --PublishCql--> a CQL library, the value sets it names, what it cannot say and why
//
// Never nearly right: a criterion is in the library when every leaf of it is, in both readings; else there is a reason and no definition.
// What a leaf of the library does not see in a record makes it null, not false. docs/cql.md says which constructs there are.
// Does no I/O. Tested by test/publish/*.txt; run by others' programs in tools/conformance_cql.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "logic/protocol.h"
#include "terms/terms.h"

namespace eligo::publish {

struct ValueSet {
  struct Code {
    std::string system, code;  // a URL of FHIR's, the code as it is written there
  };
  std::string name, url;
  std::vector<Code> codes;
};

struct PublishedCriterion {
  std::string id;                 // "inc-4"; the definitions are "inc-4 strict" and "inc-4 presumed"
  Result<Done> written = Done{};  // or why the language cannot say it
};

struct CqlPublication {
  std::string library;  // the text
  std::vector<ValueSet> value_sets;
  std::vector<PublishedCriterion> criteria;  // in reading order
};

CqlPublication PublishCql(const logic::Protocol& protocol, const terms::Terms& terms);

// {"URL": {"": [{"system": "...", "code": "..."}]}}: what cql-execution's CodeService takes.
std::string ValueSetsJson(const std::vector<ValueSet>& value_sets);

}  // namespace eligo::publish
