// SPDX-License-Identifier: MIT
#include "app/map/word_stats.hpp"

#include "app/ui/theme.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {

void WordStats::update(const std::shared_ptr<const Moment>& moment, std::shared_ptr<const RowFigures> rows,
                       bool dark) {
    if (!moment) return;
    styles_.get(moment->corpus, dark, [&] {
        ++styles_version_;
        return styles_of(moment->corpus, dark);
    });
    rows_ = std::move(rows);
}

WordStats::Styles WordStats::styles_of(std::shared_ptr<const Corpus> corpus, bool dark) {
    Styles styles{.corpus = std::move(corpus), .dark = dark, .plain = render::category_style(-1, dark)};
    for (std::size_t i = 0; i < styles.corpus->lexicon.categories.size(); ++i)
        styles.of.push_back(render::category_style(static_cast<int>(i), dark));
    return styles;
}

void WordStats::use_groups(const std::shared_ptr<const Layout>& layout) {
    Styles& styles = *styles_.last();
    styles.grouped.get(layout, [&] { return take_groups(styles, *layout); });
}

bool WordStats::take_groups(Styles& styles, const Layout& layout) {
    const Lexicon& lexicon = styles.corpus->lexicon;
    if (!lexicon.categories.empty() || layout.group.size() != layout.words.size() ||
        layout.vocabulary != lexicon.vocabulary.size())
        return false;
    std::vector<int> group(static_cast<std::size_t>(lexicon.vocabulary.size()), -1);
    for (std::size_t i = 0; i < layout.words.size(); ++i) group[layout.words[i]] = layout.group[i];
    if (layout.placed)
        for (std::size_t i = 0; i < layout.placed->group.size(); ++i)
            group[layout.placed->words[i]] = layout.placed->group[i];
    if (group == styles.group) return true;
    const int most = *std::ranges::max_element(group);
    while (static_cast<int>(styles.of.size()) <= most)
        styles.of.push_back(render::category_style(static_cast<int>(styles.of.size()), styles.dark));
    styles.group = std::move(group);
    ++styles_version_;
    return true;
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
