// SPDX-License-Identifier: MIT
#include "model/study/seed_worker.hpp"

#include "model/geometry/neighbours.hpp"
#include "model/run/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <thread>

using namespace wordfield;

namespace {

/// Thirty words of two categories, and a relation.
std::shared_ptr<const Corpus> toy_with_labels() {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus());
    corpus->lexicon.categories = {"low", "high"};
    for (TokenId id = 2; id < 30; ++id) corpus->lexicon.category[id] = id < 16 ? 0 : 1;
    corpus->lexicon.relations = {{"next", {{2, 3, 4, 5}, {6, 7, 8, 9}, {10, 11, 12, 13}}}};
    return corpus;
}

SeedSettings study_of(int seeds, std::int64_t steps = 12) {
    return {.corpus = toy_with_labels(),
            .model = {.dim = 12, .layers = 2, .heads = 3, .context = 12},
            .train = {.batch = 4, .learning_rate = 1e-2F, .seed = 4},
            .steps = steps,
            .seeds = seeds};
}

const SeedStudy::Watch never_stop = [](const SeedProgress&) { return true; };

/// As the window's comparison of two models counts it.
double shared_of_two(const Matrix& a, const Matrix& b, TokenId word) {
    double both = 0.0;
    for (const Neighbour& near : nearest_to_row(a, word, Measure::Cosine, 10))
        for (const Neighbour& there : nearest_to_row(b, word, Measure::Cosine, 10))
            both += near.row == there.row;
    return both / 10;
}

Matrix trained(const SeedSettings& settings, std::uint64_t seed) {
    TrainConfig train = settings.train;
    train.seed = seed;
    Run run{settings.corpus, settings.model, train};
    while (run.step_count() < settings.steps) run.step();
    return run.trainer().moment().embedding->matrix();
}

} // namespace

TEST_CASE("a study trains each seed as a run of its own and compares the neighbours", "[study]") {
    const SeedSettings two = study_of(2);
    const auto result = study_seeds(two, never_stop);
    REQUIRE(result);
    CHECK(result->seeds == std::vector<std::uint64_t>{4, 5});
    CHECK(result->steps == 12);
    const Matrix a = trained(two, 4), b = trained(two, 5);
    REQUIRE(result->words.size() == 28);
    double sum = 0.0;
    for (const WordOverSeeds& word : result->words) {
        CHECK(word.shared.mean == Approx(shared_of_two(a, b, word.word)));
        CHECK(word.always == Approx(word.shared.mean)); // of two, all is both
        CHECK(word.always + word.mostly + word.luck == Approx(1.0));
        sum += word.shared.mean;
    }
    CHECK(result->shared.mean == Approx(sum / 28));
    CHECK(result->chance == Approx(10.0 / 29));
    CHECK(result->losses.size() == 2);
    CHECK(result->categories.size() == 2);
    REQUIRE(result->relations.size() == 1);
    CHECK(result->relations[0].pairs == 6);
    CHECK(result->heads.size() == 6);
    REQUIRE(result->layers.size() == 2);
    CHECK(result->layers[0].previous.size() == 2);
    REQUIRE(result->map);
    // Which of the two agree better is not sure among so few words: their last bits depend on the compiler.
    for (const double share : {result->map->random_start.mean, result->map->same_start.mean}) {
        CHECK(share > result->chance);
        CHECK(share <= 1.0);
    }
}

TEST_CASE("the same seed twice is the same in everything", "[study]") {
    const SeedSettings one = study_of(2);
    const StudyWords words{one.corpus->lexicon};
    ThreadPool alone{1};
    Run run{one.corpus, one.model, one.train};
    for (int i = 0; i < 12; ++i) run.step();
    const std::vector<SeedRun> runs(3, look_at(run.trainer(), words, alone));
    const SeedComparison same = compare_seeds(runs, words, *one.corpus, one.model.context);
    CHECK(same.shared.mean == 1.0);
    CHECK(same.always.mean == Approx(1.0));
    CHECK(same.luck.mean == 0.0);
    for (const double spread :
         {same.shared.spread, same.loss.spread, same.purity->spread, same.accuracy->spread,
          same.relations[0].parallel.spread, same.heads[4].overlap.spread})
        CHECK(spread == 0.0);
    for (const HeadOverSeeds& head : same.heads) {
        CHECK(head.overlap.mean == Approx(1.0).margin(1e-5));
        CHECK(head.same_habit == 2);
    }
}

TEST_CASE("a neighbour of two seeds in four is luck, of three comes most times", "[study]") {
    const SeedSettings one = study_of(4);
    std::vector<SeedRun> runs(4);
    StudyWords words{one.corpus->lexicon};
    words.compared = {2};
    for (std::size_t i = 0; i < 4; ++i) {
        runs[i].near = runs[i].near_on_map = NeighbourLists(1, 3);
        runs[i].near << 3, (i < 3 ? 4 : 5), (i < 2 ? 6 : 7);
    }
    const SeedComparison seen = compare_seeds(runs, words, *one.corpus, 12);
    CHECK(seen.words[0].always == Approx(4.0 / 12));
    CHECK(seen.words[0].mostly == Approx(3.0 / 12));
    CHECK(seen.words[0].luck == Approx(5.0 / 12));
    CHECK_FALSE(seen.purity);
    CHECK(seen.heads.empty());
}

TEST_CASE("a study that is stopped compares what it has", "[study]") {
    const auto stop_in = [](int seed) {
        return [seed](const SeedProgress& p) { return p.seed < seed || p.step < 3; };
    };
    CHECK_FALSE(study_seeds(study_of(3), stop_in(2)));
    const auto two = study_seeds(study_of(3), stop_in(3));
    REQUIRE(two);
    CHECK(two->asked == 3);
    CHECK(two->seeds.size() == 2);
    CHECK_FALSE(two->map);
}

TEST_CASE("a seed that diverges is left out and told, and the others are compared", "[study]") {
    SeedStudy study{study_of(3)};
    study.leave_out(1007);
    while (!study.trained()) REQUIRE(study.train_next(never_stop));
    const auto result = study.compare();
    REQUIRE(result);
    CHECK(result->seeds == std::vector<std::uint64_t>{5, 6});
    CHECK(result->left_out == std::vector<std::string>{"seed 4 diverged at step 1,007 and is left out"});
}

TEST_CASE("one seed has nothing to be compared with", "[study]") {
    CHECK_THROWS_WITH(SeedStudy{study_of(1)},
                      "seeds: one alone has nothing to be compared with (choose 2 to 20)");
    CHECK_THROWS_WITH(SeedStudy{study_of(21)}, "seeds: 21 are too many (choose 2 to 20)");
    CHECK_THROWS(SeedStudy{study_of(2, 0)});
}

TEST_CASE("the worker studies beside others, tells how far it is, and can be stopped", "[study]") {
    SeedWorker worker;
    const auto outcome = [&] {
        for (;;) {
            if (const auto ready = worker.take()) return ready;
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
    };
    worker.begin(study_of(2));
    CHECK(worker.busy());
    const auto done = outcome();
    CHECK_FALSE(worker.busy());
    REQUIRE(done->comparison);
    CHECK(done->comparison->map);
    std::uint64_t seen = 0;
    CHECK(worker.progress(seen));
    worker.begin(study_of(2, 1'000'000));
    worker.cancel();
    const auto stopped = outcome();
    CHECK(stopped->stopped);
    CHECK_FALSE(stopped->comparison);
    CHECK(stopped->error.starts_with("Stopped before"));
}
