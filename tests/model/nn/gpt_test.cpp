// SPDX-License-Identifier: MIT
#include "model/nn/gpt.hpp"

#include "tests/support/gradient_check.hpp"

#include <algorithm>

using namespace wordfield;

namespace {

const NetworkSpec tiny{.vocabulary = 13, .dim = 6, .layers = 2, .heads = 2, .context = 5};

struct Network {
    std::vector<double> parameters;
    Gpt<double> gpt;
    Activations<double> activations;
    std::vector<TokenId> inputs, targets;

    explicit Network(Pcg32& rng, const NetworkSpec& spec = tiny)
        : parameters(static_cast<std::size_t>(ParameterTable{spec}.size())), gpt{spec, parameters} {
        for (const Tensor& tensor : gpt.table().tensors())
            for (Index i = 0; i < tensor.size(); ++i)
                parameters[tensor.offset + i] =
                    static_cast<double>(tensor.constant) + 0.3 * static_cast<double>(rng.normal());
        for (int i = 0; i < 10; ++i) {
            inputs.push_back(static_cast<TokenId>(rng.below(13)));
            targets.push_back(static_cast<TokenId>(rng.below(13)));
        }
    }
    [[nodiscard]] Sequences batch() const { return {inputs, targets, 5}; }
    double loss() {
        gpt.pack_weights();
        return gpt.loss(batch(), activations);
    }
};

} // namespace

TEST_CASE("the whole network: backward agrees with the numeric slope of every parameter",
          "[model][gradient]") {
    NetworkSpec narrow = tiny; // a hidden layer of another width, and an epsilon that counts
    narrow.feed_forward = 7;
    narrow.norm_epsilon = 0.1;
    double losses[2] = {};
    for (const bool other : {false, true}) {
        Pcg32 rng{21};
        Network network{rng, other ? narrow : tiny};
        network.gpt.head_scale[1] = 0.5;
        network.gpt.pack_weights();
        std::vector<double> gradient(network.parameters.size());
        losses[other ? 1 : 0] =
            network.gpt.loss_and_gradient(network.batch(), 1.0, gradient.data(), network.activations);
        CHECK(losses[other ? 1 : 0] == network.loss());
        for (const Tensor& tensor : network.gpt.table().tensors()) {
            INFO(tensor.name);
            const auto at = static_cast<std::size_t>(tensor.offset),
                       n = static_cast<std::size_t>(tensor.size());
            test::check_gradient([&] { return network.loss(); }, std::span{network.parameters}.subspan(at, n),
                                 std::span{gradient}.subspan(at, n));
        }
    }
    CHECK(losses[0] != losses[1]);
}

TEST_CASE("the whole network: a hidden layer of any width has its place in the table, four times the model's "
          "where none is said",
          "[model]") {
    NetworkSpec spec = tiny;
    CHECK(ParameterTable{spec}.find("h.1.mlp.c_fc.weight")->columns == 24);
    spec.feed_forward = 7;
    CHECK(ParameterTable{spec}.find("h.1.mlp.c_fc.weight")->columns == 7);
    CHECK(ParameterTable{spec}.find("h.1.mlp.c_proj.weight")->rows == 7);
}

TEST_CASE("the whole network: no output depends on a later token", "[model]") {
    Pcg32 rng{22};
    Network network{rng};
    network.gpt.pack_weights();
    network.gpt.forward(network.batch(), network.activations);
    const std::vector<double> before(network.activations.hidden.data(),
                                     network.activations.hidden.data() + 5 * 6);
    network.inputs[3] = (network.inputs[3] + 1) % 13;
    network.gpt.forward(network.batch(), network.activations);
    const double* const after = network.activations.hidden.data();
    CHECK(std::equal(before.begin(), before.begin() + 3 * 6, after));
    CHECK_FALSE(std::equal(before.begin() + 3 * 6, before.begin() + 4 * 6, after + 3 * 6));
}

TEST_CASE("refresh: shared work equals the whole", "[model]") {
    Pcg32 rng{23};
    Network network{rng};
    const double whole = network.loss();
    for (double& p : network.parameters) p *= 1.5;
    for (int part = 2; part >= 0; --part) network.gpt.pack_weights(part, 3);
    const double shared = network.gpt.loss(network.batch(), network.activations);
    CHECK(shared != whole);
    CHECK(shared == network.loss());
}
