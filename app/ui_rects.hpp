// SPDX-License-Identifier: MIT
// Where everything is on the screen: panels, named controls and the visible words of the map. Filled while a frame is
// drawn; written to --ui-state, so that a script can press what a person would press.
#pragma once

#include "model/text/corpus.hpp"

#include <imgui.h>

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

    bool wanted = false; ///< false: nothing is kept
    std::map<std::string, Rect> named;
    std::vector<MapWord> words;

    void begin_frame() {
        named.clear();
        words.clear();
    }
    void mark(const std::string& name, ImVec2 low, ImVec2 high) {
        if (wanted) named[name] = {low.x, low.y, high.x - low.x, high.y - low.y};
    }
    /// Names the item that Dear ImGui drew last.
    void mark_item(const std::string& name) {
        if (wanted) mark(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
};

} // namespace wordfield::app
