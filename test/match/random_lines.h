// Random records and facts in the lines of world.h, for tests of what must hold whatever stands in them.
#pragma once

#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace eligo::match::test {

class Dice {
 public:
  // Days lie up to so many before 2026-06-01, some after it.
  explicit Dice(unsigned seed, int days_back = 1000) : days_back_(days_back), random_(seed) {}
  // Of the same seed the same lines, save that days lie up to so many beside those of the first.
  static Dice Beside(unsigned seed, int days_back, unsigned who, int days) {
    Dice dice(seed, days_back);
    dice.beside_ = days;
    dice.who_.seed(who);
    return dice;
  }
  int Roll(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int percent) { return Roll(100) < percent; }
  std::string Of(std::initializer_list<const char*> words) { return *(words.begin() + Roll(static_cast<int>(words.size()))); }
  // A day in the years around as-of, now and then only its month or year.
  std::string Day();

 private:
  int days_back_;
  int beside_ = 0;
  std::mt19937 random_, who_;
};

// One record, one fact.
std::string Line(Dice& d);
std::string Fact(Dice& d);
std::string Join(const std::vector<std::string>& lines);

}  // namespace eligo::match::test
