// SPDX-License-Identifier: MIT
// The panels. Each is one function in one file: it reads the frame, keeps its own little state, shares the
// selection with the others and writes what it wants done into the outbox. To add one: declare it here, give
// it a Panel in app/workspace.hpp and call it in Workbench::draw_panels. State that holds ids of words has a
// forget_words(), called when another corpus comes.
#pragma once

#include "app/frame.hpp"
#include "app/insight/attention_cell.hpp"
#include "app/insight/distribution.hpp"
#include "app/insight/logit_lens.hpp"
#include "app/outbox.hpp"
#include "app/selection.hpp"
#include "app/ui/ui.hpp"
#include "model/geometry/analogies.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::render {
class Heatmap;
}

namespace wordfield::app {

/// The strip at the top: from text to probability, each stage with its live figure; transport; view menu.
void draw_strip(Ui& ui, const Frame& frame, Workspace& workspace, Selection& selection, Outbox& out);

/// All words, sortable and searchable; and the categories, as the legend that filters.
struct WordsState {
    enum class Sort { Id, Word, Count, Norm, Moved };
    char search[128] = "";
    int tab = 0; ///< 0 words, 1 categories
    Sort sort = Sort::Id;
    bool descending = false;
    std::vector<char> hidden; ///< per category: not drawn on the map
    int hovered_category = -2;
    std::vector<TokenId> order; ///< cache of what is listed
    double ordered_at = -1.0;
    std::string ordered_for;
    const void* ordered_corpus = nullptr;
    bool take_focus = false;
    std::optional<TokenId> scroll_to;

    [[nodiscard]] bool is_hidden(int category) const {
        return category >= 0 && category < static_cast<int>(hidden.size()) &&
               hidden[static_cast<std::size_t>(category)] != 0;
    }
};
void draw_words(Ui& ui, const Area& area, const Frame& frame, WordsState& state, Selection& selection,
                Outbox& out);

/// Model, rates, transport; loss against the entropy of the corpus; purity against chance; update sizes.
struct TrainingState {
    float rate = 0.0F;
    bool editing_rate = false;
    bool asks_restart = false;
    std::shared_ptr<const Snapshot> flags_of; ///< of which the next line tells
    std::string rows;
};
void draw_training(Ui& ui, const Area& area, const Frame& frame, TrainingState& state, Outbox& out);

/// The time bar: every kept step of the run; step 0 always.
void draw_time(Ui& ui, const Area& area, const Frame& frame, Outbox& out);
/// At the foot of the map while an earlier step is looked at: which one, and what the training does.
void draw_looking_back(Ui& ui, const Area& map, const Frame& frame);
/// The sentence it says; empty while live.
std::string looking_back(const Frame& frame);
/// What every Play button, Space and "." do, and what their tooltips say.
void play_or_pause(const Frame& frame, Outbox& out);
void train_one_step(Outbox& out);
const char* what_play_does(const Frame& frame);
const char* what_step_does(const Frame& frame);

/// The sentence, its tokens and ids; every head as a small map and the chosen one large.
struct AttentionState {
    char sentence[1024] = "";
    render::Heatmap* heads = nullptr; ///< all heads in one texture
    Place hovered;                    ///< the cell of the large map under the mouse
    std::shared_ptr<const Snapshot> uploaded;

    void forget_words() {
        hovered = {};
        uploaded.reset();
    }
};
void draw_attention(Ui& ui, const Area& area, const Frame& frame, AttentionState& state, Selection& selection,
                    Outbox& out);

/// The distribution over the next word at the chosen position; temperature; sampling.
struct NextWordState {
    int to_sample = 0;           ///< words still to be written by sampling
    std::uint64_t waits_for = 0; ///< number of the sentence whose distribution is needed for the next one
    std::uint64_t draws = 0;     ///< how often chance was asked: part of the seed
    Cut cut;                     ///< what sampling leaves away; off until somebody asks for it
    ShownDistribution shown;

    void forget_words() { *this = {.draws = draws, .cut = cut}; }
};
void draw_next_word(Ui& ui, const Area& area, const Frame& frame, NextWordState& state, Selection& selection,
                    Outbox& out);

/// Everything about the chosen word: its row, its figures, its nearest words.
struct ArithmeticState {
    char text[160] = "king - man + woman";
    std::string error; ///< why the text cannot be read; empty when it can
    Arithmetic result; ///< of `text` on `snapshot`
    std::vector<Term> terms;
    std::string solved_text;
    std::shared_ptr<const Snapshot> snapshot;
    double solved_at = -1.0;
    int playing = -1;              ///< the relation whose pairs are played through; -1 for none
    std::size_t question = 0;      ///< of that relation, in the order of playing
    double next_at = 0.0;          ///< when the next one comes
    std::string played;            ///< the text that playing wrote: typing another stops it
    std::optional<TokenId> wanted; ///< the answer that the corpus expects of `played`

    /// The text stays: the new corpus may know its words, too.
    void forget_words() {
        ArithmeticState fresh;
        std::copy(std::begin(text), std::end(text), fresh.text);
        *this = std::move(fresh);
    }
};
struct WordState {
    bool numbers = false; ///< the row as numbers, too
    LensColumn lens;
    ArithmeticState arithmetic;

    void forget_words() {
        lens = {};
        arithmetic.forget_words();
    }
};
void draw_word(Ui& ui, const Area& area, const Frame& frame, WordState& state, Selection& selection,
               Outbox& out);

/// The whole embedding matrix as a heat map with a spotlight on the chosen rows.
struct MatrixState {
    int order = 1; ///< 0 by id, 1 by category
    render::Heatmap* heatmap = nullptr;
    std::shared_ptr<const Snapshot> uploaded;
    std::vector<int> rows; ///< which row is drawn at which line
    const void* rows_corpus = nullptr;
    int rows_order = -1;

    void forget_words() { *this = {.order = order, .heatmap = heatmap}; }
};
void draw_matrix(Ui& ui, const Area& area, const Frame& frame, MatrixState& state, Selection& selection,
                 Outbox& out);

} // namespace wordfield::app
