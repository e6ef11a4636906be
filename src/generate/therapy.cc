#include "generate/therapy.h"

#include <algorithm>

namespace eligo::generate {
namespace {

using history::Item;

// Prednisone in hundredths of a milligram a day.
constexpr std::array<int, 16> kLadder = {0, 250, 500, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10000, 12000};

}  // namespace

const Therapy::Course* Therapy::Find(Item drug) const {
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Course& course) { return course.drug == drug; });
  return found == open_.end() ? nullptr : &*found;
}

void Therapy::Write(const Course& course, Date end) {
  if (end < course.start) return;
  // What is long over is often told by the patient, not found as a prescription.
  constexpr int kLongAgo = 500;
  const bool told = end < AddDays(chart_.last(), -kLongAgo) && chart_.random().PerMille(300);
  if (told)
    chart_.Statement(course.drug, course.start, end, course.dose);
  else
    chart_.Order(course.drug, course.start, end, course.dose);
}

void Therapy::Give(Item drug, Date day, Dose dose) {
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Course& course) { return course.drug == drug; });
  if (found != open_.end()) {
    if (found->dose == dose) return;
    Write(*found, AddDays(day, -1));
    open_.erase(found);
  }
  if (dose.amount > 0) open_.push_back({drug, day, dose});
}

int Therapy::SteroidHundredths() const { return kLadder[static_cast<std::size_t>(steroid_step_)]; }

int Therapy::StepOf(int milligrams) {
  return static_cast<int>(std::lower_bound(kLadder.begin(), kLadder.end() - 1, milligrams * 100) - kLadder.begin());
}

void Therapy::SetSteroid(Date day, int step) {
  step = std::clamp(step, 0, static_cast<int>(kLadder.size()) - 1);
  if (step == steroid_step_) return;
  if (steroid_step_ == 0) {
    // One in seven gets another steroid: 4 mg of methylprednisolone equal 5 mg of prednisone, prednisolone is as strong.
    const int choice = chart_.random().Below(14);
    steroid_ = choice == 0 ? Item::kMethylprednisolone : choice == 1 ? Item::kPrednisolone : Item::kPrednisone;
  }
  if (step > steroid_step_) raised_ = day;
  steroid_step_ = step;
  const int amount = kLadder[static_cast<std::size_t>(step)];
  Give(steroid_, day, {steroid_ == Item::kMethylprednisolone ? amount * 4 / 5 : amount, 1, 1});
}

void Therapy::Taper(Date day, int floor) {
  constexpr int kFortnight = 14, kHigh = 10;
  if (steroid_step_ <= floor || day < AddDays(raised_, kFortnight)) return;
  SetSteroid(day, std::max(floor, steroid_step_ - (steroid_step_ > kHigh ? 2 : 1)));
}

void Therapy::StopImmunosuppressant(Date day) {
  if (current_ < 0) return;
  const Item drug = kImmunosuppressants[static_cast<std::size_t>(current_)].drug;
  Stop(drug, day);
  if (drug == Item::kMethotrexate) Stop(Item::kFolicAcid, day);
  current_ = -1;
}

void Therapy::Switch(Date day, int gap) {
  StopImmunosuppressant(day);
  const Date start = AddDays(day, gap);
  std::array<int, kImmunosuppressants.size()> free{};
  int count = 0;
  constexpr std::size_t kWithoutCalcineurinInhibitors = 4;
  const std::size_t offered = plain_ ? kWithoutCalcineurinInhibitors : kImmunosuppressants.size();
  for (std::size_t i = 0; i < offered; ++i) {
    if ((used_ >> i & 1U) == 0 && !(kImmunosuppressants[i].harms_child && Pregnant(start)))
      free[static_cast<std::size_t>(count++)] = static_cast<int>(i);
  }
  if (count == 0) return;
  // The first three of the list are the usual ones.
  const int reach = count > 3 ? 3 : count;
  current_ = free[static_cast<std::size_t>(chart_.random().PerMille(800) ? chart_.random().Below(reach) : chart_.random().Below(count))];
  used_ |= 1U << static_cast<unsigned>(current_);
  ++used_count_;
  const Regimen& regimen = kImmunosuppressants[static_cast<std::size_t>(current_)];
  Give(regimen.drug, start, regimen.dose);
  if (regimen.drug == Item::kMethotrexate) Give(Item::kFolicAcid, start, {500, 1, 7});
}

void Therapy::Conceive(Date day, Date end) {
  pregnant_until_ = end;
  if (current_ < 0 || !kImmunosuppressants[static_cast<std::size_t>(current_)].harms_child) return;
  StopImmunosuppressant(day);
  current_ = 0;  // azathioprine, which a child tolerates
  if ((used_ & 1U) == 0) ++used_count_;
  used_ |= 1U;
  Give(kImmunosuppressants[0].drug, day, kImmunosuppressants[0].dose);
}

void Therapy::Finish() {
  for (const Course& course : open_) Write(course, history::kOngoing);
  open_.clear();
}

}  // namespace eligo::generate
