// SPDX-License-Identifier: MIT
// A small transformer with some training behind it, and the weights themselves, for tests that compute by
// hand what the panels show.
#pragma once

#include "model/train/gpt_trainer.hpp"
#include "tests/support/toy_corpus.hpp"

namespace wordfield {

struct SmallModel {
    GptTrainer trainer{test::toy_corpus(),
                       {.dim = 24, .layers = 2, .heads = 3, .context = 12},
                       {.batch = 8, .learning_rate = 1e-2F}};

    explicit SmallModel(int steps = 60) {
        for (int i = 0; i < steps; ++i) trainer.step();
    }
    Moment moment() { return trainer.moment(); }
    Trace trace() { return moment().network->trace(std::vector<TokenId>{2, 9, 14, 5, 9, 21, 3}); }
    /// A weight by its name in GPT-2's checkpoints, (rows, columns).
    [[nodiscard]] Matrix weight(std::string_view name) const {
        const Tensor& tensor = *trainer.table().find(name);
        return Eigen::Map<const Matrix>{trainer.parameters().data() + tensor.offset, tensor.rows,
                                        tensor.columns};
    }
};

} // namespace wordfield
