// StoreShard: a run of patients on its way into a STORE: data/N.parquet and eligo/patients/N.parquet.
//
// Events come in any order; they are written by subject and time, as MEDS wants them, those of one time as they came.
// Tested by test/readers/store_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "records/event.h"
#include "tables/database.h"

namespace eligo::writers {

// The words of an event, which are numbers in its row.
struct EventWords {
  std::string_view meds_code, unit, severity, text, method, source;
};

class StoreShard {
 public:
  static constexpr std::uint32_t kPatients = 5000;

  // For shards to be staged in.
  static Result<tables::Database> OpenDatabase(const tables::DatabaseOptions& options);
  // One database may hold several; it must outlive them.
  static Result<StoreShard> Make(tables::Database& database, std::uint32_t number);

  // Of the patient that the row names, whether added before or after.
  Result<Done> Add(const records::Event& event, const EventWords& words);
  // Also the birth, the death and the sex as events.
  Result<Done> AddPatient(records::PatientIndex index, std::int64_t subject, const records::Patient& patient);
  // Into a store's folder, whose folders are there. Nothing is added after that.
  Result<Done> Write(const std::string& folder);

  std::uint32_t number() const { return number_; }
  std::uint64_t events() const { return events_; }
  std::uint64_t patients() const { return patients_; }

 private:
  StoreShard(tables::Database& database, std::uint32_t number) : database_(&database), number_(number) {}
  Result<Done> AddPlain(records::PatientIndex index, const std::optional<Date>& day, std::string_view code);

  tables::Database* database_;
  std::uint32_t number_;
  std::unique_ptr<tables::Appender> rows_, persons_;
  std::uint64_t events_ = 0, patients_ = 0;
};

}  // namespace eligo::writers
