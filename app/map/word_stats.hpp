// SPDX-License-Identifier: MIT
// Figures and colours of every word for the moment that is shown, read by all.
#pragma once

#include "model/core/cached.hpp"
#include "model/map/layout.hpp"
#include "model/train/row_figures.hpp"
#include "render/colormap.hpp"

#include <imgui.h>

#include <memory>
#include <vector>

namespace wordfield::app {

class WordStats {
public:
    /// `rows` are of the moment. Cheap when `dark` and the corpus are those of the last call.
    void update(const std::shared_ptr<const Moment>& moment, std::shared_ptr<const RowFigures> rows,
                bool dark);

    /// Without categories, the groups that the map found take their place for colours. Words not shown stay
    /// grey.
    void use_groups(const std::shared_ptr<const Layout>& layout);

    /// Euclidean norm of the word's row.
    [[nodiscard]] float norm(TokenId id) const { return rows_->norms[id]; }
    /// Euclidean distance between the row now and at step 0.
    [[nodiscard]] float moved(TokenId id) const { return rows_->moved.empty() ? 0.0F : rows_->moved[id]; }
    [[nodiscard]] float largest_move() const { return rows_->largest_move; }
    /// Largest absolute weight of the matrix: the end of its colour scale.
    [[nodiscard]] float largest_weight() const { return rows_->largest_weight; }

    /// Colour and marker of a word's category; a quiet grey disc for a word without one.
    [[nodiscard]] const render::CategoryStyle& style(TokenId id) const;
    [[nodiscard]] const render::CategoryStyle& category_style(int category) const {
        return category < 0 ? styles_.last()->plain : styles_.last()->of[category];
    }
    /// Another one whenever style() may say something else of a word.
    [[nodiscard]] std::uint64_t styles_version() const { return styles_version_; }
    [[nodiscard]] ImU32 colour(TokenId id) const;
    [[nodiscard]] ImU32 category_colour(int category) const;

private:
    struct Styles {
        std::shared_ptr<const Corpus> corpus;
        bool dark = true;
        std::vector<render::CategoryStyle> of; // by category or group
        render::CategoryStyle plain{};
        std::vector<int> group;                              // (V), empty where there are categories
        Cached<bool, std::shared_ptr<const Layout>> grouped; // whether the layout had groups
    };
    bool take_groups(Styles& styles, const Layout& layout);
    static Styles styles_of(std::shared_ptr<const Corpus> corpus, bool dark);

    std::shared_ptr<const RowFigures> rows_; // null before the first update
    std::uint64_t styles_version_ = 0;
    Cached<Styles, std::shared_ptr<const Corpus>, bool> styles_;
};

} // namespace wordfield::app
