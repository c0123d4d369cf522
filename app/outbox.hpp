// SPDX-License-Identifier: MIT
// What panels ask for. They only write it down; the workbench carries it out after the frame.
#pragma once

#include "app/workspace.hpp"
#include "model/text/text_rules.hpp"
#include "model/train/commands.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

/// The pages of the drawer that looks inside one number (app/panels/inside/inside.hpp).
enum class Inside { Cell, Head, LineUp, Layers, Softmax };

struct Outbox {
    std::vector<Command> commands;      ///< for the trainer
    std::optional<std::string> prompt;  ///< a new sentence, as typed
    std::optional<Panel> bring_forward; ///< show it and let its frame glow for a moment
    std::optional<TokenId> fly_to;      ///< move the map's camera to this word
    std::optional<Inside> look_inside;  ///< open this page of the drawer
    bool inside_toggles = false;        ///< close the drawer instead when that page is open already
    bool frame_selection = false;       ///< fit the pinned words and their neighbours into the map
    bool frame_all = false;
    bool focus_search = false;
    bool map_settings_changed = false;        ///< of the first map
    bool second_map_settings_changed = false; ///< or whether there is a second one
    bool toggle_second_map = false;
    bool isolate = false;       ///< put only the chosen words on the maps
    bool end_isolation = false; ///< all words again
    bool toggle_theme = false;
    bool ask_save = false, ask_open = false; ///< for a path, in a dialog
    bool toggle_shortcuts = false;
    bool ask_new_run = false;       ///< for the shape of another model, in a dialog
    bool forget_kept_model = false; ///< end the comparison of two models
    bool cancel_load = false;       ///< stop reading the corpus that is on its way
    bool start_tour = false;
    std::optional<std::int64_t> scrub; ///< look at the kept step nearest to this one
    bool go_live = false;
    std::optional<std::string> open_file; ///< a checkpoint, a text or a grammar
    std::optional<TextRules> text_rules;  ///< how texts are read from now on

    void post(Command command) { commands.push_back(std::move(command)); }
};

} // namespace wordfield::app
