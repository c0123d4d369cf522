// SPDX-License-Identifier: MIT
// What comes from the threads, and what it ends: a run begins, and nothing speaks of the last one any more.
#include "app/workbench/workbench.hpp"

#include "app/story/suggested_sum.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::app {

void Workbench::take(std::shared_ptr<const Status> status) {
    if (!status->moment) return;
    const std::shared_ptr<const Moment>& moment = status->moment;
    const bool other_run = !live_moment_ || live_moment_->run != moment->run;
    const bool other_corpus = !live_moment_ || live_moment_->corpus != moment->corpus;
    const bool other_moment = live_moment_ != moment;
    if (other_corpus) forget_words();
    for (const std::uint64_t ticket :
         status->refused) // before a run is taken for that of a step that was refused
        if (ticket > refused_) undo_.refused(refused_ = ticket);
    if (other_run) begin_run(*status);
    status_ = std::move(status);
    live_moment_ = status_->moment;
    if (other_moment) {
        history_.record(*live_moment_);
        heads_.record(*live_moment_);
        experiments_.record(*live_moment_);
        why_.take(live_moment_);
    }
    take_notice(other_run);
    encode_sentences();
    if (status_->applied >= ticket_) undo_.know(TrainerValues::of(live_moment_->train, status_->speed_limit));
    if (other_moment) tell_verdict();
    if (other_corpus) choose_first_words();
    if (!to_restore_.empty()) restore_view();
}

void Workbench::take(std::shared_ptr<const Reading> reading) {
    if (live_moment_ && reading->asked.moment->run == live_moment_->run) reading_ = std::move(reading);
}

void Workbench::take(std::shared_ptr<const Pulling> pulling) {
    if (live_moment_ && pulling->moment->run == live_moment_->run) pulling_ = std::move(pulling);
}

void Workbench::take(std::shared_ptr<const Contexts> contexts) {
    if (live_moment_ && contexts->moment->run == live_moment_->run) contexts_ = std::move(contexts);
}

void Workbench::take(std::shared_ptr<const Findings> findings) {
    findings_ = std::move(findings);
}

// Who asks the same as before asks the same question, so that it is not put anew.
void Workbench::take_inquiries() {
    for (auto& inquiry : out_.inquiries)
        for (const auto& before : inquiries_)
            if (before->same_as(*inquiry)) inquiry = before;
    inquiries_ = std::exchange(out_.inquiries, {});
}

std::optional<Question> Workbench::question() const {
    auto moment = looked_at_ ? moments_.find(*looked_at_).moment : nullptr;
    const bool live = moment == nullptr;
    if (live) moment = live_moment_;
    if (!moment) return std::nullopt;
    const Experiment* experiment = experiments_.latest();
    return Question{.moment = moment,
                    .sentence = sentence_.tokens,
                    .comparison = second_sentence_.tokens,
                    .earlier = experiment != nullptr ? moments_.find(experiment->before).moment : nullptr,
                    .number = sentence_number_,
                    .row = view_.selection.focus(),
                    .contexts = view_.selection.path,
                    .live = live,
                    .trains = status_ && status_->running(),
                    .inquiries = inquiries_};
}

// A sentence is asked about when it is another one, or another corpus has other words for it.
void Workbench::encode_sentences() {
    if (!live_moment_) return;
    const auto encode_anew = [&](Encoded& last, const std::string& words) {
        if (last.words == words && (!last.tokens.empty() || words.empty())) return false;
        last = {words, live_moment_->corpus->encode(words)};
        return true;
    };
    if (encode_anew(sentence_, view_.sentence)) ++sentence_number_;
    encode_anew(second_sentence_, view_.second_sentence);
}

void Workbench::take(std::shared_ptr<const Layout> layout, int map) {
    maps_.take(std::move(layout), map);
    if (map > 0) return; // history and time bar follow the map at the left
    history_.record(*maps_.newest());
    moments_.record(live_moment_, maps_.newest());
    moment_bytes_ = moments_.bytes();
    maps_.turn_kept(frame_.time);
}

// The words are those of before, and so are what is chosen of them and where they lie: the map glides from
// the old run's to the new one's.
void Workbench::begin_run(const Status& status) {
    const Moment& first = *status.moment;
    if (live_moment_) {
        exchange_stories(live_moment_->run, status); // the old one may come back
        undo_.begin_run(live_moment_->run, first.run);
    }
    why_ = {};
    leave_replay();
    replay_.reset();
    looked_at_.reset();
    frame_.neighbours.clear();
    maps_.begin_run(first.run);
    view_.selection.layer = std::clamp(view_.selection.layer, 0, std::max(0, first.model.layers - 1));
    view_.selection.head = std::clamp(view_.selection.head, 0, std::max(0, first.model.heads - 1));
}

void Workbench::forget_words() {
    history_ = {};
    heads_ = {};
    moments_.forget();
    churn_ = {};
    meeting_ = {};
    marks_.forget();
    replay_.reset();
    wanted_step_.reset();
    branch_dialog_.close();
    kept_models_.clear();
    restored_maps_.clear();
    experiments_ = {};
    stories_.clear();
    status_.reset();
    live_moment_.reset();
    reading_.reset();
    pulling_.reset();
    contexts_.reset();
    findings_.reset();
    inquiries_.clear();
    sentence_ = second_sentence_ = {};
    looked_at_.reset();
    maps_.forget_words();
    view_.forget_words();
    for (const auto& panel : panels_) panel->forget_words();
    inside_.forget_words();
    words_ = {};
    colours_ = {};
    why_ = {};
    models_.forget();
    seeds_.forget_words();
    ui_.rects.begin_frame();
    frame_ = {};
    out_ = {};
    neighbours_word_.reset();
    watched_.clear();
    notice_number_ = 0;
    undo_.forget();
    ticket_ = refused_ = 0; // another session counts anew
    restless_ = true;
}

// What somebody typed stays, whether the corpus has the words or not.
void Workbench::suggest_sum() {
    const bool own = view_.arithmetic.text == suggested_sum_;
    if (!own || can_be_solved(*live_moment_->corpus, suggested_sum_)) return;
    suggested_sum_ = suggested_sum(*live_moment_->corpus);
    const std::size_t length = std::min(suggested_sum_.size(), sizeof view_.arithmetic.text - 1);
    suggested_sum_.resize(length);
    std::copy_n(suggested_sum_.c_str(), length + 1, view_.arithmetic.text);
}

// The word before last: what the model expects there can be compared with what the sentence says.
void Workbench::choose_first_words() {
    const int length = std::min(static_cast<int>(sentence_.tokens.size()), live_moment_->model.context);
    view_.selection.position = length > 3 ? length - 3 : -1;
    for (const std::string& word : to_choose_)
        if (const auto id = find_word(live_moment_->corpus->lexicon.vocabulary, word))
            view_.selection.toggle(*id);
    suggest_sum();
}

} // namespace wordfield::app
