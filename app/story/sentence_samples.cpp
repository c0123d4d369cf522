// SPDX-License-Identifier: MIT
#include "app/story/sentence_samples.hpp"

#include "model/core/failure.hpp"
#include "model/text/vocabulary.hpp"

#include <system_error>
#include <utility>

namespace wordfield::app {

SentenceSamples write_samples(const SampleRequest& request, const std::stop_token& stop) {
    const Moment& moment = *request.moment;
    SentenceSamples samples{.step = moment.step, .sentence = request.sentence};
    for (std::size_t i = 0; i < SentenceSamples::temperatures.size(); ++i) {
        const std::uint64_t column = 3 * request.draw + i;
        samples.lines[i] =
            sample_continuations(*moment.network, request.sentence,
                                 {.temperature = SentenceSamples::temperatures[i],
                                  .cut = request.cut,
                                  .end = Vocabulary::end_of_text,
                                  .seed = (moment.train.seed + 1) * 1'000'003U + column * 7919U},
                                 stop);
    }
    return samples;
}

void SampleWriter::ask(SampleRequest request) {
    thread_ = std::jthread{}; // stops and waits: a forward pass at most
    done_ = std::make_shared<Latest<SentenceSamples>>();
    seen_ = 0;
    waiting_ = true;
    const auto work = [done = done_, request = std::move(request)](const std::stop_token& stop) {
        SentenceSamples samples;
        try {
            samples = write_samples(request, stop);
        } catch (const std::exception& error) {
            samples.trouble =
                failure_sentence(error, "while continuations were written", "close other programs");
        }
        if (!stop.stop_requested())
            done->publish(std::make_shared<const SentenceSamples>(std::move(samples)));
    };
    try {
        thread_ = std::jthread{work};
    } catch (const std::system_error&) {
        done_->publish(std::make_shared<const SentenceSamples>(
            SentenceSamples{.trouble = "There is no thread to write continuations: close other programs."}));
    }
}

const std::shared_ptr<const SentenceSamples>& SampleWriter::newest() {
    if (waiting_)
        if (auto samples = done_->take_newer(seen_)) {
            newest_ = std::move(samples);
            waiting_ = false;
        }
    return newest_;
}

} // namespace wordfield::app
