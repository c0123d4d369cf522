// SPDX-License-Identifier: MIT
// What can be asked of a moment, and the answers.
#pragma once

#include "model/run/inquiry.hpp"
#include "model/train/context_index.hpp"
#include "model/train/moment.hpp"
#include "model/train/row_figures.hpp"
#include "model/train/window_gradients.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace wordfield::inline run {

/// What somebody who looks at a moment wants to see of it.
struct Question {
    std::shared_ptr<const Moment> moment;
    std::vector<TokenId> sentence;         ///< <eos> when empty
    std::vector<TokenId> comparison;       ///< a second sentence for the same weights; none when empty
    std::shared_ptr<const Moment> earlier; ///< asked the same sentence, to see what has changed; may be null
    std::uint64_t number = 0;              ///< of the sentence: grows with each that is asked about
    std::optional<TokenId> row;            ///< of which word one wants to know what pulls on it; none
    bool contexts = false;                 ///< which places of the text are alike is wanted too
    bool live = true;                      ///< the moment was the newest, not one that was looked back at
    bool trains = false;                   ///< training goes on meanwhile, and is not to be held up
    std::vector<std::shared_ptr<const Inquiry>> inquiries; ///< what else is wanted
    bool operator==(const Question&) const = default;
};

/// The answer. Everything in it is of one moment.
struct Reading {
    Question asked;
    std::shared_ptr<const Trace> trace;      ///< never null
    std::shared_ptr<const Trace> comparison; ///< null when there is none
    std::shared_ptr<const Trace> earlier;    ///< null when there is none
    std::shared_ptr<const RowFigures> rows;  ///< never null
};

/// Which sentences pull on the question's row.
struct Pulling {
    std::shared_ptr<const Moment> moment;
    TokenId row = 0;
    std::vector<WindowGradient> windows; ///< see window_gradients()
};

/// The places of the text, by the moment's weights, and the sentences to compare with them.
struct Contexts {
    std::shared_ptr<const Moment> moment;
    std::shared_ptr<const ContextIndex> index;      ///< never null
    std::shared_ptr<const Trace> trace, comparison; ///< of the same moment, as in the Reading
};

} // namespace wordfield::inline run
