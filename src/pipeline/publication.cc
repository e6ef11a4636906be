#include "pipeline/publication.h"

#include "publish/publish.h"

namespace eligo::pipeline {

Publication PublishAsCql(const Reading& reading, const terms::Terms& terms) {
  CHECK(reading.logic);
  publish::CqlPublication cql = publish::PublishCql(*reading.logic, terms);
  Publication out{std::move(cql.library), publish::ValueSetsJson(cql.value_sets), {}, 0};
  for (const publish::PublishedCriterion& criterion : cql.criteria) {
    if (criterion.written) {
      ++out.written;
    } else {
      out.left_out.push_back(criterion.id + ": " + criterion.written.error());
    }
  }
  return out;
}

}  // namespace eligo::pipeline
