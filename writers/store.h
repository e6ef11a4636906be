// Store: events -> a STORE, a MEDS data set that gives the same events back (docs/store.md).
//
// An event sink that keeps everything, under its source's codes. Events are staged in DuckDB, which spills to a folder beside the
// store beyond its share of memory; codes, words, patients and the last million sources are kept. The store appears at Close(), or nothing
// changes. Tested by test/readers/store_test.cc, test/cli/store_test.cc.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "writers/store_codes.h"
#include "writers/store_folder.h"
#include "writers/store_shard.h"

namespace eligo::writers {

class StoreWriter : public records::EventSink {
 public:
  // A folder that is new, empty, or a store.
  static Result<std::unique_ptr<StoreWriter>> Open(const std::string& path);

  records::PatientIndex AddPatient(records::Patient patient) override;
  std::optional<records::PatientIndex> FindPatient(std::string_view id) const override;
  records::Patient& patient(records::PatientIndex index) override { return patients_[index]; }
  records::StringId Intern(std::string_view text) override;
  records::CodeId Code(const records::Codeable& code, records::Bearer bearer) override { return codes_.Code(code, bearer); }
  bool Keeps(records::CodeId /*code*/) const override { return true; }
  bool Knows(records::CodeId /*code*/) const override { return true; }
  // What cannot be written is told by Close().
  void Add(const records::Event& event) override;

  // Told the number of events now and then.
  void OnProgress(std::function<void(std::uint64_t)> progress) { progress_ = std::move(progress); }
  std::size_t patients() const { return patients_.size(); }
  Result<Done> Close(const StoreNotes& notes);

 private:
  StoreWriter(StoreFolder folder, tables::Database database) : folder_(std::move(folder)), database_(std::move(database)) {}
  // The words of sources, which rarely come again: the last million of them.
  class Sources {
   public:
    static constexpr std::size_t kKept = 1 << 20;
    records::StringId Intern(std::string_view text);
    std::string_view operator[](records::StringId id) const;

   private:
    std::deque<std::string> kept_;
    records::StringId first_ = 1;  // the id of kept_.front(); 0 is ""
    std::unordered_map<std::string_view, records::StringId> ids_;
  };

  records::StringId InternSource(std::string_view text) override { return sources_.Intern(text); }
  StoreShard* ShardOf(records::PatientIndex patient);
  bool Took(const Result<Done>& done);
  std::vector<std::int64_t> Subjects() const;

  StoreFolder folder_;
  tables::Database database_;
  std::string failure_;
  StoreCodes codes_;
  std::vector<records::Patient> patients_;
  std::unordered_map<std::string, records::PatientIndex> by_id_;
  std::deque<std::string> strings_{std::string()};  // never moved
  std::unordered_map<std::string_view, records::StringId> interned_{{"", 0}};
  Sources sources_;
  std::vector<std::optional<StoreShard>> shards_;
  std::function<void(std::uint64_t)> progress_;
  std::uint64_t events_ = 0;
};

}  // namespace eligo::writers
