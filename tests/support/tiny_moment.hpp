// SPDX-License-Identifier: MIT
// A tiny corpus, moment and layout with known numbers, for tests of what the window makes of them.
#pragma once

#include "model/map/layout.hpp"
#include "model/train/model_kind.hpp"
#include "model/train/moment.hpp"

#include <memory>

namespace wordfield {

/// Six words, two categories: "cat" and "dog" are animals, "red" and "blue" colours, <unk> and <eos> have
/// none.
inline std::shared_ptr<Corpus> tiny_corpus() {
    auto corpus = std::make_shared<Corpus>();
    corpus->name = "tiny";
    for (const char* word : {"cat", "dog", "red", "blue"}) corpus->lexicon.vocabulary.add(word, 10);
    corpus->lexicon.categories = {"animal", "colour"};
    corpus->lexicon.category = {-1, -1, 0, 0, 1, 1};
    return corpus;
}

/// "cat dog", and energies that are known after it.
inline Trace tiny_trace() {
    Trace trace;
    trace.tokens = {2, 3};
    trace.logits = Matrix::Zero(2, 6);
    trace.logits.row(1) << 0, 1, 2, 3, 4, 5;
    return trace;
}

/// Has but one answer.
struct TinyNetwork final : Network {
    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room>) const override {
        return std::make_unique<Room>();
    }
    [[nodiscard]] Trace trace(std::span<const TokenId>, Room&) const override { return tiny_trace(); }
    [[nodiscard]] std::size_t bytes() const override { return sizeof(TinyNetwork); }
};

inline std::shared_ptr<Moment> tiny_moment(std::int64_t step = 1, std::uint64_t run = 1) {
    auto moment = std::make_shared<Moment>();
    moment->run = run;
    moment->step = step;
    moment->corpus = tiny_corpus();
    moment->capabilities = info_of(ModelKind::Gpt).capabilities;
    moment->model = {.vocabulary = 6, .dim = 2, .layers = 1, .heads = 1, .context = 4};
    Matrix rows(6, 2);
    rows << 0, 0, 0, 1, 3, 4, 3, 3, -1, 0, -1, -1;
    moment->initial_embedding = std::make_shared<const RowTable>(Matrix::Zero(6, 2));
    moment->embedding = std::make_shared<const RowTable>(rows);
    moment->network = std::make_shared<const TinyNetwork>();
    return moment;
}

inline std::shared_ptr<Layout> tiny_layout(std::int64_t step = 1, std::uint64_t run = 1) {
    auto layout = std::make_shared<Layout>();
    layout->run = run;
    layout->step = step;
    layout->words = {2, 3, 4, 5};
    layout->vocabulary = 6;
    layout->positions = Matrix(4, 3);
    layout->positions << 1, 0, 0, 0, 1, 0, -1, 0, 0, 0, -1, 0;
    layout->purity = NeighbourPurity{.overall = 0.5F, .chance = 0.25F};
    return layout;
}

} // namespace wordfield
