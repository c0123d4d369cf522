// SPDX-License-Identifier: MIT
#include "model/run/journal.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace wordfield::inline run {
namespace {

class Apply {
public:
    explicit Apply(Trainer& trainer) : trainer_{trainer} {}
    void operator()(const SetLearningRate& c) const {
        trainer_.set_learning_rate(std::clamp(c.rate, 1e-8F, 100.0F));
    }
    void operator()(const SetSchedule& c) const { trainer_.set_schedule(c.schedule); }
    void operator()(const SetOptimizer& c) const { trainer_.set_optimizer(c.kind); }
    void operator()(const SetBatch& c) const { trainer_.set_batch(c.batch); }
    void operator()(const Reseed& c) const { trainer_.reseed(c.seed); }
    void operator()(const FreezeGroup& c) const { trainer_.freeze_group(c.name, c.frozen); }
    void operator()(const FreezeRow& c) const { trainer_.freeze_row(c.row, c.frozen); }
    void operator()(const AblateHead& c) const { trainer_.ablate_head(c.layer, c.head, c.ablated); }
    void operator()(const RowEdit& c) const { trainer_.edit_row(c); }
    void operator()(const UndoRowEdit&) const { trainer_.undo_row_edit(); }

private:
    Trainer& trainer_;
};

} // namespace

void apply(Trainer& trainer, const TrainingCommand& command) {
    std::visit(Apply{trainer}, command);
}

bool step_or_go_back(Trainer& trainer) {
    trainer.step();
    if (!trainer.failed()) return true;
    trainer.roll_back();
    return false;
}

std::unique_ptr<Trainer> replay(std::shared_ptr<const Corpus> corpus, const Keyframe& from,
                                std::span<const JournalEntry> journal, std::int64_t tick) {
    return replay(std::move(corpus), from, journal.subspan(from.entries), tick,
                  [](std::int64_t) { return true; });
}

std::unique_ptr<Trainer> replay(std::shared_ptr<const Corpus> corpus, const Keyframe& from,
                                std::span<const JournalEntry> after, std::int64_t tick,
                                const std::function<bool(std::int64_t)>& goes_on) {
    assert(from.tick <= tick);
    auto trainer = make_trainer(std::move(corpus), from.state);
    auto next = after.begin();
    for (std::int64_t now = from.tick;; ++now) {
        for (; next != after.end() && next->tick == now; ++next) apply(*trainer, next->command);
        if (now == tick) return trainer;
        step_or_go_back(*trainer);
        if (!goes_on(now + 1 - from.tick)) return nullptr;
    }
}

} // namespace wordfield::inline run
