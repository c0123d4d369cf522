// SPDX-License-Identifier: MIT
// Writes documents by a grammar and adds up, choice by choice, how surprising they were to write.
#pragma once

#include "model/core/rng.hpp"
#include "model/text/grammar/grammar.hpp"

#include <vector>

namespace wordfield::grammar {

class Writer {
public:
    /// Keeps the grammar by reference. The same generator state writes the same documents.
    Writer(const Grammar& grammar, Pcg32 rng);

    /// Appends one document's words (indices into Grammar::words). Returns the sum of -ln p over the choices
    /// that were made on the way; what was never needed (the tense of a document without verbs) was never
    /// drawn and costs nothing. Throws Error when the rules do not come to an end, or leave no choice.
    double write(std::vector<int>& words);

private:
    static constexpr int undrawn = -1;
    struct Held {
        int word_class;
        int lemma;
    };

    void expand(int rule);
    void expand(const Choice& choice);
    void expand(const Alternative& alternative);
    void emit(const Literal& literal) { words_->push_back(literal.word); }
    void emit(const Slot& slot);
    void emit(const Signature& signature);
    void emit(const Call& call) { expand(call.rule); }
    void emit(const Choice& choice) { expand(choice); }

    [[nodiscard]] std::size_t choose(const Weights& weights);
    [[nodiscard]] std::size_t choose_allowed(const Choice& choice);
    [[nodiscard]] bool allowed(const Alternative& alternative);
    [[nodiscard]] int value_of(int variable);
    [[nodiscard]] int lemma_of(Slot::Lemma kind, int index, int word_class);
    [[nodiscard]] int draw_lemma(int word_class);
    void collect_held(int word_class);
    void apply_swaps(std::size_t from);
    [[noreturn]] void endless() const;

    const Grammar& grammar_;
    Pcg32 rng_;
    std::vector<int>* words_ = nullptr;
    double nats_ = 0.0;
    std::vector<int> values_;    // by variable
    std::vector<int> casts_;     // by cast: the lemma
    std::vector<Held> locals_;   // of all lines that are being expanded, the innermost last
    std::size_t line_begin_ = 0; // where those of the current line begin
    std::vector<int> held_;      // scratch of draw_lemma
    int depth_ = 0;
    int expansions_ = 0;
    int current_rule_ = 0;
};

} // namespace wordfield::grammar
