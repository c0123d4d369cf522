// SPDX-License-Identifier: MIT
// The headings of a grammar file. Names are declared, then words defined, then rules read, so that a file may
// be written in any order.
#include "model/core/error.hpp"
#include "model/text/grammar/names.hpp"

#include <algorithm>
#include <charconv>

namespace wordfield::grammar {
namespace {

using Pieces = std::vector<std::string>;

class Parser {
public:
    Parser(std::string_view name, std::string_view text) : names_{name}, blocks_{read_blocks(name, text)} {}

    Grammar parse() {
        for (Block& block : blocks_) normalise_colon(block.heading.pieces);
        for (const Block& block : blocks_) declare(block);
        for (const Block& block : blocks_)
            if (block.heading.pieces[0] != "rule") define(block);
        for (const Block& block : blocks_)
            if (block.heading.pieces[0] == "rule") define_rule(block);
        const auto document = names_.rules.find("document");
        if (document == names_.rules.end())
            throw Error{names_.file, "has no rule 'document'", "add one: every text begins with it"};
        names_.grammar.document = document->second;
        return std::move(names_.grammar);
    }

private:
    // "class animal: one many" and "class animal : one many" are the same.
    static void normalise_colon(Pieces& pieces) {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (pieces[i].size() < 2 || pieces[i].back() != ':') continue;
            pieces[i].pop_back();
            pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1, ":");
            return;
        }
    }

    void declare(const Block& block);
    void declare_vary(const Line& heading);
    void define(const Block& block);
    void define_rule(const Block& block) {
        const int number = names_.rules.at(block.heading.pieces[1]);
        parse_rule_lines(names_, block, names_.grammar.rules[number]);
    }
    void define_scopes(const Line& heading);
    void define_relation(const Line& heading);
    void define_swap(const Line& heading);
    void define_tokens(const Line& heading);

    [[noreturn]] void wrong(const Line& heading, std::string_view usage) const {
        names_.heading_error(heading, usage);
    }

    Names names_;
    std::vector<Block> blocks_;
};

constexpr std::string_view vary_usage = "vary NAME : VALUE VALUE ..., perhaps followed by: per RULE";
constexpr std::string_view cast_usage = "cast NAME : CLASS, perhaps followed by: per RULE";

void Parser::declare(const Block& block) {
    const Line& heading = block.heading;
    const std::string& kind = heading.pieces[0];
    if (kind == "class" || kind == "words") {
        declare_class(names_, heading);
    } else if (kind == "vary") {
        declare_vary(heading);
    } else if (kind == "cast") {
        if (heading.pieces.size() < 4 || heading.pieces[2] != ":") wrong(heading, cast_usage);
        names_.declare(names_.casts, heading.pieces[1], "cast", heading.number);
        names_.grammar.casts.push_back({heading.pieces[1], 0, -1});
    } else if (kind == "rule") {
        if (heading.pieces.size() != 2) wrong(heading, "rule NAME, and indented lines under it");
        names_.declare(names_.rules, heading.pieces[1], "rule", heading.number);
        names_.grammar.rules.push_back({heading.pieces[1], {}, {}, {}});
    }
}

void Parser::declare_vary(const Line& heading) {
    const Pieces& pieces = heading.pieces;
    if (pieces.size() < 4 || pieces[2] != ":") wrong(heading, vary_usage);
    names_.declare(names_.variables, pieces[1], "vary", heading.number);
    Variable variable;
    variable.name = pieces[1];
    for (std::size_t at = 3; at < pieces.size() && pieces[at] != "per"; ++at) {
        const std::size_t star = std::min(pieces[at].find('*'), pieces[at].size());
        double weight = 1.0;
        if (star < pieces[at].size() && !read_weight(names_, pieces[at].substr(star), heading.number, weight))
            wrong(heading, vary_usage);
        const std::string value = pieces[at].substr(0, star);
        if (value.empty() || value.find_first_of("-/") != std::string::npos) wrong(heading, vary_usage);
        variable.values.push_back(names_.feature(value, heading.number));
        variable.weights.add(weight);
    }
    if (variable.values.empty()) wrong(heading, vary_usage);
    names_.grammar.variables.push_back(std::move(variable));
}

void Parser::define(const Block& block) {
    const Line& heading = block.heading;
    const std::string& kind = heading.pieces[0];
    if (kind == "class" || kind == "words") return define_lemmas(names_, block);
    if (!block.lines.empty())
        names_.error(block.lines.front().number, "nothing can be indented under a '" + kind + "' line",
                     "only 'class', 'words' and 'rule' have lines of their own");
    if (kind == "vary" || kind == "cast") return define_scopes(heading);
    if (kind == "relation") return define_relation(heading);
    if (kind == "swap") return define_swap(heading);
    if (kind == "tokens") return define_tokens(heading);
    if (kind != "prompt")
        names_.error(
            heading.number, "a line cannot begin with '" + kind + "'",
            "begin with class, words, vary, cast, rule, relation, swap, tokens or prompt; indent what "
            "belongs to the line above");
    for (std::size_t i = 1; i < heading.pieces.size(); ++i)
        names_.grammar.prompt += (i == 1 ? "" : " ") + heading.pieces[i];
}

// "... per RULE": drawn anew on every expansion of the rule.
void Parser::define_scopes(const Line& heading) {
    const Pieces& pieces = heading.pieces;
    const bool vary = pieces[0] == "vary";
    int scope = -1;
    const auto per =
        static_cast<std::size_t>(std::find(pieces.begin(), pieces.end(), "per") - pieces.begin());
    if ((per < pieces.size() && per + 2 != pieces.size()) || (!vary && std::min(per, pieces.size()) != 4))
        wrong(heading, vary ? vary_usage : cast_usage);
    if (per < pieces.size()) scope = names_.find(names_.rules, pieces.back(), "rule", heading.number);
    Rule* rule = scope < 0 ? nullptr : &names_.grammar.rules[scope];
    if (vary) {
        const int variable = names_.variables.at(pieces[1]);
        names_.grammar.variables[variable].scope = scope;
        if (rule) rule->variables.push_back(variable);
    } else {
        const int number = names_.casts.at(pieces[1]);
        Cast& cast = names_.grammar.casts[number];
        cast.word_class = names_.find(names_.classes, pieces[3], "class", heading.number);
        cast.scope = scope;
        if (rule) rule->casts.push_back(number);
    }
}

// relation NAME : FORM FORM [in CLASS CLASS ...]
void Parser::define_relation(const Line& heading) {
    const Pieces& pieces = heading.pieces;
    constexpr std::string_view usage = "relation NAME : FORM FORM, perhaps followed by: in CLASS CLASS ...";
    Relation relation;
    std::size_t at = 1;
    for (; at < pieces.size() && pieces[at] != ":"; ++at) relation.name += (at == 1 ? "" : " ") + pieces[at];
    if (relation.name.empty() || at + 2 >= pieces.size()) wrong(heading, usage);
    relation.from = names_.features_of(pieces[at + 1], heading.number, false);
    relation.to = names_.features_of(pieces[at + 2], heading.number, false);
    if (at + 3 < pieces.size() && (pieces[at + 3] != "in" || at + 4 == pieces.size())) wrong(heading, usage);
    for (std::size_t i = at + 4; i < pieces.size(); ++i)
        relation.classes.push_back(names_.find(names_.classes, pieces[i], "class", heading.number));
    const bool chosen = !relation.classes.empty();
    const auto has_both = [&](const WordClass& c) {
        const int from = find_form(c, relation.from);
        return from >= 0 && find_form(c, relation.to) >= 0 && from != find_form(c, relation.to);
    };
    for (std::size_t i = 0; i < names_.grammar.classes.size() && !chosen; ++i)
        if (has_both(names_.grammar.classes[i])) relation.classes.push_back(static_cast<int>(i));
    for (const int i : relation.classes)
        if (!has_both(names_.grammar.classes[i]))
            names_.error(heading.number,
                         "the class '" + names_.grammar.classes[i].name + "' does not have both forms",
                         "name two of its forms, or leave the class out");
    if (relation.classes.empty())
        names_.error(heading.number, "no class has both forms", "check the forms' names");
    names_.grammar.relations.push_back(std::move(relation));
}

// swap a an before a e i o u
void Parser::define_swap(const Line& heading) {
    const Pieces& pieces = heading.pieces;
    if (pieces.size() < 5 || pieces[3] != "before")
        wrong(heading, "swap WORD OTHER before LETTERS, like: swap a an before a e i o u");
    Swap swap{names_.word(pieces[1], heading.number), names_.word(pieces[2], heading.number), {}};
    for (std::size_t i = 4; i < pieces.size(); ++i) swap.letters += pieces[i];
    names_.grammar.swaps.push_back(std::move(swap));
}

void Parser::define_tokens(const Line& heading) {
    constexpr std::int64_t least = 1'000, most = 50'000'000;
    std::int64_t tokens = 0;
    if (heading.pieces.size() == 2) {
        const std::string& number = heading.pieces[1];
        const auto [stop, status] = std::from_chars(number.data(), number.data() + number.size(), tokens);
        if (status != std::errc{} || stop != number.data() + number.size()) tokens = 0;
    }
    if (tokens < least || tokens > most) wrong(heading, "tokens NUMBER, between 1000 and 50000000");
    names_.grammar.tokens = tokens;
}

} // namespace

Grammar parse_grammar(std::string_view name, std::string_view text) {
    return Parser{name, text}.parse();
}

} // namespace wordfield::grammar
