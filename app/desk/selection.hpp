// SPDX-License-Identifier: MIT
// What the user points at and has pinned: one object, read and written by every panel, so that hovering a
// word anywhere lights it everywhere.
#pragma once

#include "model/core/token.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace wordfield::app {

/// By what the list of words is sorted.
enum class WordSort { Id, Word, Count, Norm, Moved };
struct WordListOrder {
    WordSort by = WordSort::Id;
    bool descending = false;
    bool operator==(const WordListOrder&) const = default;
};

struct Selection {
    std::vector<TokenId> pinned; ///< in the order of pinning; the inspector shows the last
    int layer = 0;
    int head = 0;
    int position = -1;    ///< token of the sentence whose next word is shown; -1 for the last
    int cell_row = -1;    ///< of the attention cell that is opened: the token that looks; -1 for `position`
    int cell_column = -1; ///< the token that is looked at
    bool path = false;    ///< draw the way of the chosen token through the layers on the map
    float temperature = 1.0F;
    bool show_pull = true;   ///< arrows on the map: where chosen words are pulled, where they went
    bool show_sum = false;   ///< the arithmetic as a figure on the map
    bool drag_words = false; ///< a drag of the mouse takes the word under it along
    int measure = 0;         ///< of "nearest": 0 cosine, 1 dot product, 2 Euclidean distance
    WordListOrder order;     ///< of the list of words

    /// The word under the mouse, on whichever panel, as of the last frame.
    [[nodiscard]] std::optional<TokenId> hovered() const { return hovered_; }
    /// The other one, where two are pointed at.
    [[nodiscard]] std::optional<TokenId> partner() const { return partner_; }
    [[nodiscard]] bool is_pinned(TokenId id) const {
        return std::find(pinned.begin(), pinned.end(), id) != pinned.end();
    }
    [[nodiscard]] bool is_lit(TokenId id) const { return hovered_ == id || partner_ == id || is_pinned(id); }
    /// The word the inspector is about: the last pinned one.
    [[nodiscard]] std::optional<TokenId> focus() const {
        return pinned.empty() ? std::nullopt : std::optional{pinned.back()};
    }

    /// What the inspector and the map's lines are about: the last pinned word, or the one under the mouse.
    [[nodiscard]] std::optional<TokenId> subject() const { return pinned.empty() ? hovered_ : focus(); }

    void hover(TokenId id) { next_hovered_ = id; }
    /// Two words at once, as a cell of an attention map is about two: both are lit, `hovered()` is the one at
    /// the front.
    void hover_pair(TokenId id, TokenId partner) {
        next_hovered_ = id;
        next_partner_ = partner;
    }
    void pin_only(TokenId id) { pinned = {id}; }
    /// Ctrl-click: adds, or takes away what was there.
    void toggle(TokenId id) {
        if (std::erase(pinned, id) == 0) pinned.push_back(id);
    }
    /// A click with or without Ctrl.
    void click(TokenId id, bool add) { add ? toggle(id) : pin_only(id); }
    void clear() { pinned.clear(); }

    /// Another corpus: what was chosen of the words before means nothing in it. How to look at them stays.
    void forget_words() {
        pinned.clear();
        position = cell_row = cell_column = -1;
        show_sum = drag_words = false;
        hovered_.reset();
        partner_.reset();
        next_hovered_.reset();
        next_partner_.reset();
    }

    /// At the end of a frame: what panels said they are hovered over becomes the truth. True when it changed.
    bool end_frame() {
        const bool changed = hovered_ != next_hovered_ || partner_ != next_partner_;
        hovered_ = std::exchange(next_hovered_, std::nullopt);
        partner_ = std::exchange(next_partner_, std::nullopt);
        return changed;
    }

private:
    std::optional<TokenId> hovered_;
    std::optional<TokenId> partner_;
    std::optional<TokenId> next_hovered_;
    std::optional<TokenId> next_partner_;
};

} // namespace wordfield::app
