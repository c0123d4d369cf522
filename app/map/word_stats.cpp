// SPDX-License-Identifier: MIT
#include "app/map/word_stats.hpp"

#include "app/ui/theme.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {

void WordStats::update(const std::shared_ptr<const Moment>& moment, bool dark) {
    if (!moment) return;
    styles_.get(moment->corpus, dark, [&] { return styles_of(moment->corpus, dark); });
    figures_.get(moment, [&] { return figures_of(*moment); });
}

WordStats::Figures WordStats::figures_of(const Moment& moment) {
    const Matrix& rows = *moment.embedding; // (V, C)
    const auto count = static_cast<std::size_t>(rows.rows());
    Figures figures{std::vector<float>(count), std::vector<float>(count)};
    Eigen::Map<Eigen::VectorXf>{figures.norms.data(), rows.rows()} = rows.rowwise().norm();
    if (moment.initial_embedding)
        Eigen::Map<Eigen::VectorXf>{figures.moved.data(), rows.rows()} =
            (rows - *moment.initial_embedding).rowwise().norm();
    figures.largest_move = *std::max_element(figures.moved.begin(), figures.moved.end());
    figures.largest_weight = rows.cwiseAbs().maxCoeff();
    return figures;
}

WordStats::Styles WordStats::styles_of(std::shared_ptr<const Corpus> corpus, bool dark) {
    Styles styles{.corpus = std::move(corpus), .dark = dark, .plain = render::category_style(-1, dark)};
    for (std::size_t i = 0; i < styles.corpus->lexicon.categories.size(); ++i)
        styles.of.push_back(render::category_style(static_cast<int>(i), dark));
    return styles;
}

void WordStats::use_groups(const Layout& layout) {
    Styles& styles = *styles_.last();
    const Lexicon& lexicon = styles.corpus->lexicon;
    if (!lexicon.categories.empty() || layout.group.size() != layout.words.size() ||
        layout.vocabulary != lexicon.vocabulary.size())
        return;
    styles.group.assign(lexicon.vocabulary.size(), -1);
    for (std::size_t i = 0; i < layout.words.size(); ++i) {
        styles.group[layout.words[i]] = layout.group[i];
        while (static_cast<int>(styles.of.size()) <= layout.group[i])
            styles.of.push_back(render::category_style(static_cast<int>(styles.of.size()), styles.dark));
    }
}

const render::CategoryStyle& WordStats::style(TokenId id) const {
    const Styles& styles = *styles_.last();
    const std::vector<int>& kind = styles.group.empty() ? styles.corpus->lexicon.category : styles.group;
    const auto word = static_cast<std::size_t>(id);
    return word < kind.size() ? category_style(kind[word]) : styles.plain;
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
