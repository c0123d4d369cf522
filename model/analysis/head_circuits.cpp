// SPDX-License-Identifier: MIT
#include "model/analysis/head_circuits.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline analysis {
namespace {

// The layer norm of rows(n,C), each by its own mean and deviation, gain and bias included.
Matrix normed_words(const Matrix& rows, const BlockMaps& block, float epsilon) {
    Matrix normed = rows.colwise() - rows.rowwise().mean().eval();
    const Eigen::VectorXf variance = normed.rowwise().squaredNorm() / static_cast<float>(rows.cols());
    normed = normed.array().colwise() * (variance.array() + epsilon).rsqrt();
    normed = normed.array().rowwise() * block.norm1_gain.array();
    normed.rowwise() += RowVector{block.norm1_bias};
    return normed;
}

// The strongest at the front.
void insert(std::vector<CircuitPair>& list, const CircuitPair& pair) {
    const auto place = std::ranges::find_if(list, [&](const CircuitPair& p) { return p.value < pair.value; });
    list.insert(place, pair);
    if (list.size() > CircuitSurvey::listed) list.pop_back();
}

// The word of the highest value that is not special.
CircuitPair strongest(TokenId from, const RowVector& values, Index first) {
    Index best = 0;
    const float value = values.tail(values.size() - first).maxCoeff(&best);
    return {from, static_cast<TokenId>(best + first), value};
}

} // namespace

RowVector HeadCircuits::raised_by(TokenId word) const {
    return values.row(word) * effects.transpose();
}

RowVector HeadCircuits::looks_of(TokenId word) const {
    return queries.row(word) * keys.transpose();
}

CircuitMaker::CircuitMaker(const GptNetwork& network, int layer, int head)
    : made_{.layer = layer, .head = head} {
    const Index V = network.spec().vocabulary, D = network.spec().dim / network.spec().heads;
    for (Matrix* const factor : {&made_.queries, &made_.keys, &made_.values, &made_.effects})
        factor->resize(V, D);
}

bool CircuitMaker::advance(const GptNetwork& network, Index count) {
    const GptWeights weights = network.weights();
    const BlockMaps& block = weights.blocks[static_cast<std::size_t>(made_.layer)];
    const Index V = weights.token.rows(), C = weights.token.cols(), D = made_.keys.cols();
    const Index begin = made_.head * D, n = std::min(count, V - done_);
    const Matrix rows = weights.token.middleRows(done_, n);
    const Matrix normed = normed_words(rows, block, static_cast<float>(network.spec().norm_epsilon));
    made_.queries.middleRows(done_, n) = normed * block.qkv.middleCols(begin, D);
    made_.queries.middleRows(done_, n).rowwise() += RowVector{block.qkv_bias.segment(begin, D)};
    made_.keys.middleRows(done_, n) = normed * block.qkv.middleCols(C + begin, D);
    made_.values.middleRows(done_, n) = normed * block.qkv.middleCols(2 * C + begin, D);
    // A logit is the row times the gain, the mean taken off: the last norm has none.
    Matrix readout = rows.array().rowwise() * weights.final_gain.array();
    readout.colwise() -= readout.rowwise().mean().eval();
    made_.effects.middleRows(done_, n) = readout * block.out.middleRows(begin, D).transpose();
    done_ += n;
    if (done_ < V) return false;
    centre();
    return true;
}

void CircuitMaker::centre() {
    for (Matrix* const factor : {&made_.keys, &made_.values, &made_.effects})
        factor->rowwise() -= factor->colwise().mean().eval();
    made_.keys /= std::sqrt(static_cast<float>(made_.keys.cols()));
}

HeadCircuits head_circuits(const GptNetwork& network, int layer, int head) {
    CircuitMaker maker{network, layer, head};
    maker.advance(network, network.spec().vocabulary);
    return maker.made();
}

bool go_on(CircuitSurvey& survey, const HeadCircuits& circuits, const Vocabulary& vocabulary, Index count) {
    const Index V = circuits.keys.rows(), end = std::min(V, CircuitSurvey::most_words);
    const Index first = vocabulary.is_bare() ? 0 : Vocabulary::end_of_text + 1;
    if (first >= end) return true;
    const Index begin = std::max(survey.next, first), n = std::min(count, end - begin);
    const Matrix raised = circuits.values.middleRows(begin, n) * circuits.effects.transpose();
    const Matrix looks = circuits.queries.middleRows(begin, n) * circuits.keys.transpose();
    for (Index i = 0; i < n; ++i) {
        const auto word = static_cast<TokenId>(begin + i);
        const CircuitPair most = strongest(word, raised.row(i), first);
        insert(survey.raises, most);
        insert(survey.looks, strongest(word, looks.row(i), first));
        survey.raises_itself += most.to == word ? 1 : 0;
        const auto less = (raised.row(i).tail(V - first).array() < raised(i, word)).count();
        survey.percentile +=
            V - first > 1 ? static_cast<double>(less) / static_cast<double>(V - first - 1) : 0.0;
    }
    survey.words += n;
    survey.next = begin + n;
    return survey.next >= end;
}

} // namespace wordfield::inline analysis
