// SPDX-License-Identifier: MIT
#include "app/desk/saved_view.hpp"

#include "app/desk/json_fields.hpp"
#include "app/desk/json_text.hpp"
#include "app/desk/map_fields.hpp"
#include "app/desk/playback.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

namespace wordfield::app {
namespace {

using nlohmann::json;

constexpr std::size_t most_groups = 64; // of words without categories
constexpr int most_index = 1'000'000;   // of layers, heads, places, columns: who shows them clamps

/// What a file is read with: everything in it may be wrong.
struct Reader {
    int vocabulary = 0;
    std::size_t categories = 0;

    [[nodiscard]] std::vector<TokenId> words(const json& list) const { return words_in(list, vocabulary); }
};

json axis_fields(const WordAxis& axis) {
    return {{"from", axis.from}, {"to", axis.to}};
}

json map_settings_fields(const MapSettings& settings) {
    const ProjectionConfig& config = settings.projection;
    json fields = projection_fields(config);
    fields["method"] = projection_info(config.method).id;
    fields["dims"] = config.dims;
    fields["seed"] = config.seed;
    fields["components"] = config.components;
    fields["axes"] = json::array();
    for (const WordAxis& axis : config.axes) fields["axes"].push_back(axis_fields(axis));
    fields["every_kind"] = settings.shown == MapWords::Every;
    fields["cap"] = settings.cap;
    fields["vectors_cap"] = settings.vectors_cap;
    fields["place_others"] = settings.place_others;
    fields["words"] = settings.words;
    fields["pinned"] = settings.pinned;
    fields["source"] = static_cast<int>(settings.source);
    fields["unit_length"] = settings.unit_length;
    if (settings.remove_frequency) fields["remove_frequency"] = *settings.remove_frequency;
    return fields;
}

void read_map_settings(const Reader& reader, const json& file, MapSettings& settings) {
    ProjectionConfig& config = settings.projection;
    read_projection(file, config);
    std::string method;
    read_text(file, "method", method);
    for (const ProjectionInfo& info : projections())
        if (method == info.id) config.method = info.method;
    read_number(file, "dims", config.dims, 2, 3);
    if (const json& seed = field_of(file, "seed"); seed.is_number_unsigned())
        config.seed = seed.get<std::uint64_t>();
    if (const json& components = field_of(file, "components"); components.is_array())
        for (std::size_t i = 0; i < std::min(components.size(), config.components.size()); ++i)
            if (components[i].is_number_unsigned())
                config.components[i] =
                    static_cast<int>(std::min<std::uint64_t>(components[i].get<std::uint64_t>(), most_index));
    config.axes.clear();
    if (const json& axes = field_of(file, "axes"); axes.is_array())
        for (const json& axis : axes) {
            WordAxis read{reader.words(field_of(axis, "from")), reader.words(field_of(axis, "to"))};
            if (!read.from.empty() && !read.to.empty() && std::ssize(config.axes) < config.dims)
                config.axes.push_back(std::move(read));
        }
    bool every_kind = settings.shown == MapWords::Every;
    read_flag(file, "every_kind", every_kind);
    if (settings.shown != MapWords::Listed) // asked for on the command line
        settings.shown = every_kind ? MapWords::Every : MapWords::Content;
    read_number(file, "cap", settings.cap, 3, 1'000'000);
    read_number(file, "vectors_cap", settings.vectors_cap, 3, 1'000'000);
    read_flag(file, "place_others", settings.place_others);
    settings.words = reader.words(field_of(file, "words"));
    if (settings.words.size() < 3) settings.words.clear(); // too few for a map
    settings.pinned = reader.words(field_of(file, "pinned"));
    read_choice(file, "source", settings.source, static_cast<int>(RowSource::FirstStep));
    read_flag(file, "unit_length", settings.unit_length);
    if (const json& remove = field_of(file, "remove_frequency"); remove.is_boolean())
        settings.remove_frequency = remove.get<bool>();
}

json map_fields(const ViewValues::Map& map) {
    json fields = map_settings_fields(map.settings);
    fields["words_before"] = map.words_before;
    return fields;
}

void read_maps(const Reader& reader, const json& list, std::vector<ViewValues::Map>& maps) {
    if (!list.is_array()) return;
    for (std::size_t i = 0; i < std::min(list.size(), maps.size()); ++i) {
        read_map_settings(reader, list[i], maps[i].settings);
        maps[i].words_before.clear();
        if (const json& before = field_of(list[i], "words_before"); before.is_array())
            for (const json& words : before) maps[i].words_before.push_back(reader.words(words));
    }
}

json camera_fields(const SavedCamera& s) {
    if (s.follow) return {{"follow", true}};
    return {{"target", {s.target.x, s.target.y, s.target.z}},
            {"zoom", s.zoom},
            {"yaw", s.yaw},
            {"pitch", s.pitch},
            {"follow", s.follow}};
}

void read_camera(const json& file, SavedCamera& s) {
    constexpr float far = 1e4F, quarter_turn = 1.5707964F;
    if (const json& target = field_of(file, "target"); target.is_array() && target.size() == 3)
        for (int i = 0; i < 3; ++i)
            if (const auto number = number_in(target[i]))
                s.target[i] = static_cast<float>(std::clamp(*number, -1.0 * far, 1.0 * far));
    read_number(file, "zoom", s.zoom, 1e-3F, 1e6F);
    read_number(file, "yaw", s.yaw, -far, far);
    read_number(file, "pitch", s.pitch, -quarter_turn, quarter_turn);
    read_flag(file, "follow", s.follow);
}

json panel_list(const std::array<bool, panel_count>& shown) {
    json names = json::array();
    for (int i = 0; i < panel_count; ++i)
        if (shown[i]) names.push_back(panel_name(static_cast<Panel>(i)));
    return names;
}

void read_panel_list(const json& names, std::array<bool, panel_count>& shown) {
    if (!names.is_array()) return;
    for (int i = 0; i < panel_count; ++i) {
        const auto panel = static_cast<Panel>(i);
        shown[i] = info_of(panel).stays || std::ranges::count(names, json(panel_name(panel))) > 0;
    }
}

json splitter_fields(const ViewValues::Splitters& s) {
    return {{"left", s.left},     {"right", s.right},   {"matrix", s.matrix},
            {"bottom", s.bottom}, {"inside", s.inside}, {"inside_share", s.inside_share},
            {"share", s.share}};
}

void read_splitters(const json& file, ViewValues::Splitters& s) {
    for (const auto& [name, value] :
         {std::pair{"left", &s.left}, {"right", &s.right}, {"bottom", &s.bottom}, {"inside", &s.inside}})
        read_number(file, name, *value, 100.0F, 2000.0F);
    read_number(file, "matrix", s.matrix, 60.0F, 1000.0F);
    read_number(file, "inside_share", s.inside_share, 0.1F, 0.9F);
    if (const json& shares = field_of(file, "share"); shares.is_array() && shares.size() == s.share.size())
        for (std::size_t i = 0; i < s.share.size(); ++i)
            if (const auto number = number_in(shares[i]))
                s.share[i] = static_cast<float>(std::clamp(*number, 0.1, 0.9));
}

json chosen_fields(const ViewValues& v) {
    json fields{{"pinned", v.pinned},
                {"sentence", v.sentence},
                {"second_sentence", v.second_sentence},
                {"layer", v.head.layer},
                {"head", v.head.head},
                {"position", v.place.position},
                {"cell_row", v.place.cell_row},
                {"cell_column", v.place.cell_column},
                {"hidden", json::array()},
                {"temperature", v.sampling.temperature},
                {"top_k", v.sampling.cut.top_k},
                {"top_p", v.sampling.cut.top_p},
                {"path", v.marks.path},
                {"pull", v.marks.pull},
                {"sum", v.marks.sum},
                {"measure", v.measure},
                {"sort", static_cast<int>(v.order.by)},
                {"descending", v.order.descending}};
    if (v.inside) fields["inside"] = static_cast<int>(*v.inside);
    for (std::size_t i = 0; i < v.hidden.size(); ++i)
        if (v.hidden[i] != 0) fields["hidden"].push_back(i);
    return fields;
}

void read_chosen(const Reader& reader, const json& file, ViewValues& v) {
    v.pinned = reader.words(field_of(file, "pinned"));
    read_text(file, "sentence", v.sentence);
    read_text(file, "second_sentence", v.second_sentence);
    read_number(file, "layer", v.head.layer, 0, most_index);
    read_number(file, "head", v.head.head, 0, most_index);
    read_number(file, "position", v.place.position, -1, most_index);
    read_number(file, "cell_row", v.place.cell_row, -1, most_index);
    read_number(file, "cell_column", v.place.cell_column, -1, most_index);
    v.hidden.clear();
    if (const json& hidden = field_of(file, "hidden"); hidden.is_array())
        for (const json& category : hidden)
            if (category.is_number_unsigned() && category.get<std::uint64_t>() < reader.categories) {
                v.hidden.resize(std::max<std::size_t>(v.hidden.size(), category.get<std::size_t>() + 1));
                v.hidden[category.get<std::size_t>()] = 1;
            }
    read_number(file, "temperature", v.sampling.temperature, 0.05F, 5.0F);
    read_number(file, "top_k", v.sampling.cut.top_k, 0, most_index);
    read_number(file, "top_p", v.sampling.cut.top_p, 0.01F, 1.0F);
    read_flag(file, "path", v.marks.path);
    read_flag(file, "pull", v.marks.pull);
    read_flag(file, "sum", v.marks.sum);
    read_number(file, "measure", v.measure, 0, 2);
    read_choice(file, "sort", v.order.by, static_cast<int>(WordSort::Moved));
    read_flag(file, "descending", v.order.descending);
    v.inside.reset();
    if (field_of(file, "inside").is_number_unsigned()) {
        v.inside = Inside::Cell;
        read_choice(file, "inside", *v.inside, static_cast<int>(Inside::Opposites));
    }
}

} // namespace

std::string view_text(const SavedView& view) {
    const ViewValues& v = view.values;
    json file{{"chosen", chosen_fields(v)},
              {"look", look_fields(v.look)},
              {"maps", json::array()},
              {"maps_shown", v.shown.count},
              {"cameras", json::array()},
              {"panels", panel_list(v.panels)},
              {"splitters", splitter_fields(v.splitters)},
              {"dark", v.dark},
              {"running", view.running},
              {"speed_limit", view.speed_limit},
              {"playback_speed", view.playback_speed},
              {"loop", view.loop},
              {"map_alone", view.map_alone},
              {"arithmetic", view.arithmetic}};
    if (view.step) file["step"] = *view.step;
    for (const ViewValues::Map& map : v.maps) file["maps"].push_back(map_fields(map));
    for (const SavedCamera& camera : view.cameras) file["cameras"].push_back(camera_fields(camera));
    return json_text(file, 1);
}

std::optional<SavedView> read_view(std::string_view text, SavedView view, const Corpus& corpus) {
    const json file = json::parse(text, nullptr, false);
    if (!file.is_object()) return std::nullopt;
    const Reader reader{corpus.lexicon.vocabulary.size(),
                        std::max(corpus.lexicon.categories.size(), most_groups)};
    ViewValues& v = view.values;
    read_chosen(reader, field_of(file, "chosen"), v);
    read_look(field_of(file, "look"), v.look);
    if (v.look.column >= std::ssize(corpus.lexicon.columns)) v.look.column = 0;
    if (v.look.colour_by == ColourBy::Column && corpus.lexicon.columns.empty())
        v.look.colour_by = ColourBy::Category;
    read_maps(reader, field_of(file, "maps"), v.maps);
    read_number(file, "maps_shown", v.shown.count, 1, static_cast<int>(v.maps.size()));
    v.shown.kept.reset(); // of a process that is gone
    if (const json& cameras = field_of(file, "cameras"); cameras.is_array())
        for (std::size_t i = 0; i < std::min(cameras.size(), view.cameras.size()); ++i)
            read_camera(cameras[i], view.cameras[i]);
    read_panel_list(field_of(file, "panels"), v.panels);
    read_splitters(field_of(file, "splitters"), v.splitters);
    read_flag(file, "dark", v.dark);
    view.step.reset();
    if (field_of(file, "step").is_number_unsigned()) {
        view.step = 0;
        read_number(file, "step", *view.step, std::int64_t{0}, latest_step);
    }
    read_flag(file, "running", view.running);
    read_number(file, "speed_limit", view.speed_limit, 0.0, 1e6);
    read_number(file, "playback_speed", view.playback_speed, 0,
                static_cast<int>(Playback::speeds.size()) - 1);
    read_flag(file, "loop", view.loop);
    read_flag(file, "map_alone", view.map_alone);
    read_text(file, "arithmetic", view.arithmetic);
    return view;
}

} // namespace wordfield::app
