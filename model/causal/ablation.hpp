// SPDX-License-Identifier: MIT
// What is lost when something is taken out of the model: directions of the embedding, or neurons. Nothing is
// trained anew; the rest goes on as it is.
#pragma once

#include "model/geometry/analogies.hpp"
#include "model/map/purity.hpp"
#include "model/nn/gpt_network.hpp"
#include "model/text/lexicon.hpp"
#include "model/train/batch.hpp"
#include "model/train/mean_loss.hpp"

#include <vector>

namespace wordfield::inline causal {

struct Neuron {
    int layer = 0, index = 0; ///< index below F
    bool operator==(const Neuron&) const = default;
};

struct Ablation {
    Matrix directions; ///< (k,C) at right angles, of length 1: taken out of every word's row; may be empty
    std::vector<Neuron> neurons; ///< that stay at 0
};

/// The table without them: E - E D^T D. Unit vectors as directions leave columns of zeros.
Matrix without_directions(const Matrix& embedding, const Matrix& directions);

/// A pass over `inputs` as the model with `ablation` makes it: the rows it reads and the table it compares
/// with are without_directions(), and what is written to the stream by position or layers stays whole.
/// `inputs` and `ablation` are borrowed.
Hooks<float> ablation_hooks(const Ablation& ablation, std::span<const TokenId> inputs,
                            const Matrix& embedding);

/// -log p(target) of every token of the windows, nats.
std::vector<double> ablated_losses(const GptNetwork& network, const Matrix& embedding, const Batch& windows,
                                   const Ablation& ablation, Network::Room& room);

/// The mean difference of two measures of the same windows, and its standard error over windows.
MeanLoss loss_change(const std::vector<double>& before, const std::vector<double>& after, int length);

/// A word that is foretold worse than before.
struct WordLoss {
    TokenId word = 0;
    int count = 0;                    ///< times that it stood in the windows
    double before = 0.0, after = 0.0; ///< mean -log p, nats
};
/// Of the words that stand there `least` times at least, the `most` whose loss rose most.
std::vector<WordLoss> words_that_suffer(const Batch& windows, const std::vector<double>& before,
                                        const std::vector<double>& after, int least, int most);

/// Rows as the arithmetic with words and the neighbours know them.
struct TableMeasures {
    Purity purity;          ///< of categories; nothing where there are none
    AnalogyScore relations; ///< empty where the corpus has none
};
TableMeasures table_measures(const Matrix& table, const Lexicon& lexicon, ThreadPool& pool);

} // namespace wordfield::inline causal
