// SPDX-License-Identifier: MIT
// Ten continuations of a sentence at each of three temperatures, written beside the window.
#pragma once

#include "model/analysis/continuations.hpp"
#include "model/core/latest.hpp"
#include "model/train/moment.hpp"

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace wordfield::app {

/// What is written on: whose weights, which sentence, under which cut; another `draw` asks chance again.
struct SampleRequest {
    std::shared_ptr<const Moment> moment; ///< never null
    std::vector<TokenId> sentence;
    SamplingFilter cut;
    std::uint64_t draw = 0;
};

struct SentenceSamples {
    static constexpr std::array temperatures{0.5, 1.0, 3.0};

    std::int64_t step = 0;                                            ///< of the weights
    std::vector<TokenId> sentence;                                    ///< as it was asked about
    std::array<std::vector<Continuation>, temperatures.size()> lines; ///< [temperature]
    std::string trouble;                                              ///< why there are none: a sentence
};

/// A forward pass for each word would hold a frame up, so a thread of its own makes them.
class SampleWriter {
public:
    SampleWriter() = default;
    SampleWriter(SampleWriter&&) = default;
    SampleWriter& operator=(SampleWriter&&) = default;
    SampleWriter(const SampleWriter&) = delete;
    SampleWriter& operator=(const SampleWriter&) = delete;
    ~SampleWriter() = default; ///< waits for the word that is just being drawn

    /// Begins anew; what is under way for an earlier request is given up.
    void ask(SampleRequest request);
    /// The newest that is finished; null before that.
    [[nodiscard]] const std::shared_ptr<const SentenceSamples>& newest();
    /// Whether newest() will give another one.
    [[nodiscard]] bool busy() const { return waiting_; }

private:
    std::shared_ptr<Latest<SentenceSamples>> done_; ///< of the request under way; the thread's, too
    std::shared_ptr<const SentenceSamples> newest_;
    std::uint64_t seen_ = 0;
    bool waiting_ = false;
    std::jthread thread_; ///< the last member: it stops before what it uses goes
};

/// What ask() does: all three columns, or as much of them as there is when a stop is asked for.
SentenceSamples write_samples(const SampleRequest& request, const std::stop_token& stop = {});

} // namespace wordfield::app
