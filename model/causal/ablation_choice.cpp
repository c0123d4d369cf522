// SPDX-License-Identifier: MIT
#include "model/causal/ablation_choice.hpp"

#include "model/causal/directions.hpp"

#include <algorithm>

namespace wordfield::inline causal {

const GptNetwork* gpt_of(const Moment& moment) {
    return dynamic_cast<const GptNetwork*>(moment.network.get());
}

Batch heldout_windows(const Moment& moment, int count) {
    return even_windows(count, moment.model.context, moment.corpus->text.heldout);
}

Ablation ablation_of(const AblationChoice& choice, const Moment& moment) {
    using Kind = AblationChoice::Kind;
    const auto table = moment.embedding->floats();
    const Matrix& embedding = *table;
    const Index C = embedding.cols(), count = std::clamp<Index>(choice.count, 0, C);
    const auto front = [&](const Matrix& rows) {
        return Ablation{rows.topRows(std::min(count, rows.rows())), {}};
    };
    switch (choice.kind) {
    case Kind::Coordinate:
        return {coordinate(C, std::clamp<Index>(choice.coordinate, 0, C - 1)), {}};
    case Kind::Neuron:
        if (const GptNetwork* const gpt = gpt_of(moment)) {
            const NetworkSpec& spec = gpt->spec();
            if (choice.neuron.layer < spec.layers && choice.neuron.index < spec.hidden())
                return {Matrix(0, C), {choice.neuron}};
        }
        break;
    case Kind::Principal:
        return front(principal_directions(embedding));
    case Kind::Relation:
        if (const auto& relations = moment.corpus->lexicon.relations; choice.relation < std::ssize(relations))
            return front(relation_directions(embedding, relations[choice.relation]));
        break;
    case Kind::Random:
        return front(random_directions(C, C, choice.seed));
    }
    return {Matrix(0, C), {}};
}

} // namespace wordfield::inline causal
