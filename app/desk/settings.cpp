// SPDX-License-Identifier: MIT
#include "app/desk/settings.hpp"

#include "app/desk/json_text.hpp"
#include "app/desk/panel_view.hpp"
#include "app/desk/recent_files.hpp"
#include "app/desk/text_size.hpp"
#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/output_file.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cstdlib>

namespace wordfield::app {
namespace {

using nlohmann::json;

// A number of the file, if it is one, brought into its range while it is still as the file has it: 1e300 is
// no int.
template <class Number>
void read(const json& file, const char* name, Number& value, Number low, Number high) {
    const auto found = file.find(name);
    if (found == file.end() || !found->is_number()) return;
    value = static_cast<Number>(
        std::clamp(found->get<double>(), static_cast<double>(low), static_cast<double>(high)));
}

void read(const json& file, const char* name, bool& value) {
    const auto found = file.find(name);
    if (found != file.end() && found->is_boolean()) value = found->get<bool>();
}

void read_projection(const json& file, ProjectionConfig& config) {
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters) {
            float value = parameter.get(config);
            read(file, parameter.key, value, 0.0F, parameter.high);
            parameter.set(config, in_range(parameter, value));
        }
}

// What the map's popover holds and what is worth keeping of it.
void read_map(const json& file, Settings& settings) {
    read(file, "label_px", settings.look.label_px, 10.0F, 32.0F);
    read(file, "trails", settings.look.trails);
    read(file, "labels", settings.look.labels);
    read(file, "names_over_dots", settings.look.names_over_dots);
    read(file, "regions", settings.look.regions);
    read(file, "lines", settings.look.neighbours);
    read(file, "trust", settings.look.trust);
    read(file, "trust_all", settings.look.trust_all);
    int colour = static_cast<int>(settings.look.colour_by);
    read(file, "colour_by", colour, 0, static_cast<int>(ColourBy::Gradient)); // columns are those of one text
    settings.look.colour_by = static_cast<ColourBy>(colour);
    read_projection(file, settings.map.projection);
    read(file, "map_cap", settings.map.cap, 3, 1'000'000);
    bool every_kind = false;
    read(file, "every_kind", every_kind);
    if (every_kind) settings.map.shown = MapWords::Every;
    read(file, "map_settings_open", settings.map_settings_open);
    bool remove = false;
    if (file.contains("remove_frequency")) {
        read(file, "remove_frequency", remove);
        settings.map.remove_frequency = remove;
    }
}

json map_fields(const Settings& settings) {
    const MapLook& look = settings.look;
    json fields{{"label_px", look.label_px},
                {"trails", look.trails},
                {"labels", look.labels},
                {"names_over_dots", look.names_over_dots},
                {"regions", look.regions},
                {"lines", look.neighbours},
                {"trust", look.trust},
                {"trust_all", look.trust_all},
                {"colour_by", look.colour_by == ColourBy::Column ? 0 : static_cast<int>(look.colour_by)},
                {"map_cap", settings.map.cap},
                {"every_kind", settings.map.shown == MapWords::Every},
                {"map_settings_open", settings.map_settings_open}};
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters)
            fields[parameter.key] = parameter.get(settings.map.projection);
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
    read(file, "words_share", share(Panel::Words), 0.1F,
         0.9F); // as they were called before there were "shares"
    read(file, "attention_share", share(Panel::Attention), 0.1F, 0.9F);
    const json shares = file.value("shares", json::object());
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (shares.is_object()) read(shares, info.name, share(info.id), 0.1F, 0.9F);
        w.show(info.id, info.stays || (info.shown ? !names("hidden", info.name) : names("shown", info.name)));
    }
}

} // namespace

std::filesystem::path settings_path() {
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0')
        return std::filesystem::path{config} / "wordfield" / "settings.json";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::filesystem::path{home} / ".config" / "wordfield" / "settings.json";
    return {};
}

Settings load_settings(const std::filesystem::path& path) {
    Settings settings;
    const json file = json::parse(text_of(path), nullptr, false);
    if (!file.is_object()) return settings;
    read(file, "width", settings.width, 640, 16384);
    read(file, "height", settings.height, 480, 16384);
    read(file, "text_size", settings.text_size, text_sizes.front(), text_sizes.back());
    read(file, "history_bytes", settings.history_bytes, least_history_bytes, most_history_bytes);
    read_files(file, settings);
    read_map(file, settings);
    if (const auto dark = file.find("dark"); dark != file.end() && dark->is_boolean())
        settings.dark = dark->get<bool>();
    if (const auto seen = file.find("tour_seen"); seen != file.end() && seen->is_boolean())
        settings.tour_seen = seen->get<bool>();
    if (const auto asks = file.find("quit_asks_after"); asks != file.end() && asks->is_number()) {
        settings.quit_asks_after = 0;
        read(file, "quit_asks_after", *settings.quit_asks_after, -1, 1'000'000'000);
    }
    Workspace& w = settings.workspace;
    read(file, "left", w.left, 100.0F, 2000.0F);
    read(file, "right", w.right, 100.0F, 2000.0F);
    read(file, "matrix", w.matrix, 60.0F, 1000.0F);
    read(file, "bottom", w.bottom, 100.0F, 2000.0F);
    read(file, "inside", w.inside, 100.0F, 2000.0F);
    read(file, "inside_share", w.inside_share, 0.1F, 0.9F);
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
