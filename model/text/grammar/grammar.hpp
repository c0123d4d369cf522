// SPDX-License-Identifier: MIT
// A grammar that writes little documents: word classes whose lemmas have forms, and rules whose lines say how
// sentences are put together. docs/grammar.md describes the file format; here it is parsed, with all names
// resolved.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wordfield::grammar {

/// Features ("past", "one", "she") as bits: which forms a class has, and which form a slot asks for.
using FeatureSet = std::uint64_t;

/// Weights of the things to choose from, added up for binary search.
struct Weights {
    std::vector<double> sums; ///< sums[i] = weight 0 + ... + weight i
    void add(double weight) { sums.push_back(total() + weight); }
    [[nodiscard]] double total() const { return sums.empty() ? 0.0 : sums.back(); }
    [[nodiscard]] double at(std::size_t i) const { return sums[i] - (i == 0 ? 0.0 : sums[i - 1]); }
    [[nodiscard]] std::size_t size() const { return sums.size(); }
};

struct Lemma {
    std::vector<int> forms;     ///< a word for each form of the class
    std::vector<int> signature; ///< words that keep this lemma company and no other
};

struct WordClass {
    std::string name;
    std::string category;                       ///< empty for words without one
    std::vector<std::vector<FeatureSet>> forms; ///< a form may answer to several sets
    std::vector<Lemma> lemmas;
    Weights weights;
};

/// A feature that is drawn once per document, or once per expansion of a rule, when it is needed.
struct Variable {
    std::string name;
    std::vector<int> values; ///< features
    Weights weights;
    int scope = -1; ///< a rule, or -1 for the whole document
};

/// A lemma that is drawn in the same way.
struct Cast {
    std::string name;
    int word_class = 0;
    int scope = -1;
};

struct Literal {
    int word;
};

/// One form of a lemma. Which form follows from fixed features and from the values of variables.
struct Slot {
    enum class Lemma { Fresh, Local, Cast };
    Lemma lemma = Lemma::Fresh;
    int index = 0; ///< Local: its number in the line; Cast: which
    int word_class = 0;
    std::vector<int> variables;
    std::vector<int> form; ///< by the values of the variables, the last variable running fastest
    bool binds = false;    ///< Local: draws the lemma (else it was drawn earlier in the line)
    bool ablated = false;  ///< only draws the lemma; `form` is empty
};

/// One of the signature words of a lemma that has been drawn.
struct Signature {
    Slot::Lemma lemma = Slot::Lemma::Local;
    int index = 0;
    int word_class = 0;
};

struct Call {
    int rule;
};

struct Alternative;
struct Choice {
    std::vector<Alternative> alternatives;
    Weights weights;
    bool conditional = false; ///< some alternative has conditions
};

using Piece = std::variant<Literal, Slot, Signature, Call, Choice>;

/// This line can be chosen only where `variable` has its value number `value`.
struct Condition {
    int variable;
    int value;
};

struct Alternative {
    std::vector<Condition> conditions;
    std::vector<Piece> pieces;
    int locals = 0; ///< lemmas that the line gives names to (whole lines only, not bracketed parts)
};

struct Rule {
    std::string name;
    Choice body;
    std::vector<int> variables; ///< drawn anew on every expansion
    std::vector<int> casts;
};

/// "From form a to form b of one lemma" in these classes.
struct Relation {
    std::string name;
    FeatureSet from = 0;
    FeatureSet to = 0;
    std::vector<int> classes;
};

/// The word `from` becomes `to` before words that begin with one of the letters, as "a" becomes "an".
struct Swap {
    int from;
    int to;
    std::string letters;
};

struct Grammar {
    std::string name;
    std::string prompt;
    std::int64_t tokens = 600'000; ///< how much text to write
    std::vector<std::string> words;
    std::vector<WordClass> classes;
    std::vector<Variable> variables;
    std::vector<Cast> casts;
    std::vector<Rule> rules;
    std::vector<Relation> relations;
    std::vector<Swap> swaps;
    int document = 0; ///< the rule that everything begins with
};

/// Reads a grammar. `name` is what errors call the file. Throws Error with the line and what to do about it.
Grammar parse_grammar(std::string_view name, std::string_view text);

/// The form of the class that fits the wanted features best: all of the form's features are wanted, and no
/// other such form has more. -1 when none fits, -2 when two fit equally well.
int find_form(const WordClass& word_class, FeatureSet wanted);

} // namespace wordfield::grammar
