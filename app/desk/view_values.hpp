// SPDX-License-Identifier: MIT
// What of the view can be taken back, as one value, and its parts: what was chosen, and how it was looked at.
// The place in time and what is merely open are none of it, nor are cameras: a view that was moved is moved
// back by hand, and Ctrl+Z is for what one would miss (as in maps and drawing programs).
#pragma once

#include "app/desk/actions.hpp"
#include "app/desk/selection.hpp"
#include "app/desk/workspace.hpp"
#include "app/map/map_look.hpp"
#include "model/analysis/distribution.hpp"
#include "model/map/map_maker.hpp"
#include "model/run/moment_store.hpp"
#include "model/text/corpus.hpp"

#include <array>
#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

struct ViewValues {
    struct Head {
        int layer = 0, head = 0;
        bool operator==(const Head&) const = default;
    };
    /// Of the sentence: Selection's members of these names.
    struct Place {
        int position = -1, cell_row = -1, cell_column = -1;
        bool operator==(const Place&) const = default;
    };
    struct Splitters {
        float left = 0, right = 0, matrix = 0, bottom = 0, inside = 0, inside_share = 0;
        std::array<float, panel_count> share{};
        bool operator==(const Splitters&) const = default;
    };
    struct Sampling {
        float temperature = 1.0F;
        SamplingFilter cut;
        bool operator==(const Sampling&) const = default;
    };
    /// What is drawn on the map beside words.
    struct Marks {
        bool path = false, pull = true, sum = false;
        bool operator==(const Marks&) const = default;
    };
    struct Shown {
        int count = 1;
        std::optional<MomentId> kept; ///< the model that another one is compared with; null for none
        bool operator==(const Shown&) const = default;
    };
    /// A map: its settings, without what the program itself puts there (`list`, `pinned`, `beside`, `from`,
    /// `stretch`, the rows of a file).
    struct Map {
        MapSettings settings;
        std::vector<std::vector<TokenId>> words_before; ///< as MapState has it
        bool operator==(const Map&) const = default;
    };

    Shown shown;
    std::vector<Map> maps; ///< from the left, whether shown or not
    MapLook look;
    std::vector<TokenId> pinned;
    std::string sentence, second_sentence;
    Head head;
    Place place;
    std::optional<Inside> inside;
    std::vector<char> hidden; ///< per category, up to the last hidden one
    std::array<bool, panel_count> panels{};
    Splitters splitters;
    Sampling sampling;
    Marks marks;
    int measure = 0; ///< of "nearest", as Selection has it
    WordListOrder order;
    bool dark = true;
};

/// One bit for each part that is changed and put back as a whole.
constexpr std::size_t view_part_count = 17;
using ViewParts = std::bitset<view_part_count>;

/// In which parts the two differ.
ViewParts changed_parts(const ViewValues& a, const ViewValues& b);
/// Gives `to` these parts of `from`.
void put_parts(ViewValues& to, const ViewValues& from, const ViewParts& parts);
/// What was done, as an order: "pin “king”". Of several parts the one that says most; at least one.
std::string say_change(const ViewValues& before, const ViewValues& after, const ViewParts& parts,
                       const Corpus& corpus);
/// Whether they change many times in one go without the mouse being held, as the letters of a sentence do.
bool comes_in_bits(const ViewParts& parts);

} // namespace wordfield::app
