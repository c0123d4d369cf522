// SPDX-License-Identifier: MIT
// The lines of rules: words, [slots], (choices) and <other rules>, with every name looked up and every form
// that a slot can ask for checked while the line's number is still known.
#include "model/text/grammar/names.hpp"

#include <charconv>

namespace wordfield::grammar {
namespace {

constexpr int deepest_brackets = 32;
constexpr std::size_t most_form_combinations = 256;

class LineParser {
public:
    LineParser(Names& names, const Line& line) : names_{names}, line_{line} {}

    /// A whole line of a rule.
    Alternative parse(double& weight) {
        Alternative alternative = parse_alternative(weight, nullptr);
        if (at_ < line_.pieces.size())
            error(in_quotes(peek()) + " closes nothing", "remove it, or open a bracket before it");
        alternative.locals = locals_made_;
        return alternative;
    }

private:
    struct Local {
        std::string name;
        int index;
        int word_class;
    };

    [[noreturn]] void error(const std::string& what, std::string_view hint) const {
        names_.error(line_.number, what, hint);
    }
    [[nodiscard]] const std::string& peek() const { return line_.pieces[at_]; }
    [[nodiscard]] bool at_end_of_part() const {
        return at_ == line_.pieces.size() || peek() == "|" || peek() == ")";
    }

    Alternative parse_alternative(double& weight, double* percent);
    bool read_percent(double& percent);
    Condition parse_condition();
    Piece parse_piece();
    Choice parse_choice();
    Piece parse_slot();
    Slot parse_holder(const std::string& head);
    void parse_forms(Slot& slot, const std::vector<std::string>& wanted);
    Signature parse_signature(const Slot& holder, const std::string& head);
    [[nodiscard]] const WordClass& class_of(const Slot& slot) const {
        return names_.grammar.classes[slot.word_class];
    }

    Names& names_;
    const Line& line_;
    std::size_t at_ = 0;
    std::vector<Local> locals_; // those that can be seen here
    int locals_made_ = 0;
    int depth_ = 0;
};

// [*weight | percent%] [@condition ...] pieces ...        until the end, "|" or ")"
Alternative LineParser::parse_alternative(double& weight, double* percent) {
    Alternative alternative;
    weight = 1.0;
    if (!at_end_of_part() && read_weight(names_, peek(), line_.number, weight)) ++at_;
    if (percent && !at_end_of_part() && read_percent(*percent)) ++at_;
    while (!at_end_of_part() && peek().size() > 1 && peek().front() == '@')
        alternative.conditions.push_back(parse_condition());
    const std::size_t visible = locals_.size();
    while (!at_end_of_part()) alternative.pieces.push_back(parse_piece());
    locals_.resize(
        visible); // a name given inside brackets is not known outside: the part may not have been chosen
    return alternative;
}

bool LineParser::read_percent(double& percent) {
    const std::string& piece = peek();
    if (piece.size() < 2 || piece.back() != '%') return false;
    const char* end = piece.data() + piece.size() - 1;
    const auto [stop, status] = std::from_chars(piece.data(), end, percent);
    if (status != std::errc{} || stop != end || !(percent > 0.0 && percent < 100.0))
        error(in_quotes(piece) + " is not a share", "write a number between 0 and 100, like 30%");
    return true;
}

Condition LineParser::parse_condition() {
    const std::string name = line_.pieces[at_++].substr(1);
    const auto feature = names_.features.find(name);
    for (std::size_t v = 0; feature != names_.features.end() && v < names_.grammar.variables.size(); ++v) {
        const std::vector<int>& values = names_.grammar.variables[v].values;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] == feature->second) return {static_cast<int>(v), static_cast<int>(i)};
    }
    error("no 'vary' line has the value '" + name + "'", "use one of the values that are drawn, like @past");
}

Piece LineParser::parse_piece() {
    const std::string& piece = line_.pieces[at_++];
    if (piece == "(") return parse_choice();
    if (piece == "[") return parse_slot();
    if (piece == "]") error("']' closes nothing", "open the slot with '['");
    if (piece.size() > 2 && piece.front() == '<' && piece.back() == '>')
        return Call{names_.find(names_.rules, piece.substr(1, piece.size() - 2), "rule", line_.number)};
    return Literal{names_.word(piece, line_.number)};
}

// ( one | other | *2 third ), or ( 30% perhaps )
Choice LineParser::parse_choice() {
    if (++depth_ > deepest_brackets)
        error("there are too many brackets inside brackets", "use a rule of its own");
    Choice choice;
    double percent = 0.0;
    for (bool more = true; more;) {
        double weight = 1.0;
        choice.alternatives.push_back(parse_alternative(weight, &percent));
        choice.weights.add(weight);
        choice.conditional = choice.conditional || !choice.alternatives.back().conditions.empty();
        if (at_ == line_.pieces.size()) error("a '(' is not closed", "add the ')'");
        more = line_.pieces[at_++] == "|";
    }
    --depth_;
    const bool optional = choice.alternatives.size() == 1;
    if (!optional && percent > 0.0)
        error("a share like 30% stands beside other choices", "use weights there, like *3");
    if (optional) {
        if (percent == 0.0) percent = 50.0;
        choice.alternatives.emplace_back();
        choice.weights = {};
        choice.weights.add(percent);
        choice.weights.add(100.0 - percent);
    }
    return choice;
}

// [class forms]  [name:class forms]  [name forms]  [name ~]  [name:class -]
Piece LineParser::parse_slot() {
    std::vector<std::string> inside;
    while (at_ < line_.pieces.size() && peek() != "]") inside.push_back(line_.pieces[at_++]);
    if (at_ == line_.pieces.size()) error("a '[' is not closed", "add the ']'");
    ++at_;
    if (inside.empty()) error("'[]' is empty", "name a class, like [animal one]");
    Slot slot = parse_holder(inside[0]);
    if (inside.size() == 2 && inside[1] == "~") return parse_signature(slot, inside[0]);
    slot.ablated = slot.binds && inside.size() == 2 && inside[1] == "-";
    if (slot.ablated) return slot;
    parse_forms(slot, {inside.begin() + 1, inside.end()});
    return slot;
}

Slot LineParser::parse_holder(const std::string& head) {
    Slot slot;
    if (const std::size_t colon = head.find(':'); colon != std::string::npos) {
        slot.lemma = Slot::Lemma::Local;
        slot.binds = true;
        slot.word_class = names_.find(names_.classes, head.substr(colon + 1), "class", line_.number);
        slot.index = locals_made_++;
        locals_.push_back({head.substr(0, colon), slot.index, slot.word_class});
        return slot;
    }
    for (std::size_t i = locals_.size(); i-- > 0;) {
        if (locals_[i].name != head) continue;
        slot.lemma = Slot::Lemma::Local;
        slot.index = locals_[i].index;
        slot.word_class = locals_[i].word_class;
        return slot;
    }
    if (const auto cast = names_.casts.find(head); cast != names_.casts.end()) {
        slot.lemma = Slot::Lemma::Cast;
        slot.index = cast->second;
        slot.word_class = names_.grammar.casts[cast->second].word_class;
        return slot;
    }
    slot.word_class =
        names_.find(names_.classes, head, "class, cast or name in this line called", line_.number);
    return slot;
}

// Fills slot.form for every combination of values of the variables that are asked for.
void LineParser::parse_forms(Slot& slot, const std::vector<std::string>& wanted) {
    FeatureSet fixed = 0;
    for (const std::string& name : wanted) {
        if (const auto variable = names_.variables.find(name); variable != names_.variables.end())
            slot.variables.push_back(variable->second);
        else
            fixed |= names_.features_of(name, line_.number, false);
    }
    std::vector<FeatureSet> combinations{fixed};
    for (const int variable : slot.variables) {
        std::vector<FeatureSet> longer;
        for (const FeatureSet set : combinations)
            for (const int value : names_.grammar.variables[variable].values)
                longer.push_back(set | (FeatureSet{1} << value));
        combinations = std::move(longer);
        if (combinations.size() > most_form_combinations)
            error("this slot depends on too much", "name fewer variables");
    }
    for (const FeatureSet set : combinations) {
        const int form = find_form(class_of(slot), set);
        if (form < 0)
            error("it is not clear which form of '" + class_of(slot).name + "' is meant",
                  form == -2 ? "two forms fit equally well: name more"
                             : "no form fits: name one of the class's forms");
        slot.form.push_back(form);
    }
}

Signature LineParser::parse_signature(const Slot& holder, const std::string& head) {
    if (holder.lemma == Slot::Lemma::Fresh || holder.binds)
        error(in_quotes(head + " ~") + " needs a word that has been chosen before",
              "name it there: [a:" + head + " ...]");
    for (const Lemma& lemma : class_of(holder).lemmas)
        if (lemma.signature.empty())
            error(in_quotes(names_.grammar.words[lemma.forms[0]]) + " has no signature words",
                  "add some after '~' in the class '" + class_of(holder).name + "'");
    return {holder.lemma, holder.index, holder.word_class};
}

} // namespace

void parse_rule_lines(Names& names, const Block& block, Rule& rule) {
    for (const Line& line : block.lines) {
        double weight = 1.0;
        rule.body.alternatives.push_back(LineParser{names, line}.parse(weight));
        rule.body.weights.add(weight);
        rule.body.conditional = rule.body.conditional || !rule.body.alternatives.back().conditions.empty();
    }
    if (rule.body.alternatives.empty())
        names.error(block.heading.number, "the rule '" + rule.name + "' has no lines",
                    "indent some under it");
}

} // namespace wordfield::grammar
