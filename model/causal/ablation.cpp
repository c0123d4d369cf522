// SPDX-License-Identifier: MIT
#include "model/causal/ablation.hpp"

#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::inline causal {
Matrix without_directions(const Matrix& embedding, const Matrix& directions) {
    if (directions.rows() == 0) return embedding;
    return embedding - (embedding * directions.transpose()) * directions;
}

Hooks<float> ablation_hooks(const Ablation& ablation, std::span<const TokenId> inputs,
                            const Matrix& embedding) {
    Hooks<float> hooks;
    const Matrix& out = ablation.directions;
    if (out.rows() > 0) {
        hooks.residual = [&ablation, inputs, &embedding](int stage, Hooks<float>::Rows rows) {
            if (stage != 0) return;
            const Matrix& d = ablation.directions;
            for (Index r = 0; r < rows.rows(); ++r)
                rows.row(r) -= (embedding.row(inputs[r]) * d.transpose()) * d;
        };
        hooks.hidden = [&ablation](int, Hooks<float>::Rows rows) {
            const Matrix& d = ablation.directions;
            rows -= ((rows * d.transpose()) * d).eval();
        };
    }
    if (!ablation.neurons.empty())
        hooks.neurons = [&ablation](int layer, Hooks<float>::Rows rows) {
            for (const Neuron& neuron : ablation.neurons)
                if (neuron.layer == layer) rows.col(neuron.index).setZero();
        };
    return hooks;
}

std::vector<double> ablated_losses(const GptNetwork& network, const Matrix& embedding, const Batch& windows,
                                   const Ablation& ablation, Network::Room& room) {
    constexpr int most_rows = 1024;
    const int at_once = std::max(1, most_rows / std::max(1, windows.length));
    std::vector<double> losses;
    for (int begin = 0; begin < windows.count(); begin += at_once) {
        const Sequences some = windows.slice(begin, std::min(windows.count(), begin + at_once));
        const auto each = network.losses(some, room, ablation_hooks(ablation, some.inputs, embedding));
        losses.insert(losses.end(), each.begin(), each.end());
    }
    return losses;
}

MeanLoss loss_change(const std::vector<double>& before, const std::vector<double>& after, int length) {
    std::vector<WindowLoss> a, b;
    for (std::size_t i = 0; i + length <= before.size(); i += static_cast<std::size_t>(length)) {
        const auto sum = [&](const std::vector<double>& of) {
            const auto from = of.begin() + static_cast<std::ptrdiff_t>(i);
            return WindowLoss{std::accumulate(from, from + length, 0.0), length};
        };
        a.push_back(sum(before)), b.push_back(sum(after));
    }
    return difference_of(a, b);
}

std::vector<WordLoss> words_that_suffer(const Batch& windows, const std::vector<double>& before,
                                        const std::vector<double>& after, int least, int most) {
    std::vector<WordLoss> words;
    for (std::size_t i = 0; i < windows.targets.size(); ++i) {
        const TokenId word = windows.targets[i];
        if (word >= std::ssize(words)) words.resize(static_cast<std::size_t>(word) + 1);
        WordLoss& of = words[static_cast<std::size_t>(word)];
        of.word = word, ++of.count, of.before += before[i], of.after += after[i];
    }
    std::erase_if(words, [&](const WordLoss& word) { return word.count < std::max(1, least); });
    for (WordLoss& word : words) word.before /= word.count, word.after /= word.count;
    std::ranges::stable_sort(
        words, [](const WordLoss& a, const WordLoss& b) { return a.after - a.before > b.after - b.before; });
    words.resize(std::min(words.size(), static_cast<std::size_t>(most)));
    return words;
}

TableMeasures table_measures(const Matrix& table, const Lexicon& lexicon, ThreadPool& pool) {
    TableMeasures found;
    if (!lexicon.categories.empty())
        found.purity =
            embedding_purity(table, lexicon.category, static_cast<int>(lexicon.categories.size()), pool);
    if (!lexicon.relations.empty()) found.relations = score_analogies(table, lexicon.relations, pool);
    return found;
}

} // namespace wordfield::inline causal
