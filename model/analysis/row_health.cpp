// SPDX-License-Identifier: MIT
#include "model/analysis/row_health.hpp"

namespace wordfield::inline analysis {
namespace {

bool never_seen(const Moment& s, TokenId id) {
    return s.corpus->lexicon.vocabulary.count(id) == 0;
}

bool dead(const Moment& s, TokenId id) {
    return s.step > 0 && s.mean_gradient && s.mean_gradient->row(id).isZero(0.0F);
}

} // namespace

std::string flag_sentence(const Moment& s, TokenId id) {
    if (s.is_frozen(id)) return "Frozen: training leaves this row as it is, whatever pulls on it.";
    if (dead(s, id)) return "Dead: no gradient has reached this row lately, so it does not learn.";
    if (never_seen(s, id))
        return "Never seen: this word does not occur in the corpus. It is only pushed away, as a wrong "
               "guess; "
               "where it lies means nothing.";
    return {};
}

} // namespace wordfield::inline analysis
