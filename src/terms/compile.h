// Compile: the text files of data/terms -> the bytes of one terms file.
//
// Checks what the rows say of each other (every id exists, no id twice, classes without cycles, names that fold to
// something) and lays them out as image.h says. The same rows give the same bytes, so the hash is a version.
// Tested by test/terms/compile_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "terms/data_files.h"

namespace eligo::terms {

struct Compiled {
  std::string bytes;  // empty when there are errors
  std::size_t concepts = 0, names = 0, codes = 0, classes = 0;
  std::vector<std::string> errors;  // `file:line: what was seen; what to do`
};

// `folders`: data/terms first, then a site's own folders of the same shape.
// `model`: the bytes of a model of mentions, taken in as they are.
Compiled CompileTerms(const std::vector<std::string>& folders, const std::string& model = "");

// Rows that were read already, with what was wrong in reading them.
Compiled CompileRows(TermsData data, std::vector<std::string> errors, std::string_view model);

// A code as it is compared: ICD10CM without its dot.
std::string CodeKey(std::string_view system, std::string_view code);

// Writes beside `path` and renames, so that a reader never maps half a file.
Result<Done> WriteTermsFile(const std::string& path, const std::string& bytes);

}  // namespace eligo::terms
