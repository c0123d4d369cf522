// SPDX-License-Identifier: MIT
// The colour of every word when colours tell a figure, with the legend that says which colour means what.
// Computed when the moment or the question changes, read by all maps of a frame.
#pragma once

#include "app/desk/frame.hpp"
#include "app/map/map_look.hpp"
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
    [[nodiscard]] std::span<const glm::vec3> colours() const { return colours_; }
    [[nodiscard]] const ColourLegend& legend() const { return legend_; }
    /// (V) the figures behind the colours; NaN for a word without one.
    [[nodiscard]] std::span<const float> values() const { return values_; }

private:
    void remember(const Frame& frame);
    void take_values(const Frame& frame, const MapLook& look);
    void take_column(const WordColumn& column, bool dark);
    void find_range(const std::vector<TokenId>& words);
    void paint(bool dark);

    std::shared_ptr<const Moment> moment_;
    std::shared_ptr<const Moment> before_, long_before_; // what "lately" is measured against
    const void* words_ = nullptr;                        // data of the layout's list of words
    std::size_t word_count_ = 0;
    ColourBy by_ = ColourBy::Category;
    int column_ = -1;
    bool dark_ = true;
    std::vector<float> values_;
    std::vector<glm::vec3> colours_;
    ColourLegend legend_;
};

/// What each choice is called, and the sentence that explains it, in the order of ColourBy.
const char* colour_by_name(ColourBy by);
const char* colour_by_explanation(ColourBy by);

} // namespace wordfield::app
