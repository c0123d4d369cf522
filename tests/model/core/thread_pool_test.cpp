// SPDX-License-Identifier: MIT
#include "model/core/thread_pool.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_limit.hpp"

#include <atomic>
#include <chrono>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace wordfield;

namespace {

// Runs parts of which `bad` throws, and says what came out. Every part counts itself in and out.
struct Attempt {
    std::atomic<int> inside{0}, finished{0};
    std::string thrown;
    int inside_at_return = -1;

    Attempt(ThreadPool& pool, int parts, auto bad) {
        try {
            pool.run(parts, [&](int part) {
                ++inside;
                if (bad(part)) {
                    --inside;
                    throw std::runtime_error{"part " + std::to_string(part)};
                }
                std::this_thread::sleep_for(std::chrono::milliseconds{20}); // still writing when it is thrown
                ++finished;
                --inside;
            });
        } catch (const std::runtime_error& error) {
            thrown = error.what();
        }
        inside_at_return = inside;
    }
};

} // namespace

TEST_CASE("what a part throws comes out of run() when no part runs any more", "[core][pool]") {
    for (const int threads : {1, 2, 4}) {
        ThreadPool pool{threads};
        const auto caller = std::this_thread::get_id();
        for (int bad = 0; bad < 4; ++bad) {
            const Attempt attempt{pool, 4, [&](int part) { return part == bad; }};
            CHECK(attempt.thrown == "part " + std::to_string(bad));
            CHECK(attempt.inside_at_return == 0);
        }
        // On the caller's own thread, and on any but that.
        const Attempt mine{pool, 16, [&](int) { return std::this_thread::get_id() == caller; }};
        CHECK_FALSE(mine.thrown.empty());
        CHECK(mine.inside_at_return == 0);
        const Attempt others{pool, 16, [&](int) { return std::this_thread::get_id() != caller; }};
        CHECK(others.thrown.empty() == (threads == 1));
        CHECK(others.inside_at_return == 0);
        // Whoever throws first is told of, all others are forgotten: the pool goes on as before.
        const Attempt all{pool, 16, [](int) { return true; }};
        CHECK(all.thrown.starts_with("part "));
        const Attempt none{pool, 16, [](int) { return false; }};
        CHECK(none.thrown.empty());
        CHECK(none.finished == 16);
    }
}

TEST_CASE("parts that have not begun when one fails are left undone", "[core][pool]") {
    ThreadPool pool{2};
    std::atomic<int> begun{0};
    CHECK_THROWS_AS(pool.run(10'000,
                             [&](int) {
                                 ++begun;
                                 throw std::bad_alloc{};
                             }),
                    std::bad_alloc);
    CHECK(begun <= 2);
}

#ifdef WORDFIELD_MEMORY_CAN_END
TEST_CASE("threads that the system does not give are told of", "[core][pool]") {
    CHECK(test::run_apart([] {
              test::limit_memory(std::size_t{1} << 30U); // stacks of some hundred threads do not fit
              try {
                  ThreadPool pool{4000};
              } catch (const Error& error) {
                  return std::string{error.what()}.find("--threads") != std::string::npos ? 0 : 1;
              } catch (...) {
                  return 2;
              }
              return 3;
          }) == 0);
}
#endif
