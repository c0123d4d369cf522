// SPDX-License-Identifier: MIT
// What panels share: what is chosen and how it is looked at. One object; each panel reads and writes it, and
// keeps everything else to itself.
#pragma once

#include "app/desk/outbox.hpp"
#include "app/desk/playback.hpp"
#include "app/desk/recent_files.hpp"
#include "app/desk/selection.hpp"
#include "app/desk/workspace.hpp"
#include "model/analysis/distribution.hpp"
#include "model/geometry/analogies.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::app {

class Maps;

/// Which categories the maps show; the legend of the word list sets it.
struct CategoryFilter {
    std::vector<char> hidden; ///< per category: not drawn on the maps
    int alone_from = -1;      ///< the category of a double click that is not over: it stays the only one
    int hovered = -2;         ///< the one under the mouse; -2 for none

    [[nodiscard]] bool is_hidden(int category) const {
        return category >= 0 && category < static_cast<int>(hidden.size()) && hidden[category] != 0;
    }
};

/// A sum of words: typed and solved in the inspector, drawn on the map as a figure.
struct ArithmeticState {
    char text[160] = "king - man + woman";
    std::string error; ///< why the text cannot be read; empty when it can
    Arithmetic result; ///< of `text` on `moment`
    std::vector<Term> terms;
    std::string solved_text;
    std::shared_ptr<const Moment> moment;
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

struct View {
    Selection selection;
    Workspace workspace;
    std::string sentence;        ///< that attention and the next word are about, as typed
    std::string second_sentence; ///< to compare it with; empty for none
    CategoryFilter categories;
    ArithmeticState arithmetic;
    SamplingFilter cut;           ///< what sampling leaves away; off until somebody asks for it
    ShownDistribution next_word;  ///< after the chosen token of the sentence
    std::optional<Inside> inside; ///< the page that looks inside; nothing: closed
    bool map_alone = false;       ///< nothing but the map is shown
    bool filmed = false;          ///< the map alone, with a title and nothing to press
    bool wants_search = false;    ///< the field of the word list is to take the keys
    bool searching = false;       ///< something stands in it, or it has the keys
    bool leaves_search = false;   ///< it is to be emptied
    Playback playback;            ///< through the kept steps
    bool over_time = false;       ///< the mouse is over the time bar
    RecentFiles recent;           ///< opened or saved last
    bool reopens = true;          ///< the next window goes on with what this one shows
    Maps* maps = nullptr;         ///< the workbench's; never null while panels are drawn

    /// Another corpus: how to look stays, what was chosen of its words means nothing.
    void forget_words() {
        selection.forget_words();
        categories = {};
        arithmetic.forget_words();
        next_word = {};
        playback.stop();
        wants_search = searching = leaves_search = false;
    }
};

} // namespace wordfield::app
