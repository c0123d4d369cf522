// SPDX-License-Identifier: MIT
#include "app/desk/kept_maps.hpp"

#include "app/desk/json_fields.hpp"
#include "model/core/thin.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

namespace wordfield::app {
namespace {

using nlohmann::json;
using Bytes = json::binary_t;

constexpr std::size_t most_bytes = std::size_t{16} << 20U;

// Numbers as they lie in memory: this file is read by the machine that wrote it.
template <class Number>
Bytes packed(const Number* numbers, std::size_t count) {
    Bytes bytes;
    bytes.resize(count * sizeof(Number));
    if (count > 0) std::memcpy(bytes.data(), numbers, bytes.size());
    return bytes;
}

template <class Number>
std::optional<std::vector<Number>> unpacked(const json& value) {
    if (!value.is_binary() || value.get_binary().size() % sizeof(Number) != 0) return std::nullopt;
    const Bytes& bytes = value.get_binary();
    std::vector<Number> numbers(bytes.size() / sizeof(Number));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
}

json matrix_fields(const Matrix& matrix) {
    return {{"columns", matrix.cols()},
            {"numbers", packed(matrix.data(), static_cast<std::size_t>(matrix.size()))}};
}

// Finite, with `columns` of them; nothing for anything else.
std::optional<Matrix> matrix_of(const json& value, Index columns) {
    const auto numbers = unpacked<float>(field_of(value, "numbers"));
    if (!numbers || std::ssize(*numbers) % columns != 0 || field_of(value, "columns") != columns)
        return std::nullopt;
    if (!std::ranges::all_of(*numbers, [](float x) { return std::isfinite(x); })) return std::nullopt;
    return Matrix{Eigen::Map<const Matrix>{numbers->data(), std::ssize(*numbers) / columns, columns}};
}

json region_fields(const MapRegion& region) {
    return {{"label", region.label},    {"part", region.part}, {"words", region.words},
            {"share", region.share},    {"low", region.low},   {"high", region.high},
            {"typical", region.typical}};
}

// 0 for what is no float.
float float_in(const json& value) {
    const double number = number_in(value).value_or(0.0);
    constexpr double most = std::numeric_limits<float>::max();
    return std::abs(number) <= most ? static_cast<float>(number) : 0.0F;
}

std::array<float, 3> corner_of(const json& value) {
    std::array<float, 3> corner{};
    if (!value.is_array() || value.size() != 3) return corner;
    for (std::size_t i = 0; i < 3; ++i) corner[i] = float_in(value[i]);
    return corner;
}

MapRegion region_of(const json& value, int labels, int vocabulary) {
    MapRegion region;
    read_number(value, "label", region.label, 0, std::max(0, labels - 1));
    read_number(value, "part", region.part, 0, 1000);
    read_number(value, "words", region.words, 0, vocabulary);
    read_number(value, "share", region.share, 0.0F, 1.0F);
    region.low = corner_of(field_of(value, "low"));
    region.high = corner_of(field_of(value, "high"));
    region.typical = words_in(field_of(value, "typical"), vocabulary);
    return region;
}

// What a badge tells of a map.
json measured_fields(const Layout& layout) {
    json fields = json::object();
    if (layout.purity)
        fields["purity"] = {layout.purity->overall, layout.purity->error, layout.purity->chance,
                            static_cast<float>(layout.purity->words)};
    if (const auto& q = layout.quality)
        fields["quality"] = {q->trustworthiness,       q->continuity,       q->kept,       q->purity,
                             q->trustworthiness_error, q->continuity_error, q->kept_error, q->purity_error};
    if (layout.divergence) fields["divergence"] = *layout.divergence;
    if (layout.residual) fields["residual"] = *layout.residual;
    return fields;
}

std::vector<float> floats_of(const json& value) {
    std::vector<float> numbers;
    if (value.is_array())
        for (const json& number : value) numbers.push_back(float_in(number));
    return numbers;
}

void read_measured(const json& file, Layout& layout) {
    if (const auto p = floats_of(field_of(file, "purity")); p.size() == 4)
        layout.purity =
            NeighbourPurity{p[0], p[1], p[2], static_cast<int>(std::clamp(p[3], 0.0F, 1e6F)), {}, {}};
    if (const auto q = floats_of(field_of(file, "quality")); q.size() == 8)
        layout.quality = MapQuality{q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7], {}, {}};
    if (field_of(file, "divergence").is_number()) layout.divergence = float_in(file["divergence"]);
    if (field_of(file, "residual").is_number()) layout.residual = float_in(file["residual"]);
}

// The words are left out where they are those of the map before.
json layout_fields(const Layout& layout, const Layout* before) {
    const ProjectionConfig& config = layout.config;
    json fields{{"step", layout.step},
                {"method", projection_info(config.method).id},
                {"dims", config.dims},
                {"components", config.components},
                {"positions", matrix_fields(layout.positions)},
                {"settled", layout.settled},
                {"radius", layout.radius},
                {"stretch", layout.stretch},
                {"spacing", layout.spacing},
                {"regions", json::array()},
                {"axes", matrix_fields(layout.axes)},
                {"explained_variance", layout.explained_variance},
                {"frequency_correlation", layout.frequency_correlation},
                {"frequency_removed", layout.frequency_removed},
                {"measured", measured_fields(layout)}};
    if (before == nullptr || before->words != layout.words)
        fields["words"] = packed(layout.words.data(), layout.words.size());
    if (before == nullptr || before->group != layout.group)
        fields["group"] = packed(layout.group.data(), layout.group.size());
    for (const MapRegion& region : layout.regions) fields["regions"].push_back(region_fields(region));
    return fields;
}

std::shared_ptr<Layout> layout_of(const json& file, const Layout* before, const Corpus& corpus) {
    const int vocabulary = corpus.lexicon.vocabulary.size();
    auto layout = std::make_shared<Layout>();
    read_number(file, "step", layout->step, std::int64_t{0}, latest_step);
    std::string method;
    read_text(file, "method", method);
    const auto info = std::ranges::find(projections(), method, &ProjectionInfo::id);
    if (info == projections().end()) return nullptr;
    layout->config.method = info->method;
    layout->method = info->reported;
    read_number(file, "dims", layout->config.dims, 2, 3);
    const auto words = unpacked<TokenId>(field_of(file, "words"));
    if (words)
        layout->words = *words;
    else if (before != nullptr)
        layout->words = before->words;
    const auto group = unpacked<int>(field_of(file, "group"));
    if (group)
        layout->group = *group;
    else if (before != nullptr)
        layout->group = before->group;
    const auto positions = matrix_of(field_of(file, "positions"), 3);
    const auto below = [](int most) { return [most](int id) { return id >= 0 && id < most; }; };
    const bool known = std::ranges::all_of(layout->words, below(vocabulary)) &&
                       std::ranges::all_of(layout->group, below(vocabulary));
    const bool fits = positions && positions->rows() == std::ssize(layout->words) && !layout->words.empty() &&
                      (layout->group.empty() || layout->group.size() == layout->words.size());
    if (!known || !fits) return nullptr;
    layout->positions = *positions;
    if (auto axes = matrix_of(field_of(file, "axes"), 3); axes && axes->rows() == layout->config.dims)
        layout->axes = std::move(*axes);
    read_flag(file, "settled", layout->settled);
    read_number(file, "radius", layout->radius, 0.0F, 1e9F);
    read_number(file, "stretch", layout->stretch, 0.1F, 10.0F);
    read_number(file, "spacing", layout->spacing, 0.0F, 1e3F);
    layout->vocabulary = vocabulary;
    layout->explained_variance = floats_of(field_of(file, "explained_variance"));
    if (std::ssize(layout->explained_variance) != layout->config.dims) layout->explained_variance.clear();
    read_number(file, "frequency_correlation", layout->frequency_correlation, 0.0F, 1.0F);
    read_flag(file, "frequency_removed", layout->frequency_removed);
    const int labels = layout->group.empty() ? static_cast<int>(corpus.lexicon.categories.size())
                                             : 1 + *std::ranges::max_element(layout->group);
    if (const json& regions = field_of(file, "regions"); regions.is_array() && labels > 0)
        for (const json& region : regions) layout->regions.push_back(region_of(region, labels, vocabulary));
    read_measured(field_of(file, "measured"), *layout);
    return layout;
}

// A size beyond all bounds is thrown whatever is asked for.
json parsed(std::string_view bytes) {
    try {
        return json::from_cbor(bytes, true, false);
    } catch (const json::exception&) {
        return {};
    }
}

std::size_t bytes_of(const KeptMaps& maps) {
    std::size_t sum = 0;
    for (const auto& layout : maps) sum += layout->words.size() * (3 * sizeof(float) + sizeof(TokenId));
    return sum;
}

} // namespace

std::string kept_maps_bytes(KeptMaps maps) {
    while (bytes_of(maps) > most_bytes && maps.size() > 2) {
        const auto last = maps.back();
        drop_every_other(maps);
        if (maps.back() != last) maps.push_back(last);
        if (maps.size() == 3) maps.erase(maps.begin() + 1);
    }
    json file{{"version", 1}, {"maps", json::array()}};
    const Layout* before = nullptr;
    for (const auto& layout : maps) {
        file["maps"].push_back(layout_fields(*layout, before));
        before = layout.get();
    }
    std::string bytes;
    json::to_cbor(file, bytes);
    return bytes;
}

KeptMaps read_kept_maps(std::string_view bytes, const Corpus& corpus, std::uint64_t run) {
    KeptMaps maps;
    const json file = parsed(bytes);
    if (!file.is_object() || field_of(file, "version") != 1 || !field_of(file, "maps").is_array())
        return maps;
    std::shared_ptr<const Layout> beginning, before;
    for (const json& fields : file["maps"]) {
        const auto layout = layout_of(fields, before.get(), corpus);
        if (!layout || (before && layout->step <= before->step)) break; // its words would be guessed
        layout->run = run;
        layout->beginning = beginning;
        if (layout->step == 0) beginning = layout;
        before = layout;
        maps.push_back(layout);
    }
    return maps;
}

} // namespace wordfield::app
