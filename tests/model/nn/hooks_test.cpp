// SPDX-License-Identifier: MIT
// Hooks: what a pass shows of itself, and that it goes on with what they write.
#include "model/nn/gpt_network.hpp"

#include "tests/support/gradient_check.hpp"

#include <vector>

using namespace wordfield;

namespace {

const NetworkSpec spec{.vocabulary = 13, .dim = 6, .layers = 2, .heads = 2, .context = 5};

template <class S>
struct Model {
    std::vector<S> parameters;
    Gpt<S> gpt;
    Activations<S> activations;
    std::vector<TokenId> inputs, targets;

    explicit Model(std::uint64_t seed)
        : parameters(static_cast<std::size_t>(ParameterTable{spec}.size())), gpt{spec, parameters} {
        Pcg32 rng{seed};
        for (const Tensor& tensor : gpt.table().tensors())
            for (Index i = 0; i < tensor.size(); ++i)
                parameters[tensor.offset + i] =
                    static_cast<S>(tensor.constant) + S(0.3) * static_cast<S>(rng.normal());
        for (int i = 0; i < 10; ++i) {
            inputs.push_back(static_cast<TokenId>(rng.below(13)));
            targets.push_back(static_cast<TokenId>(rng.below(13)));
        }
        gpt.pack_weights();
    }
    [[nodiscard]] Sequences batch() const { return {inputs, targets, 5}; }
    [[nodiscard]] GptNetwork network() const {
        const Index C = spec.dim;
        const float* const table = gpt.parameters() + gpt.table()[gpt.table().token].offset;
        return {gpt, std::make_shared<const Matrix>(Eigen::Map<const Matrix>{table, spec.vocabulary, C})};
    }
};

} // namespace

TEST_CASE("hooks: the loss's gradient by the residual stream agrees with numeric slopes at every stage",
          "[model][gradient][hooks]") {
    Model<double> model{5};
    std::vector<MatrixOf<double>> gradients(3);
    Hooks<double> look;
    look.residual_gradient = [&](int stage, auto rows) { gradients[static_cast<std::size_t>(stage)] = rows; };
    std::vector<double> unused(model.parameters.size());
    (void)model.gpt.loss_and_gradient(model.batch(), 1.0, unused.data(), model.activations, look);
    for (int stage = 0; stage <= 2; ++stage) {
        INFO(stage);
        MatrixOf<double> push = MatrixOf<double>::Zero(10, 6);
        Hooks<double> pushed;
        pushed.residual = [&](int at, auto rows) {
            if (at == stage) rows += push;
        };
        std::vector<double> each(10);
        test::check_gradient(
            [&] {
                model.gpt.row_losses(model.batch(), each, model.activations, pushed);
                double sum = 0;
                for (const double loss : each) sum += loss;
                return sum;
            },
            std::span{push.data(), 60}, std::span{gradients[static_cast<std::size_t>(stage)].data(), 60});
    }
}

TEST_CASE("hooks: they are called in the order of the pass, with what a trace tells", "[model][hooks]") {
    const Model<float> model{6};
    const GptNetwork network = model.network();
    const auto room = network.room(nullptr);
    const std::vector<TokenId> sentence{3, 1, 12, 7};
    std::vector<std::string> order;
    std::vector<Matrix> residual, middle, heads, neurons, hidden;
    Hooks<float> hooks;
    const auto keep = [&](const char* name, std::vector<Matrix>& to) {
        return [&order, &to, name](int at, Hooks<float>::Rows rows) {
            order.push_back(name + std::to_string(at));
            to.emplace_back(rows);
        };
    };
    hooks.residual = keep("residual", residual), hooks.middle = keep("middle", middle);
    hooks.heads = keep("heads", heads), hooks.neurons = keep("neurons", neurons);
    hooks.hidden = keep("hidden", hidden);
    const Trace trace = network.trace(sentence, *room, hooks);
    CHECK(order == std::vector<std::string>{"residual0", "heads0", "middle0", "neurons0", "residual1",
                                            "heads1", "middle1", "neurons1", "residual2", "hidden2"});
    CHECK(hidden[0] == trace.final_hidden);
    const GptWeights weights = network.weights();
    for (std::size_t stage = 0; stage <= 2; ++stage) CHECK(residual[stage] == trace.residual[stage]);
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const BlockMaps& block = weights.blocks[layer];
        Matrix by_attention = trace.residual[layer];
        by_attention += heads[layer] * block.out;
        by_attention.rowwise() += RowVector{block.out_bias};
        CHECK(by_attention.isApprox(middle[layer], 1e-5F));
        Matrix by_neurons = middle[layer] + neurons[layer] * block.down;
        by_neurons.rowwise() += RowVector{block.down_bias};
        CHECK(by_neurons.isApprox(trace.residual[layer + 1], 1e-5F));
    }
}

TEST_CASE("hooks: a pass goes on with what they write", "[model][hooks]") {
    const Model<float> model{7};
    const GptNetwork network = model.network();
    const auto room = network.room(nullptr);
    const std::vector<TokenId> one{3, 1, 12, 7}, other{3, 9, 12, 7};
    const Trace from = network.trace(other, *room);
    // One sentence with the other's stream put in everywhere says what the other says.
    Hooks<float> patch;
    patch.residual = [&](int stage, Hooks<float>::Rows rows) {
        if (stage == 1) rows = from.residual[1];
    };
    CHECK(network.trace(one, *room, patch).logits == from.logits);
    CHECK(network.logits({one, {}, 4}, *room, patch) == from.logits);
    CHECK(network.trace(one, *room).logits != from.logits); // nothing of it stays
    // Neurons and heads that are put out add no more than their biases.
    Hooks<float> ablated;
    ablated.heads = ablated.neurons = [](int, Hooks<float>::Rows rows) { rows.setZero(); };
    const GptWeights weights = network.weights();
    Matrix expected = from.residual[0];
    for (const BlockMaps& block : weights.blocks)
        expected.rowwise() += RowVector{block.out_bias + block.down_bias};
    CHECK(network.trace(other, *room, ablated).residual[2].isApprox(expected, 1e-5F));
}

TEST_CASE("hooks: a network's weights are the model's, by name, and its losses the model's",
          "[model][hooks]") {
    Model<float> model{8};
    model.gpt.head_scale[1] = 0.0F;
    const GptNetwork network = model.network();
    const auto room = network.room(nullptr);
    const GptWeights weights = network.weights();
    const auto same = [&](const auto& map, const char* name) {
        const Tensor* const tensor = model.gpt.table().find(name);
        INFO(name);
        REQUIRE((tensor != nullptr && tensor->size() == map.size()));
        CHECK(std::equal(map.data(), map.data() + map.size(), model.gpt.parameters() + tensor->offset));
    };
    same(weights.token, "wte.weight"), same(weights.position, "wpe.weight");
    same(weights.final_gain, "ln_f.weight"), same(weights.final_bias, "ln_f.bias");
    const BlockMaps& block = weights.blocks[1];
    same(block.norm1_gain, "h.1.ln_1.weight"), same(block.norm1_bias, "h.1.ln_1.bias");
    same(block.qkv, "h.1.attn.c_attn.weight"), same(block.qkv_bias, "h.1.attn.c_attn.bias");
    same(block.out, "h.1.attn.c_proj.weight"), same(block.out_bias, "h.1.attn.c_proj.bias");
    same(block.norm2_gain, "h.1.ln_2.weight"), same(block.norm2_bias, "h.1.ln_2.bias");
    same(block.up, "h.1.mlp.c_fc.weight"), same(block.up_bias, "h.1.mlp.c_fc.bias");
    same(block.down, "h.1.mlp.c_proj.weight"), same(block.down_bias, "h.1.mlp.c_proj.bias");
    CHECK(network.head_scale() == std::vector<float>{1, 0, 1, 1});
    std::vector<double> each(10);
    model.gpt.row_losses(model.batch(), each, model.activations);
    CHECK(network.losses(model.batch(), *room, {}) == each);
}
