// SPDX-License-Identifier: MIT
#include "app/shell/corpus_loader.hpp"

#include "model/core/failure.hpp"
#include "model/formats/registry.hpp"

#include <exception>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

constexpr const char* smaller_text = "give a shorter text or a smaller --vocabulary, or close other programs";

std::shared_ptr<const CorpusLoader::Outcome>
outcome_of(const std::string& name, const CorpusLoader::Read& read, LoadProgress& progress) {
    auto outcome = std::make_shared<CorpusLoader::Outcome>();
    try {
        *outcome = read(progress);
    } catch (const std::exception& error) {
        outcome->error = failure_sentence(error, "while reading " + name, smaller_text);
    }
    return outcome;
}

} // namespace

CorpusLoader::~CorpusLoader() {
    cancel();
}

void CorpusLoader::begin(const CorpusRequest& request) {
    begin(request.source, [request](LoadProgress& progress) {
        return Outcome{open_corpus(request, &progress), {}};
    });
}

void CorpusLoader::begin(std::string name, Read read) {
    Request request{std::move(name), std::move(read)};
    if (!job_) return start(std::move(request));
    job_->progress.cancel = true;
    next_ = std::move(request);
}

void CorpusLoader::cancel() {
    if (job_) job_->progress.cancel = true;
    next_.reset();
}

// The wake comes after the outcome, so that whoever it wakes finds it.
void CorpusLoader::start(Request request) {
    job_ = std::make_unique<Job>();
    try {
        thread_ = std::jthread{[this, job = job_.get(), request] {
            job->outcome.publish(outcome_of(request.name, request.read, job->progress));
            if (on_news_) on_news_();
        }};
    } catch (const std::system_error& error) {
        job_->outcome.publish(std::make_shared<const Outcome>(
            Outcome{nullptr, failure_sentence(error, "to read " + request.name, smaller_text)}));
    }
}

float CorpusLoader::fraction() const {
    return job_ && !next_ ? job_->progress.fraction.load() : 0.0F;
}

std::shared_ptr<const CorpusLoader::Outcome> CorpusLoader::take() {
    std::uint64_t seen = 0;
    auto outcome = job_ ? job_->outcome.take_newer(seen) : nullptr;
    if (!outcome) return nullptr;
    if (thread_.joinable()) thread_.join();
    job_.reset();
    if (!next_) return outcome;
    start(*std::exchange(next_, std::nullopt));
    return nullptr;
}

} // namespace wordfield::app
