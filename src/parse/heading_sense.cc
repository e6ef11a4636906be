#include "parse/heading_sense.h"

#include <string_view>

#include "terms/fold.h"

namespace eligo::parse {
namespace {

std::string_view IdOf(const Chunk& c, const terms::Terms& terms) {
  return c.kind == ChunkKind::kName && !c.name->concepts.empty() ? terms.Get(c.name->concepts.front()).id : std::string_view();
}

bool Allergic(const Chunk& c, const terms::Terms& terms) {
  const std::string_view id = IdOf(c, terms);
  return c.Cue("allergy") || id == "allergy" || id == "hypersensitivity" || id == "allergic_reaction" || id == "drug_allergy" ||
         id == "drug_hypersensitivity";
}

bool OneOf(const auto& words, const Chunk& c) { return std::find(words.begin(), words.end(), c.word) != words.end(); }

// "Planned", "unwilling to undergo".
bool Plans(const Chunk& c) { return c.Cue("consent") && (c.uses || c.refuses); }

// Words that no name holds and that turn what they are said of: some only before "to" or "of", some only where the heading begins with them
// ("change of any of the following", not "before the start of treatment").
bool TurningWord(ChunkSpan heading, std::size_t i) {
  static constexpr std::array<WordKey, 9> kTurning = {"ineffective",  "unsuccessful", "unsatisfactory", "despite", "nonresponse",
                                                      "unresponsive", "washed",       "failing",        "naive"};
  static constexpr std::array<WordKey, 5> kOf = {"failure", "fail", "resistant", "resistance", "intolerance"};
  static constexpr std::array<WordKey, 8> kFirst = {"change",     "changed",   "start",    "started",
                                                    "initiation", "initiated", "starting", "initiating"};
  const Chunk& c = heading[i];
  if (c.kind != ChunkKind::kWord) return false;
  if (OneOf(kTurning, c)) return true;
  if (OneOf(kFirst, c)) return !AnyOf(heading.first(i), Content);
  const bool of = i + 1 < heading.size() && (heading[i + 1].word == "to" || heading[i + 1].word == "of");
  return of && OneOf(kOf, c);
}

// "Known allergies or hypersensitivity to any of the following": says this and nothing else.
bool OnlyAllergy(ChunkSpan heading, const terms::Terms& terms) {
  const auto beside = [&](const Chunk& c) {
    return Allergic(c, terms) || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kCount || c.kind == ChunkKind::kComma ||
           c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash ||
           c.kind == ChunkKind::kColon || c.Cue("not") || c.Cue("history") || c.Cue("any_of") || c.Cue("following");
  };
  return AnyOf(heading, [&](const Chunk& c) { return Allergic(c, terms); }) && std::all_of(heading.begin(), heading.end(), beside);
}

// Of the last thing said before the list ("suspected"), where the list is not named first.
bool StatesSuspicion(ChunkSpan heading) {
  return AnyOf(heading, [](const Chunk& c) { return c.Cue("judge_it"); }) &&
         !AnyOf(heading, [](const Chunk& c) { return c.kind == ChunkKind::kName; });
}

// "Washout", "not controlled by", "permitted", "if taken", "unless stable": what is asked of the entries is not that they are there.
bool Turns(ChunkSpan heading, const terms::Terms& terms, bool exclusion) {
  const bool agrees = AnyOf(heading, [](const Chunk& c) { return c.Cue("consent"); });
  const bool denied = AnyOf(heading, [](const Chunk& c) { return c.Cue("not") || c.Cue("excluded"); });
  static constexpr std::array<WordKey, 6> kUndone = {"tolerate", "tolerated", "tolerating", "respond", "responded", "responding"};
  // "The following are exclusionary" among what excludes is what stands there already.
  const bool lifts = denied || !exclusion;
  const bool of_then =
      AnyOf(heading, [](const Chunk& c) { return c.word == "after" || c.word == "during"; });  // "after the wash-out period"
  return AnyOf(heading, [&](const Chunk& c) {
    const std::string_view id = IdOf(c, terms);
    const bool relates = id == "family_history" || id == "family_member";
    return relates || TurningWord(heading, static_cast<std::size_t>(&c - heading.data())) || (c.word == "exclusionary" && lifts) ||
           (c.Cue("unable") && !agrees) || c.Cue("controlled_by") || c.Cue("unless") || (c.Cue("washout") && !of_then) ||
           (denied && OneOf(kUndone, c)) || (c.Cue("relax") && !denied && (exclusion || c.uses)) || (c.Cue("stable") && denied);
  });
}

// "Relapse on any of the following", "intolerance or loss of response to one of", "if taken": of who is to be let in.
bool TurnsWhatIsAsked(ChunkSpan heading, const terms::Terms& terms) {
  // "At high risk for relapse as determined by one of the following": what shows it.
  if (AnyOf(heading, [](const Chunk& c) { return c.Cue("defined") || c.Cue("judge_of") || c.word == "determined"; })) return false;
  if (RespondsToNamed(heading, terms)) return false;
  for (std::size_t i = 0; i + 1 < heading.size(); ++i) {
    if (heading[i].Cue("if") && heading[i + 1].Cue("exposure")) return true;
  }
  const auto responds = [&](const Chunk& c) { return IdOf(c, terms).find("response") != std::string_view::npos; };
  // "Prior failure", "discontinued for side effects": not that a drug was given. "For more than 3 days" is a length.
  static constexpr std::array<WordKey, 4> kFailed = {"failure", "fail", "resistance", "intolerance"};
  for (std::size_t i = 0; i < heading.size(); ++i) {
    if (heading[i].kind == ChunkKind::kWord && OneOf(kFailed, heading[i])) return true;
    if (heading[i].Cue("block") && heading[i].past) return true;
  }
  // "Inadequate response to any of the following": the response, and what it was to.
  const auto says = [&](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.Cue("exposure"); };
  const auto last = std::find_if(heading.rbegin(), heading.rend(), says);
  const bool to = last != heading.rend() && responds(*last) && !SaysAllergy(heading, terms);
  return AnyOf(heading, [&](const Chunk& c) {
    const std::string_view id = IdOf(c, terms);
    const bool response = (responds(c) && !to) || id == "relapse" || id == "treatment_failure";
    return c.Cue("judge_it") || ((response || Allergic(c, terms)) && !OnlyAllergy(heading, terms));
  });
}

// "Hb >= 9 g/dL" under "inadequate function": what would be adequate.
bool SaysEnough(ChunkSpan entries, const terms::Terms& terms) {
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    const std::size_t limit = FindChunk(
        entries, [](const Chunk& c) { return c.kind == ChunkKind::kLimit || Separator(c); }, i + 1);
    if (LowIsBad(IdOf(entries[i], terms)) && limit < entries.size() && entries[limit].kind == ChunkKind::kLimit &&
        LowerBound(entries[limit].limit->relation))
      return true;
  }
  return false;
}

}  // namespace

bool RespondsToNamed(ChunkSpan heading, const terms::Terms& terms) {
  const auto answers = [&](const Chunk& c) {
    const std::string_view id = IdOf(c, terms);
    return id.find("response") != std::string_view::npos || id == "relapse" || id == "treatment_failure" || c.word == "response" ||
           (c.kind == ChunkKind::kName && terms::FoldName(c.name->text).find("response") != std::string::npos);
  };
  const auto lists = [](const Chunk& c) { return c.Cue("following") || c.Cue("any_of") || c.kind == ChunkKind::kCount; };
  if (AnyOf(heading, lists)) return false;
  const auto says = [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord; };
  const auto last = std::find_if(heading.rbegin(), heading.rend(), says);
  return last != heading.rend() && last->kind == ChunkKind::kName && AnyOf(heading, answers) &&
         (!answers(*last) || IdOf(*last, terms) == "standard_therapy_response");
}

bool LowIsBad(std::string_view id) {
  static constexpr std::array<std::string_view, 8> kLow = {"hemoglobin",           "platelets", "neutrophils", "albumin",
                                                           "creatinine_clearance", "egfr",      "lvef",        "lymphocytes"};
  return std::any_of(kLow.begin(), kLow.end(), [&](std::string_view low) { return id.starts_with(low); });
}

Chunk AllergyCue(Chunk there) {
  there.kind = ChunkKind::kCue;
  there.word = "allergy";
  return there;
}

HeadingSense SenseOf(ChunkSpan heading, const terms::Terms& terms, bool exclusion) {
  if (Turns(heading, terms, exclusion) || StatesSuspicion(heading)) return HeadingSense::kTurns;
  if (OnlyAllergy(heading, terms)) return HeadingSense::kAllergy;
  if (!exclusion) return TurnsWhatIsAsked(heading, terms) ? HeadingSense::kTurns : HeadingSense::kPlain;
  const std::size_t plan = FindChunk(heading, Plans);
  const bool named = AnyOf(heading.first(plan), [](const Chunk& c) { return c.kind == ChunkKind::kName; });  // it excludes by itself
  return plan < heading.size() && !named ? HeadingSense::kPlanned : HeadingSense::kPlain;
}

const Chunk* StateOfEach(ChunkSpan heading) {
  static constexpr std::array<WordKey, 9> kOfDisease = {"uncontrolled", "active",  "unstable",    "severe",   "recurrent",
                                                        "acute",        "chronic", "symptomatic", "untreated"};
  const auto state = [](const Chunk& c) { return c.kind == ChunkKind::kState && OneOf(kOfDisease, c); };
  const auto beside = [&](const Chunk& c) {
    return state(c) || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kColon || c.kind == ChunkKind::kComma ||
           c.kind == ChunkKind::kCount || c.Cue("any_of") || c.Cue("following");
  };
  const bool only = std::count_if(heading.begin(), heading.end(), state) == 1 && std::all_of(heading.begin(), heading.end(), beside);
  return only ? &*std::find_if(heading.begin(), heading.end(), state) : nullptr;
}

bool AsksMore(ChunkSpan heading, ChunkSpan entries, const terms::Terms& terms) {
  const auto valued = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kGrade || c.kind == ChunkKind::kCount;
  };
  const auto more = [&](const Chunk& c) { return c.kind == ChunkKind::kState || IdOf(c, terms) == "active_disease"; };
  return AnyOf(heading, more) && StateOfEach(heading) == nullptr && !AnyChunk(entries, valued) &&
         !AnyOf(heading, [](const Chunk& c) { return c.Cue("defined") || c.Cue("not") || c.Cue("example"); });
}

bool OnlyCues(ChunkSpan heading) {
  const auto cue = [](const Chunk& c) {
    return c.Cue("not") || c.Cue("exposure") || c.Cue("history") || c.Cue("allergy") || c.Cue("participation");
  };
  const auto beside = [&](const Chunk& c) { return cue(c) || c.kind == ChunkKind::kFiller || c.Cue("following") || c.Cue("any_of"); };
  return AnyOf(heading, cue) && std::all_of(heading.begin(), heading.end(), beside);
}

Chunks StatedOfEach(ChunkSpan heading, ChunkSpan entries) {
  const Chunk* state = StateOfEach(heading);
  const auto valued = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kState || c.kind == ChunkKind::kSemicolon;
  };
  if (state == nullptr || AnyOf(entries, valued)) return {};
  Chunks each;
  for (const Chunk& c : entries) {
    if (c.kind == ChunkKind::kName) {
      each.push_back(*state);
      each.back().inherited = true;
    }
    each.push_back(c);
  }
  return each;
}

ChunkSpan BesidePlan(ChunkSpan heading) {
  const auto is = [](const Chunk& c) {
    return c.Cue("exposure") || c.Cue("history") || c.word == "current" || c.word == "currently" || c.word == "ongoing";
  };
  const auto either = [](const Chunk& c) { return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash; };
  const std::size_t plan = FindChunk(heading, Plans);
  for (std::size_t i = plan; i-- > 0;) {
    if (either(heading[i])) return AnyOf(heading.first(i), is) ? heading.first(i) : ChunkSpan();
  }
  const std::size_t behind = FindChunk(heading, either, plan);
  return behind < heading.size() && AnyOf(heading.subspan(behind), is) ? heading.subspan(behind + 1) : ChunkSpan();
}

std::size_t BeforePlan(ChunkSpan heading) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const auto parts = [](const Chunk& c) { return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kComma; };
  const std::size_t plan = FindChunk(heading, Plans);
  std::size_t i = plan;
  while (i > 0 && heading[i - 1].kind == ChunkKind::kFiller) --i;
  if (plan == heading.size() || i < 2 || !parts(heading[i - 1])) return 0;
  // "A with one of the following, recent or planned: ...": said of A, which does not exclude alone.
  const auto more = [](const Chunk& c) { return c.Cue("with") || c.Cue("any_of") || c.Cue("following") || c.kind == ChunkKind::kCount; };
  const ChunkSpan before = heading.first(i - 1);
  return AnyOf(before, named) && !AnyOf(before, more) ? i - 1 : 0;
}

bool SaysAllergy(ChunkSpan chunks, const terms::Terms& terms) {
  return AnyOf(chunks, [&](const Chunk& c) { return Allergic(c, terms); });
}

HeadingSense SenseFor(HeadingSense sense, ChunkSpan heading, ChunkSpan entries, const terms::Terms& terms, bool exclusion) {
  const auto of = [&](terms::Kind kind) {
    return AnyChunk(entries, [&](const Chunk& c) {
      return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).kind == kind;
    });
  };
  const auto says = [&](std::string_view id) { return AnyOf(heading, [&](const Chunk& c) { return IdOf(c, terms) == id; }); };
  const auto inadequate = [](const Chunk& c) {
    return c.word == "inadequate" || c.word == "insufficient" ||
           (c.kind == ChunkKind::kName && terms::FoldName(c.name->text).starts_with("inadequate"));
  };
  // "Contraindications to X: heart failure" names them; of drugs it is to them.
  const bool allergic = SaysAllergy(entries, terms);
  if (sense == HeadingSense::kPlain && says("contraindication") && of(terms::Kind::kDrug) && !of(terms::Kind::kCondition) && !allergic)
    return HeadingSense::kTurns;
  if (sense == HeadingSense::kPlain && exclusion && AnyOf(heading, inadequate) && SaysEnough(entries, terms)) return HeadingSense::kTurns;
  // "Allergies: anaphylaxis, food allergy": kinds of it, not what it is to.
  const bool diseases = AnyChunk(entries, [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && !Allergic(c, terms) &&
           terms.Get(c.name->concepts.front()).kind == terms::Kind::kCondition;
  });
  // Entries of which one says itself what it is ("history of an allergic reaction to ...") are read as they stand.
  if (sense == HeadingSense::kAllergy && diseases) return of(terms::Kind::kDrug) && !allergic ? HeadingSense::kTurns : HeadingSense::kPlain;
  return sense;
}

}  // namespace eligo::parse
