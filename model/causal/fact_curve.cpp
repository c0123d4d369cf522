// SPDX-License-Identifier: MIT
#include "model/causal/fact_curve.hpp"

#include "model/causal/directions.hpp"
#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::inline causal {
namespace {

constexpr std::ptrdiff_t most_questions = 500; // of a relation
constexpr int draws = 5, fact_windows = 16;

// One point: the table without these directions.
FactPoint point_of(const InquiryInput& input, const AnalogyRelation& relation, const Analogy& fact,
                   const Matrix& directions) {
    const Moment& moment = input.moment;
    ThreadPool pool{1};
    const Ablation ablation{directions, {}};
    std::vector<Analogy> questions(relation.analogies.begin(),
                                   relation.analogies.begin() +
                                       std::min(std::ssize(relation.analogies), most_questions));
    questions.push_back(fact);
    const auto table = moment.embedding->floats();
    const std::vector<bool> known =
        knows(without_directions(*table, directions), questions, table->cols() - directions.rows(), pool);
    const auto right = std::count(known.begin(), known.end() - 1, true);
    FactPoint point{static_cast<int>(directions.rows()),
                    static_cast<double>(right) / static_cast<double>(known.size() - 1), known.back(), 0.0};
    const Batch windows = heldout_windows(moment, fact_windows);
    if (const GptNetwork* const gpt = gpt_of(moment); gpt != nullptr && windows.count() > 0) {
        const auto losses = ablated_losses(*gpt, *table, windows, ablation, input.room);
        point.loss = std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(losses.size());
    }
    return point;
}

} // namespace

std::vector<bool> knows(const Matrix& table, std::span<const Analogy> questions, Index free,
                        ThreadPool& pool) {
    const auto answers = answer_analogies(table, questions, pool);
    const double chance = 1.0 / std::sqrt(static_cast<double>(std::max<Index>(1, free)));
    const auto step = [&](TokenId from, TokenId to) -> RowVector {
        return table.row(to).normalized() - table.row(from).normalized();
    };
    std::vector<bool> known;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const Analogy& q = questions[i];
        const RowVector one = step(q.a, q.b), other = step(q.c, q.d);
        const double cosine =
            static_cast<double>(one.dot(other)) /
            std::max(1e-12, static_cast<double>(one.norm()) * static_cast<double>(other.norm()));
        known.push_back(answers[i].without == q.d && cosine > 2 * chance);
    }
    return known;
}

std::optional<int> FactCurve::lost_at() const {
    const auto lost = std::ranges::find(points, false, &FactPoint::holds);
    return lost == points.end() ? std::nullopt : std::optional{lost->removed};
}

std::vector<int> removed_numbers(Index dim) {
    std::vector<int> numbers{0};
    for (int half = 1; half <= dim; half *= 2) {
        numbers.push_back(half);
        if (half >= 2 && half + half / 2 <= dim) numbers.push_back(half + half / 2);
    }
    if (numbers.back() != dim) numbers.push_back(static_cast<int>(dim));
    return numbers;
}

bool FactInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const FactInquiry*>(&other);
    return one != nullptr && one->relation_ == relation_ && one->fact_ == fact_;
}

// A point at a time: of the relation's own directions first, then the principal ones, then draw by draw.
std::shared_ptr<const Finding> FactInquiry::work(const InquiryInput& input, const Finding* before) const {
    const auto* const known = dynamic_cast<const FactFinding*>(before);
    auto found = known != nullptr ? std::make_shared<FactFinding>(*known) : std::make_shared<FactFinding>();
    const auto& relations = input.moment.corpus->lexicon.relations;
    if (relation_ >= std::ssize(relations) || relations[relation_].analogies.empty()) return found;
    const AnalogyRelation& relation = relations[relation_];
    const auto table = input.moment.embedding->floats();
    const Matrix& embedding = *table;
    found->relation = relation_;
    found->fact =
        relation.analogies[std::clamp<std::ptrdiff_t>(fact_, 0, std::ssize(relation.analogies) - 1)];
    const std::vector<int> numbers = removed_numbers(embedding.cols());
    const std::size_t curve = found->done / numbers.size();
    const int removed = numbers[found->done % numbers.size()];
    Matrix directions = curve == 0   ? relation_directions(embedding, relation)
                        : curve == 1 ? principal_directions(embedding)
                                     : random_directions(embedding.cols(), embedding.cols(), curve);
    found->random.resize(draws);
    FactCurve& to = curve == 0 ? found->own : curve == 1 ? found->principal : found->random[curve - 2];
    if (removed <= directions.rows())
        to.points.push_back(point_of(input, relation, found->fact, directions.topRows(removed)));
    ++found->done;
    found->complete = found->done == numbers.size() * (2 + draws);
    return found;
}

} // namespace wordfield::inline causal
