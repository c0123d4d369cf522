// SPDX-License-Identifier: MIT
// Why a head looks: the score of one attention cell as the sum over pairs of what its query and its key are
// made of (Elhage et al. 2021, "A mathematical framework for transformer circuits", Q- and K-composition).
// Pure maths over a trace and the weights it was made with.
#pragma once

#include "model/analysis/attention_cell.hpp"
#include "model/analysis/attribution.hpp"
#include "model/nn/gpt_weights.hpp"

#include <string>
#include <vector>

namespace wordfield::inline analysis {

/// The layer norm before the head divides by the deviation of the whole stream. With that one number of each
/// of the two tokens taken as it is, query and key are linear in all that was added before the layer, and
/// q . k / sqrt(D) falls into a term for each pair.
struct ScoreSplit {
    CellId id;
    std::vector<Part> parts; ///< (P) of query and key alike: word, position, earlier heads and feed-forwards,
                             ///< and last the biases, those of the norm and of query (key) among them
    MatrixOf<double> terms;  ///< (P,P): row, what the query is made of; column, what the key is made of
    double score = 0.0;      ///< the trace's own q . k / sqrt(D), which the terms sum to
    double mean = 0.0;       ///< what split_against_others() took off the score; else 0
};

/// Needs a trace of a transformer, with `weights` of the same network; indices must be inside it. Of a very
/// deep model a layer's heads are one part (`head` -1).
ScoreSplit split_score(const Trace& trace, const GptWeights& weights, const CellId& id);

/// The same less the mean over all tokens that the row looks at: what is added to all of a row's scores alike
/// (the biases' product, for one) falls out, as it does in the softmax, so the terms say why this token is
/// looked at rather than the others. They sum to the score less the mean of the row's scores.
ScoreSplit split_against_others(const Trace& trace, const GptWeights& weights, const CellId& id);

/// As part_name(), and "L1 heads" for all of a layer.
std::string source_name(const Part& part);

struct ScoreTerm {
    int query = 0, key = 0; ///< of `parts`
    double value = 0.0;
    bool operator==(const ScoreTerm&) const = default;
};
/// The terms of the largest size, at most `most` of them, the largest at the front.
std::vector<ScoreTerm> largest_terms(const ScoreSplit& split, std::size_t most);

/// What a part added to the residual stream at `position` before `layer`: (C). Of Bias the biases of earlier
/// attention layers alone.
RowVector written_by(const Trace& trace, const Part& part, int layer, int position);

/// The words whose logit a vector (C) of the residual stream raises most, against the average word, straight
/// through the last norm's gain; at most `most`, the most raised at the front.
std::vector<TokenId> words_raised(const Trace& trace, const RowVector& vector, std::size_t most);

} // namespace wordfield::inline analysis
