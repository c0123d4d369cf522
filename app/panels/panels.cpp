// SPDX-License-Identifier: MIT
// The list of panels.
#include "app/desk/panel_view.hpp"

namespace wordfield::app {

// Each stands in its own file.
PanelEntry strip_panel();
PanelEntry words_panel();
PanelEntry training_panel();
PanelEntry matrix_panel();
PanelEntry map_panel();
PanelEntry time_panel();
PanelEntry attention_panel();
PanelEntry next_word_panel();
PanelEntry word_panel();
PanelEntry neighbours_over_time_panel();

const std::vector<PanelEntry>& panels() {
    // One a line.
    // clang-format off
    static const std::vector<PanelEntry> list{
        strip_panel(),
        words_panel(),
        training_panel(),
        matrix_panel(),
        map_panel(),
        time_panel(),
        attention_panel(),
        next_word_panel(),
        word_panel(),
        neighbours_over_time_panel(),
    };
    // clang-format on
    return list;
}

bool begin_panel(PanelContext& context, ImGuiWindowFlags extra) {
    const bool visible = begin_panel(context.ui, context.info.name, context.area, extra);
    context.ui.help_for = context.info.lesson;
    return visible;
}

} // namespace wordfield::app
