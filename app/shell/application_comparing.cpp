// SPDX-License-Identifier: MIT
// A file of vectors that the window's own are compared with: read beside everything else.
#include "app/shell/application.hpp"

#include "model/core/failure.hpp"
#include "model/formats/registry.hpp"

#include <filesystem>
#include <iostream>
#include <utility>

namespace wordfield::app {

void Application::start_comparing(const std::string& path) {
    const std::shared_ptr<const Moment> newest = bench_->newest();
    if (!newest) return;
    comparing_ = {.what = std::filesystem::path{path}.filename().string() + " to compare with", .busy = true};
    compared_loader_.begin(path, [path, corpus = newest->corpus, rules = options_.corpus,
                                  storage = options_.storage](LoadProgress& progress) {
        CorpusLoader::Outcome outcome;
        outcome.compared = compared_file(corpus, open_vector_corpus(path, {rules, &progress, {}, storage}));
        return outcome;
    });
    news_ = true;
}

void Application::take_compared() {
    if (!options_.compare.empty() && bench_->newest())
        start_comparing(std::exchange(options_.compare, {}).string());
    if (!compared_loader_.busy()) return;
    if (comparing_.fraction != compared_loader_.fraction()) {
        comparing_.fraction = compared_loader_.fraction();
        news_ = true;
    }
    const auto outcome = compared_loader_.take();
    if (!outcome) return;
    comparing_ = {};
    news_ = true;
    if (outcome->compared) return bench_->compare_with(outcome->compared);
    bench_->notify(outcome->error);
    std::cerr << "wordfield: " << outcome->error << "\n";
}

} // namespace wordfield::app
