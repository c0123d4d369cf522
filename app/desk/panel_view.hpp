// SPDX-License-Identifier: MIT
// What a panel is: what is known of it without drawing it, and how it is drawn. To add one, write its file
// and its lesson, give it an id in Panel (app/desk/workspace.hpp) and put it into the list of
// app/panels/panels.cpp: the view menu, the keys, the page of shortcuts, the settings, the "?" and the areas
// of the window come from there. A panel that heading() or help_mark() is drawn in has its "?".
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/view.hpp"
#include "app/desk/workspace.hpp"
#include "app/ui/ui.hpp"

#include <memory>
#include <vector>

namespace wordfield::app {

/// All that a panel can reach while it is drawn.
struct PanelContext {
    Ui& ui;
    const PanelInfo& info;
    Area area; ///< what it fills
    const Frame& frame;
    View& view;
    Outbox& out;
};

/// A panel's drawing, and its state, which nobody else sees.
class PanelView {
public:
    PanelView() = default;
    PanelView(const PanelView&) = delete;
    PanelView& operator=(const PanelView&) = delete;
    virtual ~PanelView() = default;

    virtual void draw(PanelContext& context) = 0;
    /// In place of draw(), in a frame in which the panel is hidden.
    virtual void rest(View& /*view*/) {}
    /// Another corpus: what the panel keeps of the words before means nothing any more.
    virtual void forget_words() {}
    /// Whether the next frame would differ by itself; asked of panels that are shown.
    [[nodiscard]] virtual bool animating(const View& /*view*/) const { return false; }
};

struct PanelEntry {
    PanelInfo info;
    std::unique_ptr<PanelView> (*make)(); ///< needs a current OpenGL context
};

/// Every panel of the program once, in the order in which they are drawn.
const std::vector<PanelEntry>& panels();

/// A PanelEntry's `make`.
template <class Kind>
std::unique_ptr<PanelView> make_panel() {
    return std::make_unique<Kind>();
}

/// begin_panel() of app/ui/ui.hpp, with the name, area and lesson of the panel.
bool begin_panel(PanelContext& context, ImGuiWindowFlags extra = 0);

} // namespace wordfield::app
