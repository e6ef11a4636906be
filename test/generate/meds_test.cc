// The store of synthetic patients: what a reader of their FHIR gives; the same bytes for any threads and shards.
#include <gtest/gtest.h>

#include "readers/fhir.h"
#include "readers/store.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"
#include "test/readers/event_list.h"
#include "writers/fhir_history.h"
#include "writers/meds_history.h"

namespace eligo::generate {
namespace {

using cli::test::Folder;
using writers::MedsHistory;

class GenerateMeds : public testing::Test {
 protected:
  void SetUp() override {
    if (!tables::Database::Open().ok()) GTEST_SKIP() << "no DuckDB";
  }
  std::string Path(const std::string& name) const { return (place_.path() / name).string(); }

  void Write(const std::string& name, const pipeline::GenerationText& text) const {
    const auto generation = pipeline::ParseGeneration(text);
    ASSERT_TRUE(generation.ok());
    auto store = MedsHistory::Open(Path(name), test::Catalogue());
    ASSERT_TRUE(store.ok()) << store.error();
    pipeline::GenerateShards(
        *generation, writers::StoreShard::kPatients,
        [&](std::uint64_t number, const pipeline::EachHistory& each) {
          const auto written = (*store)->WriteShard(static_cast<std::uint32_t>(number), each);
          EXPECT_TRUE(written.ok()) << written.error();
          return std::vector<std::string>();
        },
        [](const std::vector<std::string>&, std::uint64_t) { return true; });
    const auto closed = (*store)->Close("eligo test");
    ASSERT_TRUE(closed.ok()) << closed.error();
  }

  Folder place_;
};

pipeline::GenerationText Text(std::int64_t patients, int threads) {
  pipeline::GenerationText text;
  text.patients = patients;
  text.as_of = "2026-06-01";
  text.threads = threads;
  return text;
}

TEST_F(GenerateMeds, SaysWhatTheReaderOfFhirReads) {
  for (const char* rate : {"", "text_result=60", "unknown_unit=60", "missing_code=60", "brand_name=60"}) {
    pipeline::GenerationText text = Text(150, 2);
    text.dirt = "all";
    if (*rate != 0) text.rates = {rate};
    const auto files = test::Written<writers::FhirHistory>(text);
    const auto names = writers::FhirHistory::Files();
    for (std::size_t i = 0; i < files.size(); ++i) place_.Write("fhir/" + names[i], files[i]);
    Write("store", text);
    readers::ReadReport report;
    readers::test::EventList fhir, meds;
    ASSERT_TRUE(readers::ReadFhir(Path("fhir"), test::Terms(), {}, fhir, report).ok());
    const auto read = readers::ReadStore(Path("store"), "", "", meds, report);
    ASSERT_TRUE(read.ok()) << read.error();
    EXPECT_EQ(meds.Persons(), fhir.Persons());
    const auto a = fhir.Sorted(), b = meds.Sorted();
    ASSERT_EQ(a.size(), b.size()) << rate;
    int differences = 0;
    for (std::size_t i = 0; i < a.size() && differences < 5; ++i) {
      if (a[i] == b[i]) continue;
      ++differences;
      ADD_FAILURE() << rate << "\nfhir " << a[i] << "\nmeds " << b[i];
    }
  }
}

TEST_F(GenerateMeds, IsTheSameForAnyThreadsAndShards) {
  const std::int64_t whole = writers::StoreShard::kPatients + 40;
  Write("one", Text(whole, 1));
  Write("two", Text(whole, 2));
  pipeline::GenerationText part = Text(40, 2);
  part.first = writers::StoreShard::kPatients + 1;
  Write("part", part);
  for (const char* file :
       {"/data/0.parquet", "/data/1.parquet", "/eligo/patients/1.parquet", "/eligo/codes.parquet", "/eligo/store.json"}) {
    EXPECT_FALSE(place_.Read(std::string("one") + file).empty()) << file;
    EXPECT_EQ(place_.Read(std::string("one") + file), place_.Read(std::string("two") + file)) << file;
  }
  EXPECT_EQ(place_.Read("part/data/1.parquet"), place_.Read("one/data/1.parquet"));
  EXPECT_FALSE(place_.Has("part/data/0.parquet"));
}

}  // namespace
}  // namespace eligo::generate
