// SPDX-License-Identifier: MIT
#include "app/story/time_marks.hpp"

#include "model/core/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float solved = 2.0F / 3, lost = 1.0F / 3; // share of a relation's questions

float middle_of(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void add_purity(std::vector<TimeMark>& marks, std::span<const HistoryPoint> purity) {
    for (const float level : {0.5F, 0.8F, 0.9F}) {
        const auto above = std::ranges::find_if(purity, [&](const auto& p) { return p.value >= level; });
        if (above == purity.end() || above == purity.begin()) continue; // there from the beginning
        marks.push_back(
            {TimeMark::Kind::Purity, std::llround(above->step), format("purity passes %.1f", level)});
    }
}

void add_relation(std::vector<TimeMark>& marks, const RelationCurve& relation) {
    constexpr std::int64_t fewest = 6; // questions
    if (relation.questions < fewest) return;
    const auto points = relation.accuracy.points();
    const auto first = std::ranges::find_if(points, [](const auto& p) { return p.value >= solved; });
    if (first == points.end() || first == points.begin()) return;
    marks.push_back({TimeMark::Kind::Relation, std::llround(first->step), relation.name + " solved"});
    const auto gone = std::find_if(first, points.end(), [](const auto& p) { return p.value <= lost; });
    if (gone != points.end())
        marks.push_back({TimeMark::Kind::Relation, std::llround(gone->step), relation.name + " lost again"});
}

} // namespace

std::vector<std::int64_t> loss_spikes(std::span<const HistoryPoint> points) {
    constexpr std::size_t before = 16;
    constexpr double settled = 20;
    constexpr float deviations = 8, least = 0.3F;
    std::vector<std::int64_t> steps;
    bool in_spike = false;
    for (std::size_t i = before; i < points.size(); ++i) {
        std::vector<float> values;
        for (std::size_t k = i - before; k < i; ++k) values.push_back(points[k].value);
        const float middle = middle_of(values);
        for (float& value : values) value = std::abs(value - middle);
        const float above = points[i].value - middle;
        const bool jumps =
            points[i].step >= settled && above > least && above > deviations * middle_of(values);
        if (jumps && !in_spike) steps.push_back(std::llround(points[i].step));
        in_spike = jumps;
    }
    return steps;
}

std::vector<TimeMark> time_marks(const History& history, const Experiments& experiments,
                                 const Meeting* meeting, std::optional<std::int64_t> branched_at) {
    std::vector<TimeMark> marks;
    add_purity(marks, history.purity.points());
    for (const RelationCurve& relation : history.relations) add_relation(marks, relation);
    for (const std::int64_t step : loss_spikes(history.train_loss.points()))
        marks.push_back({TimeMark::Kind::Loss, step, "the loss jumps"});
    for (const Experiment& e : experiments.list())
        if (!e.taken_back) marks.push_back({TimeMark::Kind::Change, e.step, e.what});
    if (meeting != nullptr && meeting->step())
        marks.push_back({TimeMark::Kind::Meeting, *meeting->step(), meeting->sentence()});
    if (branched_at) marks.push_back({TimeMark::Kind::Branch, *branched_at, "this branch begins"});
    std::ranges::stable_sort(marks, {}, &TimeMark::step);
    return marks;
}

} // namespace wordfield::app
