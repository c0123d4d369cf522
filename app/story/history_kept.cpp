// SPDX-License-Identifier: MIT
// Curves to plain numbers and back, for checkpoints.
#include "app/story/history.hpp"

#include <array>
#include <utility>

namespace wordfield::app {
namespace {

// The curves that are there in every run, each with its name in a checkpoint.
template <class AnyHistory>
auto named_curves(AnyHistory& h) {
    return std::array{std::pair{HistoryCurve::train_loss, &h.train_loss},
                      std::pair{HistoryCurve::heldout_loss, &h.heldout_loss},
                      std::pair{HistoryCurve::purity, &h.purity},
                      std::pair{HistoryCurve::map_motion, &h.map_motion},
                      std::pair{HistoryCurve::space_motion, &h.space_motion}};
}

HistoryCurve curve_of(std::string name, std::int64_t questions, const Curve& curve) {
    return {std::move(name), questions, {curve.points().begin(), curve.points().end()}};
}

} // namespace

RunHistory History::kept() const {
    RunHistory kept;
    for (const auto& [name, curve] : named_curves(*this))
        kept.curves.push_back(curve_of(std::string{name}, 0, *curve));
    for (const RelationCurve& relation : relations)
        kept.curves.push_back(curve_of(std::string{HistoryCurve::relation} + relation.name,
                                       relation.questions, relation.accuracy));
    return kept;
}

void History::restore(const RunHistory& earlier) {
    relations.clear();
    for (const HistoryCurve& kept : earlier.curves) {
        for (const auto& [name, curve] : named_curves(*this))
            if (kept.name == name) curve->restore(kept.points);
        if (!kept.name.starts_with(HistoryCurve::relation)) continue;
        relations.push_back({kept.name.substr(HistoryCurve::relation.size()), kept.questions, Curve{256}});
        relations.back().accuracy.restore(kept.points);
    }
    if (!heldout_loss.points().empty())
        heldout_step_ = static_cast<std::int64_t>(heldout_loss.points().back().step);
}

} // namespace wordfield::app
