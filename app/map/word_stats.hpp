// SPDX-License-Identifier: MIT
// Figures and colours of every word for the moment that is shown: computed when the moment changes, read
// by all.
#pragma once

#include "model/map/layout.hpp"
#include "model/train/moment.hpp"
#include "render/colormap.hpp"

#include <imgui.h>

#include <memory>
#include <vector>

namespace wordfield::app {

class WordStats {
public:
    /// Does nothing when `moment` and `dark` are those of the last call.
    void update(const std::shared_ptr<const Moment>& moment, bool dark);

    /// Without categories, the groups that the map found take their place for colours. Words not shown stay
    /// grey.
    void use_groups(const Layout& layout);

    /// Euclidean norm of the word's row.
    [[nodiscard]] float norm(TokenId id) const { return norms_[id]; }
    /// Euclidean distance between the row now and at step 0.
    [[nodiscard]] float moved(TokenId id) const { return moved_[id]; }
    [[nodiscard]] float largest_move() const { return largest_move_; }
    /// Largest absolute weight of the matrix: the end of its colour scale.
    [[nodiscard]] float largest_weight() const { return largest_weight_; }

    /// Colour and marker of a word's category; a quiet grey disc for a word without one.
    [[nodiscard]] const render::CategoryStyle& style(TokenId id) const;
    [[nodiscard]] const render::CategoryStyle& category_style(int category) const {
        return category < 0 ? plain_ : styles_[category];
    }
    [[nodiscard]] ImU32 colour(TokenId id) const;
    [[nodiscard]] ImU32 category_colour(int category) const;

private:
    void choose_styles(const Lexicon& lexicon, bool dark);

    std::shared_ptr<const Moment> moment_;
    const Lexicon* lexicon_ = nullptr;
    bool dark_ = true;
    std::vector<float> norms_, moved_;
    float largest_move_ = 0, largest_weight_ = 0;
    std::vector<int> group_; // (V), empty where there are categories
    std::vector<render::CategoryStyle> styles_;
    render::CategoryStyle plain_{};
};

} // namespace wordfield::app
