#include "terms/site_file.h"

#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

namespace eligo::terms {
namespace {

using Take = std::function<void(const Place&, const std::string& key, const YAML::Node& value)>;

class Reader {
 public:
  Reader(std::string path, SiteRows& rows, std::vector<std::string>& errors) : path_(std::move(path)), rows_(rows), errors_(errors) {}

  void Read() {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf()).good())
      return Fail({path_, 0}, "cannot be read, or is empty; name a file of terms (docs/terms.md)");
    if (!ValidUtf8(text.str())) return Fail({path_, 0}, "bytes that are not UTF-8; save the file as UTF-8");
    try {
      const std::vector<YAML::Node> documents = YAML::LoadAll(text.str());
      if (documents.size() > 1) return Fail(At(documents[1]), "a second document; keep one");
      if (!documents.empty() && !documents[0].IsNull()) Root(documents[0]);
    } catch (const YAML::DeepRecursion& e) {
      Fail({path_, e.mark.line + 1}, "nested too deep; write it as docs/terms.md shows");
    } catch (const YAML::Exception& e) {
      Fail({path_, e.mark.is_null() ? 0 : e.mark.line + 1}, fmt::format("not YAML: {}; correct it", e.msg));
    }
  }

 private:
  Place At(const YAML::Node& node) const { return {path_, node.Mark().is_null() ? 0 : node.Mark().line + 1}; }
  void Fail(const Place& place, const std::string& message) { errors_.push_back(ErrorAt(place, message)); }

  // Each key with its value; `what` is told when it is no map.
  void Each(const YAML::Node& node, const std::string& what, const Take& take) {
    if (!node.IsMap()) return Fail(At(node), fmt::format("`{}` is no map; write `key: value` lines below it", what));
    std::set<std::string> seen;
    for (const auto& pair : node) {
      const Place place = At(pair.first);
      if (!pair.first.IsScalar() || pair.first.Scalar().empty()) {
        Fail(place, fmt::format("a key of `{}` that is no text; give one", what));
      } else if (!seen.insert(pair.first.Scalar()).second) {
        Fail(place, fmt::format("`{}` again in `{}`; keep one", pair.first.Scalar(), what));
      } else {
        take(place, pair.first.Scalar(), pair.second);
      }
    }
  }

  using Section = std::pair<const char*, std::function<void(const Place&, const YAML::Node&)>>;
  void Sections(const YAML::Node& node, const std::string& what, const std::vector<Section>& sections) {
    Each(node, what, [&](const Place& place, const std::string& key, const YAML::Node& value) {
      std::vector<std::string> known;
      for (const auto& [name, read] : sections) {
        if (key == name) return read(place, value);
        known.emplace_back(name);
      }
      Fail(place, fmt::format("`{}` in `{}`; known: {}", key, what, fmt::join(known, ", ")));
    });
  }

  std::optional<std::string> Text(const Place& place, const YAML::Node& node, const std::string& what) {
    if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
    Fail(place, fmt::format("no text for `{}`; give one", what));
    return std::nullopt;
  }

  // A text, or a list of texts; one at least.
  std::vector<std::string> Texts(const Place& place, const YAML::Node& node, const std::string& what) {
    std::vector<std::string> texts;
    if (!node.IsSequence()) {
      if (auto text = Text(place, node, what)) texts.push_back(std::move(*text));
      return texts;
    }
    for (const auto& item : node) {
      if (auto text = Text(At(item), item, what)) texts.push_back(std::move(*text));
    }
    if (node.size() == 0) Fail(place, fmt::format("an empty list for `{}`; give one, or put it under `remove`", what));
    return texts;
  }

  void Root(const YAML::Node& root) {
    Sections(root, path_,
             {{"concepts", [&](const Place&, const YAML::Node& n) { Concepts(n); }},
              {"names", [&](const Place&, const YAML::Node& n) { Names(n); }},
              {"codes", [&](const Place&, const YAML::Node& n) { Codes(n); }},
              {"classes", [&](const Place&, const YAML::Node& n) { Members(n, "classes", rows_.members); }},
              {"ranges", [&](const Place&, const YAML::Node& n) { Ranges(n); }},
              {"remove", [&](const Place&, const YAML::Node& n) { Remove(n); }}});
  }

  void Concepts(const YAML::Node& node) {
    Each(node, "concepts", [&](const Place& place, const std::string& id, const YAML::Node& value) {
      SiteConcept row{place, id, "", {}, {}, {}, {}, {}, {}, {}, {}};
      bool clinical = false;
      const auto text = [&](std::optional<std::string>& field, const char* name) {
        return Section{name, [&, name](const Place& at, const YAML::Node& n) { field = Text(at, n, name); }};
      };
      const auto number = [&](std::optional<units::Rational>& field, const char* name) {
        return Section{name, [&, name](const Place& at, const YAML::Node& n) {
                         clinical = true;
                         const auto given = Text(at, n, name);
                         if (!given) return;
                         if (const std::string wrong = ReadNumber(field, *given, 0); !wrong.empty()) Fail(at, wrong);
                       }};
      };
      std::optional<std::string> source;
      std::optional<units::Rational> equal_dose;
      Sections(value, id,
               {text(row.kind, "kind"),
                text(row.label, "label"),
                text(row.unit, "unit"),
                text(row.test_of, "test_of"),
                {"flags", [&](const Place& at, const YAML::Node& n) { row.flags = Texts(at, n, "flags"); }},
                number(row.molar_mass, "molar_mass"),
                number(row.half_life_days, "half_life_days"),
                number(equal_dose, "mg_equal_to_5_mg_prednisone"),
                text(source, "source")});
      if (equal_dose) row.prednisone_factor = Divide(5, *equal_dose);
      row.source = source.value_or("");
      if (clinical && !source) Fail(place, fmt::format("a number of `{}` without a `source`; say where it was seen", id));
      rows_.concepts.push_back(std::move(row));
    });
  }

  void Names(const YAML::Node& node) {
    Each(node, "names", [&](const Place& place, const std::string& name, const YAML::Node& value) {
      auto concepts = Texts(place, value, name);
      if (!concepts.empty()) rows_.names.push_back({place, name, std::move(concepts)});
    });
  }

  void Codes(const YAML::Node& node) {
    Each(node, "codes", [&](const Place&, const std::string& system, const YAML::Node& codes) {
      Each(codes, system, [&](const Place& place, const std::string& code, const YAML::Node& value) {
        auto concepts = Texts(place, value, code);
        if (!concepts.empty()) rows_.codes.push_back({place, system, code, std::move(concepts)});
      });
    });
  }

  void Members(const YAML::Node& node, const std::string& what, std::vector<ClassRow>& out) {
    Each(node, what, [&](const Place& place, const std::string& id, const YAML::Node& value) {
      auto members = Texts(place, value, id);
      if (!members.empty()) out.push_back({place, id, std::move(members)});
    });
  }

  void Ranges(const YAML::Node& node) {
    Each(node, "ranges", [&](const Place& place, const std::string& id, const YAML::Node& list) {
      if (!list.IsSequence()) return Fail(place, fmt::format("ranges of `{}` are no list; write `- {{low: 1, high: 2, source: ...}}`", id));
      for (const auto& item : list) {
        RangeFields fields;
        std::string source;
        const auto text = [&](std::string& field, const char* name) {
          return Section{name, [&, name](const Place& at, const YAML::Node& n) { field = Text(at, n, name).value_or(""); }};
        };
        Sections(item, id,
                 {text(fields.sex, "sex"), text(fields.age_from, "age_from"), text(fields.age_to, "age_to"), text(fields.low, "low"),
                  text(fields.high, "high"), text(source, "source")});
        RangeRow row{At(item), id, "site: " + source, RangeSex::kAny, 0, ReferenceRange::kNoLimit, {}, {}};
        if (const std::string wrong = ReadRangeFields(row, fields); !wrong.empty()) {
          Fail(row.place, wrong);
        } else if (!row.low && !row.high) {
          Fail(row.place, fmt::format("neither low nor high for `{}`; give one", id));
        } else if (source.empty()) {
          Fail(row.place, fmt::format("a range of `{}` without a `source`; say whose it is", id));
        } else {
          rows_.ranges.push_back(std::move(row));
        }
      }
    });
  }

  void Remove(const YAML::Node& node) {
    Sections(node, "remove",
             {{"concepts",
               [&](const Place& at, const YAML::Node& n) {
                 for (std::string& id : Texts(at, n, "concepts")) rows_.removed_concepts.emplace_back(at, std::move(id));
               }},
              {"names",
               [&](const Place& at, const YAML::Node& n) {
                 for (std::string& name : Texts(at, n, "names")) rows_.names.push_back({at, std::move(name), {}});
               }},
              {"codes",
               [&](const Place&, const YAML::Node& n) {
                 Each(n, "codes", [&](const Place& at, const std::string& system, const YAML::Node& codes) {
                   for (std::string& code : Texts(at, codes, system)) rows_.codes.push_back({at, system, std::move(code), {}});
                 });
               }},
              {"members", [&](const Place&, const YAML::Node& n) { Members(n, "members", rows_.removed_members); }}});
  }

  std::string path_;
  SiteRows& rows_;
  std::vector<std::string>& errors_;
};

}  // namespace

SiteRows ReadSiteFile(const std::string& path, std::vector<std::string>& errors) {
  SiteRows rows;
  Reader(path, rows, errors).Read();
  return rows;
}

}  // namespace eligo::terms
