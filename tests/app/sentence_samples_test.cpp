// SPDX-License-Identifier: MIT
#include "app/story/sentence_samples.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <chrono>

using namespace wordfield;
using namespace wordfield::app;

namespace {

std::shared_ptr<const SentenceSamples> finished(SampleWriter& writer) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (writer.busy() && std::chrono::steady_clock::now() < end) {
        (void)writer.newest();
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    REQUIRE_FALSE(writer.busy());
    return writer.newest();
}

// How unlikely its words were, nats a word, and how many different ones there are.
std::pair<double, std::size_t> surprise_of(const std::vector<Continuation>& lines) {
    double sum = 0.0;
    int count = 0;
    std::vector<TokenId> ids;
    for (const Continuation& line : lines)
        for (const DrawnWord& word : line) {
            sum -= std::log(word.probability);
            ++count;
            ids.push_back(word.id);
        }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return {sum / count, ids.size()};
}

} // namespace

TEST_CASE("ten continuations at each temperature, hotter ones more surprising", "[app][story]") {
    SmallModel model;
    const auto moment = std::make_shared<const Moment>(model.moment());
    SampleWriter writer;
    CHECK(writer.newest() == nullptr);
    writer.ask({moment, {2, 9, 14}, {}, 0});
    const auto samples = finished(writer);
    REQUIRE(samples);
    CHECK(samples->trouble.empty());
    CHECK(samples->step == 60);
    CHECK(samples->sentence == std::vector<TokenId>{2, 9, 14});
    for (const auto& lines : samples->lines) CHECK(lines.size() == 10);
    const auto [cold, few] = surprise_of(samples->lines[0]);
    const auto [warm, some] = surprise_of(samples->lines[1]);
    const auto [hot, many] = surprise_of(samples->lines[2]);
    CHECK(cold < warm);
    CHECK(warm < hot);
    CHECK(few < many);
}

TEST_CASE("another draw gives other words, the same request the same; an earlier one is given up",
          "[app][story]") {
    SmallModel model;
    const auto moment = std::make_shared<const Moment>(model.moment());
    const auto ids = [](const SentenceSamples& samples) {
        std::vector<TokenId> all;
        for (const auto& lines : samples.lines)
            for (const Continuation& line : lines)
                for (const DrawnWord& word : line) all.push_back(word.id);
        return all;
    };
    SampleWriter writer;
    writer.ask({moment, {2, 9, 14}, {}, 0});
    writer.ask({moment, {2, 9, 14}, {}, 1}); // before the first has ended, as likely as not
    const auto second = finished(writer);
    REQUIRE(second);
    CHECK(ids(*second) == ids(write_samples({moment, {2, 9, 14}, {}, 1})));
    CHECK(ids(*second) != ids(write_samples({moment, {2, 9, 14}, {}, 0})));
    writer.ask({moment, {2, 9, 14}, {}, 2});
    CHECK(writer.newest() != nullptr); // those of before stay to be read
    finished(writer);
    writer.ask({moment, {-7}, {}, 0}); // no word
    CHECK_FALSE(finished(writer)->trouble.empty());
}
