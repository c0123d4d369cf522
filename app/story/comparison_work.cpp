// SPDX-License-Identifier: MIT
#include "app/story/comparison_work.hpp"

#include "model/core/failure.hpp"
#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace wordfield::app {
namespace {

constexpr Index few_words = 5000; // that one thread compares in no time
constexpr int most_threads = 8;

int threads_for(Index words) {
    return words <= few_words
               ? 1
               : std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_threads);
}

} // namespace

void compare_all(const ComparisonQuestion& asked, const std::stop_token& stop,
                 const std::function<void(ComparisonAnswer)>& tell) {
    const auto begin = std::chrono::steady_clock::now();
    ComparisonAnswer answer;
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

void compare_one(const ComparedWordQuestion& asked, const std::stop_token& /*stop*/,
                 const std::function<void(ComparedWord)>& tell) {
    try {
        tell(compare_word(*asked.tables, asked.figures ? asked.figures->turn : Eigen::MatrixXf{}, asked.place,
                          asked.nearest));
    } catch (const std::exception&) { // of memory: the next word may find some
    }
}

} // namespace wordfield::app
