// SPDX-License-Identifier: MIT
#include "app/desk/settings.hpp"

#include "model/map/projection_info.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>

using namespace wordfield;
using namespace wordfield::app;

namespace {

using SettingsFolder = test::TemporaryFolder;

} // namespace

TEST_CASE("settings come back as they were saved", "[app]") {
    const SettingsFolder folder;
    const auto file = folder.path / "deep" / "settings.json";
    Settings before;
    before.width = 1440;
    before.dark = false;
    before.tour_seen = true;
    before.quit_asks_after = -1;
    before.workspace.left = 321;
    before.workspace.inside = 456;
    before.workspace.sections = {{"Relations", true}, {"Nearest words", false}};
    before.look.colour_by = ColourBy::Norm;
    before.look.trust_all = true;
    before.look.names_over_dots = false;
    before.map.projection.perplexity = 35;
    before.map.remove_frequency = false;
    before.map.cap = 500;
    before.map.vectors_cap = 5000;
    before.map.place_others = false;
    before.text_size = 1.25F;
    before.recent_files = {"/t/a.txt", "/t/b.ckpt"};
    before.system_file_dialog = false;
    before.workspace.show(Panel::Matrix, false);
    before.workspace.share[static_cast<int>(Panel::Word)] = 0.4F;
    REQUIRE(save_settings(file, before));
    const Settings after = load_settings(file);
    CHECK(after.width == 1440);
    CHECK_FALSE(after.dark);
    CHECK(after.tour_seen);
    CHECK(after.quit_asks_after == -1);
    CHECK(after.workspace.left == 321);
    CHECK(after.workspace.inside == 456);
    CHECK(after.workspace.sections == before.workspace.sections);
    CHECK(after.look.colour_by == ColourBy::Norm);
    CHECK(after.look.trust_all);
    CHECK_FALSE(after.look.names_over_dots);
    CHECK(after.map.projection.perplexity == 35);
    CHECK(after.map.remove_frequency == false);
    CHECK(after.map.cap == 500);
    CHECK(after.map.vectors_cap == 5000);
    CHECK_FALSE(after.map.place_others);
    CHECK(after.text_size == 1.25F);
    CHECK(after.recent_files == before.recent_files);
    CHECK(after.system_file_dialog == false);
    CHECK_FALSE(after.workspace.is_shown(Panel::Matrix));
    CHECK(after.workspace.is_shown(Panel::Map));
    CHECK(after.workspace.share == before.workspace.share);
}

TEST_CASE("settings from before the list of panels open as they were meant", "[app]") {
    const SettingsFolder folder;
    const auto file = folder.path / "settings.json";
    std::ofstream{file}
        << R"({"words_share": 0.3, "attention_share": 0.5, "hidden": ["Word", "Map", "Strip"]})";
    const Workspace w = load_settings(file).workspace;
    CHECK(w.share[static_cast<int>(Panel::Words)] == 0.3F);
    CHECK(w.share[static_cast<int>(Panel::Attention)] == 0.5F);
    CHECK_FALSE(w.is_shown(Panel::Word));
    for (const Panel stays : {Panel::Map, Panel::Strip, Panel::Words}) CHECK(w.is_shown(stays));
}

TEST_CASE("every number of a projection is remembered, in its range", "[app]") {
    const SettingsFolder folder;
    const auto file = folder.path / "settings.json";
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& p : info.parameters) {
            INFO(info.id << " " << p.name);
            Settings settings;
            p.set(settings.map.projection, p.high);
            REQUIRE(save_settings(file, settings));
            CHECK(p.get(load_settings(file).map.projection) == p.high);
            std::ofstream{file} << "{\"" << p.key << "\": 1e300}";
            CHECK(p.get(load_settings(file).map.projection) == p.high);
            std::ofstream{file} << "{\"" << p.key << "\": \"many\"}";
            CHECK(load_settings(file).map.projection == ProjectionConfig{});
        }
    std::ofstream{file} // as version 0.1.0 wrote it
        << R"({"perplexity": 35, "attraction": 0.25, "exaggeration": 12, "map_rate": 0, "map_cap": 500})";
    const ProjectionConfig old{.perplexity = 35.0F, .attraction = 0.25F};
    CHECK(load_settings(file).map.projection == old);
}

TEST_CASE("a missing, broken or absurd file gives defaults", "[app]") {
    const SettingsFolder folder;
    const auto file = folder.path / "settings.json";
    CHECK(load_settings(file).width == 1600);
    CHECK_FALSE(load_settings(file).quit_asks_after);
    for (const char* text : {"", "{", "[]", "{\"width\": \"wide\"}", "{\"hidden\": 3}"}) {
        std::ofstream{file} << text;
        CHECK(load_settings(file).width == 1600);
    }
    std::ofstream{file} << "{\"width\": -5, \"label_px\": 900}";
    CHECK(load_settings(file).width == 640);
    CHECK(load_settings(file).look.label_px == 32.0F);
    std::ofstream{file} << "{\"width\": 1e300, \"height\": -1e300, \"map_cap\": 18446744073709551615}";
    CHECK(load_settings(file).width == 16384);
    CHECK(load_settings(file).height == 480);
    CHECK(load_settings(file).map.cap == 1'000'000);
}
