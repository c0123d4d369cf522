// SPDX-License-Identifier: MIT
// What the pages of the inspector are made of, one file a section or two.
#pragma once

#include "app/panels/panels.hpp"
#include "app/story/path_contexts.hpp"
#include "app/story/pull_sum.hpp"
#include "app/story/word_group.hpp"
#include "app/story/word_pair.hpp"
#include "app/ui/section.hpp"
#include "model/analysis/logit_lens.hpp"

#include <optional>
#include <vector>

namespace wordfield::app {

/// The word's row of the matrix; `numbers`: with its numbers as text.
void row_section(Ui& ui, const Frame& frame, TokenId id, bool& numbers, Sections& sections);
/// The nearest words of the selection's subject.
void neighbour_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, Sections& sections);
/// A word's row and nearest words in little, of a height that is the same for all.
void preview(Ui& ui, const Frame& frame, TokenId id, Selection& selection, Outbox& out);
[[nodiscard]] float preview_height(const Ui& ui);

/// Same company, same pull: the averaged gradient of the row, which rows are pulled the same way, what of it
/// the map can show, and the windows of text that pulled hardest.
struct PullPage {
    int shown = 0; ///< 0: summed over the steps in which the row moved most; 1: now
    PullSums sums;
};
void pull_section(Ui& ui, const Frame& frame, TokenId id, PullPage& page, Selection& selection,
                  Sections& sections);

/// What is kept of two chosen words.
struct PairPage {
    Cached<PairFigures, std::shared_ptr<const Moment>, WordPair> figures;
    Cached<std::vector<HistoryPoint>, std::shared_ptr<const Moment>, std::shared_ptr<const Moment>, WordPair>
        curve; ///< by the moment that is shown and the newest that is kept
    PairHistory history;
    Cached<TextCompany, std::shared_ptr<const Corpus>, WordPair> company;
    Cached<PullsTogether, std::shared_ptr<const ContextPulls>, WordPair> together;
};
/// Two words beside each other: rows, measures, company.
void compare_page(Ui& ui, const Frame& frame, PairPage& page, Selection& selection, Sections& sections);
/// Why together: which contexts pulled on both, as recorded, and which they share in the text.
void together_sections(Ui& ui, const Frame& frame, WordPair pair, PairPage& page, Selection& selection,
                       Sections& sections);

struct GroupPage {
    Cached<WordGroup, std::shared_ptr<const Moment>, std::vector<TokenId>> group;
};
/// What many chosen words are together, and what can be done with all of them.
void summary_page(Ui& ui, const Frame& frame, GroupPage& page, Selection& selection, Outbox& out,
                  Sections& sections);
/// king - man + woman, typed freely.
void arithmetic_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection, Outbox& out,
                        Sections& sections);
/// a, b, c, d when the sum is b - a + c and d its winner; else empty.
std::vector<TokenId> sum_of(const ArithmeticState& state);
/// The corpus's relations: scores over time, and playing through the pairs of one.
void relations_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection,
                       Sections& sections);
struct LayersPart {
    LensColumn lens;
    Cached<PathContexts, std::shared_ptr<const Contexts>, int> contexts;
};
/// The logit lens: what each layer would say next at the chosen position of the sentence, and, while its path
/// is on the map, at which places of the text the model is about to say the like.
void layers_section(Ui& ui, const Frame& frame, LayersPart& part, Selection& selection, Outbox& out,
                    Sections& sections);
/// Those places, of the sentence and the second one.
void near_contexts(Ui& ui, const Frame& frame, const PathContexts& contexts, Selection& selection,
                   Outbox& out);

/// The word's neighbours in the model that was kept and in the one that is there; nothing when none was kept.
void two_models_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, Sections& sections);

/// Twins, freezing, shaking, silencing: experiments on the live model.
void what_if_section(Ui& ui, const Frame& frame, std::optional<TokenId> id, Selection& selection,
                     Outbox& out);
/// Loss and distribution before the last experiment and now, and the way of the row that it touched.
void before_and_after(Ui& ui, const Frame& frame, const Selection& selection);

} // namespace wordfield::app
