// SPDX-License-Identifier: MIT
#include "model/study/seed_worker.hpp"

#include "model/core/failure.hpp"

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace wordfield::inline study {
namespace {

constexpr std::chrono::milliseconds between_news{200};
constexpr std::string_view needs_less = "choose fewer words or a smaller model, or close other programs";

} // namespace

void SeedWorker::begin(SeedSettings settings) {
    thread_ = {}; // ends the one before
    (void)take();
    busy_ = true;
    try {
        thread_ = std::jthread{
            [this, settings = std::move(settings)](const std::stop_token& stop) { serve(stop, settings); }};
    } catch (const std::system_error& error) {
        outcome_.publish(std::make_shared<const Outcome>(
            Outcome{nullptr, failure_sentence(error, "to compare seeds", needs_less)}));
    }
}

void SeedWorker::serve(const std::stop_token& stop, const SeedSettings& settings) {
    auto outcome = std::make_shared<Outcome>();
    auto next = std::chrono::steady_clock::now();
    try {
        outcome->comparison = study_seeds(settings, [&](const SeedProgress& progress) {
            if (const auto now = std::chrono::steady_clock::now(); now >= next) {
                progress_.publish(std::make_shared<const SeedProgress>(progress));
                next = now + between_news;
            }
            return !stop.stop_requested();
        });
    } catch (const std::exception& error) {
        outcome->error = failure_sentence(error, "while seeds were compared", needs_less);
    }
    outcome->stopped = stop.stop_requested();
    if (!outcome->comparison && outcome->error.empty())
        outcome->error = outcome->stopped
                             ? "Stopped before two seeds were trained, so there is nothing to compare."
                             : "Fewer than two seeds trained without diverging; lower the learning "
                               "rate, to half perhaps.";
    outcome_.publish(std::move(outcome));
}

std::shared_ptr<const SeedWorker::Outcome> SeedWorker::take() {
    auto outcome = outcome_.take_newer(seen_outcome_);
    if (outcome) busy_ = false;
    return outcome;
}

} // namespace wordfield::inline study
