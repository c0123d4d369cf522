// SPDX-License-Identifier: MIT
#include "app/map/word_stats.hpp"

#include "app/ui/theme.hpp"

#include <algorithm>

namespace wordfield::app {

void WordStats::update(const std::shared_ptr<const Moment>& moment, bool dark) {
    if (!moment) return;
    if (lexicon_ != &moment->corpus->lexicon || dark != dark_) choose_styles(moment->corpus->lexicon, dark);
    if (moment == moment_) return;
    moment_ = moment;
    const Matrix& rows = *moment->embedding; // (V, C)
    const auto count = static_cast<std::size_t>(rows.rows());
    norms_.resize(count);
    moved_.assign(count, 0.0F);
    Eigen::Map<Eigen::VectorXf>{norms_.data(), rows.rows()} = rows.rowwise().norm();
    if (moment->initial_embedding)
        Eigen::Map<Eigen::VectorXf>{moved_.data(), rows.rows()} =
            (rows - *moment->initial_embedding).rowwise().norm();
    largest_move_ = *std::max_element(moved_.begin(), moved_.end());
    largest_weight_ = rows.cwiseAbs().maxCoeff();
}

void WordStats::choose_styles(const Lexicon& lexicon, bool dark) {
    lexicon_ = &lexicon;
    dark_ = dark;
    styles_.clear();
    group_.clear();
    for (std::size_t i = 0; i < lexicon.categories.size(); ++i)
        styles_.push_back(render::category_style(static_cast<int>(i), dark));
    plain_ = render::category_style(-1, dark);
}

void WordStats::use_groups(const Layout& layout) {
    if (!lexicon_->categories.empty() || layout.group.size() != layout.words.size() ||
        layout.vocabulary != lexicon_->vocabulary.size())
        return;
    group_.assign(lexicon_->vocabulary.size(), -1);
    for (std::size_t i = 0; i < layout.words.size(); ++i) {
        group_[layout.words[i]] = layout.group[i];
        while (static_cast<int>(styles_.size()) <= layout.group[i])
            styles_.push_back(render::category_style(static_cast<int>(styles_.size()), dark_));
    }
}

const render::CategoryStyle& WordStats::style(TokenId id) const {
    const std::vector<int>& kind = group_.empty() ? lexicon_->category : group_;
    const auto word = static_cast<std::size_t>(id);
    return word < kind.size() ? category_style(kind[word]) : plain_;
}

ImU32 WordStats::colour(TokenId id) const {
    const glm::vec3 c = style(id).colour;
    return from_rgb(c.r, c.g, c.b);
}

ImU32 WordStats::category_colour(int category) const {
    const glm::vec3 c = category_style(category).colour;
    return from_rgb(c.r, c.g, c.b);
}

} // namespace wordfield::app
