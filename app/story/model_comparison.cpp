// SPDX-License-Identifier: MIT
#include "app/story/model_comparison.hpp"

#include "model/core/failure.hpp"
#include "model/core/number_text.hpp"
#include "model/core/thread_pool.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace wordfield::app {
namespace {

constexpr double shortest_pause = 0.4; // seconds between two comparisons while training goes on
constexpr double share_of_time = 0.2;  // that they may take of it
constexpr Index few_words = 5000;      // that one thread compares in no time
constexpr int most_threads = 8;

struct WholeQuestion {
    std::shared_ptr<const Matrix> a, b;
    std::shared_ptr<const WordsInCommon> common;
    std::int64_t least_count;
};

struct WholeAnswer {
    std::shared_ptr<const ComparedTables> tables;
    std::shared_ptr<const EmbeddingComparison> figures; ///< null while it is being computed
    double seconds = 0.0;
    std::string trouble;
};

int threads_for(Index words) {
    return words <= few_words
               ? 1
               : std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_threads);
}

// The tables first: neighbours of a word need not wait for everything.
void compare_whole(const WholeQuestion& asked, const std::stop_token& stop,
                   const std::function<void(WholeAnswer)>& tell) {
    const auto begin = std::chrono::steady_clock::now();
    WholeAnswer answer;
    try {
        answer.tables = std::make_shared<const ComparedTables>(asked.a, asked.b, *asked.common, true);
        tell(answer);
        ThreadPool pool{threads_for(answer.tables->size())};
        auto found = compare_embeddings(*answer.tables, {.least_count = asked.least_count}, pool, stop);
        if (!found) return;
        answer.figures = std::make_shared<const EmbeddingComparison>(std::move(*found));
    } catch (const std::exception& error) {
        answer.trouble =
            failure_sentence(error, "while two embeddings were compared", "close other programs");
    }
    answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    tell(std::move(answer));
}

struct WordQuestion {
    std::shared_ptr<const ComparedTables> tables;
    std::shared_ptr<const EmbeddingComparison> figures; ///< for the turn; null before the first
    Index place;
};

void compare_single(const WordQuestion& asked, const std::stop_token& /*stop*/,
                    const std::function<void(ComparedWord)>& tell) {
    try {
        tell(compare_word(*asked.tables, asked.figures ? asked.figures->turn : Eigen::MatrixXf{}, asked.place,
                          ModelComparison::nearest));
    } catch (const std::exception&) { // of memory: the next word may find some
    }
}

} // namespace

struct ModelComparison::Whole : Errand<WholeQuestion, WholeAnswer> {
    Whole() : Errand{compare_whole} {}
};
struct ModelComparison::Single : Errand<WordQuestion, ComparedWord> {
    Single() : Errand{compare_single} {}
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
    whole_ = std::make_unique<Whole>();
    single_ = std::make_unique<Single>();
}

std::optional<Index> ModelComparison::place_of(TokenId word) const {
    if (!common_) return std::nullopt;
    const auto at = std::ranges::lower_bound(common_->a, word);
    if (at == common_->a.end() || *at != word) return std::nullopt;
    return at - common_->a.begin();
}

void ModelComparison::advance(const MomentStore& store, const std::shared_ptr<const Moment>& now,
                              std::optional<TokenId> subject, double time) {
    if (!active() || !now) return;
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
        next_ask_ = time + std::max(shortest_pause, answer->seconds / share_of_time);
    }
    if (auto answer = single_->take()) word_ = std::move(answer);
}

// Another floor is asked for at once: somebody chose it.
void ModelComparison::ask_whole(const Rows& now, const Rows& other, double time) {
    const bool other_floor = asked_.least_count != least_count_;
    stale_ = asked_.now != now || other_floor;
    if (!stale_ || whole_->busy() || (!other_floor && time < next_ask_)) return;
    asked_ = {now, least_count_};
    stale_ = false;
    whole_->ask(file_ ? WholeQuestion{now, other, common_, least_count_}
                      : WholeQuestion{other, now, common_, least_count_});
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
    single_->ask({tables_, figures_, *place});
}

bool ModelComparison::pending() const {
    return active() && (stale_ || whole_->pending() || single_->pending());
}

const ComparedWord* ModelComparison::word() const {
    return word_ && word_->change.word == asked_word_.place ? word_.get() : nullptr;
}

} // namespace wordfield::app
