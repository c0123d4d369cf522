// SPDX-License-Identifier: MIT
// The names of a grammar while it is being read: what has been declared, under which number, and errors for
// the rest.
#pragma once

#include "model/text/grammar/grammar.hpp"
#include "model/text/grammar/lines.hpp"

#include <map>
#include <string>
#include <string_view>

namespace wordfield::grammar {

struct Names {
    explicit Names(std::string_view file_name) : file{file_name} { grammar.name = file_name; }

    Grammar grammar;
    std::string file;
    std::map<std::string, int, std::less<>> words, features, classes, variables, casts, rules;

    [[noreturn]] void error(int line, std::string_view what, std::string_view hint) const {
        grammar_error(file, line, what, hint);
    }
    /// For a heading that cannot be understood; `usage` is how to write it.
    [[noreturn]] void heading_error(const Line& heading, std::string_view usage) const;

    /// The number of a word of the text. It must be exactly one word for the tokenizer, and in its normal
    /// form.
    int word(const std::string& text, int line);
    /// The bits of features joined by hyphens. New ones are declared when `declare`; else they are an error.
    FeatureSet features_of(std::string_view joined, int line, bool declare);
    /// The number of one feature, declared if need be.
    int feature(std::string_view name, int line);
    /// The number of a declared name. `kind` is for the error: "class", "rule".
    int find(const std::map<std::string, int, std::less<>>& names, std::string_view name,
             std::string_view kind, int line) const;
    /// Declares a new name.
    int declare(std::map<std::string, int, std::less<>>& names, const std::string& name,
                std::string_view kind, int line);
};

/// Reads "*2.5" into a weight. False when the piece is no weight. Throws Error for a weight that is not
/// positive.
bool read_weight(const Names& names, std::string_view piece, int line, double& weight);

/// Declares the class of a "class" or "words" heading, with its forms.
void declare_class(Names& names, const Line& heading);

/// Reads the indented lines of a declared class.
void define_lemmas(Names& names, const Block& block);

/// Reads the indented lines of a rule into its body. All names must have been declared.
void parse_rule_lines(Names& names, const Block& block, Rule& rule);

} // namespace wordfield::grammar
