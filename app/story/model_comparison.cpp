// SPDX-License-Identifier: MIT
#include "app/story/model_comparison.hpp"

#include "app/story/comparison_work.hpp"
#include "model/core/failure.hpp"
#include "model/core/number_text.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <system_error>

namespace wordfield::app {
namespace {

constexpr double shortest_pause = 0.4; // seconds between two comparisons while training goes on
constexpr double share_of_time = 0.2;  // that they may take of it

} // namespace

struct ModelComparison::Whole : Errand<ComparisonQuestion, ComparisonAnswer> {
    Whole() : Errand{compare_all} {}
};
struct ModelComparison::Single : Errand<ComparedWordQuestion, ComparedWord> {
    Single() : Errand{compare_one} {}
};

ModelComparison::ModelComparison() = default;
ModelComparison::~ModelComparison() = default;
ModelComparison::ModelComparison(ModelComparison&&) noexcept = default;
ModelComparison& ModelComparison::operator=(ModelComparison&&) noexcept = default;

std::string model_name(const Moment& moment, const std::string& run) {
    if (!moment.capabilities.trains) return moment.corpus->name;
    const std::string& name = run.empty() ? info_of(moment.model.kind).name : run;
    return name + ", step " + with_commas(moment.step);
}

void ModelComparison::forget() {
    const std::int64_t floor = least_count_;
    *this = {};
    least_count_ = floor;
}

void ModelComparison::keep(const Moment& moment, const std::string& run) {
    forget();
    kept_ = id_of(moment);
    name_ = model_name(moment, run);
    common_ = std::make_shared<const WordsInCommon>(all_in_common(moment.corpus->lexicon.vocabulary));
    begin();
}

void ModelComparison::open(std::shared_ptr<const ComparedFile> file) {
    forget();
    file_ = std::move(file);
    name_ = file_->name;
    common_ = file_->words;
    begin();
}

void ModelComparison::begin() {
    knows_counts_ = std::ranges::any_of(common_->counts, [](std::int64_t count) { return count > 0; });
    try {
        whole_ = std::make_unique<Whole>();
        single_ = std::make_unique<Single>();
    } catch (const std::system_error& error) {
        trouble_ = failure_sentence(error, "to compare two embeddings", "close other programs");
    }
}

std::optional<Index> ModelComparison::place_of(TokenId word) const {
    if (!common_) return std::nullopt;
    const auto at = std::ranges::lower_bound(common_->a, word);
    if (at == common_->a.end() || *at != word) return std::nullopt;
    return at - common_->a.begin();
}

void ModelComparison::advance(const MomentStore& store, const std::shared_ptr<const Moment>& now,
                              std::optional<TokenId> subject, double time) {
    if (!active() || !now || !single_) return;
    const std::shared_ptr<const Moment> kept = kept_ ? store.find(*kept_).moment : nullptr;
    if (kept_ ? !kept || now->corpus != kept->corpus : now->corpus != file_->corpus) return forget();
    take_answers(time);
    ask_whole(now->embedding, kept ? kept->embedding : file_->rows, time);
    ask_word(subject);
}

void ModelComparison::take_answers(double time) {
    if (const auto answer = whole_->take()) {
        trouble_ = answer->trouble;
        if (answer->figures || !figures_) tables_ = answer->tables; // a word has the figures' own tables
        if (answer->figures) {
            figures_ = answer->figures;
            moved_most_.clear();
            for (const WordChange& one : figures_->most) moved_most_.push_back(token(one.word));
        }
        next_ask_ = time + std::max(shortest_pause, answer->seconds * (1.0 / share_of_time - 1.0));
    }
    if (auto answer = single_->take()) word_ = std::move(answer);
}

// Another floor is asked for at once: somebody chose it.
void ModelComparison::ask_whole(const Table& now, const Table& other, double time) {
    const bool other_floor = asked_.least_count != least_count_;
    stale_ = asked_.now != now || other_floor;
    if (!stale_ || whole_->busy() || (!other_floor && time < next_ask_)) return;
    asked_ = {now, least_count_};
    stale_ = false;
    whole_->ask(file_ ? ComparisonQuestion{now, other, common_, least_count_}
                      : ComparisonQuestion{other, now, common_, least_count_});
}

void ModelComparison::ask_word(std::optional<TokenId> subject) {
    const std::optional<Index> place = subject ? place_of(*subject) : std::nullopt;
    if (!place || !tables_) {
        asked_word_ = {};
        return;
    }
    const AskedWord wanted{tables_, figures_, *place};
    if (wanted == asked_word_) return;
    asked_word_ = wanted;
    single_->ask({tables_, figures_, *place, nearest});
}

bool ModelComparison::pending() const {
    return active() && single_ && (stale_ || whole_->pending() || single_->pending());
}

const ComparedWord* ModelComparison::word() const {
    return word_ && word_->change.word == asked_word_.place ? word_.get() : nullptr;
}

} // namespace wordfield::app
