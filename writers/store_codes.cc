#include "writers/store_codes.h"

#include <set>

#include <fmt/format.h>

#include "records/store_format.h"
#include "writers/store_schema.h"

namespace eligo::writers {
namespace {

using records::Bearer;
using records::Codeable;
using records::Coding;
using records::Standing;

bool IsOurs(std::string_view system) {
  return system == "LOINC" || system == "RxNorm" || system == "ICD10CM" || system == "SNOMED" || system == "CVX";
}

std::string Spelled(const Coding& coding) { return fmt::format("{}//{}", coding.system.empty() ? "CODE" : coding.system, coding.code); }

// The table that words alone would come from.
std::string_view TableOf(Bearer bearer) {
  switch (bearer) {
    case Bearer::kEvent: return "EVENT";
    case Bearer::kCondition: return "CONDITION";
    case Bearer::kFinding: return "FINDING";
    case Bearer::kProcedure: return "PROCEDURE";
    case Bearer::kAllergy: return "ALLERGY";
    case Bearer::kDrug: return "DRUG";
    case Bearer::kResult: return "MEASUREMENT";
    case Bearer::kPoint: return "ITEM";
    case Bearer::kConcept: return "ELIGO";
  }
  return "EVENT";
}

std::string Spelled(const Codeable& code, Bearer bearer) {
  const Coding* chosen = nullptr;
  for (const Coding& coding : code.codings) {
    if (coding.code.empty()) continue;
    if (chosen == nullptr || (IsOurs(coding.system) && !IsOurs(chosen->system))) chosen = &coding;
  }
  if (chosen != nullptr && bearer != Bearer::kConcept) return Spelled(*chosen);
  const std::string_view words = chosen != nullptr       ? std::string_view(chosen->code)
                                 : !code.text.empty()    ? std::string_view(code.text)
                                 : !code.codings.empty() ? std::string_view(code.codings.front().display)
                                                         : std::string_view();
  return fmt::format("{}//{}", TableOf(bearer), words);
}

std::string_view Description(const Codeable& code) {
  if (!code.text.empty()) return code.text;
  for (const Coding& coding : code.codings) {
    if (!coding.display.empty()) return coding.display;
  }
  return {};
}

}  // namespace

records::CodeId StoreCodes::Code(const Codeable& code, Bearer bearer) {
  std::string key;
  records::AppendKey(code, bearer, key);
  const auto [at, added] = numbers_.emplace(std::move(key), static_cast<std::uint32_t>(entries_.size()));
  if (added) {
    const std::string meds = Spelled(code, bearer);
    // Words alone are the table's already.
    entries_.push_back(
        {code, bearer, meds, meds.starts_with("ALLERGY//") ? meds : "ALLERGY//" + meds, "REFUTED//" + meds, "PROVISIONAL//" + meds});
  }
  return {at->second};
}

std::string_view StoreCodes::MedsCode(records::CodeId code, const records::Row& row) const {
  CHECK(code.value < entries_.size());
  const Entry& entry = entries_[code.value];
  if (row.standing == Standing::kRefuted) return entry.refuted;
  if (row.standing == Standing::kProvisional) return entry.provisional;
  return row.domain == records::Domain::kAllergy ? entry.allergy : entry.meds;
}

Result<Done> StoreCodes::Write(tables::Database& database, const std::string& folder) const {
  auto made = database.Run(
      "CREATE TABLE codes (eligo_code UINTEGER, bearer VARCHAR, role VARCHAR, system VARCHAR, code VARCHAR, display VARCHAR, guessed "
      "BOOLEAN); CREATE TABLE spelled (code VARCHAR, description VARCHAR, parents VARCHAR)");
  if (!made) return made;
  {
    auto rows = database.Append("codes");
    if (!rows) return Error{rows.error()};
    const auto add = [&](std::size_t number, Bearer bearer, std::string_view role, const Coding& coding) {
      rows->Whole(static_cast<std::int64_t>(number));
      for (const std::string_view text :
           {ToString(bearer), role, std::string_view(coding.system), std::string_view(coding.code), std::string_view(coding.display)})
        rows->Text(text);
      rows->Bool(coding.guessed);
      return rows->EndRow();
    };
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      if (auto added = add(i, entry.bearer, "text", {"", "", entry.code.text}); !added) return added;
      for (const Coding& coding : entry.code.codings)
        if (auto added = add(i, entry.bearer, "code", coding); !added) return added;
      for (const Coding& coding : entry.code.above)
        if (auto added = add(i, entry.bearer, "above", coding); !added) return added;
    }
    if (auto closed = rows->Close(); !closed) return closed;
  }
  {
    auto rows = database.Append("spelled");
    if (!rows) return Error{rows.error()};
    std::set<std::string_view> seen;
    for (const Entry& entry : entries_) {
      if (!seen.insert(entry.meds).second) continue;
      std::string parents;
      for (const Coding& coding : entry.code.above) parents += (parents.empty() ? "" : "\x1f") + Spelled(coding);
      rows->Text(entry.meds);
      const std::string_view description = Description(entry.code);
      description.empty() ? rows->Null() : rows->Text(description);
      parents.empty() ? rows->Null() : rows->Text(parents);
      if (auto added = rows->EndRow(); !added) return added;
    }
    if (auto closed = rows->Close(); !closed) return closed;
  }
  made = database.Run(fmt::format("COPY (SELECT * FROM codes ORDER BY rowid) TO {} (FORMAT parquet, COMPRESSION zstd)",
                                  tables::Quoted(folder + "/eligo/codes.parquet")));
  if (!made) return made;
  made = database.Run(
      fmt::format("COPY (SELECT code, description, string_split(parents, chr(31)) AS parent_codes FROM spelled ORDER BY rowid) TO {} "
                  "(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{'ARROW:schema': '{}'}})",
                  tables::Quoted(folder + "/metadata/codes.parquet"), kCodesSchema));
  if (!made) return made;
  return database.Run("DROP TABLE codes; DROP TABLE spelled");
}

}  // namespace eligo::writers
