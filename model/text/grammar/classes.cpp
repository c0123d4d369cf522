// SPDX-License-Identifier: MIT
// The classes of a grammar: their headings, and the lemmas under them.
#include "model/text/grammar/names.hpp"

#include <algorithm>
#include <bit>

namespace wordfield::grammar {
namespace {

using Pieces = std::vector<std::string>;

constexpr std::string_view class_usage =
    "class NAME [in CATEGORY] : FORM FORM ..., or class NAME [in CATEGORY] like CLASS";

// "now-many/plain": a form that answers to the features now and many, or to plain.
void declare_forms(Names& names, WordClass& word_class, const Pieces& forms, int line) {
    std::vector<FeatureSet> all;
    for (std::string_view form : forms) {
        std::vector<FeatureSet>& sets = word_class.forms.emplace_back();
        while (!form.empty()) {
            const std::size_t length = std::min(form.find('/'), form.size());
            sets.push_back(names.features_of(form.substr(0, length), line, true));
            form.remove_prefix(std::min(length + 1, form.size()));
            if (std::find(all.begin(), all.end(), sets.back()) != all.end())
                names.error(line, "two forms have the same name", "rename one of them");
            all.push_back(sets.back());
        }
    }
}

std::vector<std::vector<FeatureSet>> forms_of_class_above(const Names& names, std::string_view name,
                                                          int line) {
    const int number = names.find(names.classes, name, "class above it called", line);
    return names.grammar.classes[number].forms;
}

void add_lemma(Names& names, WordClass& word_class, const Pieces& forms, const Pieces& signature,
               double weight, int line) {
    if (forms.size() != word_class.forms.size())
        names.error(line,
                    "there are " + std::to_string(forms.size()) + " words, but '" + word_class.name +
                        "' has " + std::to_string(word_class.forms.size()) + " forms",
                    "write one word for each form, and the signature words after '~'");
    Lemma lemma;
    for (const std::string& word : forms) lemma.forms.push_back(names.word(word, line));
    for (const std::string& word : signature) lemma.signature.push_back(names.word(word, line));
    word_class.lemmas.push_back(std::move(lemma));
    word_class.weights.add(weight);
}

} // namespace

// class NAME [in CATEGORY] : FORMS       class NAME [in CATEGORY] like CLASS
// words ... is the same without a category.
void declare_class(Names& names, const Line& heading) {
    const Pieces& pieces = heading.pieces;
    if (pieces.size() < 2) names.heading_error(heading, class_usage);
    names.declare(names.classes, pieces[1], "class", heading.number);
    WordClass word_class;
    word_class.name = pieces[1];
    const auto ends_category = [](const std::string& piece) { return piece == ":" || piece == "like"; };
    auto at = pieces.begin() + 2;
    if (pieces[0] == "class" && at != pieces.end() && *at == "in") {
        for (++at; at != pieces.end() && !ends_category(*at); ++at)
            word_class.category += (word_class.category.empty() ? "" : " ") + *at;
        if (word_class.category.empty()) names.heading_error(heading, class_usage);
    } else if (pieces[0] == "class") {
        word_class.category = word_class.name;
    }
    if (at != pieces.end() && (!ends_category(*at) || at + 1 == pieces.end()))
        names.heading_error(heading, class_usage);
    if (at == pieces.end())
        word_class.forms.push_back({0});
    else if (*at == ":")
        declare_forms(names, word_class, {at + 1, pieces.end()}, heading.number);
    else
        word_class.forms = forms_of_class_above(names, *(at + 1), heading.number);
    names.grammar.classes.push_back(std::move(word_class));
}

void define_lemmas(Names& names, const Block& block) {
    const std::string& name = block.heading.pieces[1];
    WordClass& word_class = names.grammar.classes[names.classes.at(name)];
    for (const Line& line : block.lines) {
        double weight = 1.0;
        const bool weighted = read_weight(names, line.pieces[0], line.number, weight);
        Pieces forms, signature;
        bool after_tilde = false;
        for (std::size_t i = weighted ? 1 : 0; i < line.pieces.size(); ++i) {
            if (line.pieces[i] == "~")
                after_tilde = true;
            else
                (after_tilde ? signature : forms).push_back(line.pieces[i]);
        }
        if (word_class.forms.size() == 1 && signature.empty()) {
            for (const std::string& word : forms)
                add_lemma(names, word_class, {word}, {}, weight, line.number);
        } else {
            add_lemma(names, word_class, forms, signature, weight, line.number);
        }
    }
    if (word_class.lemmas.empty())
        names.error(block.heading.number, "the class '" + name + "' has no words", "indent some under it");
}

int find_form(const WordClass& word_class, FeatureSet wanted) {
    int best = -1, best_size = -1;
    for (std::size_t i = 0; i < word_class.forms.size(); ++i)
        for (const FeatureSet form : word_class.forms[i]) {
            const int size = std::popcount(form);
            if ((form & ~wanted) != 0 || size < best_size) continue;
            const bool tie = size == best_size && best != static_cast<int>(i);
            best = tie ? -2 : static_cast<int>(i);
            best_size = size;
        }
    return best;
}

} // namespace wordfield::grammar
