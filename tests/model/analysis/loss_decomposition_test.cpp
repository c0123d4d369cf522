// SPDX-License-Identifier: MIT
#include "model/analysis/loss_decomposition.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("cross-entropy is the text's entropy plus the divergence of the model from the text",
          "[app][physics]") {
    // A text that is a die with these faces, and a model that believes in other odds.
    const double text[] = {0.5, 0.25, 0.125, 0.125, 0, 0}, model[] = {0.3, 0.3, 0.1, 0.1, 0.1, 0.1};
    double entropy = 0, divergence = 0, loss = 0;
    for (int v = 0; v < 4; ++v) {
        entropy -= text[v] * std::log(text[v]);
        divergence += text[v] * std::log(text[v] / model[v]);
        loss -= text[v] * std::log(model[v]);
    }
    auto moment = tiny_moment();
    auto corpus = tiny_corpus();
    corpus->text.entropy_floor = entropy;
    moment->corpus = corpus;
    moment->train_loss = 9.0F;
    moment->heldout_loss = static_cast<float>(loss);
    moment->heldout_step = 1;
    const auto parts = loss_decomposition(*moment);
    REQUIRE(parts);
    CHECK(parts->heldout);
    CHECK(parts->divergence == Approx(divergence));
    CHECK(parts->entropy + parts->divergence == Approx(loss));
    CHECK(parts->ignorance == Approx(std::log(6.0)));
}

TEST_CASE("without a known floor, or before any loss, there is nothing to take apart", "[app][physics]") {
    CHECK_FALSE(loss_decomposition(*tiny_moment()));
    auto moment = tiny_moment(0);
    auto corpus = tiny_corpus();
    corpus->text.entropy_floor = 1.0;
    moment->corpus = corpus;
    CHECK_FALSE(loss_decomposition(*moment));
    moment->step = 1;
    moment->train_loss = 1.75F;
    REQUIRE(loss_decomposition(*moment));
    CHECK(loss_decomposition(*moment)->divergence == Approx(0.75));
    moment->capabilities.cross_entropy = false; // answers another question
    CHECK_FALSE(loss_decomposition(*moment));
}

TEST_CASE("the loss that is taken apart is that with documents in view, with its error", "[app][physics]") {
    auto moment = tiny_moment();
    auto corpus = tiny_corpus();
    corpus->text.entropy_floor = 1.5;
    moment->corpus = corpus;
    moment->heldout_step = 1;
    moment->heldout_loss = 1.75F;
    moment->heldout_error = 0.25F;
    CHECK(loss_decomposition(*moment)->error == 0.25);
    CHECK_FALSE(loss_decomposition(*moment)->in_view);
    moment->heldout_in_view =
        MeanLoss{1.375, 0.0625, 100}; // below the bound, as where a sentence can be written in two ways
    const auto parts = loss_decomposition(*moment);
    CHECK(parts->in_view);
    CHECK(parts->cross_entropy == 1.375);
    CHECK(parts->error == 0.0625);
    CHECK(parts->divergence == -0.125);
}
