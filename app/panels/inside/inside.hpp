// SPDX-License-Identifier: MIT
// "Look inside": a place below the map, beside or instead of the panels there, in which one of their numbers
// is opened, down to the weights. One file per page.
#pragma once

#include "app/panels/inside/circuit_page.hpp"
#include "app/panels/inside/contexts_page.hpp"
#include "app/panels/inside/field_page.hpp"
#include "app/panels/inside/opposites_page.hpp"
#include "app/panels/panels.hpp"
#include "app/story/sentence_samples.hpp"
#include "app/ui/figure_table.hpp"
#include "model/analysis/attention_cell.hpp"
#include "model/analysis/attribution.hpp"
#include "model/analysis/logit_lens.hpp"
#include "model/analysis/residual_path.hpp"
#include "model/analysis/thermodynamics.hpp"
#include "model/causal/fact_curve.hpp"
#include "model/causal/neuron_page.hpp"
#include "model/causal/sentence_inquiries.hpp"
#include "model/comparison/embedding_comparison.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wordfield::app {

/// Curves over the temperature, of a position of the sentence.
using SoftmaxPage = Cached<std::vector<Thermodynamics>, std::shared_ptr<const Trace>, int>;

/// One attention cell, and what it adds to the likeliest next words' logits.
struct CellPage {
    OpenedCell cell;
    std::vector<TokenId> next; ///< the likeliest words after the token that looks
    std::vector<float> added;  ///< to the logit of each of them
    float largest = 0.0F;      ///< of `added`, absolute
};

/// The likeliest next words' logits in parts.
struct LineUpParts {
    int position;
    Attribution attribution;
    float low = 0.0F, high = 0.0F; ///< ends of the longest stacks
};
struct LineUpPage {
    int average = 0;                                                   ///< 1: measured from the average word
    Cached<LineUpParts, std::shared_ptr<const Trace>, int, int> shown; ///< by position and `average`
};

/// The sentence through the layers, and a second one beside it.
struct LayersPage {
    std::shared_ptr<const Trace> trace; ///< of which `lens` is
    double made_at = -1.0;
    std::vector<std::vector<LensWord>> lens; ///< [layer][position]: what it would say next
    LensColumn here, there;                  ///< at the chosen word, in both sentences
};

/// Continuations at three temperatures.
struct SamplesPage {
    SampleWriter writer;
    /// What was asked for last; another one is asked for where this is another.
    struct Asked {
        std::uint64_t run = 0;
        std::int64_t step = 0; ///< -1: of the newest moment when it was asked
        std::vector<TokenId> sentence;
        SamplingFilter cut;
        std::uint64_t draw = 0;
        bool operator==(const Asked&) const = default;
    };
    std::optional<Asked> asked;
    std::uint64_t draw = 0;
};

/// The words that moved most, or least, from one embedding to another.
struct EmbeddingsPage {
    int end = 0; ///< 0: moved most, 1: least
    FigureTable table;
    std::vector<TokenId> words; ///< of its rows
    int shown_end = -1;         ///< that `table` is of
    std::shared_ptr<const EmbeddingComparison> figures;
};

/// One vector of the second sentence put into the first.
struct PatchPage {
    std::optional<Patch> patch;
    int shows = 0; ///< 0: which cells carry the answer; 1: what the patch reaches
};

/// One vector of the sentence pushed.
struct PushPage {
    PushChoice choice;
};

/// Something taken out of the model.
struct AblationsPage {
    AblationChoice choice;
    int relation = 0, fact = 0; ///< of the corpus's, whose questions are asked
    std::vector<TokenId> sum;   ///< of the inspector, that was followed last
};

/// What the pages keep; View::inside says which is open.
struct InsideState {
    Cached<CellPage, std::shared_ptr<const Trace>, CellId> cell;
    LineUpPage line_up;
    LayersPage layers;
    SamplesPage samples;
    SoftmaxPage softmax;
    EmbeddingsPage embeddings;
    PatchPage patch;
    PushPage push;
    AblationsPage ablations;
    ContextsPage contexts;
    FieldPage field;
    CircuitPage circuit;
    OppositesPage opposites;

    /// Whether the next frame may differ by itself while this page is open.
    [[nodiscard]] bool animating(std::optional<Inside> open) const {
        return (open == Inside::Samples && samples.writer.busy()) ||
               (open == Inside::Contexts && contexts.animating());
    }
    void forget_words() { *this = {}; }
};

/// As its tab says.
const char* inside_page_name(Inside page);

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, View& view, Outbox& out);

// ---- the pages
/// How one word's attention to another comes about and what it brings.
void cell_page(Ui& ui, const Frame& frame, InsideState& state, Selection& selection);
/// How near words of opposite meaning are, and what keeps them apart.
void opposites_page(Ui& ui, const Frame& frame, OppositesPage& page, Selection& selection, Outbox& out);
/// Why a head looks where it looks, and what it does with words.
void circuit_page(Ui& ui, const Frame& frame, CircuitPage& page, Selection& selection, Outbox& out);
/// Where every head looks, over the run.
void head_page(Ui& ui, const Frame& frame, Selection& selection);
/// Which parts of the model vote for which next word.
void line_up_page(Ui& ui, const Frame& frame, LineUpPage& page, Selection& selection);
/// What every layer would say at every position, and the chosen word in two sentences.
void layers_page(Ui& ui, const Frame& frame, LayersPage& page, View& view, Outbox& out);
/// Ten continuations of the sentence at each of three temperatures.
void samples_page(Ui& ui, const Frame& frame, SamplesPage& page, const View& view);
/// What all curves over the temperature show: the same distribution.
struct SoftmaxCurves {
    const std::vector<Thermodynamics>& curve;
    const Thermodynamics& now;
    const RowVector& logits;
};
inline constexpr double softmax_coldest = 0.05, softmax_hottest = 5.0; // as the slider of the next-word panel
/// They fill `room`; a drag in one of them sets the temperature.
void softmax_curves(Ui& ui, const SoftmaxCurves& curves, Selection& selection, ImVec2 room);

/// Every occurrence of some held-out passages, on one map through the layers.
void contexts_page(Ui& ui, const Frame& frame, ContextsPage& page, View& view, Outbox& out);
/// What attention and feed-forward add to them, as arrows.
void field_page(Ui& ui, const Frame& frame, FieldPage& page, View& view, Outbox& out);
/// Two embeddings: how many neighbours they have in common, and which words moved.
void embeddings_page(Ui& ui, const Frame& frame, EmbeddingsPage& page, View& view, Outbox& out);
/// Activation patching between the two sentences.
void patch_page(Ui& ui, const Frame& frame, PatchPage& page, View& view, Outbox& out);
/// A disturbance, and how it rings.
void push_page(Ui& ui, const Frame& frame, PushPage& page, View& view, Outbox& out);
/// What is lost without a dimension, a neuron or directions.
void ablations_page(Ui& ui, const Frame& frame, AblationsPage& page, View& view, Outbox& out);
/// Energy, partition function, entropy, free energy and heat capacity of the next word, over temperature.
void softmax_page(Ui& ui, const Frame& frame, SoftmaxPage& page, View& view);

} // namespace wordfield::app
