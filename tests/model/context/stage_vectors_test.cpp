// SPDX-License-Identifier: MIT
// Every occurrence's vectors, out of passes over many passages, against the trace of each passage by itself.
#include "model/context/stage_vectors.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

using namespace wordfield;

namespace {

double off(const Matrix& a, const Matrix& b) {
    return static_cast<double>((a - b).cwiseAbs().maxCoeff());
}

} // namespace

TEST_CASE("stages: what many passages leave behind is what each leaves by itself", "[model][context]") {
    SmallModel model;
    Moment moment = model.moment();
    const auto& network = dynamic_cast<const GptNetwork&>(*moment.network);
    // Of several lengths: a short one must not see how it is filled up.
    Occurrences places;
    places.context = 12;
    places.first.push_back(0);
    const auto& text = moment.corpus->text.heldout;
    for (const Passage& passage : {Passage{3, 12}, Passage{40, 5}, Passage{80, 9}, Passage{120, 1}}) {
        places.passages.push_back(passage);
        for (int t = 0; t < passage.length; ++t) {
            places.at.push_back(static_cast<int>(places.text.size()));
            places.text.push_back(text[passage.begin + static_cast<std::size_t>(t)]);
        }
        places.first.push_back(static_cast<int>(places.text.size()));
    }
    places.token = places.text;
    const auto room = network.room(nullptr);
    StageVectors vectors = room_for(network, places);
    read_passages(network, places, 0, 3, *room, vectors);
    read_passages(network, places, 3, 4, *room, vectors);
    REQUIRE(vectors.stages() == 4);
    for (std::size_t p = 0; p < places.passages.size(); ++p) {
        const int first = places.first[p], count = places.passages[p].length;
        const Trace trace = moment.network->trace(std::span{places.token}.subspan(
            static_cast<std::size_t>(first), static_cast<std::size_t>(count)));
        for (std::size_t layer = 0; layer < 3; ++layer)
            CHECK(off(vectors.residual[layer].middleRows(first, count), trace.residual[layer]) < 1e-4);
        CHECK(off(vectors.output.middleRows(first, count), trace.final_hidden) < 1e-4);
        CHECK(off(vectors.stage(3).middleRows(first, count), trace.final_hidden) < 1e-4);
        CHECK(off(vectors.stage(1).middleRows(first, count), trace.residual[1]) < 1e-4);
        for (std::size_t layer = 0; layer < 2; ++layer) {
            CHECK(off(vectors.middle[layer].middleRows(first, count),
                      trace.residual[layer + 1] - trace.feed_forward[layer]) < 1e-4);
            for (std::size_t h = 0; h < 3; ++h)
                CHECK(off(vectors.heads[layer]
                                  .middleRows(first, count)
                                  .middleCols(static_cast<Index>(h) * 8, 8) *
                              trace.output_weights[layer].middleRows(static_cast<Index>(h) * 8, 8),
                          trace.head_outputs[layer * 3 + h]) < 1e-4);
        }
        for (int t = 0; t < count; ++t) {
            Index best = 0;
            trace.logits.row(t).maxCoeff(&best);
            CHECK(vectors.said[static_cast<std::size_t>(first + t)] == best);
        }
    }
}

TEST_CASE("stages: of some occurrences alone what all have there", "[model][context]") {
    SmallModel model;
    const Moment moment = model.moment();
    const auto& network = dynamic_cast<const GptNetwork&>(*moment.network);
    const Occurrences all =
        choose_occurrences(moment.corpus->text, moment.corpus->lexicon, {.passages = 12, .context = 9});
    Occurrences some = all; // the second passage has none
    some.at.clear(), some.token.clear();
    for (int i = 0; i < all.size(); i += 4)
        if (all.passage_of(i) != 1) some.at.push_back(i);
    for (const int at : some.at) some.token.push_back(all.text[static_cast<std::size_t>(at)]);
    const auto room = network.room(nullptr);
    StageVectors of_all = room_for(network, all), of_some = room_for(network, some);
    read_passages(network, all, 0, 12, *room, of_all);
    for (int p = 0; p < 12; p += 5) read_passages(network, some, p, std::min(p + 5, 12), *room, of_some);
    for (int s = 0; s < 4; ++s)
        for (int i = 0; i < some.size(); ++i)
            CHECK(
                (of_some.stage(s).row(i) - of_all.stage(s).row(some.at[static_cast<std::size_t>(i)])).norm() <
                1e-4F);
}

TEST_CASE("stages: they have names", "[model][context]") {
    CHECK(stage_name(0, 4) == "embedding");
    CHECK(stage_name(1, 4) == "after block 1");
    CHECK(stage_name(2, 4) == "after block 2");
    CHECK(stage_name(3, 4) == "output");
}
