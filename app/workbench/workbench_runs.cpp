// SPDX-License-Identifier: MIT
// What comes from the threads, and what it ends: a run begins, and nothing speaks of the last one any more.
#include "app/workbench/workbench.hpp"

#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::app {

void Workbench::take(std::shared_ptr<const Moment> moment) {
    const bool other_run = !live_moment_ || live_moment_->run != moment->run;
    const bool other_corpus = !live_moment_ || live_moment_->corpus != moment->corpus;
    if (other_corpus) forget_words();
    if (other_run) begin_run(*moment);
    live_moment_ = std::move(moment);
    history_.record(*live_moment_);
    heads_.record(*live_moment_);
    experiments_.record(*live_moment_);
    why_.take(live_moment_);
    take_notice(other_run);
    if (other_corpus) choose_first_words();
}

void Workbench::take(std::shared_ptr<const Layout> layout) {
    maps_.take(std::move(layout));
    history_.record(*maps_.newest());
    timeline_.offer(live_moment_, maps_.newest());
    maps_.turn_kept(frame_.time);
}

// The words are those of before, and so are what is chosen of them and where they lie: the map glides from
// the old run's to the new one's.
void Workbench::begin_run(const Moment& first) {
    if (live_moment_) exchange_stories(live_moment_->run, first.run); // the old one may come back
    why_ = {};
    looked_at_ = {};
    neighbours_of_.reset();
    frame_.neighbours.clear();
    maps_.begin_run(first.run);
    view_.selection.layer = std::clamp(view_.selection.layer, 0, std::max(0, first.model.layers - 1));
    view_.selection.head = std::clamp(view_.selection.head, 0, std::max(0, first.model.heads - 1));
}

void Workbench::forget_words() {
    history_ = {};
    heads_ = {};
    timeline_ = Timeline{};
    experiments_ = {};
    replaced_.reset();
    live_moment_.reset();
    looked_at_ = {};
    maps_.forget_words();
    view_.forget_words();
    for (const auto& panel : panels_) panel->forget_words();
    inside_.forget_words();
    words_ = {};
    colours_ = {};
    why_ = {};
    models_.forget();
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
    const int length = static_cast<int>(live_moment_->trace.tokens.size());
    view_.selection.position = length > 3 ? length - 3 : -1;
    for (const std::string& word : to_choose_)
        if (const auto id = find_word(live_moment_->corpus->lexicon.vocabulary, word))
            view_.selection.toggle(*id);
}

} // namespace wordfield::app
