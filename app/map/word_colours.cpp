// SPDX-License-Identifier: MIT
#include "app/map/word_colours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wordfield::app {
namespace {

constexpr std::int64_t lately_steps = 16; // "lately" is the last 16 to 32 steps
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

struct Choice {
    const char* name;
    const char* explanation;
};

constexpr std::array<Choice, colour_by_count> choices{
    Choice{"kind",
           "The category of the word; where nobody labelled words, the group that k-means put its row in."},
    Choice{"count", "How often the word occurs in the corpus. Equal steps of colour are equal factors."},
    Choice{"norm", "Length of the word's row: square root of the sum of its squared weights."},
    Choice{"moved", "Distance between the word's row now and at step 0."},
    Choice{"moving", "How far the word's row has moved a step, over the last 16 to 32 steps."},
    Choice{"gradient", "Length of the word's row in the mean gradient of the last steps: how hard the loss "
                       "pulls on it. Equal "
                       "steps of colour are equal factors."},
    Choice{"column", "A further column of the file of labels."},
};

std::vector<float> row_norms(const Rows& rows) {
    std::vector<float> norms(static_cast<std::size_t>(rows.rows()));
    Eigen::Map<Eigen::VectorXf> all{norms.data(), rows.rows()};
    rows.for_tiles([&](Index begin, const Rows::Tile& tile) {
        all.segment(begin, tile.rows()) = tile.rowwise().norm();
    });
    return norms;
}

std::vector<float> row_distances(const Rows& a, const Rows& b) {
    std::vector<float> distances(static_cast<std::size_t>(a.rows()));
    Eigen::Map<Eigen::VectorXf> all{distances.data(), a.rows()};
    Matrix room;
    a.for_tiles([&](Index begin, const Rows::Tile& tile) {
        all.segment(begin, tile.rows()) = (tile - b.tile(begin, tile.rows(), room)).rowwise().norm();
    });
    return distances;
}

std::vector<glm::vec3> colours_of_names(const WordColumn& column, bool dark) {
    std::vector<glm::vec3> colours(column.value.size(), render::category_style(-1, dark).colour);
    for (std::size_t i = 0; i < colours.size(); ++i)
        if (!std::isnan(column.value[i]))
            colours[i] = render::category_style(static_cast<int>(column.value[i]), dark).colour;
    return colours;
}

// The ends of the bar: of the words shown.
void find_range(ColourLegend& legend, const std::vector<float>& values, const std::vector<TokenId>& words) {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const TokenId id : words) {
        const float value = values[id];
        if (!std::isfinite(value) || (legend.logarithmic && value <= 0.0F)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    legend.low = low <= high ? low : 0.0F;
    legend.high = low <= high ? high : 0.0F;
}

std::vector<glm::vec3> colours_of(const ColourLegend& legend, const std::vector<float>& values, bool dark) {
    const auto at = [&](float value) {
        return legend.logarithmic ? std::log(std::max(value, 1e-30F)) : value;
    };
    const float low = at(legend.low);
    const float span = at(legend.high) - low;
    std::vector<glm::vec3> colours(values.size(), render::category_style(-1, dark).colour);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float t = span > 0.0F ? (at(values[i]) - low) / span : 0.5F;
        if (!std::isnan(values[i])) colours[i] = render::sample(render::Colormap::Viridis, t);
    }
    return colours;
}

} // namespace

const char* colour_by_name(ColourBy by) {
    return choices[static_cast<std::size_t>(by)].name;
}
const char* colour_by_explanation(ColourBy by) {
    return choices[static_cast<std::size_t>(by)].explanation;
}

// Two earlier moments, the older one at least lately_steps back once the run is long enough.
void WordColours::remember(const Frame& frame) {
    const bool other_run =
        before_ && (before_->run != frame.moment->run || before_->step > frame.moment->step ||
                    before_->corpus != frame.moment->corpus);
    if (!before_ || other_run) before_ = long_before_ = frame.moment;
    if (frame.moment->step < before_->step + lately_steps) return;
    long_before_ = before_;
    before_ = frame.moment;
}

std::vector<float> WordColours::values_of(const Frame& frame, ColourBy by) const {
    const Moment& s = *frame.moment;
    std::vector<float> values(static_cast<std::size_t>(s.embedding->rows()), nan);
    switch (by) {
    case ColourBy::Count:
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(frame.corpus().lexicon.vocabulary.count(static_cast<TokenId>(i)));
        break;
    case ColourBy::Norm:
        return row_norms(*s.embedding);
    case ColourBy::Moved:
        if (s.initial_embedding) values = row_distances(*s.embedding, *s.initial_embedding);
        break;
    case ColourBy::MovedLately:
        if (const std::int64_t steps = s.step - long_before_->step; steps > 0) {
            values = row_distances(*s.embedding, *long_before_->embedding);
            for (float& value : values) value /= static_cast<float>(steps);
        }
        break;
    case ColourBy::Gradient:
        if (s.mean_gradient) values = row_norms(*s.mean_gradient);
        break;
    case ColourBy::Category:
    case ColourBy::Column:
        break;
    }
    return values;
}

WordColours::Painted WordColours::paint(const Frame& frame, const MapLook& look, bool dark) const {
    const ColourBy by = look.colour_by;
    Painted painted{.legend = {.name = colour_by_name(by), .explanation = colour_by_explanation(by)}};
    ColourLegend& legend = painted.legend;
    if (by == ColourBy::Column) {
        const auto& columns = frame.corpus().lexicon.columns;
        const WordColumn& column =
            columns[std::clamp<int>(look.column, 0, static_cast<int>(columns.size()) - 1)];
        legend.name = column.name;
        legend.names = column.names;
        painted.values = column.value;
        if (!column.names.empty()) {
            painted.colours = colours_of_names(column, dark);
            return painted;
        }
    } else {
        painted.values = values_of(frame, by);
        legend.logarithmic = by == ColourBy::Count || by == ColourBy::Gradient;
        if (by == ColourBy::Count) legend.unit = "×";
        if (by == ColourBy::MovedLately) legend.unit = "a step";
    }
    find_range(legend, painted.values, frame.layout->words);
    painted.colours = colours_of(legend, painted.values, dark);
    return painted;
}

const WordColours::Painted& WordColours::painted() const {
    static const Painted nothing;
    return painted_.last() != nullptr ? *painted_.last() : nothing;
}

void WordColours::update(const Frame& frame, const MapLook& look, bool dark) {
    if (!frame.moment || !frame.layout) return;
    const bool no_column = look.colour_by == ColourBy::Column && frame.corpus().lexicon.columns.empty();
    if (look.colour_by == ColourBy::MovedLately) remember(frame);
    if (look.colour_by == ColourBy::Category || no_column) return painted_.forget();
    painted_.get(frame.moment, frame.layout->words, look.colour_by, look.column, dark, [&] {
        ++version_;
        return paint(frame, look, dark);
    });
}

} // namespace wordfield::app
