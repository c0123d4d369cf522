// SPDX-License-Identifier: MIT
// Memory that ends while a model is trained and mapped: training waits, says so, and goes on when there is
// some again.
#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"
#include "model/map/map_worker.hpp"
#include "model/run/session.hpp"
#include "model/train/trainer.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_limit.hpp"
#include "tests/support/toy_corpus.hpp"

#include <chrono>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

using namespace wordfield;

TEST_CASE("what the system refuses becomes a sentence, and an Error keeps its own", "[core][memory]") {
    CHECK(failure_sentence(std::bad_alloc{}, "while reading a.txt", "give less") ==
          "memory: is used up while reading a.txt (give less)");
    CHECK(failure_sentence(std::length_error{"vector::_M_default_append"}, "here", "give less") ==
          "memory: is used up here (give less)");
    const std::system_error thread{std::make_error_code(std::errc::resource_unavailable_try_again)};
    CHECK(failure_sentence(thread, "here", "give less").starts_with("threads: the system starts no more"));
    CHECK(failure_sentence(Error{"a.txt", "is empty", "give a text"}, "here", "give less") ==
          "a.txt: is empty (give a text)");
    CHECK(readable_bytes(12e6) == "12 MB");
    CHECK(readable_bytes(155.4e9) == "155.4 GB");
}

#ifdef WORDFIELD_MEMORY_CAN_END

namespace {

constexpr std::size_t scarce = 4U << 20U; // bytes; each table below takes 13 MB

SessionOptions wide_model() {
    return {.corpus = test::toy_corpus(200'000, 4000),
            .model = {.kind = ModelKind::SkipGram, .dim = 16, .context = 8},
            .train = {.batch = 2, .learning_rate = 0.01F, .horizon = 50},
            .on_news = {}};
}

// The first thing of `source` within a minute for which `wanted` holds. All of them stay in `kept`, so that
// none gives memory back.
template <class T, class Wanted>
std::shared_ptr<const T> await(const Latest<T>& source, std::vector<std::shared_ptr<const T>>& kept,
                               std::uint64_t& seen, Wanted wanted) {
    for (int i = 0; i < 60'000; ++i) {
        if (auto next = source.take_newer(seen)) {
            kept.push_back(next);
            if (wanted(*next)) return next;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return nullptr;
}

bool says_what_to_do(const std::string& sentence) {
    return sentence.starts_with("memory: ") && sentence.find('(') != std::string::npos;
}

int train_out_of_memory() {
    Session session{wide_model()};
    std::vector<std::shared_ptr<const Status>> kept;
    kept.reserve(10'000);
    std::uint64_t seen = 0;
    if (!await(session.status(), kept, seen, [](const Status& s) { return s.moment->step > 2; })) return 1;
    test::limit_memory(scarce);
    const auto failed =
        await(session.status(), kept, seen, [](const Status& s) { return s.state == RunState::Failed; });
    test::lift_memory_limit();
    if (!failed) return 2;
    if (!says_what_to_do(failed->message)) return 3;
    if (failed->message.find("--dim") == std::string::npos) return 4;
    session.post(SetRunning{true});
    const auto on = await(session.status(), kept, seen, [&](const Status& s) {
        return s.state == RunState::Running && s.moment->step > failed->moment->step + 2;
    });
    return on && on->moment->embedding->matrix().allFinite() && on->run == failed->run ? 0 : 5;
}

int begin_out_of_memory() {
    Session session{wide_model()};
    std::vector<std::shared_ptr<const Status>> kept;
    std::uint64_t seen = 0;
    session.post(SetRunning{false});
    const auto before =
        await(session.status(), kept, seen, [](const Status& s) { return s.state == RunState::Paused; });
    if (!before) return 1;
    test::limit_memory(scarce);
    session.post(Restart{9});
    const auto told =
        await(session.status(), kept, seen, [](const Status& s) { return s.notice_number > 0; });
    test::lift_memory_limit();
    if (!told || told->run != before->run) return 2; // the old one goes on
    if (!says_what_to_do(told->notice)) return 3;
    session.post(RunSteps{3});
    return await(session.status(), kept, seen,
                 [&](const Status& s) {
                     return s.moment->step == told->moment->step + 3 && s.run == before->run;
                 })
               ? 0
               : 4;
}

int map_out_of_memory() {
    Session session{wide_model()};
    session.post(SetRunning{false});
    MapSettings settings;
    settings.projection.method = ProjectionMethod::Pca;
    settings.cap = 150'000;
    settings.groups = 0;
    MapWorker worker{session.moments(), settings};
    std::vector<std::shared_ptr<const Layout>> kept;
    std::uint64_t seen = 0, seen_trouble = 0;
    if (!await(worker.layouts(), kept, seen, [](const Layout& l) { return l.step >= 0; })) return 1;
    test::limit_memory(scarce);
    std::vector<std::shared_ptr<const std::string>> sentences;
    settings.unit_length = false; // other rows
    worker.set(settings);
    const auto trouble =
        await(worker.trouble(), sentences, seen_trouble, [](const std::string&) { return true; });
    test::lift_memory_limit();
    if (!trouble) return 2;
    if (!says_what_to_do(*trouble)) return 3;
    if (trouble->find("while a map of 150,000 words was made (about ") == std::string::npos) return 5;
    session.post(RunSteps{1});
    const auto before = kept.back()->step;
    return await(worker.layouts(), kept, seen, [&](const Layout& l) { return l.step > before; }) ? 0 : 4;
}

} // namespace

TEST_CASE("training waits when memory ends, and goes on when there is some", "[model][memory]") {
    CHECK(test::run_apart(train_out_of_memory) == 0);
}

TEST_CASE("a run for which memory does not suffice leaves the one that is there", "[model][memory]") {
    CHECK(test::run_apart(begin_out_of_memory) == 0);
}

TEST_CASE("the map's thread outlives the end of memory", "[map][memory]") {
    CHECK(test::run_apart(map_out_of_memory) == 0);
}

TEST_CASE("a model that is too large says how large it is, and which would fit", "[model][memory]") {
    CHECK(
        test::run_apart([] {
            test::limit_memory(std::size_t{200} << 20U);
            const ModelConfig large{.dim = 1024, .layers = 12, .heads = 8};
            std::string words;
            try {
                (void)make_trainer(test::toy_corpus(), large, {});
            } catch (const Error& error) {
                words = error.what();
            } catch (...) {
                return 1;
            }
            for (const char* part : {"takes at least 2.4 GB where 2", "MB are left (--dim 128 would fit, or"})
                if (words.find(part) == std::string::npos) return 2;
            ModelConfig fits = large;
            fits.dim = 128;
            return make_trainer(test::toy_corpus(), fits, {}) ? 0 : 3;
        }) == 0);
}

TEST_CASE("the memory that is left is what a limit leaves", "[core][memory]") {
    CHECK(test::run_apart([] {
              const double plenty = free_memory();
              test::limit_memory(std::size_t{64} << 20U);
              const double little = free_memory();
              return plenty > 100e6 && little > 60e6 && little < 68e6 ? 0 : 1;
          }) == 0);
}

#endif
