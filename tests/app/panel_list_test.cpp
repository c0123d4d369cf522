// SPDX-License-Identifier: MIT
// The list of panels: whatever is in it has a page of help, a key, a place, and can be found in the menu and
// on the page of shortcuts.
#include "app/desk/key_bindings.hpp"
#include "app/ui/lesson.hpp"
#include "bench_fixture.hpp"

#include <set>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("the list of panels names every panel once, each with its own key and page", "[app]") {
    std::set<Panel> ids;
    std::set<std::string> names;
    std::set<int> keys;
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        INFO(info.name);
        CHECK(ids.insert(info.id).second);
        CHECK(names.insert(info.name).second);
        CHECK(info.key >= 0);
        CHECK(info.key <= 9);
        if (info.key > 0) CHECK(keys.insert(info.key).second);
        CHECK((!info.stays || info.key == 0)); // a key would do nothing
        CHECK((info.shown || !info.stays));
        CHECK_FALSE(lesson_of(info.lesson).title.empty());
        CHECK(info.share.least <= info.share.wished);
        CHECK(info.share.wished <= info.share.most);
    }
    CHECK(ids.size() == panel_count);
}

TEST_CASE("every panel has an area in every arrangement in which it is shown", "[app]") {
    for (const ImVec2 window : {ImVec2{1280, 800}, ImVec2{1600, 1000}, ImVec2{3840, 2160}})
        for (const PanelEntry& entry : panels())
            for (const bool others : {false, true}) {
                INFO(entry.info.name << " at " << window.x);
                Workspace workspace;
                for (const PanelEntry& other : panels())
                    workspace.show(other.info.id, others || other.info.stays);
                workspace.show(entry.info.id, true);
                const Areas areas = arrange(workspace, window, 1.0F);
                const Area& area = area_of(areas, entry.info.id);
                CHECK(area.size.x >= 100);
                CHECK(area.size.y >= 40);
                CHECK(area.low.x >= 0);
                CHECK(area.high().x <= window.x + 0.01F);
                CHECK(area.high().y <= window.y + 0.01F);
            }
}

TEST_CASE("with all panels shown the window is full, and none lies over another", "[app]") {
    Workspace workspace;
    for (const PanelEntry& entry : panels()) workspace.show(entry.info.id, true);
    const Areas areas = arrange(workspace, {1600, 1000}, 1.0F);
    float sum = 0;
    for (const Area& area : areas) sum += area.size.x * area.size.y;
    CHECK(sum == Approx(1600.0F * 1000.0F));
}

TEST_CASE("every panel that can be hidden is in the view menu and on the page of shortcuts", "[app][gl]") {
    std::string page;
    for (const ShortcutLine& line : shortcut_lines()) page += line.what + "\n";
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("control.view");
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        INFO(info.name);
        CHECK(bench.shows(std::string{"view."} + info.name) == !info.stays);
        const auto bound = action_of({.key = Key::Digit, .digit = info.key});
        if (info.stays) continue;
        CHECK(page.find(std::to_string(info.key) + " " + info.name) != std::string::npos);
        REQUIRE(bound);
        REQUIRE(std::holds_alternative<TogglePanel>(*bound));
        CHECK(std::get<TogglePanel>(*bound).panel == info.id);
    }
    const bool before = bench->workspace().is_shown(Panel::Matrix);
    bench.click("view.Matrix");
    CHECK(bench->workspace().is_shown(Panel::Matrix) != before);
}

TEST_CASE("every shortcut asks for one thing, with Shift for another where it says so", "[app]") {
    const auto seeds = [](bool shift) {
        return std::get<BeginAgain>(*action_of({.key = Key::R, .shift = shift})).seeds;
    };
    CHECK(seeds(false) == 0);
    CHECK(seeds(true) == 1);
    CHECK(std::holds_alternative<FrameMap>(*action_of({Key::F})));
    CHECK(std::holds_alternative<FrameMap>(*action_of({.key = Key::F, .shift = true})));
    CHECK(std::holds_alternative<FocusSearch>(*action_of({.key = Key::F, .control = true})));
    CHECK_FALSE(action_of({.key = Key::I, .control = true}));
    CHECK_FALSE(action_of({Key::Q})); // with Ctrl alone
    for (const Shortcut& shortcut : shortcuts())
        for (const auto& [press, action] : shortcut.bindings) {
            const auto found = action_of(press);
            REQUIRE(found);
            CHECK(found->index() == action.index());
        }
}
