// SPDX-License-Identifier: MIT
// Projections as data. Tool bar, popover, badges, command line, settings file and report are made from this
// list, so that another projection is an implementation, its info, and one line here (projection_info.cpp).
#pragma once

#include "model/map/projection.hpp"

#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace wordfield::inline map {

/// A value of a parameter that has a name of its own.
struct ParameterStop {
    float value;
    const char* name;
    const char* explanation;
};

/// One number of a projection, wherever it is asked for.
struct ProjectionParameter {
    const char* id;             ///< of its slider
    const char* key;            ///< in a settings file
    const char* flag = nullptr; ///< on the command line; null where it cannot be said there
    const char* help = nullptr; ///< what --help says of the flag
    const char* name;
    const char* explanation;   ///< on hover
    float low = 0.0F;          ///< the range, everywhere
    float high = 0.0F;         ///< both ends belong to it
    bool logarithmic = true;   ///< of the slider
    bool whole = false;        ///< a whole number
    int decimals = 0;          ///< shown of values below ten
    bool recall_curve = false; ///< whether a curve along the slider shows what the map would keep
    float (*get)(const ProjectionConfig&) = nullptr;
    void (*set)(ProjectionConfig&, float) = nullptr;
    /// What 0 stands for with n words; null where 0 is a value like any other.
    float (*automatic)(const ProjectionConfig&, Index n) = nullptr;
    const char* automatic_explanation = nullptr; ///< of the button that goes back to it
    std::vector<ParameterStop> stops{};          ///< rising
};

/// The getter and the setter of a number of the config: bind<&ProjectionConfig::perplexity>(parameter).
template <auto Member>
ProjectionParameter bind(ProjectionParameter parameter) {
    using Number = std::remove_cvref_t<decltype(ProjectionConfig{}.*Member)>;
    parameter.whole = std::is_integral_v<Number>;
    parameter.get = [](const ProjectionConfig& config) { return static_cast<float>(config.*Member); };
    parameter.set = [](ProjectionConfig& config, float value) {
        config.*Member = static_cast<Number>(std::is_integral_v<Number> ? std::round(value) : value);
    };
    return parameter;
}

/// What else somebody chooses for a map, besides numbers.
enum class ProjectionChoice { Nothing, Components, Columns, WordAxes };

/// Where the tool bar has a button for it; the popover has one for each. One that is in use has one always.
enum class ToolBarPlace { Always, WhereRoom, Never };

struct ProjectionInfo {
    ProjectionMethod method = ProjectionMethod::Pca;
    const char* id = "";         ///< as the command line has it
    const char* reported = "";   ///< as the report has it: map.method
    const char* name = "";       ///< in the popover
    const char* short_name = ""; ///< in the tool bar
    const char* explanation = "";
    const char* quality = ""; ///< how to read the badge of what the map keeps, after what it says of all maps
    const char* caution = ""; ///< stands under every map of the kind; empty for none
    const char* caution_explanation = "";
    bool fills_canvas = false; ///< distances across it mean so little that it may be stretched to its canvas
    bool on_command_line = false; ///< whether --project takes it
    ToolBarPlace tool_bar = ToolBarPlace::WhereRoom;
    ProjectionChoice choice = ProjectionChoice::Nothing;
    bool has_axes = false;     ///< whether its axes mean something, and are shown
    bool needs_choice = false; ///< says little before something is chosen: the popover opens with it
    ProjectionMethod beside = ProjectionMethod::Pca; ///< what a second map shows beside it to begin with
    std::vector<ProjectionParameter> parameters{};
    std::unique_ptr<Projection> (*make)(const ProjectionConfig&) = nullptr;
};

/// All of them, in the order in which they are offered. The first is the one that a program begins with.
std::span<const ProjectionInfo> projections();

const ProjectionInfo& projection_info(ProjectionMethod method);

/// "t-SNE or PCA": their names as a sentence has them, those that the command line takes.
std::string projection_names();

/// Numbers of `given` that are still the defaults become those of `remembered`.
ProjectionConfig with_remembered_numbers(ProjectionConfig given, const ProjectionConfig& remembered);

/// Brings `value` into the parameter's range; 0 stays where it stands for a value of the program's own
/// choice.
float in_range(const ProjectionParameter& parameter, float value);

/// "0.80", "12", "auto".
std::string value_text(const ProjectionParameter& parameter, const ProjectionConfig& config);

} // namespace wordfield::inline map
