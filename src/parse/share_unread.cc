// What was not understood of one limb, and may be said of those behind it, of who is to be let in.
#include "parse/draft_asks.h"

namespace eligo::parse {

void ShareUncontrolled(std::vector<Draft>& drafts, const terms::Terms& terms) {
  const auto disease = [&](const Draft& d) {
    const syntax::Clause& c = d.clause;
    return !Settled(d) && !d.blocked && !d.negated && !d.definition && !d.verb && !d.exception && c.heads.size() == 1 &&
           KindOf(d, terms) == terms::Kind::kCondition && !c.heads.front().concepts.empty() &&
           terms.Get(c.heads.front().concepts.front()).chronic && !c.limit && !c.answer && !c.grade && c.times.empty() &&
           c.examples.empty() && c.except.empty() && !c.other;
  };
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    if (p.uncontrolled.empty() || p.clause.states.size() != 1 || !d.clause.states.empty() || !disease(p) || !disease(d)) continue;
    if (d.join == Join::kOr && !d.after_comma && d.clause.leftover.empty()) d.clause.leftover.push_back(p.uncontrolled);
  }
}

void ShareRelations(std::vector<Draft>& drafts, const terms::Terms& terms) {
  const auto kind = [&](const syntax::Name& n) {
    return n.concepts.empty() ? terms::Kind::kObservation : terms.Get(n.concepts.front()).kind;
  };
  const auto meets = [](const syntax::Name& n) {  // of somebody else, whom one has met
    return n.text.find("xposure to ") != std::string::npos || n.text.find("xposed to ") != std::string::npos ||
           n.text.find("ontact with ") != std::string::npos;
  };
  for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
    const Draft& of = drafts[i];
    if (of.negated || of.clause.heads.empty()) continue;
    const bool unclear = of.blocked || !of.clause.leftover.empty() || of.clause.heads.size() > 1;
    const bool met = of.clause.heads.size() == 1 && !of.also && meets(of.clause.heads.front());
    const bool another = of.of_another && unclear;
    const bool related = of.related && unclear && !of.both_heads && !of.also;
    const bool turned = of.blocked && of.fails && kind(of.clause.heads.back()) == terms::Kind::kDrug;
    if (!another && !met && !related && !turned) continue;
    // Commas part what excludes, save where the words before them take a list.
    const bool list = another || turned || met || of.related_list;
    const terms::Kind as = kind(of.clause.heads.back());
    for (std::size_t k = i + 1; k < drafts.size(); ++k) {
      Draft& d = drafts[k];
      Join closing = d.join;
      for (std::size_t n = k + 1; closing == Join::kComma && n < drafts.size(); ++n) closing = drafts[n].join;
      const bool direct = k == i + 1 && (d.join == Join::kOr || d.join == Join::kSlash) && !d.after_comma;
      const bool listed =
          list && (closing == Join::kOr || d.join == Join::kSlash) && (k > i + 1 || !d.after_comma || d.join == Join::kComma);
      if (!direct && !listed) break;
      if (d.clause.heads.empty() && !d.by_words) break;
      // "chemotherapy for X within 21 days or Y within 30 days": each with its time. "Disease of prematurity or other lung disease".
      if ((of.own_time && d.own_time) || (d.clause.other && as == terms::Kind::kCondition && !another)) break;
      const bool like = another || met ? kind(NameOf(d)) != terms::Kind::kDrug : kind(NameOf(d)) == as;
      if (d.verb || d.clause_start || d.opens_with || Settled(d) || d.negated || d.clause.limit || (d.clause.answer && !another) || !like)
        break;
      if (d.blocked) continue;
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
    }
  }
}

void ShareUnread(std::vector<Draft>& drafts, const terms::Terms& terms) {
  bool spreads = false;
  bool methods = false;
  bool tested = false;  // "negative for A, B and C"
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    // "Colitis confirmed by endoscopy or MRI", "diabetes without retinopathy or nephropathy", "lupus with nephritis or vasculitis": the
    // second belongs to the same words as the first, and lets in nobody by itself.
    const auto kind = [&](const syntax::Name& n) {
      return n.concepts.empty() ? terms::Kind::kObservation : terms.Get(n.concepts.front()).kind;
    };
    const bool two = p.clause.heads.size() > 1 && !p.both_heads && !p.also;
    // "Intolerant to methotrexate or azathioprine": to either of them.
    const bool need = p.opens_need && p.blocked && !p.clause.heads.empty();
    const bool begins = (two || need) && d.clause.heads.size() == 1 && kind(p.clause.heads.back()) == kind(d.clause.heads.front());
    // "Diabetes treated with diet, metformin or insulin", "screen negative for opioids, cocaine and amphetamines": of the same relation.
    const bool given = two && d.clause.heads.size() == 1 && KindOf(d, terms) == terms::Kind::kDrug;
    // "Metformin monotherapy or with a sulfonylurea", "LVEF >= 45 % on echocardiogram or MUGA".
    const bool beside = d.opens_with && d.join == Join::kOr && (p.blocked || !p.clause.leftover.empty());
    const bool by_method = p.clause.limit && (!p.clause.required.empty() || !p.clause.methods.empty() || !p.clause.with.empty());
    const bool method = (d.join == Join::kOr || d.join == Join::kComma) && (by_method || methods) && d.clause.heads.size() == 1 &&
                        KindOf(d, terms) == terms::Kind::kProcedure && d.clause.times.empty() && !d.verb && !d.clause.history;
    methods = method;
    if ((beside || method) && !d.blocked && !Settled(d) && !d.clause.limit && !d.clause.answer) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      continue;
    }
    // "Failed A or B", "intolerant of A, B or C", "lupus refractory to A or B": said of each drug.
    const bool drug = d.clause.heads.size() == 1 && KindOf(d, terms) == terms::Kind::kDrug;
    const bool turned = (p.blocked || p.judged) && p.turned_before && drug;
    Join closing = d.join;
    for (std::size_t k = i + 1; closing == Join::kComma && k < drafts.size(); ++k) closing = drafts[k].join;
    tested = tested || (given && p.clause.answer);
    spreads = (begins || given || turned || spreads) &&
              (closing == Join::kOr || d.join == Join::kSlash || (tested && closing == Join::kAnd)) &&
              (!d.verb || (d.clause.history && !d.clause.exposure && !d.after_comma)) && !d.clause_start && !d.opens_with && !Settled(d) &&
              !d.clause.limit && !d.clause.answer && !d.negated;
    if (!spreads || d.blocked) continue;
    d.blocked = true;
    d.clause.leftover.push_back(d.span);
  }
  // "Takayasu arteritis or giant cell arteritis confirmed by angiography", "biopsy or MRI showing inflammation": what was not understood
  // behind the last is said of those before it, too.
  for (std::size_t i = drafts.size(); i-- > 1;) {
    const Draft& d = drafts[i];
    Draft& p = drafts[i - 1];
    const bool two = d.clause.heads.size() > 1 && !d.both_heads && !d.also;
    // "progressive X or stable X with rising PSA": states of its own set it apart.
    // "methotrexate or leflunomide failure": no more than taking the one.
    const bool went =
        d.went && d.clause.heads.size() == 1 && KindOf(d, terms) == terms::Kind::kDrug && KindOf(p, terms) == terms::Kind::kDrug;
    const bool open = (d.shown && !d.state_first && (two || d.blocked || !d.clause.leftover.empty())) || d.said_behind || went;
    // "statin A or is treated with statin B with ...": a verb of its own begins something else.
    if (!open || d.verb || d.clause_start || (d.after_comma && d.join != Join::kComma) ||
        (d.join != Join::kOr && d.join != Join::kSlash && !(d.said_behind && d.join == Join::kComma)))
      continue;
    if (d.clause.heads.empty() || p.clause.heads.size() != 1 || Settled(p) || p.negated || p.clause.limit || p.clause.answer) continue;
    if (KindOf(d, terms) != KindOf(p, terms) || p.blocked) continue;
    p.blocked = p.said_behind = true;
    p.clause.leftover.push_back(p.span);
  }
}

}  // namespace eligo::parse
