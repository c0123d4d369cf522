// SPDX-License-Identifier: MIT
#include "app/desk/settings.hpp"

#include "app/desk/json_fields.hpp"
#include "app/desk/json_text.hpp"
#include "app/desk/map_fields.hpp"
#include "app/desk/panel_view.hpp"
#include "app/desk/recent_files.hpp"
#include "app/desk/text_size.hpp"
#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/output_file.hpp"

#include <algorithm>
#include <cstdlib>

namespace wordfield::app {
namespace {

using nlohmann::json;

// What the map's popover holds and what is worth keeping of it.
void read_map(const json& file, Settings& settings) {
    read_look(file, settings.look);
    if (settings.look.colour_by == ColourBy::Column) settings.look.colour_by = ColourBy::Category;
    settings.look.column = 0; // columns are those of one text
    read_projection(file, settings.map.projection);
    read_number(file, "map_cap", settings.map.cap, 3, 1'000'000);
    read_number(file, "map_vectors_cap", settings.map.vectors_cap, 3, 1'000'000);
    read_flag(file, "place_others", settings.map.place_others);
    bool every_kind = false;
    read_flag(file, "every_kind", every_kind);
    if (every_kind) settings.map.shown = MapWords::Every;
    read_flag(file, "map_settings_open", settings.map_settings_open);
    bool remove = false;
    if (file.contains("remove_frequency")) {
        read_flag(file, "remove_frequency", remove);
        settings.map.remove_frequency = remove;
    }
}

json map_fields(const Settings& settings) {
    json fields = look_fields(settings.look);
    fields.erase("column");
    if (settings.look.colour_by == ColourBy::Column) fields["colour_by"] = 0;
    fields["map_cap"] = settings.map.cap;
    fields["map_vectors_cap"] = settings.map.vectors_cap;
    fields["place_others"] = settings.map.place_others;
    fields["every_kind"] = settings.map.shown == MapWords::Every;
    fields["map_settings_open"] = settings.map_settings_open;
    fields.update(projection_fields(settings.map.projection));
    if (settings.map.remove_frequency) fields["remove_frequency"] = *settings.map.remove_frequency;
    return fields;
}

void read_files(const json& file, Settings& settings) {
    const auto names = file.find("recent_files");
    if (names != file.end() && names->is_array())
        for (const json& name : *names)
            if (name.is_string() && settings.recent_files.size() < RecentFiles::most)
                settings.recent_files.push_back(name.get<std::string>());
    const auto dialog = file.find("system_file_dialog");
    if (dialog != file.end() && dialog->is_boolean()) settings.system_file_dialog = dialog->get<bool>();
}

// Empty where there is nothing to read: no file, a folder of that name, no permission.
std::string text_of(const std::filesystem::path& path) {
    try {
        return std::string{InputFile{path}.text()};
    } catch (const Error&) {
        return {};
    }
}

// The panels that are not shown or hidden as at the beginning, and how they share their places.
json panel_fields(const Workspace& w) {
    json hidden = json::array(), shown = json::array(), shares = json::object();
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (w.is_shown(info.id) != info.shown) (info.shown ? hidden : shown).push_back(info.name);
        shares[info.name] = w.share[static_cast<int>(info.id)];
    }
    return {{"hidden", hidden}, {"shown", shown}, {"shares", shares}, {"sections", w.sections}};
}

// Names that nobody knows any more stay: they cost nothing, and an older program may know them.
void read_sections(const json& file, OpenSections& sections) {
    constexpr std::size_t most = 64;
    const auto found = file.find("sections");
    if (found == file.end() || !found->is_object()) return;
    for (const auto& [name, open] : found->items())
        if (open.is_boolean() && sections.size() < most) sections[name] = open.get<bool>();
}

void read_panels(const json& file, Workspace& w) {
    const auto names = [&](const char* list, const char* name) {
        const auto found = file.find(list);
        return found != file.end() && found->is_array() &&
               std::find(found->begin(), found->end(), json(name)) != found->end();
    };
    const auto share = [&](Panel panel) -> float& { return w.share[static_cast<int>(panel)]; };
    read_number(file, "words_share", share(Panel::Words), 0.1F,
                0.9F); // as they were called before there were "shares"
    read_number(file, "attention_share", share(Panel::Attention), 0.1F, 0.9F);
    const json shares = file.value("shares", json::object());
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (shares.is_object()) read_number(shares, info.name, share(info.id), 0.1F, 0.9F);
        w.show(info.id, info.stays || (info.shown ? !names("hidden", info.name) : names("shown", info.name)));
    }
}

// As the XDG base directory specification has it: of this program, in the folder that a variable names, or in
// one of the home.
std::filesystem::path folder_of(const char* variable, const char* otherwise) {
    if (const char* folder = std::getenv(variable); folder != nullptr && *folder != '\0')
        return std::filesystem::path{folder} / "wordfield";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::filesystem::path{home} / otherwise / "wordfield";
    return {};
}

} // namespace

std::filesystem::path settings_path() {
    const auto folder = folder_of("XDG_CONFIG_HOME", ".config");
    return folder.empty() ? folder : folder / "settings.json";
}

std::filesystem::path state_folder() {
    return folder_of("XDG_STATE_HOME", ".local/state");
}

Settings load_settings(const std::filesystem::path& path) {
    Settings settings;
    const json file = json::parse(text_of(path), nullptr, false);
    if (!file.is_object()) return settings;
    read_number(file, "width", settings.width, 640, 16384);
    read_number(file, "height", settings.height, 480, 16384);
    read_number(file, "text_size", settings.text_size, text_sizes.front(), text_sizes.back());
    read_number(file, "history_bytes", settings.history_bytes, least_history_bytes, most_history_bytes);
    read_flag(file, "reopens", settings.reopens);
    read_files(file, settings);
    read_map(file, settings);
    if (const auto dark = file.find("dark"); dark != file.end() && dark->is_boolean())
        settings.dark = dark->get<bool>();
    if (const auto seen = file.find("tour_seen"); seen != file.end() && seen->is_boolean())
        settings.tour_seen = seen->get<bool>();
    if (const auto asks = file.find("quit_asks_after"); asks != file.end() && asks->is_number()) {
        settings.quit_asks_after = 0;
        read_number(file, "quit_asks_after", *settings.quit_asks_after, -1, 1'000'000'000);
    }
    Workspace& w = settings.workspace;
    read_number(file, "left", w.left, 100.0F, 2000.0F);
    read_number(file, "right", w.right, 100.0F, 2000.0F);
    read_number(file, "matrix", w.matrix, 60.0F, 1000.0F);
    read_number(file, "bottom", w.bottom, 100.0F, 2000.0F);
    read_number(file, "inside", w.inside, 100.0F, 2000.0F);
    read_number(file, "inside_share", w.inside_share, 0.1F, 0.9F);
    read_panels(file, w);
    read_sections(file, w.sections);
    return settings;
}

bool save_settings(const std::filesystem::path& path, const Settings& settings) {
    if (path.empty()) return false;
    const Workspace& w = settings.workspace;
    json file{{"width", settings.width}, {"height", settings.height},
              {"dark", settings.dark},   {"tour_seen", settings.tour_seen},
              {"left", w.left},          {"right", w.right},
              {"matrix", w.matrix},      {"bottom", w.bottom},
              {"inside", w.inside},      {"inside_share", w.inside_share}};
    file.update(panel_fields(w));
    if (settings.quit_asks_after) file["quit_asks_after"] = *settings.quit_asks_after;
    if (settings.system_file_dialog) file["system_file_dialog"] = *settings.system_file_dialog;
    file["text_size"] = settings.text_size;
    file["history_bytes"] = settings.history_bytes;
    file["reopens"] = settings.reopens;
    file["recent_files"] = settings.recent_files;
    file.update(map_fields(settings));
    try {
        std::filesystem::create_directories(path.parent_path());
        write_file(path, json_text(file, 1));
    } catch (const std::exception&) {
        return false;
    }
    return true;
}

} // namespace wordfield::app
