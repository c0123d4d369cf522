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

std::vector<float> row_norms(const Matrix& rows) {
    std::vector<float> norms(static_cast<std::size_t>(rows.rows()));
    Eigen::Map<Eigen::VectorXf>{norms.data(), rows.rows()} = rows.rowwise().norm();
    return norms;
}

std::vector<float> row_distances(const Matrix& a, const Matrix& b) {
    std::vector<float> distances(static_cast<std::size_t>(a.rows()));
    Eigen::Map<Eigen::VectorXf>{distances.data(), a.rows()} = (a - b).rowwise().norm();
    return distances;
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

void WordColours::take_values(const Frame& frame, const MapLook& look) {
    const Moment& s = *frame.moment;
    const auto count = static_cast<std::size_t>(s.embedding->rows());
    values_.assign(count, nan);
    switch (look.colour_by) {
    case ColourBy::Count:
        for (std::size_t i = 0; i < count; ++i)
            values_[i] = static_cast<float>(frame.corpus().lexicon.vocabulary.count(static_cast<TokenId>(i)));
        break;
    case ColourBy::Norm:
        values_ = row_norms(*s.embedding);
        break;
    case ColourBy::Moved:
        if (s.initial_embedding) values_ = row_distances(*s.embedding, *s.initial_embedding);
        break;
    case ColourBy::MovedLately:
        if (const std::int64_t steps = s.step - long_before_->step; steps > 0) {
            values_ = row_distances(*s.embedding, *long_before_->embedding);
            for (float& value : values_) value /= static_cast<float>(steps);
        }
        break;
    case ColourBy::Gradient:
        if (s.mean_gradient) values_ = row_norms(*s.mean_gradient);
        break;
    case ColourBy::Category:
    case ColourBy::Column:
        break;
    }
    legend_.logarithmic = look.colour_by == ColourBy::Count || look.colour_by == ColourBy::Gradient;
    if (look.colour_by == ColourBy::Count) legend_.unit = "×";
    if (look.colour_by == ColourBy::MovedLately) legend_.unit = "a step";
}

void WordColours::take_column(const WordColumn& column, bool dark) {
    legend_.name = column.name;
    values_ = column.value;
    legend_.names = column.names;
    if (column.names.empty()) return;
    colours_.assign(values_.size(), render::category_style(-1, dark).colour);
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (!std::isnan(values_[i]))
            colours_[i] = render::category_style(static_cast<int>(values_[i]), dark).colour;
}

void WordColours::find_range(const std::vector<TokenId>& words) {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const TokenId id : words) {
        const float value = values_[id];
        if (!std::isfinite(value) || (legend_.logarithmic && value <= 0.0F)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    legend_.low = low <= high ? low : 0.0F;
    legend_.high = low <= high ? high : 0.0F;
}

void WordColours::paint(bool dark) {
    const auto at = [&](float value) {
        return legend_.logarithmic ? std::log(std::max(value, 1e-30F)) : value;
    };
    const float low = at(legend_.low);
    const float span = at(legend_.high) - low;
    const glm::vec3 plain = render::category_style(-1, dark).colour;
    colours_.resize(values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const float t = span > 0.0F ? (at(values_[i]) - low) / span : 0.5F;
        colours_[i] = std::isnan(values_[i]) ? plain : render::sample(render::Colormap::Viridis, t);
    }
}

void WordColours::update(const Frame& frame, const MapLook& look, bool dark) {
    if (!frame.moment || !frame.layout) return;
    const bool column = look.colour_by == ColourBy::Column;
    const auto& columns = frame.corpus().lexicon.columns;
    if (look.colour_by == ColourBy::MovedLately) remember(frame);
    if (look.colour_by == ColourBy::Category || (column && columns.empty())) {
        colours_.clear();
        values_.clear();
        legend_ = {};
        by_ = ColourBy::Category;
        moment_.reset(); // so that the next question is answered afresh
        return;
    }
    const std::vector<TokenId>& words = frame.layout->words;
    const bool same_words =
        words_ == words.data() || (word_count_ == words.size() && frame.moment == moment_);
    if (frame.moment == moment_ && same_words && by_ == look.colour_by && column_ == look.column &&
        dark_ == dark)
        return;
    moment_ = frame.moment;
    words_ = words.data();
    word_count_ = words.size();
    by_ = look.colour_by;
    column_ = look.column;
    dark_ = dark;
    legend_ = {.name = colour_by_name(by_), .explanation = colour_by_explanation(by_)};
    if (column) {
        take_column(columns[std::clamp<int>(look.column, 0, static_cast<int>(columns.size()) - 1)], dark);
        if (!legend_.names.empty()) return;
    } else {
        take_values(frame, look);
    }
    find_range(words);
    paint(dark);
}

} // namespace wordfield::app
