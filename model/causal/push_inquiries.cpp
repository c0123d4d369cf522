// SPDX-License-Identifier: MIT
#include "model/causal/ablation_choice.hpp"
#include "model/causal/sentence_inquiries.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <limits>

namespace wordfield::inline causal {
namespace {

constexpr int candidates = 5, random_draws = 16, draws_at_once = 4, words_told = 3;
constexpr std::uint64_t first_seed = 1000; // of the random ones: the same for every cell
constexpr double farthest = 8.0;           // lengths of the vector, along random directions

// The likeliest next words, the one of now at the front.
std::vector<TokenId> likeliest(const Trace& trace, int count) {
    const auto logits = trace.logits.row(trace.logits.rows() - 1);
    std::vector<TokenId> words(static_cast<std::size_t>(logits.size()));
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<TokenId>(i);
    const auto most = std::min<std::ptrdiff_t>(count, std::ssize(words));
    std::partial_sort(words.begin(), words.begin() + most, words.end(),
                      [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
    words.resize(static_cast<std::size_t>(most));
    return words;
}

// The cell, or the nearest that there is.
StreamCell cell_in(const Trace& trace, StreamCell at) {
    return {std::clamp<int>(at.stage, 0, static_cast<int>(trace.residual.size()) - 1),
            std::clamp<int>(at.position, 0, static_cast<int>(trace.tokens.size()) - 1)};
}

// Words in whose direction, seen from the mean row, a push goes.
std::vector<TokenId> words_towards(const Matrix& embedding, const RowVector& direction) {
    std::vector<TokenId> words;
    for (const Neighbour& word : nearest_to(embedding, RowVector{embedding.colwise().mean() + direction},
                                            Measure::Cosine, words_told))
        words.push_back(static_cast<TokenId>(word.row));
    return words;
}

RowVector direction_of(const PushChoice& choice, const GptNetwork& gpt, const InquiryInput& input) {
    const Trace& trace = *input.trace;
    const Index C = trace.residual.front().cols();
    if (choice.way == PushChoice::Way::Random) return random_direction(C, choice.seed);
    if (choice.way == PushChoice::Way::Word) {
        const RowVector way =
            trace.embedding->row(std::clamp<Index>(choice.word, 0, trace.embedding->rows() - 1)) -
            trace.embedding->row(trace.tokens[choice.at.position]);
        return way.norm() > 0 ? RowVector{way.normalized()} : RowVector{RowVector::Zero(C)};
    }
    const std::vector<TokenId> next = likeliest(trace, 2);
    return logit_gradient(gpt, trace, choice.at, RowVector::Zero(C), next.back(), next.front(), input.room)
        .normalized();
}

std::optional<Turn> shortest_of_all(const GptNetwork& gpt, const InquiryInput& input, StreamCell at) {
    std::optional<Turn> best;
    const std::vector<TokenId> words = likeliest(*input.trace, candidates + 1);
    for (std::size_t i = 1; i < words.size(); ++i)
        if (const auto turn = shortest_turn(gpt, *input.trace, at, words[i], input.room);
            turn && (!best || turn->length < best->length))
            best = turn;
    return best;
}

} // namespace

bool PushInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const PushInquiry*>(&other);
    return one != nullptr && one->choice_ == choice_;
}

std::shared_ptr<const Finding> PushInquiry::work(const InquiryInput& input, const Finding* /*before*/) const {
    auto found = std::make_shared<PushFinding>();
    const GptNetwork* const gpt = gpt_of(input.moment);
    if (gpt == nullptr) return found;
    const Trace& trace = *input.trace;
    PushChoice choice = choice_;
    choice.at = cell_in(trace, choice.at);
    found->direction = direction_of(choice, *gpt, input);
    const float own = trace.residual[choice.at.stage].row(choice.at.position).norm();
    found->run = run_pushed(*gpt, trace, choice.at, found->direction * (own * choice.length), input.room);
    return found;
}

bool TurnInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const TurnInquiry*>(&other);
    return one != nullptr && one->at_ == at_;
}

// The shortest push first, then random ones to compare it with.
std::shared_ptr<const Finding> TurnInquiry::work(const InquiryInput& input, const Finding* before) const {
    const auto* const known = dynamic_cast<const TurnFinding*>(before);
    auto found = known != nullptr ? std::make_shared<TurnFinding>(*known) : std::make_shared<TurnFinding>();
    const GptNetwork* const gpt = gpt_of(input.moment);
    if (gpt == nullptr) return found;
    const Trace& trace = *input.trace;
    found->at = cell_in(trace, at_);
    found->draws = random_draws;
    found->complete = false;
    if (known == nullptr) {
        found->turn = shortest_of_all(*gpt, input, found->at);
        if (found->turn) found->towards = words_towards(*trace.embedding, found->turn->direction);
        return found;
    }
    for (int i = 0; i < draws_at_once; ++i) {
        const auto seed = first_seed + found->random.size();
        const auto turn = turn_along(*gpt, trace, found->at, random_direction(trace.embedding->cols(), seed),
                                     farthest, input.room);
        found->random.push_back(turn ? turn->length : std::numeric_limits<double>::infinity());
    }
    found->complete = std::ssize(found->random) >= random_draws;
    return found;
}

} // namespace wordfield::inline causal
