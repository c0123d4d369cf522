// SPDX-License-Identifier: MIT
// What comes from the threads, and what it ends: a run begins, and nothing speaks of the last one any more.
#include "app/workbench.hpp"

#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::app {

void Workbench::take(std::shared_ptr<const Snapshot> snapshot) {
    const bool other_run = !live_snapshot_ || live_snapshot_->run != snapshot->run;
    const bool other_corpus = !live_snapshot_ || live_snapshot_->corpus != snapshot->corpus;
    if (other_corpus) forget_words();
    if (other_run) begin_run(*snapshot);
    live_snapshot_ = std::move(snapshot);
    history_.record(*live_snapshot_);
    heads_.record(*live_snapshot_);
    experiments_.record(*live_snapshot_);
    why_.take(live_snapshot_);
    take_notice(other_run);
    if (other_corpus) choose_first_words();
}

void Workbench::take(std::shared_ptr<const Layout> layout) {
    live_layout_ = std::move(layout);
    history_.record(*live_layout_);
    timeline_.offer(live_snapshot_, live_layout_);
    turn_kept_map();
}

// The words are those of before, and so are what is chosen of them and where they lie: the map glides from
// the old run's to the new one's.
void Workbench::begin_run(const Snapshot& first) {
    if (live_snapshot_) exchange_stories(live_snapshot_->run, first.run); // the old one may come back
    why_ = {};
    looked_at_ = {};
    neighbours_of_.reset();
    frame_.neighbours.clear();
    if (live_layout_ && live_layout_->run != first.run) live_layout_.reset();
    if (second_layout_ && second_layout_->run != first.run) second_layout_.reset();
    selection_.layer = std::clamp(selection_.layer, 0, std::max(0, first.model.layers - 1));
    selection_.head = std::clamp(selection_.head, 0, std::max(0, first.model.heads - 1));
}

void Workbench::forget_words() {
    history_ = {};
    heads_ = {};
    timeline_ = Timeline{};
    experiments_ = {};
    replaced_.reset();
    live_snapshot_.reset();
    live_layout_.reset();
    second_layout_.reset();
    looked_at_ = {};
    app::forget_words(map_);
    app::forget_words(second_map_);
    words_state_ = {};
    training_ = {};
    matrix_.forget_words();
    attention_.forget_words();
    next_word_.forget_words();
    word_.forget_words();
    inside_.forget_words();
    words_ = {};
    colours_ = {};
    why_ = {};
    models_.forget();
    selection_.forget_words();
    ui_.rects.begin_frame();
    frame_ = {};
    out_ = {};
    neighbours_of_.reset();
    neighbours_word_.reset();
    watched_.reset();
    notice_number_ = 0;
    isolated_last_ = false;
    restless_ = true;
}

// The word before last: what the model expects there can be compared with what the sentence says.
void Workbench::choose_first_words() {
    const int length = static_cast<int>(live_snapshot_->probe.tokens.size());
    selection_.position = length > 3 ? length - 3 : -1;
    for (const std::string& word : to_choose_)
        if (const auto id = find_word(live_snapshot_->corpus->vocabulary, word)) selection_.toggle(*id);
}

} // namespace wordfield::app
