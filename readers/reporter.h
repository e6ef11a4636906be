// Reporter: the lines of a ReadReport, without a flood and without a value.
//
// Of one kind of complaint (element and what is wrong with it) the first twenty are told, the rest counted.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "readers/read_report.h"

namespace eligo::readers {

class Reporter {
 public:
  explicit Reporter(ReadReport& report) : report_(report) {}

  // `place: resource: element: what; consequence`; parts that are "" are left out.
  void Tell(std::string_view place, std::string_view resource, const Problem& problem, std::string_view consequence);
  // Once per unit, in the whole input.
  void UnknownUnit(std::string_view place, std::string_view resource, std::string_view element, std::string_view unit);
  void Note(std::string line) { report_.notes.push_back(std::move(line)); }
  // The counts of what was not told.
  void Finish();

 private:
  struct Kind {
    int told = 0, untold = 0;
  };
  ReadReport& report_;
  std::map<std::string, Kind, std::less<>> kinds_;
  std::set<std::string, std::less<>> units_;
};

}  // namespace eligo::readers
