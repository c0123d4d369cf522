// SPDX-License-Identifier: MIT
// The colour of every word when colours tell a figure, with the legend that says which colour means what.
// Computed when the moment or the question changes, read by all maps of a frame.
#pragma once

#include "app/desk/frame.hpp"
#include "app/map/map_look.hpp"
#include "model/core/cached.hpp"
#include "render/colormap.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

struct ColourLegend {
    std::string name;        ///< "count", "norm", a column's name; empty when colours are those of categories
    std::string unit;        ///< behind the figures; may be empty
    std::string explanation; ///< one plain sentence
    bool logarithmic = false;       ///< equal steps of colour are equal factors
    float low = 0.0F, high = 0.0F;  ///< smallest and largest figure of the words shown: the ends of the bar
    std::vector<std::string> names; ///< of a column of names, in the order of category_style(); else empty
};

class WordColours {
public:
    /// Brings the colours up to the frame. Cheap when nothing that matters changed.
    void update(const Frame& frame, const MapLook& look, bool dark);

    /// (V); empty when colours are those of categories or groups (WordStats::style).
    [[nodiscard]] std::span<const glm::vec3> colours() const { return painted().colours; }
    /// Another one whenever colours() may be others.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] const ColourLegend& legend() const { return painted().legend; }
    /// (V) the figures behind the colours; NaN for a word without one.
    [[nodiscard]] std::span<const float> values() const { return painted().values; }

private:
    void remember(const Frame& frame);
    struct Painted {
        std::vector<float> values;
        std::vector<glm::vec3> colours;
        ColourLegend legend;
    };
    [[nodiscard]] Painted paint(const Frame& frame, const MapLook& look, bool dark) const;
    [[nodiscard]] std::vector<float> values_of(const Frame& frame, ColourBy by) const;
    [[nodiscard]] const Painted& painted() const;

    std::uint64_t version_ = 0;
    std::shared_ptr<const Moment> before_, long_before_; // what "lately" is measured against
    Cached<Painted, std::shared_ptr<const Moment>, std::vector<TokenId>, ColourBy, int, bool>
        painted_; // by the words shown, what is asked, and whether it is dark
};

/// What each choice is called, and the sentence that explains it, in the order of ColourBy.
const char* colour_by_name(ColourBy by);
const char* colour_by_explanation(ColourBy by);

} // namespace wordfield::app
