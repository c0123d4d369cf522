// SPDX-License-Identifier: MIT
// Where everything is on the screen: panels, named controls and the visible words of the map. Filled while a
// frame is drawn; written to --ui-state, so that a script can press what a person would press.
#pragma once

#include "model/core/token.hpp"

#include <imgui.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace wordfield::app {

struct UiRects {
    struct Rect {
        float x, y, width, height;
    };
    struct MapWord {
        TokenId id;
        float x, y;
    };

    struct Label {
        std::string text;
        bool region; ///< names a neighbourhood and not a word
        float x, y, width, height;
    };

    bool wanted = false; ///< false: nothing is kept
    std::map<std::string, Rect> named;
    std::vector<std::vector<MapWord>> words; ///< [map] from the left; as many as words were marked on

    std::vector<Label> labels; ///< that stand on maps

    std::vector<const ImDrawList*> kept; ///< what is on pictures that were drawn in an earlier frame

    void begin_frame() {
        named.clear();
        labels.clear();
        words.clear();
        kept.clear();
    }
    /// It has to last as long as the frame.
    void keep(const ImDrawList& list) {
        if (wanted) kept.push_back(&list);
    }
    /// Those of one map, to be filled.
    std::vector<MapWord>& words_of(std::size_t map) {
        if (words.size() <= map) words.resize(map + 1);
        return words[map];
    }
    void mark(const std::string& name, ImVec2 low, ImVec2 high) {
        if (wanted) named[name] = {low.x, low.y, high.x - low.x, high.y - low.y};
    }
    /// Names the item that Dear ImGui drew last, as far as it can be seen: a panel may have been scrolled.
    void mark_item(const std::string& name) {
        if (!wanted || !ImGui::IsItemVisible()) return;
        const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin();
        const ImVec2 clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        mark(name, {std::max(low.x, clip_low.x), std::max(low.y, clip_low.y)},
             {std::min(high.x, clip_high.x), std::min(high.y, clip_high.y)});
    }
};

} // namespace wordfield::app
