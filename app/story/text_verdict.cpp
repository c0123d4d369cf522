// SPDX-License-Identifier: MIT
#include "app/story/text_verdict.hpp"

#include "model/core/number_text.hpp"

namespace wordfield::app {
namespace {

// Of the loss of guessing. A held-out loss so little below it is that of a model that knows how often words
// come, at best; the usual price of a small text is a gap of some hundredths.
constexpr double hardly_below = 0.93, usual_gap = 0.08;

} // namespace

std::string text_verdict(const TextEvidence& evidence) {
    const std::string losses = format(
        "Held-out loss %.1f nats against %.1f on the training text: ", evidence.heldout, evidence.train);
    const double gap = evidence.heldout - evidence.train;
    const bool learned = evidence.train < hardly_below * evidence.guessing;
    if (evidence.by_heart) return losses + "the model learns it by heart; the text is too short.";
    if (!learned) return losses + "there is not much that it has learned yet.";
    if (evidence.heldout > hardly_below * evidence.guessing)
        return losses + "what it learns holds for the training text alone so far.";
    if (gap > usual_gap * evidence.guessing)
        return losses + "some of what it learns holds for new text, too; a longer text would help.";
    return losses + "what it learns holds for text that it has not seen.";
}

} // namespace wordfield::app
