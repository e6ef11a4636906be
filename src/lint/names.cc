// Names: misspelt, doubled, of an instrument that nobody made, abbreviations with two meanings.
#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

bool Letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Everyday words that are one letter from a name, and second spellings.
constexpr std::string_view kEveryday[] = {"addition",     "content",   "complaint",     "crushing",   "hepatology", "breeding",
                                          "mediate",      "mediation", "aesthetic",     "contusion",  "meditation", "tendonitis",
                                          "orchidectomy", "prebiotic", "pentobarbital", "complaints", "additional", "peacemaker",
                                          "intention",    "retention", "detection",     "conception", "perfusion",  "reaction",
                                          "relation",     "resection", "ejection",      "insertion",  "election",   "selection"};

void Misspelt(const Material& material, const Passage& p, std::set<std::string>& said, Diagnostics& out) {
  for (std::size_t i = 0; i < p.words.size(); ++i) {
    const std::string& word = p.words[i].text;
    const std::string_view meant = material.speller.Meant(word);
    if (meant.empty() || std::find(std::begin(kEveryday), std::end(kEveryday), word) != std::end(kEveryday) || !said.insert(word).second)
      continue;
    // The correction must be a name, or complete one: a word inside of long names only says little.
    const bool name = !material.terms.FindName(meant).empty();
    if (!name) continue;
    bool beside = false;
    for (std::size_t k = i > 6 ? i - 6 : 0; k < std::min(p.words.size(), i + 7); ++k) beside = beside || p.words[k].text == meant;
    out.push_back({"kMisspelt", Severity::kWarning, p.words[i].span,
                   beside ? fmt::format("`{}` is unknown, and `{}` stands beside it: one name twice, once misspelt, or another was meant",
                                        p.Said(p.words[i].span), meant)
                          : fmt::format("`{}` is unknown; `{}` misspelt?", p.Said(p.words[i].span), meant)});
  }
}

// Two names of one item that one letter parts ("rituxima, eculizumab, rituximab"): one of them is probably the other, or a third.
void NearTwins(const Passage& p, Diagnostics& out) {
  for (std::size_t i = 0; i < p.names.size(); ++i) {
    for (std::size_t k = i + 1; k < p.names.size() && k < i + 12; ++k) {
      const Named& a = p.names[i];
      const Named& b = p.names[k];
      if (a.first != a.last || b.first != b.last || a.concepts == b.concepts) continue;
      if (!Speller::OneLetterApart(p.words[a.first].text, p.words[b.first].text)) continue;
      const Span span{a.span.begin, b.span.end};
      out.push_back({"kDuplicateName", Severity::kWarning, span,
                     fmt::format("`{}` and `{}` differ by one letter: one name twice, misspelt, or another was meant", p.Said(a.span),
                                 p.Said(b.span))});
    }
  }
}

// Misspellings of words that are no names, as texts have them.
constexpr std::pair<std::string_view, std::string_view> kTypos[] = {
    {"unsufficient", "insufficient"},
    {"uncontroled", "uncontrolled"},
    {"recieved", "received"},
    {"recieve", "receive"},
    {"occured", "occurred"},
    {"wihtin", "within"},
    {"wtihin", "within"},
    {"withing", "within"},
    {"pateint", "patient"},
    {"patinet", "patient"},
    {"subejct", "subject"},
    {"treament", "treatment"},
    {"treatement", "treatment"},
    {"particpate", "participate"},
    {"partcipate", "participate"},
    {"participat", "participate"},
    {"concomittant", "concomitant"},
    {"concommitant", "concomitant"},
    {"contraceptiv", "contraceptive"},
    {"screenning", "screening"},
    {"screeing", "screening"},
    {"infomed", "informed"},
    {"consnet", "consent"},
    {"signficant", "significant"},
    {"significiant", "significant"},
    {"seperate", "separate"},
    {"excludion", "exclusion"},
    {"exlcusion", "exclusion"},
    {"inlcusion", "inclusion"},
    {"diagnosised", "diagnosed"},
    {"previuos", "previous"},
    {"previosly", "previously"},
    {"inadaquate", "inadequate"},
    {"adequat", "adequate"},
    {"sympthom", "symptom"},
    {"uncontrol", "uncontrolled"},
};

void Typos(const Passage& p, Diagnostics& out) {
  for (const Word& w : p.words) {
    for (const auto& [wrong, right] : kTypos) {
      if (w.text == wrong)
        out.push_back({"kMisspelt", Severity::kNote, w.span, fmt::format("`{}`: a typo for `{}`?", p.Said(w.span), right)});
    }
  }
}

// "the the", "convulsions/convulsions".
void Doubled(const Passage& p, Diagnostics& out) {
  for (std::size_t i = 0; i + 1 < p.words.size(); ++i) {
    const Word& a = p.words[i];
    const Word& b = p.words[i + 1];
    if (a.text != b.text || !Letters(a.text) || b.gap > Gap::kComma || a.text.size() < 2) continue;
    // "insulin, insulin pump" is a list; only a blank or a slash doubles.
    const bool slash = p.At(a.span.end) == U'/' && b.span.begin == a.span.end + 1;
    if (b.gap > Gap::kNone && (!slash || a.text.size() < 5)) continue;
    if (p.At(a.span.end) == U'-' || a.text == "that" || a.text == "had" || a.text == "kg" || a.text == "mg") continue;
    if (std::any_of(p.names.begin(), p.names.end(), [&](const Named& n) { return n.first <= i && n.last > i; })) continue;  // "kava kava"
    const Span span{a.span.begin, b.span.end};
    out.push_back({"kDuplicateName", Severity::kWarning, span,
                   fmt::format("one word twice: `{}`; another was meant, or one is too many", p.Said(span))});
  }
}

struct NoInstrument {
  std::string_view concept_id;
  std::string_view meant;
};
// Names that the lexicon knows from texts although no published instrument bears them.
constexpr NoInstrument kNoInstruments[] = {
    {"selena_2k", "SELENA-SLEDAI or SLEDAI-2K"},
};

// An instrument that nobody made: by the table, or a code before "score" that the lexicon does not know.
void UnknownInstruments(const Material& material, const Passage& p, Diagnostics& out) {
  for (const Named& n : p.names) {
    for (const NoInstrument& none : kNoInstruments) {
      if (material.terms.Get(n.concepts.front()).id != none.concept_id) continue;
      out.push_back({"kUnknownInstrument", Severity::kWarning, n.span,
                     fmt::format("no published instrument bears the name `{}`; {} may be meant", p.Said(n.span), none.meant)});
    }
  }
  for (std::size_t i = 1; i < p.words.size(); ++i) {
    if (p.words[i].text != "score" && p.words[i].text != "index" && p.words[i].text != "scale") continue;
    if (p.words[i].gap > Gap::kNone) continue;
    const bool known =
        std::any_of(p.names.begin(), p.names.end(), [&](const Named& n) { return n.first <= i && i <= n.last && n.first < i; });
    if (known) continue;
    // The unbroken token before it, and whether it is a code: capitals or digits in it.
    std::size_t first = i - 1;
    while (first > 0 && p.words[first].span.begin == p.words[first - 1].span.end + 1 && p.At(p.words[first].span.begin - 1) == U'-')
      --first;
    const Span token = p.Between(first, i - 1);
    int capitals = 0;
    for (int k = token.begin; k < token.end; ++k) capitals += p.At(k) >= U'A' && p.At(k) <= U'Z';
    if (capitals < 2) continue;
    const bool named = std::any_of(p.names.begin(), p.names.end(), [&](const Named& n) { return n.last >= first && n.first < i; });
    if (named) continue;
    const bool limit = i + 1 < p.words.size() && p.words[i + 1].gap >= Gap::kComma && p.words[i + 1].gap < Gap::kStop;
    out.push_back({"kUnknownInstrument", Severity::kNote, token,
                   fmt::format("no instrument of the name `{}` is known to eligo{}; check the name", p.Said(token),
                               limit ? " to compare with" : "")});
  }
}

struct Abbreviation {
  std::string_view word;  // as written, capitals
  std::string_view meanings;
};
// Only those whose meanings both occur in eligibility criteria.
constexpr Abbreviation kAmbiguous[] = {
    {"CSF", "colony-stimulating factor, cerebrospinal fluid"},
    {"MS", "multiple sclerosis, mitral stenosis, morphine sulfate"},
    {"PD", "progressive disease, Parkinson disease, pharmacodynamics"},
    {"AS", "ankylosing spondylitis, aortic stenosis"},
    {"CRF", "chronic renal failure, case report form"},
    {"PE", "pulmonary embolism, plasma exchange, physical examination"},
    {"ARF", "acute renal failure, acute respiratory failure"},
    {"PT", "prothrombin time, physical therapy"},
    {"CP", "chest pain, cerebral palsy, Child-Pugh"},
    {"MI", "myocardial infarction, mitral insufficiency"},
    {"IM", "intramuscular, infectious mononucleosis"},
    {"MG", "myasthenia gravis, magnesium"},
};

void Abbreviations(const Material& material, const Passage& p, Diagnostics& out) {
  for (std::size_t i = 0; i < p.words.size(); ++i) {
    const Span span = p.words[i].span;
    for (const Abbreviation& a : kAmbiguous) {
      if (span.length() != static_cast<int>(a.word.size())) continue;
      bool same = true;
      for (int k = 0; k < span.length(); ++k)
        same = same && p.At(span.begin + k) == static_cast<char32_t>(a.word[static_cast<std::size_t>(k)]);
      if (!same) continue;
      // "(CSF)" is spelled out before it, "G-CSF" is another name, and a name that goes on ("MS drugs") tells.
      if (p.At(span.begin - 1) == U'(' || p.At(span.begin - 1) == U'-' || p.At(span.end) == U'-' || p.At(span.end) == U'(') continue;
      if (p.At(span.end) == U' ' && p.At(span.end + 1) == U'(') continue;
      // A text that spells it out elsewhere has settled it.
      std::u32string spelled = U"(";
      for (const char c : a.word) spelled += static_cast<char32_t>(c);
      if (p.document.find(spelled + U")") != std::u32string_view::npos || p.document.find(spelled + U";") != std::u32string_view::npos)
        continue;
      const bool part =
          std::any_of(p.names.begin(), p.names.end(), [&](const Named& n) { return n.first <= i && i <= n.last && n.first != n.last; });
      if (part) continue;
      const bool read = std::any_of(p.names.begin(), p.names.end(),
                                    [&](const Named& n) { return n.first == i && n.last == i && n.concepts.size() == 1; });
      out.push_back({"kAmbiguousAbbreviation", a.word == "CSF" && !read ? Severity::kWarning : Severity::kNote, span,
                     fmt::format("the abbreviation `{}` is ambiguous: {}; spell it out", a.word, a.meanings)});
    }
  }
  (void)material;
}

}  // namespace

void FindNames(const Material& material, Diagnostics& out) {
  std::set<std::string> said;
  for (const Passage& p : material.passages) {
    Misspelt(material, p, said, out);
    NearTwins(p, out);
    Typos(p, out);
    Doubled(p, out);
    UnknownInstruments(material, p, out);
    Abbreviations(material, p, out);
  }
}

}  // namespace eligo::lint
