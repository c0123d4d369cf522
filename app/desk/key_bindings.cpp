// SPDX-License-Identifier: MIT
#include "app/desk/key_bindings.hpp"

#include "app/desk/panel_view.hpp"

#include <algorithm>
#include <string>

namespace wordfield::app {
namespace {

KeyPress with_control(Key key) {
    return {.key = key, .control = true};
}

KeyPress with_shift(Key key) {
    return {.key = key, .shift = true};
}

Shortcut panels_by_number() {
    constexpr int names_a_line = 4;
    Shortcut shortcut{{"1 … 9", "show or hide"}, {}};
    int names = 0;
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (info.key == 0 || info.stays) continue;
        shortcut.line.what += names++ % names_a_line == 0 && names > 1 ? ",\n" : names > 1 ? ", " : " ";
        shortcut.line.what += std::to_string(info.key) + " " + info.name;
        shortcut.bindings.push_back({{.key = Key::Digit, .digit = info.key}, TogglePanel{info.id}});
    }
    return shortcut;
}

std::vector<Shortcut> list() {
    return {
        {{"Space", "play or pause the training; playing returns to the newest step"},
         {{{Key::Space}, PlayOrPause{}}}},
        {{".", "train one step"}, {{{Key::Period}, TrainOneStep{}}}},
        {{"R   Shift+R", "restart with the same seed, with a new one"},
         {{{Key::R}, BeginAgain{0}}, {with_shift(Key::R), BeginAgain{1}}}},
        {{"/   Ctrl+F", "search a word"},
         {{{Key::Slash}, FocusSearch{}}, {with_control(Key::F), FocusSearch{}}}},
        {{"click", "choose a word; Ctrl-click adds one, Shift-drag takes a box"}, {}},
        {{"double-click", "fly to a word"}, {}},
        {{"drag", "move the map (3D: turn it; right-drag moves)"}, {}},
        {{"wheel", "zoom at the mouse"}, {}},
        {{"Ctrl+Alt+drag", "drag a word: its row moves to where you drop it"}, {}},
        {{"Alt-drag", "choose with a lasso"}, {}},
        {{"I", "put only the chosen words on the map; Esc goes back"}, {{{Key::I}, Isolate{}}}},
        {{"F   Home", "bring the chosen words into view, or everything"},
         {{{Key::F}, FrameMap{.all = false}}, {{Key::Home}, FrameMap{.all = true}}}},
        {{"[   ]", "attention head before, after"},
         {{{Key::LeftBracket}, StepHead{-1}}, {{Key::RightBracket}, StepHead{+1}}}},
        {{"←   →", "back and forward in time; with Shift by one step, which is made again"},
         {{{Key::Left}, StepTime{-1}},
          {{Key::Right}, StepTime{+1}},
          {with_shift(Key::Left), StepExactly{-1}},
          {with_shift(Key::Right), StepExactly{+1}}}},
        {{"P   End",
          "play through the kept steps; back to the newest (Home over the time bar: to the first)"},
         {{{Key::P}, TogglePlayback{}}, {{Key::End}, GoToEnd{.first = false}}}},
        {{"Ctrl+B", "branch: go on from the step that is shown, in another way"},
         {{with_control(Key::B), AskBranch{}}}},
        {{"L", "labels on the map"}, {{{Key::L}, ToggleLabels{}}}},
        {{"M", "the map alone, as a poster; M or Esc brings everything back"},
         {{{Key::M}, ToggleMapAlone{}}}},
        panels_by_number(),
        {{"Esc", "close what is open; clear the search; let go of the chosen words"},
         {{{Key::Escape}, Escape{}}}},
        {{"?", "this page"}, {{{Key::Question}, ToggleShortcuts{}}}},
        {{"F11", "full screen"}, {{{Key::F11}, ToggleFullScreen{}}}},
        {{"Ctrl+O   Ctrl+S", "open a model or a text; save the model, with Shift under another name"},
         {{with_control(Key::O), AskOpen{}},
          {with_control(Key::S), AskSave{}},
          {{.key = Key::S, .control = true, .shift = true}, AskSaveAs{}}}},
        {{"Ctrl+Shift+O", "compare with the vectors of a file"},
         {{{.key = Key::O, .control = true, .shift = true}, AskCompare{}}}},
        {{"Ctrl+M", "film the run so far"}, {{with_control(Key::M), AskFilm{}}}},
        {{"Ctrl with +  –  0", "larger, smaller, normal text"},
         {{with_control(Key::Plus), ChangeTextSize{+1}},
          {with_control(Key::Minus), ChangeTextSize{-1}},
          {with_control(Key::Zero), ChangeTextSize{0}}}},
        {{"Ctrl+Z   Ctrl+Y", "undo what you did last, redo it (Ctrl+Shift+Z, too)"},
         {{with_control(Key::Z), Undo{}},
          {{.key = Key::Z, .control = true, .shift = true}, Redo{}},
          {with_control(Key::Y), Redo{}}}},
        {{"Ctrl+Q", "quit"}, {{with_control(Key::Q), AskQuit{}}}},
    };
}

} // namespace

const std::vector<Shortcut>& shortcuts() {
    static const std::vector<Shortcut> all = list();
    return all;
}

std::optional<ViewAction> action_of(const KeyPress& press) {
    std::optional<ViewAction> found;
    for (const Shortcut& shortcut : shortcuts())
        for (const auto& [bound, action] : shortcut.bindings) {
            if (bound.key != press.key || bound.control != press.control || bound.digit != press.digit)
                continue;
            if (bound.shift == press.shift) return action;
            if (!bound.shift) found = action; // unless one with Shift comes
        }
    return found;
}

const std::vector<ShortcutLine>& shortcut_lines() {
    static const std::vector<ShortcutLine> lines = [] {
        std::vector<ShortcutLine> all;
        for (const Shortcut& shortcut : shortcuts()) all.push_back(shortcut.line);
        return all;
    }();
    return lines;
}

} // namespace wordfield::app
