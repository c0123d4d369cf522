// SPDX-License-Identifier: MIT
#include "app/insight/loss_parts.hpp"

#include <cmath>

namespace wordfield::app {

std::optional<LossParts> loss_parts(const Snapshot& s) {
    if (s.model.kind == ModelKind::SkipGram) return std::nullopt; // its loss is no cross-entropy of the text
    LossParts parts;
    parts.heldout = s.heldout_step >= 0;
    if (s.model.kind != ModelKind::Gpt) return std::nullopt; // its loss is of another question
    if (!s.corpus->entropy_floor || (!parts.heldout && s.step == 0)) return std::nullopt;
    parts.cross_entropy = static_cast<double>(parts.heldout ? s.heldout_loss : s.train_loss);
    parts.entropy = *s.corpus->entropy_floor;
    parts.divergence = parts.cross_entropy - parts.entropy;
    parts.ignorance = std::log(static_cast<double>(s.model.vocabulary));
    return parts;
}

} // namespace wordfield::app
