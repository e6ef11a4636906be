#include "parse/fold_lists.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace eligo::parse {

bool ShareWord(std::string_view a, std::string_view b) {
  const auto tumour = [](std::string_view text) {
    static constexpr std::array<std::string_view, 12> kStems = {"alignan", "ancer", "arcinoma", "arcoma",  "eukemia", "yeloma",
                                                                "umor",    "umour", "eoplas",   "elanoma", "ymphoma", "in situ"};
    return text.find("nhibitor") == std::string_view::npos &&
           std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) { return text.find(stem) != std::string_view::npos; });
  };
  if (tumour(a) && tumour(b)) return true;
  // Nouns that any two diseases may share.
  static constexpr std::array<std::string_view, 8> kGeneral = {"disease",  "diseases",  "disorder",  "disorders",
                                                               "syndrome", "syndromes", "infection", "infections"};
  for (std::size_t i = 0; i < a.size();) {
    const std::size_t end = std::min(a.find(' ', i), a.size());
    const std::string_view word = a.substr(i, end - i);
    if (word.size() >= 5 && std::find(kGeneral.begin(), kGeneral.end(), word) == kGeneral.end() && b.find(word) != std::string_view::npos)
      return true;
    i = end + 1;
  }
  return false;
}

namespace {

// Of a name that the lexicon knows.
std::optional<terms::Kind> Kind(const Chunk& c, const terms::Terms& terms) {
  if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return std::nullopt;
  return terms.Get(c.name->concepts.front()).kind;
}

}  // namespace

namespace {

bool Abbreviation(std::string_view text) {
  return text.size() > 1 && std::none_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

// Another member of the list follows a separator.
bool GoesOn(ChunkSpan rest) {
  const std::size_t next = FindChunk(rest, [](const Chunk& c) {
    return c.kind != ChunkKind::kComma && c.kind != ChunkKind::kAnd && c.kind != ChunkKind::kOr && c.kind != ChunkKind::kAndOr &&
           c.kind != ChunkKind::kState && c.kind != ChunkKind::kFiller;
  });
  return next > 0 && next < rest.size() && rest.front().kind != ChunkKind::kFiller && rest.front().kind != ChunkKind::kState &&
         rest[next].kind == ChunkKind::kName;
}

}  // namespace

// "such as A, B and C": the names behind the cue, as one chunk, so that their commas do not split the limb.
Chunks FoldExamples(ChunkSpan chunks, const terms::Terms& terms) {
  if (!AnyOf(chunks, [](const Chunk& c) { return c.Cue("example"); })) return {chunks.begin(), chunks.end()};
  Chunks out;
  out.reserve(chunks.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const bool after_name = chunks[i].Cue("example") && std::any_of(out.rbegin(), out.rend(), [](const Chunk& c) {
                              return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord;
                            });
    if (!(chunks[i].Cue("example") && after_name)) {
      out.push_back(chunks[i]);
      continue;
    }
    Chunk examples = chunks[i];
    examples.word = "examples";
    const bool after_comma = !out.empty() && out.back().kind == ChunkKind::kComma;
    const auto of = std::find_if(out.rbegin(), out.rend(), [](const Chunk& c) { return c.kind == ChunkKind::kName; });
    // "such as stroke or infarction within 6 months" is said of all such events; "including infarction within 6 months" of the one.
    const bool includes = chunks[i].span.length() >= 9;
    const bool of_disease = includes && of != out.rend() && Kind(*of, terms) == terms::Kind::kCondition;
    std::size_t j = i + 1;
    std::size_t last = i;
    bool dated = false;  // a member before has a window of its own
    for (; j < chunks.size(); ++j) {
      const Chunk& c = chunks[j];
      if (c.kind == ChunkKind::kName || c.Cue("etc") || (c.kind == ChunkKind::kGroup && last + 1 == j)) {
        last = j;
      } else if (of_disease && last + 1 == j && last > i && c.kind == ChunkKind::kTime &&
                 c.time->kind == syntax::TimePhrase::Kind::kWindow) {
        last = j;  // "heart disease including infarction within 6 months": of the infarction
      } else if (of != out.rend() && Kind(*of, terms) == terms::Kind::kCondition && last + 1 == j && last > i &&
                 Kind(chunks[last], terms) == terms::Kind::kCondition && c.kind == ChunkKind::kTime &&
                 c.time->kind == syntax::TimePhrase::Kind::kWindow && (dated || GoesOn(chunks.subspan(j + 1)))) {
        dated = true;
        last = j;  // "such as epilepsy, stroke within 12 months, dementia": of the stroke
      } else if (of_disease && last + 1 == j && last > i && c.kind == ChunkKind::kAnswer && chunks[j - 1].kind == ChunkKind::kName) {
        last = j;  // "immunodeficiency including those who are HIV positive": of HIV
      } else if ((c.kind == ChunkKind::kState && j + 1 < chunks.size() &&
                  (chunks[j + 1].kind == ChunkKind::kName || chunks[j + 1].kind == ChunkKind::kState)) ||
                 c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr ||
                 c.kind == ChunkKind::kSlash || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kColon) {
        continue;
      } else if (c.kind == ChunkKind::kWord && j + 1 < chunks.size() &&
                 (chunks[j + 1].kind == ChunkKind::kComma || chunks[j + 1].kind == ChunkKind::kAnd ||
                  chunks[j + 1].kind == ChunkKind::kOr || chunks[j + 1].kind == ChunkKind::kName ||
                  chunks[j + 1].kind == ChunkKind::kTime || chunks[j + 1].Cue("etc"))) {
        last = j;  // an example the lexicon does not know
      } else {
        break;
      }
    }
    if (last == i) {
      out.push_back(chunks[i]);
      continue;
    }
    examples.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    examples.span = Hull(chunks[i].span, chunks[last].span);
    if (after_comma) out.pop_back();  // "drugs, such as A": the comma opens no limb
    out.push_back(std::move(examples));
    i = last;
  }
  return out;
}

// "A is positive while B is negative": both.
void JoinWhile(Chunks& chunks) {
  const auto answer = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer; };
  for (std::size_t i = 1; i + 1 < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kFiller || chunks[i].word != "while") continue;
    const ChunkSpan all(chunks);
    if (AnyOf(all.first(i), answer) && AnyOf(all.subspan(i + 1), answer)) chunks[i].kind = ChunkKind::kAnd;
  }
}

// "active after receiving A combined with B and/or C": the drugs are what it came after, not members of the list around it.
void FoldAfter(Chunks& chunks, const terms::Terms& terms) {
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    const bool after = chunks[i].kind == ChunkKind::kWord && (chunks[i].word == "after" || chunks[i].word == "despite");
    if (!after) continue;
    std::size_t last = i;
    // "relapse after A or B": a response is to what was given.
    const bool response = chunks[i - 1].kind == ChunkKind::kName && !chunks[i - 1].name->concepts.empty() &&
                          terms.Get(chunks[i - 1].name->concepts.front()).person;
    bool given = response || chunks[i].word == "despite";
    for (std::size_t j = i + 1; j < chunks.size(); ++j) {
      const Chunk& c = chunks[j];
      given = given || c.Cue("exposure");
      if (c.kind == ChunkKind::kName || c.kind == ChunkKind::kGroup) {
        last = j;
      } else if (c.kind != ChunkKind::kFiller && c.kind != ChunkKind::kAnd && c.kind != ChunkKind::kOr && c.kind != ChunkKind::kAndOr &&
                 c.kind != ChunkKind::kSlash && !c.Cue("exposure") && !(c.kind == ChunkKind::kCue && c.word.starts_with("route:"))) {
        break;
      }
    }
    // "relapse after standard therapy": what that is, the list of drugs says.
    const auto name = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    const auto begin = chunks.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1;
    if (response && std::count_if(begin, end, name) == 1) {
      const std::string& text = std::find_if(begin, end, name)->name->text;
      if (text.find("tandard") != std::string::npos || text.find("onventional") != std::string::npos) continue;
    }
    if (last == i || !given) continue;
    Chunk folded = chunks[i];
    folded.kind = ChunkKind::kCue;
    folded.word = "after";
    folded.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    for (std::size_t k = 1; k + 1 < folded.inner.size(); ++k) {
      if (folded.inner[k].kind == ChunkKind::kFiller && folded.inner[k].word == "combined" && folded.inner[k - 1].kind == ChunkKind::kName)
        folded.inner[k].kind = ChunkKind::kAnd;
    }
    folded.span = Hull(folded.span, chunks[last].span);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    chunks[i] = std::move(folded);
  }
}

// "oral or intravenous antibiotics": two routes of one drug, of which either will do; their connective parts no limbs.
void JoinRoutes(Chunks& chunks) {
  const auto route = [](const Chunk& c) { return c.kind == ChunkKind::kCue && c.word.starts_with("route:"); };
  for (std::size_t i = 0; i + 3 < chunks.size(); ++i) {
    const bool either =
        chunks[i + 1].kind == ChunkKind::kOr || chunks[i + 1].kind == ChunkKind::kSlash || chunks[i + 1].kind == ChunkKind::kAndOr;
    if (route(chunks[i]) && either && route(chunks[i + 2]) && chunks[i + 3].kind == ChunkKind::kName)
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

// "arrhythmia requiring medication or a pacemaker", "not controlled by surgery or radiotherapy": the second name belongs to the need,
// not to the list. What is needed of two is not read; the whole becomes a word that may turn the sense.
void FoldNeeds(Chunks& chunks, const terms::Terms& terms) {
  // "any medication, which could affect ...": said of what stands before the comma.
  for (std::size_t i = 2; i < chunks.size(); ++i) {
    const bool which = chunks[i - 1].kind == ChunkKind::kFiller && (chunks[i - 1].word == "which" || chunks[i - 1].word == "that");
    if (chunks[i].Cue("judge_weak") && which && chunks[i - 2].kind == ChunkKind::kComma)
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) - 2);
  }
  // "that would preclude treatment and colonoscopy": what is precluded is no criterion.
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!chunks[i].Cue("judge_weak")) continue;
    std::size_t end = i + 1;
    const auto ends = [](const Chunk& c) {
      return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kStop || c.Cue("judge") ||
             c.Cue("judge_weak");
    };
    while (end < chunks.size() && !ends(chunks[end])) ++end;
    // "compromise safety or interfere with consent": so on to the end of the last of them.
    while (end < chunks.size() && chunks[end].Cue("judge_weak")) {
      do ++end;
      while (end < chunks.size() && !ends(chunks[end]));
    }
    // "interfere with the conduct, compliance, or pose a risk": what stands between two judgements belongs to them.
    for (std::size_t k = end; k < chunks.size(); ++k) {
      if (chunks[k].Cue("judge_weak")) {
        end = k + 1;
        while (end < chunks.size() && !ends(chunks[end])) ++end;
        k = end;
        if (k == chunks.size()) break;
      }
      const bool duty = Kind(chunks[k], terms) == terms::Kind::kConsent;
      if ((chunks[k].kind == ChunkKind::kName && !duty) || chunks[k].kind == ChunkKind::kLimit || chunks[k].kind == ChunkKind::kSemicolon ||
          chunks[k].kind == ChunkKind::kStop || chunks[k].kind == ChunkKind::kGroup)
        break;
    }
    // "... interfere with consent, study participation, follow up, or interpretation of results": limbs that name nothing go on with it.
    const auto parts = [](const Chunk& c) {
      return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAndOr;
    };
    for (std::size_t k = end; k < chunks.size() && parts(chunks[k]);) {
      std::size_t next = k + 1;
      while (next < chunks.size() && parts(chunks[next])) ++next;
      std::size_t stop = next;
      while (stop < chunks.size() && (chunks[stop].kind == ChunkKind::kFiller || chunks[stop].kind == ChunkKind::kWord ||
                                      chunks[stop].Cue("participation") || Kind(chunks[stop], terms) == terms::Kind::kConsent))
        ++stop;
      const bool whole = stop > next && (stop == chunks.size() || parts(chunks[stop]) || chunks[stop].kind == ChunkKind::kStop ||
                                         chunks[stop].kind == ChunkKind::kSemicolon);
      if (!whole) break;
      end = k = stop;
    }
    if (end > i + 1) chunks[i].span = Hull(chunks[i].span, chunks[end - 1].span);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(end));
  }
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!(i > 0 && chunks[i].Cue("require")) && !chunks[i].Cue("controlled_by")) continue;
    std::size_t head = i;  // what has the need
    while (head > 0 && chunks[head - 1].kind != ChunkKind::kComma && chunks[head - 1].kind != ChunkKind::kOr &&
           chunks[head - 1].kind != ChunkKind::kAnd && chunks[head - 1].kind != ChunkKind::kName)
      --head;
    if (chunks[i].Cue("require") && (head == 0 || chunks[head - 1].kind != ChunkKind::kName)) continue;
    const bool controlled = chunks[i].Cue("controlled_by");  // "controlled with A, B or C": by each of them
    const auto passes = [&](const Chunk& c) {
      return c.kind == ChunkKind::kFiller || c.Cue("exposure") || c.Cue("history") ||
             (controlled && (c.Cue("other") || c.kind == ChunkKind::kCount)) ||  // "refractory to A or one other drug"
             (c.kind == ChunkKind::kCue && c.word.starts_with("route:"));
    };
    const auto name_after = [&](std::size_t k) {
      while (k < chunks.size() && passes(chunks[k])) ++k;
      return k < chunks.size() && chunks[k].kind == ChunkKind::kName ? k : chunks.size();
    };
    std::size_t last = name_after(i + 1);
    if (last == chunks.size()) continue;
    std::size_t second = last;
    const auto joins = [&](const Chunk& c) {
      return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr ||
             (controlled && (c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSlash));
    };
    while (second + 1 < chunks.size() && joins(chunks[second + 1])) {
      std::size_t from = second + 2;
      if (from < chunks.size() && chunks[second + 1].kind == ChunkKind::kComma && joins(chunks[from])) ++from;
      const std::size_t next = name_after(from);
      if (next == chunks.size()) break;
      // "ascites not controlled by diuretics, peritonitis or ...": a member of the list around it.
      const bool either = chunks[second + 1].kind == ChunkKind::kOr || chunks[second + 1].kind == ChunkKind::kAndOr;
      if (!either && Kind(chunks[next], terms) == terms::Kind::kCondition) break;
      second = next;
    }
    if (second == last && chunks[i].Cue("require")) continue;
    chunks[i].word = "block";
    chunks[i].span = Hull(chunks[i].span, chunks[second].span);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(second) + 1);
  }
}

// "vaccinated against measles and mumps": the second is what it is against, too, and no disease that somebody has. Of several things
// it is not read.
void FoldAgainst(Chunks& chunks, const terms::Terms& terms) {
  const auto infection = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName) return c.kind == ChunkKind::kWord;
    const auto of = terms.Find("infection");
    return c.name->concepts.empty() || !of || terms.IsA(c.name->concepts.front(), *of);
  };
  const auto joins = [](const Chunk& c) {
    return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr ||
           c.kind == ChunkKind::kSlash;
  };
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!chunks[i].Cue("against")) continue;
    std::size_t last = i;
    std::size_t members = 0;
    for (std::size_t k = i + 1; k < chunks.size(); ++members) {
      while (k < chunks.size() && (joins(chunks[k]) || chunks[k].kind == ChunkKind::kFiller)) ++k;
      const bool ends = k + 1 >= chunks.size() || joins(chunks[k + 1]) || Separator(chunks[k + 1]) ||
                        chunks[k + 1].kind == ChunkKind::kTime || chunks[k + 1].kind == ChunkKind::kGroup;
      if (k == chunks.size() || !infection(chunks[k]) || !ends) break;
      last = k++;
      if (k == chunks.size() || !joins(chunks[k])) {
        ++members;
        break;
      }
    }
    if (members < 2) continue;
    chunks[i].word = "block";
    chunks[i].span = Hull(chunks[i].span, chunks[last].span);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  }
}

void FoldJudged(Chunks& chunks, const terms::Terms& terms) {
  const auto joins = [](const Chunk& c) {
    return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash;
  };
  const auto valued = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kGrade;
  };
  const auto object = [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kState || c.kind == ChunkKind::kFiller ||
           c.Cue("other") || c.Cue("examples") || c.Cue("etc") || c.Cue("exposure") || c.Cue("with") ||
           (c.kind == ChunkKind::kCue && c.word.starts_with("route:"));
  };
  const auto says = [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || (c.kind == ChunkKind::kCue && c.word.starts_with("route:"));
  };
  const auto disease = [&](ChunkSpan member) {
    return AnyOf(member, [&](const Chunk& c) { return Kind(c, terms) == terms::Kind::kCondition; });
  };
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const bool named = chunks[i].kind == ChunkKind::kName && !chunks[i].name->concepts.empty() &&
                       terms.Get(chunks[i].name->concepts.front()).id == "contraindication";
    const bool of = named || chunks[i].Cue("judge_of");
    if (!of && !chunks[i].Cue("judge_it")) continue;
    const ChunkSpan all(chunks);
    const auto run = [&](std::size_t from) {
      std::size_t end = from;
      while (end < all.size() && object(all[end])) {
        // "risk of bleeding with platelets < 50": a fact of its own.
        if (all[end].Cue("with")) {
          const std::size_t stop = FindChunk(
              all, [&](const Chunk& c) { return joins(c) || Separator(c); }, end);
          if (AnyChunk(all.subspan(end, stop - end), valued)) break;
        }
        ++end;
      }
      return end;
    };
    std::size_t end = run(i + 1);
    const ChunkSpan first = all.subspan(i + 1, end - i - 1);
    if (!AnyOf(first, says)) continue;
    const auto member = [&](std::size_t from, std::size_t to) {
      const ChunkSpan m = all.subspan(from, to - from);
      // "risk of bleeding or taking warfarin", "suspected malaria or active tuberculosis": what is, not what is judged.
      const auto opens = std::find_if(m.begin(), m.end(), [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
      const auto is_now = [&](const Chunk& c) {
        return c.Cue("exposure") ||
               (c.kind == ChunkKind::kState &&
                (c.word == "active" || c.word == "uncontrolled" || c.word == "untreated" || c.word == "unstable")) ||
               (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id.starts_with("active_"));
      };
      if (opens != m.end() && is_now(*opens)) return false;
      const bool duty = AnyOf(m, [&](const Chunk& c) { return Kind(c, terms) == terms::Kind::kConsent; });
      const bool adverb = !AnyOf(m, [&](const Chunk& c) { return says(c) && !c.word.str().ends_with("ly"); });
      return !duty && !adverb &&
             (to == all.size() || joins(all[to]) || Separator(all[to]) || all[to].kind == ChunkKind::kGroup ||
              all[to].kind == ChunkKind::kTime) &&
             (!disease(m) || disease(first));
    };
    while (end < all.size()) {
      if (joins(all[end])) {
        const std::size_t next = run(end + 1);
        if (!member(end + 1, next)) break;
        end = next;
        continue;
      }
      // Behind a comma only as a list that a connective closes.
      if (!of || all[end].kind != ChunkKind::kComma) break;
      std::size_t closing = end;
      while (closing < all.size() && all[closing].kind == ChunkKind::kComma) {
        std::size_t next = closing + 1;
        if (next < all.size() && joins(all[next])) ++next;
        const std::size_t stop = run(next);
        if (!member(next, stop)) break;
        const bool closes = next > closing + 1;
        closing = stop;
        if (closes) break;
      }
      if (closing == end) break;
      const bool closed = (closing < all.size() && joins(all[closing])) || AnyOf(all.subspan(end, closing - end), joins);
      if (!closed) break;
      end = closing;
    }
    if (end < all.size() && all[end].kind == ChunkKind::kGroup && !AnyChunk(all.subspan(end, 1), [](const Chunk& c) {
          return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kTime || c.Cue("except");
        }))
      ++end;
    chunks[i].kind = ChunkKind::kCue;
    if (of) chunks[i].word = "judge_of";
    chunks[i].span = Hull(chunks[i].span, chunks[end - 1].span);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(end));
  }
}

void FoldCase(Chunks& chunks) {
  for (std::size_t i = 1; i + 2 < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kOr || chunks[i + 1].kind != ChunkKind::kLimit) continue;
    if (!(chunks[i + 2].Cue("if") || chunks[i + 2].Cue("in_subjects"))) continue;
    const ChunkSpan rest(chunks.data() + i + 3, chunks.size() - i - 3);
    const auto name = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    const bool plain =
        std::count_if(rest.begin(), rest.end(), name) == 1 && std::all_of(rest.begin(), rest.end(), [&](const Chunk& c) {
          return name(c) || c.kind == ChunkKind::kFiller || c.Cue("with") || (c.kind == ChunkKind::kAnswer && c.word == "present");
        });
    if (!plain || std::none_of(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(i),
                               [](const Chunk& c) { return c.kind == ChunkKind::kLimit; }))
      continue;
    Chunk group = chunks[i + 1];
    group.kind = ChunkKind::kGroup;
    group.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.end());
    group.span = Hull(chunks[i + 1].span, chunks.back().span);
    const std::size_t from = chunks[i - 1].kind == ChunkKind::kComma ? i - 1 : i;
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(from), chunks.end());
    chunks.push_back(std::move(group));
    return;
  }
}

void FoldSteps(Chunks& chunks, const terms::Terms& terms) {
  const auto bare = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit && c.limit->relation == syntax::Relation::kNone && c.limit->unit.empty() && !c.limit->times_uln &&
           !c.limit->times_lln && !c.limit->titer && c.limit->value.denominator() == 1 && c.limit->value < units::Rational(1000) &&
           units::Rational(-1000) < c.limit->value;
  };
  const auto joins = [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kSlash; };
  for (std::size_t i = 0; i + 1 < chunks.size(); ++i) {
    // Of a thing that is not known, too: its second number is no limb of its own.
    const bool score = Kind(chunks[i], terms) == terms::Kind::kScore;
    if (!score && chunks[i].kind != ChunkKind::kWord) continue;
    std::size_t first = i + 1;
    while (first < chunks.size() && chunks[first].kind == ChunkKind::kFiller) ++first;
    if (first >= chunks.size() || !bare(chunks[first])) continue;
    if (!score && !(first + 2 < chunks.size() && chunks[first + 1].kind == ChunkKind::kOr)) continue;
    std::size_t last = first;
    units::Rational top = chunks[first].limit->value;
    for (std::size_t k = first + 1; k < chunks.size(); ++k) {
      if (joins(chunks[k])) continue;
      if (!bare(chunks[k]) || chunks[k].limit->value != units::Rational(top.numerator() + 1)) break;
      top = chunks[k].limit->value;
      last = k;
    }
    if (last == first) continue;
    syntax::Limit range = *chunks[first].limit;
    range.relation = syntax::Relation::kBetween;
    range.high = top;
    range.span = chunks[first].span = Hull(chunks[first].span, chunks[last].span);
    chunks[first].limit = std::move(range);
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(first) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  }
}

// "except A, B and C": what is taken out, as one chunk; it runs to the end of the names, not to the first comma.
Chunks FoldExceptions(Chunks chunks, const terms::Terms& terms) {
  if (!AnyOf(chunks, [](const Chunk& c) { return c.Cue("except"); })) return chunks;
  Chunks out;
  out.reserve(chunks.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!chunks[i].Cue("except") || out.empty()) {
      out.push_back(chunks[i]);
      continue;
    }
    Chunk except = chunks[i];
    std::size_t last = i;
    // "malignancy except basal cell carcinoma, or HIV": what the thing before does not hold ends the list, where the first is of it.
    const auto known = [&](const Chunk& c) { return c.kind == ChunkKind::kName && !c.name->concepts.empty(); };
    const auto head = std::find_if(out.rbegin(), out.rend(), known);
    const auto held = [&](const Chunk& c) {
      if (head == out.rend()) return false;
      const terms::ConceptId whole = head->name->concepts.front();
      // "any medication except A, B": of a class whose members nobody lists, whatever is of its kind.
      return terms.IsA(c.name->concepts.front(), whole) || (terms.Members(whole).empty() && Kind(c, terms) == Kind(*head, terms));
    };
    const Chunk* first = nullptr;
    // "basal cell carcinoma, carcinoma in situ of the cervix": alike, though the lexicon does not hold both under one class.
    // So is what an abbreviation stands for ("DCIS").
    const auto alike = [&](const Chunk& c) {
      return first != nullptr && (ShareWord(c.name->text, first->name->text) ||
                                  (Abbreviation(c.name->text) && ShareWord(terms.Get(c.name->concepts.front()).label, first->name->text)));
    };
    // "except methotrexate <= 25 mg/week": the dose of what is excepted, where what stands before it has none.
    const auto doses = [&](std::size_t j) {
      std::size_t name = j;
      while (name > i + 1 && chunks[name - 1].kind == ChunkKind::kFiller) --name;
      return chunks[j].kind == ChunkKind::kLimit && Kind(chunks[name - 1], terms) == terms::Kind::kDrug &&
             std::none_of(out.begin(), out.end(), [](const Chunk& c) { return c.kind == ChunkKind::kLimit; });
    };
    for (std::size_t j = i + 1;
         j < chunks.size() && chunks[j].kind != ChunkKind::kTime && (chunks[j].kind != ChunkKind::kLimit || doses(j)); ++j) {
      const bool joins = chunks[j].kind == ChunkKind::kComma || chunks[j].kind == ChunkKind::kAnd || chunks[j].kind == ChunkKind::kOr ||
                         chunks[j].kind == ChunkKind::kAndOr;
      if (!joins) last = j;
      if (chunks[j].kind == ChunkKind::kComma && last > i) {
        std::size_t next = j + 1;
        if (next < chunks.size() && (chunks[next].kind == ChunkKind::kOr || chunks[next].kind == ChunkKind::kAnd)) ++next;
        while (next < chunks.size() && !known(chunks[next]) && chunks[next].kind != ChunkKind::kComma &&
               chunks[next].kind != ChunkKind::kAnd && chunks[next].kind != ChunkKind::kOr)
          ++next;
        // "... , and have had no requirement for steroids" is said of those who are excepted.
        const bool clause =
            AnyOf(ChunkSpan(chunks).subspan(j, next - j), [](const Chunk& c) { return c.Cue("not") || c.Cue("require") || c.Cue("with"); });
        if (next < chunks.size() && !clause && known(chunks[next]) && !held(chunks[next]) && !alike(chunks[next])) {
          // Where the first is no part of it either, the lexicon does not know enough to tell.
          const bool of_it = first == nullptr || held(*first) || (head != out.rend() && ShareWord(first->name->text, head->name->text));
          // "except A or B, or C": the comma sets C apart.
          const bool apart = chunks[j + 1].kind == ChunkKind::kOr &&
                             AnyOf(ChunkSpan(chunks).subspan(i, j - i), [](const Chunk& c) { return c.kind == ChunkKind::kOr; });
          if (of_it || apart || Kind(*first, terms) != Kind(chunks[next], terms)) break;
        }
      }
      if (first == nullptr && known(chunks[j])) first = &chunks[j];
    }
    if (last == i) {
      out.push_back(chunks[i]);
      continue;
    }
    except.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    except.span = Hull(except.span, chunks[last].span);
    if (out.back().kind == ChunkKind::kComma) out.pop_back();
    out.push_back(std::move(except));
    i = last;
  }
  return out;
}

}  // namespace eligo::parse
