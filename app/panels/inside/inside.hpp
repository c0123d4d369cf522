// SPDX-License-Identifier: MIT
// "Look inside": a drawer over the lower part of the map in which one number of the panels below is opened,
// down to the weights. One file per page.
#pragma once

#include "app/panels/panels.hpp"
#include "model/analysis/attention_cell.hpp"
#include "model/analysis/attribution.hpp"
#include "model/analysis/logit_lens.hpp"
#include "model/analysis/residual_path.hpp"
#include "model/analysis/thermodynamics.hpp"

namespace wordfield::app {

/// Curves over the temperature, for the moment and the position that they were made for.
struct SoftmaxPage {
    std::shared_ptr<const Moment> moment;
    int position = -2;
    std::vector<Thermodynamics> curve;
};

/// One attention cell, and what it adds to the likeliest next words' logits.
struct CellPage {
    std::shared_ptr<const Moment> moment;
    OpenedCell cell;
    std::vector<TokenId> next; ///< the likeliest words after the token that looks
    std::vector<float> added;  ///< to the logit of each of them
    float largest = 0.0F;      ///< of `added`, absolute
};

/// The likeliest next words' logits in parts.
struct LineUpPage {
    std::shared_ptr<const Moment> moment;
    int position = -2;
    int average = 0, shown_average = -1; ///< 1: measured from the average word
    Attribution attribution;
    float low = 0.0F, high = 0.0F; ///< ends of the longest stacks
};

/// The sentence through the layers, and a second one beside it.
struct LayersPage {
    char sentence[512] = "";
    std::shared_ptr<const Corpus> asked_of; ///< the corpus whose trainer knows `asked`
    std::string asked;
    std::shared_ptr<const Moment> moment;
    double made_at = -1.0;
    std::vector<std::vector<LensWord>> lens; ///< [layer][position]: what it would say next
    LensColumn here, there;                  ///< at the chosen word, in both sentences
};

/// What the pages of the drawer keep; View::inside says which is open.
struct InsideState {
    CellPage cell;
    LineUpPage line_up;
    LayersPage layers;
    SoftmaxPage softmax;

    /// The second sentence is asked of the new trainer.
    void forget_words() {
        InsideState fresh;
        std::copy(std::begin(layers.sentence), std::end(layers.sentence), fresh.layers.sentence);
        *this = std::move(fresh);
    }
};

/// As its tab says.
const char* inside_page_name(Inside page);

/// The room the drawer takes for its page, at most what is left of `map` below its tool bar.
Area inside_area(const Ui& ui, std::optional<Inside> page, const Area& matrix, const Area& map);

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, View& view, Outbox& out);

// ---- the pages
/// How one word's attention to another comes about and what it brings.
void cell_page(Ui& ui, const Frame& frame, CellPage& page, Selection& selection);
/// Where every head looks, over the run.
void head_page(Ui& ui, const Frame& frame, Selection& selection);
/// Which parts of the model speak for which next word.
void line_up_page(Ui& ui, const Frame& frame, LineUpPage& page, Selection& selection);
/// What every layer would say at every place, and the chosen word in two sentences.
void layers_page(Ui& ui, const Frame& frame, LayersPage& page, Selection& selection, Outbox& out);
/// Energy, partition function, entropy, free energy and heat capacity of the next word, over temperature.
void softmax_page(Ui& ui, const Frame& frame, SoftmaxPage& page, View& view);

} // namespace wordfield::app
