// SPDX-License-Identifier: MIT
#include "model/history/archived_run.hpp"

#include "model/core/input_file.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::inline history {
namespace {

void add_point(HistoryCurve& curve, std::int64_t step, float value) {
    while (!curve.points.empty() && curve.points.back().step >= static_cast<double>(step))
        curve.points.pop_back(); // training went back and came by again
    if (std::isfinite(value)) curve.points.push_back({static_cast<double>(step), value});
}

std::shared_ptr<const RunHistory> curves_of(const std::vector<RunProgress>& progress) {
    HistoryCurve train{std::string{HistoryCurve::train_loss}, 0, {}};
    HistoryCurve heldout{std::string{HistoryCurve::heldout_loss}, 0, {}};
    for (const RunProgress& now : progress) {
        if (now.step > 0) add_point(train, now.step, now.train_loss);
        if (now.heldout_step >= 0) add_point(heldout, now.heldout_step, now.heldout_loss);
    }
    auto all = std::make_shared<RunHistory>();
    for (HistoryCurve* const curve : {&train, &heldout})
        if (!curve->points.empty()) all->curves.push_back(std::move(*curve));
    return all->curves.empty() ? nullptr : all;
}

} // namespace

std::shared_ptr<const ArchivedRun> archived(const std::shared_ptr<KeptRun>& kept) {
    const InputFile file{kept->journal()};
    RunJournal journal = read_journal(std::as_bytes(std::span{file.text()}));
    const RunLine line = kept->line();
    const Stretch now = journal.stretches.empty() ? Stretch{0, 0} : journal.stretches.back();
    return std::make_shared<const ArchivedRun>(ArchivedRun{.id = line.id,
                                                           .name = line.name,
                                                           .journal = std::move(journal.journal),
                                                           .stretches = std::move(journal.stretches),
                                                           .ticks = journal.ticks,
                                                           .step = now.step + journal.ticks - now.tick,
                                                           .curves = curves_of(journal.progress),
                                                           .corpus = kept->head().corpus,
                                                           .archive = kept});
}

} // namespace wordfield::inline history
