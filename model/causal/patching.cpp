// SPDX-License-Identifier: MIT
#include "model/causal/patching.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wordfield::inline causal {
namespace {

Eigen::Index winner(const Trace& trace) {
    Eigen::Index word = 0;
    trace.logits.row(trace.logits.rows() - 1).maxCoeff(&word);
    return word;
}

// What each part adds to the difference, by parts of the trace.
std::vector<PartChange> parts_of(const Trace& trace, const PatchAnswers& answers) {
    const int last = static_cast<int>(trace.tokens.size()) - 1;
    const Attribution a = attribute(trace, last, {answers.from, answers.to}, false);
    std::vector<PartChange> parts;
    for (std::size_t p = 0; p < a.parts.size(); ++p)
        parts.push_back({a.parts[p], a.contribution(0, p) - a.contribution(1, p), 0.0F});
    return parts;
}

} // namespace

PatchAnswers answers_of(const Trace& to, const Trace& from) {
    PatchAnswers answers{static_cast<TokenId>(winner(from)), static_cast<TokenId>(winner(to))};
    if (answers.from != answers.to) return answers;
    constexpr int likeliest = 10;
    const RowVector there = from.logits.row(from.logits.rows() - 1),
                    here = to.logits.row(to.logits.rows() - 1);
    std::vector<TokenId> words(static_cast<std::size_t>(there.size()));
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<TokenId>(i);
    const auto count = std::min<std::ptrdiff_t>(likeliest, std::ssize(words));
    std::partial_sort(words.begin(), words.begin() + count, words.end(),
                      [&](TokenId a, TokenId b) { return there[a] > there[b]; });
    float best = -std::numeric_limits<float>::infinity();
    for (const TokenId word : std::vector<TokenId>(words.begin(), words.begin() + count))
        if (word != answers.to && there[word] - here[word] > best)
            best = there[word] - here[word], answers.from = word;
    return answers;
}

float logit_difference(const Trace& trace, const PatchAnswers& answers) {
    const auto last = trace.logits.row(trace.logits.rows() - 1);
    return last[answers.from] - last[answers.to];
}

float PatchGrid::recovered(Index stage, Index position) const {
    const float way = whole - without;
    if (std::abs(way) < 1e-6F) return std::numeric_limits<float>::quiet_NaN();
    return (difference(stage, position) - without) / way;
}

PatchGrid begin_patch_grid(const Trace& to, const Trace& from) {
    const PatchAnswers answers = answers_of(to, from);
    return {answers, logit_difference(to, answers), logit_difference(from, answers),
            Matrix::Constant(std::ssize(to.residual), std::ssize(to.tokens),
                             std::numeric_limits<float>::quiet_NaN())};
}

void fill_patch_grid(PatchGrid& grid, int stage, const GptNetwork& network, const Trace& to,
                     const Trace& from, Network::Room& room) {
    const Index T = std::ssize(to.tokens);
    CellWrites writes{to.tokens, {}, {}};
    std::vector<int> there;
    for (int position = 0; position < T; ++position)
        if (const auto other = same_from_end(position, T, std::ssize(from.tokens))) {
            writes.cells.push_back({stage, position});
            there.push_back(*other);
        }
    writes.vectors.resize(std::ssize(there), from.residual.front().cols());
    for (std::size_t i = 0; i < there.size(); ++i) writes.vectors.row(i) = from.residual[stage].row(there[i]);
    const Matrix logits = last_logits(network, writes, room);
    for (std::size_t i = 0; i < there.size(); ++i)
        grid.difference(stage, writes.cells[i].position) =
            logits(i, grid.answers.from) - logits(i, grid.answers.to);
}

PatchedRun run_patched(const GptNetwork& network, const Trace& to, const Trace& from, const Patch& patch,
                       Network::Room& room) {
    Hooks<float> hooks;
    hooks.residual = [&](int stage, Hooks<float>::Rows rows) {
        if (stage == patch.to.stage)
            rows.row(patch.to.position) = from.residual[patch.from.stage].row(patch.from.position);
    };
    const Trace patched = network.trace(to.tokens, room, hooks);
    const PatchAnswers answers = answers_of(to, from);
    PatchedRun run{patch,
                   change_of(to, patched),
                   chances_of(to, patched, 5),
                   logit_difference(to, answers),
                   logit_difference(patched, answers),
                   parts_of(to, answers),
                   0.0F};
    const std::vector<PartChange> after = parts_of(patched, answers);
    double known = 0.0;
    for (std::size_t p = 0; p < run.parts.size(); ++p) {
        run.parts[p].after = after[p].before;
        known += static_cast<double>(run.parts[p].after) - static_cast<double>(run.parts[p].before);
    }
    run.put_in = static_cast<float>(static_cast<double>(run.after) - static_cast<double>(run.before) - known);
    std::ranges::stable_sort(run.parts, [](const PartChange& a, const PartChange& b) {
        return std::abs(a.after - a.before) > std::abs(b.after - b.before);
    });
    return run;
}

} // namespace wordfield::inline causal
