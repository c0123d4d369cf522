// SPDX-License-Identifier: MIT
// Figures and colours of every word for the moment that is shown: computed when the moment changes, read
// by all.
#pragma once

#include "model/core/cached.hpp"
#include "model/map/layout.hpp"
#include "model/train/moment.hpp"
#include "render/colormap.hpp"

#include <imgui.h>

#include <memory>
#include <vector>

namespace wordfield::app {

class WordStats {
public:
    /// Cheap when `moment` and `dark` are those of the last call.
    void update(const std::shared_ptr<const Moment>& moment, bool dark);

    /// Without categories, the groups that the map found take their place for colours. Words not shown stay
    /// grey.
    void use_groups(const Layout& layout);

    /// Euclidean norm of the word's row.
    [[nodiscard]] float norm(TokenId id) const { return figures().norms[id]; }
    /// Euclidean distance between the row now and at step 0.
    [[nodiscard]] float moved(TokenId id) const { return figures().moved[id]; }
    [[nodiscard]] float largest_move() const { return figures().largest_move; }
    /// Largest absolute weight of the matrix: the end of its colour scale.
    [[nodiscard]] float largest_weight() const { return figures().largest_weight; }

    /// Colour and marker of a word's category; a quiet grey disc for a word without one.
    [[nodiscard]] const render::CategoryStyle& style(TokenId id) const;
    [[nodiscard]] const render::CategoryStyle& category_style(int category) const {
        return category < 0 ? styles_.last()->plain : styles_.last()->of[category];
    }
    [[nodiscard]] ImU32 colour(TokenId id) const;
    [[nodiscard]] ImU32 category_colour(int category) const;

private:
    struct Figures {
        std::vector<float> norms, moved; // (V)
        float largest_move = 0, largest_weight = 0;
    };
    struct Styles {
        std::shared_ptr<const Corpus> corpus;
        bool dark = true;
        std::vector<render::CategoryStyle> of; // by category or group
        render::CategoryStyle plain{};
        std::vector<int> group; // (V), empty where there are categories
    };
    static Figures figures_of(const Moment& moment);
    static Styles styles_of(std::shared_ptr<const Corpus> corpus, bool dark);
    [[nodiscard]] const Figures& figures() const { return *figures_.last(); }

    Cached<Figures, std::shared_ptr<const Moment>> figures_;
    Cached<Styles, std::shared_ptr<const Corpus>, bool> styles_;
};

} // namespace wordfield::app
