// SPDX-License-Identifier: MIT
#include "model/analysis/loss_decomposition.hpp"

#include <cmath>

namespace wordfield::inline analysis {

double guessing_loss(const Moment& s) {
    return s.capabilities.cross_entropy ? std::log(static_cast<double>(s.model.vocabulary))
                                        : (1.0 + s.model.negatives) * std::log(2.0);
}

std::optional<LossDecomposition> loss_decomposition(const Moment& s) {
    LossDecomposition parts;
    parts.heldout = s.heldout_step >= 0;
    if (!s.capabilities.cross_entropy) return std::nullopt;
    if (!s.corpus->text.entropy_floor || (!parts.heldout && s.step == 0)) return std::nullopt;
    parts.cross_entropy = static_cast<double>(parts.heldout ? s.heldout_loss : s.train_loss);
    if (parts.heldout) parts.error = static_cast<double>(s.heldout_error);
    parts.in_view = parts.heldout && s.heldout_in_view;
    if (parts.in_view) {
        parts.cross_entropy = s.heldout_in_view->mean;
        parts.error = s.heldout_in_view->error;
    }
    parts.entropy = *s.corpus->text.entropy_floor;
    parts.divergence = parts.cross_entropy - parts.entropy;
    parts.ignorance = guessing_loss(s);
    return parts;
}

} // namespace wordfield::inline analysis
