// SPDX-License-Identifier: MIT
#include "model/nn/word_vector_network.hpp"

namespace wordfield::inline nn {

std::unique_ptr<Network::Room> WordVectorNetwork::room(std::unique_ptr<Room> used) const {
    return used ? std::move(used) : std::make_unique<Room>(); // nothing is computed in it
}

Trace WordVectorNetwork::trace(std::span<const TokenId> sentence, Room& /*room*/) const {
    const Matrix& input = *weights_.input;
    sentence = fit_to_context(sentence, weights_.context, static_cast<int>(input.rows()));
    Trace trace;
    trace.tokens.assign(sentence.begin(), sentence.end());
    trace.final_hidden.resize(static_cast<Index>(sentence.size()), input.cols());
    for (Index i = 0; i < trace.final_hidden.rows(); ++i)
        trace.final_hidden.row(i) = weights_.predictor(input, weights_.window, sentence, i);
    trace.residual = {trace.final_hidden};
    trace.logits.noalias() = trace.final_hidden * weights_.output->transpose();
    trace.logits.rowwise() += *weights_.log_noise;
    trace.embedding = weights_.input;
    trace.unembedding = weights_.output;
    return trace;
}

} // namespace wordfield::inline nn
