#include "readers/protocol_study.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "readers/fhir_input.h"
#include "source/utf8.h"

namespace eligo::readers {
namespace {

using simdjson::dom::element;

std::optional<std::string_view> Text(simdjson::simdjson_result<element> value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}

// A field's value in words: a text, true or false, the entries of a list.
std::optional<std::string> Value(simdjson::simdjson_result<element> value) {
  if (const auto text = Text(value)) return std::string(*text);
  bool flag = false;
  if (value.get(flag) == simdjson::SUCCESS) return flag ? "true" : "false";
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return std::nullopt;
  std::string joined;
  for (const element entry : list) {
    std::string_view text;
    if (entry.get(text) != simdjson::SUCCESS) continue;
    if (!joined.empty()) joined += ", ";
    joined += text;
  }
  return joined;
}

class Studies {
 public:
  Studies(const std::string& path, ProtocolFiles& files) : path_(path), files_(files) {}

  void Read(element root) {
    simdjson::dom::array list;
    if (root.get(list) == simdjson::SUCCESS || root["studies"].get(list) == simdjson::SUCCESS) {
      ReadList(list);
    } else {
      ReadStudy(root, "");
    }
  }

 private:
  void Complain(std::string_view what) { files_.errors.push_back({fmt::format("{}: {}", path_ == "-" ? "standard input" : path_, what)}); }

  void ReadList(simdjson::dom::array list) {
    std::size_t count = 0;
    for (const element study : list) ReadStudy(study, fmt::format("study {}: ", ++count));
    if (count == 0) Complain("holds no study; the search found nothing");
  }

  void ReadStudy(element study, const std::string& place) {
    const auto protocol = study["protocolSection"];
    if (protocol.error() != simdjson::SUCCESS) {
      Complain(place + "is JSON but no ClinicalTrials.gov study (no `protocolSection`); fetch it from the API v2");
      return;
    }
    const auto identification = protocol["identificationModule"];
    const auto eligibility = protocol["eligibilityModule"];
    const std::optional<std::string_view> id = Text(identification["nctId"]);
    const std::optional<std::string_view> criteria = Text(eligibility["eligibilityCriteria"]);
    const std::string named = id ? fmt::format("study {}: ", *id) : place;
    if (!criteria) {
      const bool there = eligibility["eligibilityCriteria"].error() == simdjson::SUCCESS;
      Complain(named + (there ? "`eligibilityCriteria` is no text; fetch it again"
                              : "has no `eligibilityModule.eligibilityCriteria`; fetch the study with all its fields"));
      return;
    }
    if (criteria->find_first_not_of(" \t\r\n") == std::string_view::npos) {
      Complain(named + "`eligibilityCriteria` is empty; give the protocol's text");
      return;
    }
    if (criteria->size() > kMaxProtocolBytes) {
      Complain(named + fmt::format("is too large for a protocol (more than {} MB)", kMaxProtocolBytes >> 20));
      return;
    }
    source::Document document;
    document.path = path_;
    if (id) document.id = std::string(*id);
    document.title = Value(identification["briefTitle"]);
    if (!document.title) document.title = Value(identification["officialTitle"]);
    document.text = source::DecodeUtf8(*criteria).value_or(U"");  // simdjson has checked that it is UTF-8
    static constexpr std::array<std::string_view, 7> kFields{"minimumAge", "maximumAge",       "sex", "genderBased", "genderDescription",
                                                             "stdAges",    "healthyVolunteers"};
    for (const std::string_view field : kFields) {
      if (std::optional<std::string> value = Value(eligibility[field])) {
        document.fields.push_back({fmt::format("eligibilityModule.{}", field), std::move(*value)});
      }
    }
    files_.documents.push_back(std::move(document));
  }

  const std::string& path_;
  ProtocolFiles& files_;
};

}  // namespace

void ReadStudies(const std::string& path, std::string& json, ProtocolFiles& files) {
  if (json.starts_with("\xEF\xBB\xBF")) json.erase(0, 3);
  simdjson::dom::parser parser;
  const Result<element> root = ParseJson(parser, json);
  if (!root) {
    files.errors.push_back({fmt::format("{}: {}; fetch the study again", path == "-" ? "standard input" : path, root.error())});
    return;
  }
  Studies(path, files).Read(*root);
}

}  // namespace eligo::readers
