// EventList: a sink that writes each event down as a line, to compare what two readers give.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "records/event.h"
#include "records/store_format.h"

namespace eligo::readers::test {

class EventList : public records::EventSink {
 public:
  records::PatientIndex AddPatient(records::Patient patient) override {
    by_id_[patient.id] = static_cast<records::PatientIndex>(patients_.size());
    patients_.push_back(std::move(patient));
    return static_cast<records::PatientIndex>(patients_.size() - 1);
  }
  std::optional<records::PatientIndex> FindPatient(std::string_view id) const override {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }
  records::Patient& patient(records::PatientIndex index) override { return patients_[index]; }
  records::StringId Intern(std::string_view text) override {
    if (text.empty()) return 0;
    strings_.emplace_back(text);
    return static_cast<records::StringId>(strings_.size() - 1);
  }
  records::CodeId Code(const records::Codeable& code, records::Bearer bearer) override {
    std::string line(ToString(bearer));
    for (const auto* codings : {&code.codings, &code.above}) {
      for (const records::Coding& coding : *codings)
        line += fmt::format(" {}{}|{}|{}{}", codings == &code.above ? "^" : "", coding.system, coding.code, coding.display,
                            coding.guessed ? "?" : "");
    }
    codes_.push_back(line + " '" + code.text + "'");
    return {static_cast<std::uint32_t>(codes_.size() - 1)};
  }
  bool Keeps(records::CodeId /*code*/) const override { return true; }
  bool Knows(records::CodeId /*code*/) const override { return true; }
  void Add(const records::Event& event) override {
    const records::Row& row = event.row;
    const auto day = [](const std::optional<DateInterval>& days) { return days ? eligo::ToString(*days) : std::string("-"); };
    const auto exact = [](const std::optional<units::Rational>& number) { return number ? records::ExactText(*number) : std::string("-"); };
    lines_.push_back(fmt::format(
        "{} {} {} {} {} start {} end {} recorded {} minute {} number {} {} unit {} range {} {} dose {} text {} severity {} method {}",
        patients_[row.patient].id, strings_[row.source.text] + Number(row.source), codes_[event.code.value], PackFlags(event, false),
        row.number.has_value(), day(row.start), day(row.end), day(row.recorded), row.timed() ? std::to_string(row.minute) : "-",
        exact(row.number ? row.number->low : std::nullopt), exact(row.number ? row.number->high : std::nullopt), strings_[row.unit],
        exact(row.ref_low), exact(row.ref_high), exact(row.daily_dose), strings_[row.text], strings_[row.severity], strings_[row.method]));
  }

  // In the order given.
  const std::vector<std::string>& lines() const { return lines_; }
  std::vector<std::string> Sorted() const {
    std::vector<std::string> sorted = lines_;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
  std::vector<std::string> Persons() const {
    std::vector<std::string> persons;
    for (const records::Patient& patient : patients_) {
      const auto day = [](const std::optional<DateInterval>& days) { return days ? eligo::ToString(*days) : std::string("-"); };
      persons.push_back(fmt::format("{} {} born {} died {} {} sex {} {}", patient.id, patient.source, day(patient.birth),
                                    day(patient.death), patient.deceased, static_cast<int>(patient.gender),
                                    static_cast<int>(patient.birth_sex)));
    }
    std::sort(persons.begin(), persons.end());
    return persons;
  }

 private:
  records::StringId InternSource(std::string_view text) override { return Intern(text); }
  static std::string Number(const records::Source& source) {
    return source.number == records::Source::kNone ? std::string() : std::to_string(source.number);
  }

  std::vector<records::Patient> patients_;
  std::map<std::string, records::PatientIndex> by_id_;
  std::deque<std::string> strings_{std::string()};
  std::vector<std::string> codes_, lines_;
};

}  // namespace eligo::readers::test
