// SPDX-License-Identifier: MIT
// A small transformer that has learned a little, and what inquiries look at.
#pragma once

#include "model/causal/ablation_choice.hpp"
#include "model/run/inquiry.hpp"
#include "model/train/model_kind.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/toy_corpus.hpp"

#include <memory>
#include <vector>

namespace wordfield::test {

struct CausalFixture {
    std::unique_ptr<Trainer> trainer =
        make_trainer(toy_corpus(), {.dim = 16, .layers = 2, .heads = 2, .context = 8},
                     {.batch = 8, .learning_rate = 1e-2F, .seed = 3});
    std::shared_ptr<const Moment> moment;
    const GptNetwork* gpt = nullptr;
    std::unique_ptr<Network::Room> room;
    std::vector<TokenId> sentence{2, 9, 14, 5}, other{2, 11, 14, 5};
    Trace to, from;

    explicit CausalFixture(int steps = 40) {
        for (int i = 0; i < steps; ++i) trainer->step();
        moment = std::make_shared<const Moment>(trainer->moment());
        gpt = gpt_of(*moment);
        room = moment->network->room();
        to = gpt->trace(sentence, *room);
        from = gpt->trace(other, *room);
    }
    [[nodiscard]] InquiryInput input() const {
        return {*moment, std::make_shared<const Trace>(to), std::make_shared<const Trace>(from), *room};
    }
    /// To the end.
    [[nodiscard]] std::shared_ptr<const Finding> ask(const Inquiry& inquiry, int* pieces = nullptr) const {
        std::shared_ptr<const Finding> found = inquiry.work(input(), nullptr);
        int count = 1;
        for (; !found->complete; ++count) found = inquiry.work(input(), found.get());
        if (pieces != nullptr) *pieces = count;
        return found;
    }
    /// The same weights, with another table: a model of its own.
    [[nodiscard]] std::unique_ptr<GptNetwork> with_table(const Matrix& table) const {
        AlignedBuffer<float> parameters{ParameterTable{gpt->spec()}.size()};
        const ParameterTable layout{gpt->spec()};
        const GptWeights w = gpt->weights();
        const auto put = [&](int tensor, const auto& map) {
            std::copy_n(map.data(), map.size(), parameters.data() + layout[tensor].offset);
        };
        put(layout.token, table), put(layout.position, w.position);
        put(layout.final_gain, w.final_gain), put(layout.final_bias, w.final_bias);
        for (std::size_t i = 0; i < w.blocks.size(); ++i) {
            const BlockTensors& b = layout.blocks()[i];
            const BlockMaps& m = w.blocks[i];
            put(b.norm1_gain, m.norm1_gain), put(b.norm1_bias, m.norm1_bias), put(b.qkv, m.qkv);
            put(b.qkv_bias, m.qkv_bias), put(b.out, m.out), put(b.out_bias, m.out_bias);
            put(b.norm2_gain, m.norm2_gain), put(b.norm2_bias, m.norm2_bias), put(b.up, m.up);
            put(b.up_bias, m.up_bias), put(b.down, m.down), put(b.down_bias, m.down_bias);
        }
        const Gpt<float> model{gpt->spec(), parameters.span()};
        return std::make_unique<GptNetwork>(model, std::make_shared<const Matrix>(table));
    }
};

} // namespace wordfield::test
