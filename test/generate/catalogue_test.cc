// Every item is understood by its codes, and by its text alone, as what it is.
#include "history/catalogue.h"

#include <algorithm>

#include "readers/fhir_code.h"
#include "test/generate/cohort.h"

namespace eligo::generate {
namespace {

using history::Domain;
using history::Item;
using history::ItemFacts;
using readers::Kinds;
using readers::Names;
using terms::Kind;

bool Understood(readers::Mapper& mapper, const ItemFacts& facts, const readers::Codeable& code) {
  const bool drug = facts.domain == Domain::kDrug || facts.domain == Domain::kVaccine;
  const bool result = facts.domain == Domain::kMeasurement || facts.domain == Domain::kScore;
  const Kinds kinds = drug     ? Kinds{Kind::kDrug}
                      : result ? Kinds{Kind::kMeasurement, Kind::kScore, Kind::kItem, Kind::kCondition}
                               : Kinds{Kind::kCondition, Kind::kProcedure};
  const readers::Mapped mapped = mapper.Map(code, kinds, drug ? Names::kProducts : result ? Names::kResults : Names::kWhole);
  const auto id = test::Terms().Find(facts.concept_id);
  return id && std::any_of(mapped.found.begin(), mapped.found.end(),
                           [&](const readers::Mapped::Found& found) { return found.concept_id == *id; });
}

TEST(GenerateCatalogue, EveryItemIsUnderstood) {
  readers::Mapper mapper(test::Terms());
  std::string by_code, by_text, by_brand;
  for (std::size_t i = 0; i < history::kItems; ++i) {
    const ItemFacts& facts = history::Facts(static_cast<Item>(i));
    if (facts.domain == Domain::kTrial || facts.domain == Domain::kConsent) continue;
    const auto missed = [&](std::string& out) { out.append(" ").append(facts.concept_id); };
    for (const history::ItemCode& code : test::Catalogue().Codes(static_cast<Item>(i)))
      if (!Understood(mapper, facts, {{{std::string(code.system), std::string(code.code), ""}}, ""})) missed(by_code);
    if (facts.domain != Domain::kVaccine && !Understood(mapper, facts, {{}, std::string(facts.text)})) missed(by_text);
    if (!facts.brand.empty() && !Understood(mapper, facts, {{}, std::string(facts.brand)})) missed(by_brand);
  }
  EXPECT_EQ(by_code, "");
  EXPECT_EQ(by_text, "");
  EXPECT_EQ(by_brand, "");
}

TEST(GenerateCatalogue, CodesAreTheCommonOnes) {
  const auto codes = [](Item item) {
    std::string out;
    for (const history::ItemCode& code : test::Catalogue().Codes(item)) out.append(code.system).append(" ").append(code.code).append(" ");
    return out;
  };
  EXPECT_EQ(codes(Item::kLupus), "ICD10CM M32.9 SNOMED 55464009 ");
  EXPECT_EQ(codes(Item::kMyocardialInfarction), "ICD10CM I21 SNOMED 22298006 ");
  EXPECT_EQ(codes(Item::kHemoglobin), "LOINC 718-7 ");
  EXPECT_EQ(codes(Item::kPrednisone), "RxNorm 8640 ");
  EXPECT_EQ(codes(Item::kMmrVaccine), "CVX 03 ");
  EXPECT_EQ(codes(Item::kTelitacicept), "");
}

}  // namespace
}  // namespace eligo::generate
