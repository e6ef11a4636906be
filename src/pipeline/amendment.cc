#include "pipeline/amendment.h"

#include "diff/diff.h"
#include "report/diff_text.h"

namespace eligo::pipeline {

logic::Changes Compare(const Reading& before, const Reading& after, const terms::Terms& terms) {
  return diff::Diff(*before.logic, *after.logic, terms);
}

bool PrintChanges(const Reading& before, const Reading& after, const logic::Changes& changes, PageFormat format, const Sink& sink) {
  return sink(format == PageFormat::kJson ? report::DiffJson(before, after, changes) + '\n' : report::DiffText(before, after, changes));
}

}  // namespace eligo::pipeline
