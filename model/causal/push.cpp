// SPDX-License-Identifier: MIT
#include "model/causal/push.hpp"

#include "model/core/rng.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::inline causal {
namespace {

RowVector vector_at(const Trace& trace, StreamCell at) {
    return trace.residual[at.stage].row(at.position);
}

double length_of(const Trace& trace, StreamCell at) {
    return std::max(1e-12, static_cast<double>(vector_at(trace, at).norm()));
}

// Logits (n,V) after the sentence with each of pushes(n,C) added.
Matrix pushed_logits(const GptNetwork& network, const Trace& trace, StreamCell at, const Matrix& pushes,
                     Network::Room& room) {
    CellWrites writes{trace.tokens, std::vector<StreamCell>(static_cast<std::size_t>(pushes.rows()), at),
                      pushes};
    writes.vectors.rowwise() += vector_at(trace, at);
    return last_logits(network, writes, room);
}

TokenId best_of(const Matrix& logits, Index row) {
    Eigen::Index word = 0;
    logits.row(row).maxCoeff(&word);
    return static_cast<TokenId>(word);
}

// Of `pieces` even lengths in (low, high], the first at which the word is another than `word`.
struct Bracket {
    double low, high;
    TokenId word;
};
std::optional<Bracket> first_change(const GptNetwork& network, const Trace& trace, StreamCell at,
                                    const RowVector& unit, double low, double high, int pieces,
                                    Network::Room& room) {
    const TokenId word = best_of(trace.logits, trace.logits.rows() - 1);
    Matrix pushes(pieces, unit.size());
    const auto scale = [&](int i) { return low + (high - low) * i / pieces; };
    for (int i = 0; i < pieces; ++i) pushes.row(i) = unit * static_cast<float>(scale(i + 1));
    const Matrix logits = pushed_logits(network, trace, at, pushes, room);
    for (int i = 0; i < pieces; ++i)
        if (best_of(logits, i) != word) return Bracket{scale(i), scale(i + 1), best_of(logits, i)};
    return std::nullopt;
}

} // namespace

PushedRun run_pushed(const GptNetwork& network, const Trace& trace, StreamCell at, const RowVector& push,
                     Network::Room& room) {
    Hooks<float> hooks;
    hooks.residual = [&](int stage, Hooks<float>::Rows rows) {
        if (stage == at.stage) rows.row(at.position) += push;
    };
    const Trace pushed = network.trace(trace.tokens, room, hooks);
    PushedRun run{at, push.norm() / length_of(trace, at), change_of(trace, pushed),
                  {}, chances_of(trace, pushed, 5),       divergence_of(trace, pushed)};
    run.growth = Matrix::Zero(run.change.rows(), run.change.cols());
    const float length = std::max(1e-12F, push.norm());
    for (Index s = 0; s < run.growth.rows(); ++s)
        run.growth.row(s) = (pushed.residual[s] - trace.residual[s]).rowwise().norm().transpose() / length;
    return run;
}

RowVector random_direction(Index dim, std::uint64_t seed) {
    Pcg32 rng{seed};
    RowVector direction(dim);
    for (float& x : direction) x = static_cast<float>(rng.normal());
    return direction.normalized();
}

// -log p(lower) and -log p(raise) have the softmax's sum in common: their difference is that of the logits.
RowVector logit_gradient(const GptNetwork& network, const Trace& trace, StreamCell at, const RowVector& push,
                         TokenId raise, TokenId lower, Network::Room& room) {
    const Index T = std::ssize(trace.tokens);
    std::array<RowVector, 2> found;
    for (std::size_t i = 0; i < 2; ++i) {
        const std::vector<TokenId> targets(trace.tokens.size(), i == 0 ? lower : raise);
        Hooks<float> hooks;
        hooks.residual = [&](int stage, Hooks<float>::Rows rows) {
            if (stage == at.stage) rows.row(at.position) += push;
        };
        hooks.residual_gradient = [&](int stage, Hooks<float>::Rows rows) {
            if (stage == network.spec().layers) rows.topRows(T - 1).setZero(); // the last word's loss alone
            if (stage == at.stage) found[i] = rows.row(at.position);
        };
        (void)network.loss_and_gradient({trace.tokens, targets, T}, room, hooks);
    }
    return found[0] - found[1];
}

std::optional<Turn> turn_along(const GptNetwork& network, const Trace& trace, StreamCell at,
                               const RowVector& direction, double most, Network::Room& room) {
    const double own = length_of(trace, at);
    const RowVector unit = direction.normalized();
    auto bracket = first_change(network, trace, at, unit, 0.0, most * own, 24, room);
    if (!bracket) return std::nullopt;
    while (bracket->high - bracket->low > 0.005 * bracket->high) {
        const auto finer = first_change(network, trace, at, unit, bracket->low, bracket->high, 8, room);
        if (!finer) break; // its end has changed; rounding
        bracket = finer;
    }
    return Turn{unit, bracket->high / own, bracket->word};
}

std::optional<Turn> shortest_turn(const GptNetwork& network, const Trace& trace, StreamCell at, TokenId word,
                                  Network::Room& room) {
    constexpr int steps = 20;
    constexpr float overshoot = 1.02F;
    const TokenId now = best_of(trace.logits, trace.logits.rows() - 1);
    RowVector push = RowVector::Zero(vector_at(trace, at).size());
    for (int i = 0; i < steps; ++i) {
        const Matrix logits = pushed_logits(network, trace, at, push, room);
        if (best_of(logits, 0) != now)
            return turn_along(network, trace, at, push, push.norm() / length_of(trace, at), room);
        const float gap = logits(0, now) - logits(0, word);
        const RowVector slope = logit_gradient(network, trace, at, push, word, now, room);
        if (slope.squaredNorm() < 1e-20F) return std::nullopt;
        push += overshoot * (gap + 1e-4F) / slope.squaredNorm() * slope;
    }
    return std::nullopt;
}

} // namespace wordfield::inline causal
