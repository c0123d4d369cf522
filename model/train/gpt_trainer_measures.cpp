// SPDX-License-Identifier: MIT
// What is measured now and then and not in every step: the held-out loss, where heads look.
#include "model/train/gpt_trainer.hpp"

#include "model/core/running_mean.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wordfield::inline train {
namespace {

constexpr int head_windows = 8; // of held-out text: a quarter of a usual batch, forward alone

// The sums over one window's attention(T,T) of one head. The front two rows have no choice to speak of.
HeadStats looks_of(const AttentionCells<float>& attention, Index T) {
    HeadStats sum;
    for (Index i = 2; i < T; ++i) {
        for (Index j = 0; j <= i; ++j)
            if (const float p = attention(i, j); p > 0.0F) sum.entropy -= p * std::log(p);
        sum.previous += attention(i, i - 1);
        sum.first += attention(i, 0);
        sum.itself += attention(i, i);
    }
    return sum;
}

// The means a row over windows of T tokens, and how sure they are.
HeadStats mean_looks(std::span<const HeadStats> windows, Index T) {
    RunningMean entropy, previous, first, itself;
    const double rows = static_cast<double>(T - 2);
    for (const HeadStats& sum : windows) {
        entropy.add(sum.entropy / rows);
        previous.add(sum.previous / rows);
        first.add(sum.first / rows);
        itself.add(sum.itself / rows);
    }
    const auto number = [](double value) { return static_cast<float>(value); };
    return {.entropy = number(entropy.mean()),
            .previous = number(previous.mean()),
            .first = number(first.mean()),
            .itself = number(itself.mean()),
            .entropy_error = number(entropy.error()),
            .previous_error = number(previous.error()),
            .first_error = number(first.error()),
            .itself_error = number(itself.error())};
}

} // namespace

void GptTrainer::choose_heldout(int windows) {
    if (std::exchange(heldout_asked_, windows) == windows) return;
    heldout_.windows = even_windows(windows, model_.context, corpus_->text.heldout);
    heldout_.first.assign(heldout_.windows.count(), 0);
    heldout_.end.assign(heldout_.first.size(), heldout_.windows.length);
    documents_ = document_windows(windows, model_.context, corpus_->text.heldout);
}

std::vector<WindowLoss> GptTrainer::losses_of(const CountedWindows& text) {
    const Batch& windows = text.windows;
    std::vector<WindowLoss> losses(text.first.size());
    const auto T = static_cast<std::size_t>(windows.length);
    const int parts = pool_.size(),
              chunk = std::max(1, static_cast<int>(chunk_rows(model_.dim)) / windows.length);
    pool_.run(parts, [&](int part) {
        std::vector<double> each(static_cast<std::size_t>(chunk) * T);
        const int last = windows.count() * (part + 1) / parts;
        for (int i = windows.count() * part / parts; i < last; i += chunk) {
            const int end = std::min(last, i + chunk);
            gpt_.row_losses(windows.slice(i, end), each, activations_[part]);
            for (int w = i; w < end; ++w) {
                const auto window = static_cast<std::size_t>(w);
                const auto row = each.begin() + static_cast<std::ptrdiff_t>(w - i) * windows.length;
                losses[window].sum = std::accumulate(row + text.first[window], row + text.end[window], 0.0);
                losses[window].tokens = text.end[window] - text.first[window];
            }
        }
    });
    return losses;
}

std::optional<HeldOut> GptTrainer::measure_heldout(int windows) {
    choose_heldout(windows);
    if (heldout_.windows.length == 0) return std::nullopt;
    pack_unembedding();
    HeldOut result;
    result.windows = losses_of(heldout_);
    result.loss = mean_of(result.windows);
    if (documents_.windows.length > 0) result.in_view = mean_of(losses_of(documents_));
    return result;
}

std::vector<HeadStats> GptTrainer::head_stats() {
    const Batch text = even_windows(head_windows, model_.context, corpus_->text.heldout);
    const int windows = text.count();
    if (windows == 0 || text.length < 3) return {};
    const Index T = text.length, H = model_.heads;
    Activations<float>& activations = activations_.front();
    gpt_.forward(text.slice(0, windows), activations);
    std::vector<HeadStats> stats(static_cast<std::size_t>(model_.layers) * static_cast<std::size_t>(H));
    for (std::size_t i = 0; i < stats.size(); ++i) {
        const auto& block = activations.blocks[i / static_cast<std::size_t>(H)];
        const Index h = static_cast<Index>(i) % H;
        std::vector<HeadStats> each;
        for (Index n = 0; n < windows; ++n)
            each.push_back(looks_of({block.attention.data(), n * H + h, T}, T));
        stats[i] = mean_looks(each, T);
    }
    return stats;
}

} // namespace wordfield::inline train
