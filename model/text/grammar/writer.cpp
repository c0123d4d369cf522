// SPDX-License-Identifier: MIT
#include "model/text/grammar/writer.hpp"

#include "model/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::grammar {
namespace {

// Far above what any sensible document needs; reached by rules that call themselves without end.
constexpr int deepest_rules = 64;
constexpr int most_expansions = 2'000;
constexpr std::size_t longest_document = 20'000;

std::size_t as_index(int i) {
    return static_cast<std::size_t>(i);
}

} // namespace

Writer::Writer(const Grammar& grammar, Pcg32 rng)
    : grammar_{grammar}, rng_{rng}, values_(grammar.variables.size()), casts_(grammar.casts.size()) {}

double Writer::write(std::vector<int>& words) {
    words_ = &words;
    nats_ = 0.0;
    depth_ = expansions_ = 0;
    std::fill(values_.begin(), values_.end(), undrawn);
    std::fill(casts_.begin(), casts_.end(), undrawn);
    locals_.clear();
    line_begin_ = 0;
    const std::size_t from = words.size();
    expand(grammar_.document);
    if (words.size() - from > longest_document) endless();
    apply_swaps(from);
    return nats_;
}

void Writer::expand(int number) {
    const Rule& rule = grammar_.rules[as_index(number)];
    current_rule_ = number;
    if (++depth_ > deepest_rules || ++expansions_ > most_expansions) endless();
    for (const int variable : rule.variables) values_[as_index(variable)] = undrawn;
    for (const int cast : rule.casts) casts_[as_index(cast)] = undrawn;
    const std::size_t outer = std::exchange(line_begin_, locals_.size());
    const Choice& body = rule.body;
    const Alternative& line =
        body.alternatives[body.conditional ? choose_allowed(body) : choose(body.weights)];
    locals_.resize(line_begin_ + as_index(line.locals), Held{0, undrawn});
    expand(line);
    locals_.resize(line_begin_);
    line_begin_ = outer;
    --depth_;
}

void Writer::expand(const Choice& choice) {
    expand(choice.alternatives[choice.conditional ? choose_allowed(choice) : choose(choice.weights)]);
}

void Writer::expand(const Alternative& alternative) {
    for (const Piece& piece : alternative.pieces) std::visit([this](const auto& p) { emit(p); }, piece);
}

void Writer::emit(const Slot& slot) {
    if (slot.binds) locals_[line_begin_ + as_index(slot.index)] = {slot.word_class, undrawn};
    const int lemma = lemma_of(slot.lemma, slot.index, slot.word_class);
    if (slot.ablated) return;
    std::size_t form = 0;
    for (const int variable : slot.variables)
        form = form * grammar_.variables[as_index(variable)].values.size() + as_index(value_of(variable));
    const Lemma& drawn = grammar_.classes[as_index(slot.word_class)].lemmas[as_index(lemma)];
    words_->push_back(drawn.forms[as_index(slot.form[form])]);
}

void Writer::emit(const Signature& s) {
    const int lemma = lemma_of(s.lemma, s.index, s.word_class);
    const std::vector<int>& words =
        grammar_.classes[as_index(s.word_class)].lemmas[as_index(lemma)].signature;
    nats_ += std::log(static_cast<double>(words.size()));
    words_->push_back(words[rng_.below(static_cast<std::uint32_t>(words.size()))]);
}

std::size_t Writer::choose(const Weights& weights) {
    if (weights.size() == 1) return 0;
    const double at = rng_.uniform_double() * weights.total();
    const auto found = std::upper_bound(weights.sums.begin(), weights.sums.end() - 1, at);
    const auto chosen = static_cast<std::size_t>(found - weights.sums.begin());
    nats_ -= std::log(weights.at(chosen) / weights.total());
    return chosen;
}

// Among the alternatives whose conditions hold, by their weights.
std::size_t Writer::choose_allowed(const Choice& choice) {
    double total = 0.0;
    for (std::size_t i = 0; i < choice.weights.size(); ++i)
        if (allowed(choice.alternatives[i])) total += choice.weights.at(i);
    if (total == 0.0)
        throw Error{grammar_.name,
                    "in the rule '" + grammar_.rules[as_index(current_rule_)].name + "' no line is allowed",
                    "add one without a condition, or one for every value of the 'vary' line"};
    double at = rng_.uniform_double() * total;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < choice.weights.size(); ++i) {
        if (!allowed(choice.alternatives[i])) continue;
        chosen = i;
        at -= choice.weights.at(i);
        if (at < 0.0) break;
    }
    nats_ -= std::log(choice.weights.at(chosen) / total);
    return chosen;
}

bool Writer::allowed(const Alternative& alternative) {
    return std::all_of(alternative.conditions.begin(), alternative.conditions.end(),
                       [this](const Condition& c) { return value_of(c.variable) == c.value; });
}

int Writer::value_of(int variable) {
    int& value = values_[as_index(variable)];
    if (value == undrawn) value = static_cast<int>(choose(grammar_.variables[as_index(variable)].weights));
    return value;
}

int Writer::lemma_of(Slot::Lemma kind, int index, int word_class) {
    if (kind == Slot::Lemma::Fresh) return draw_lemma(word_class);
    const bool cast = kind == Slot::Lemma::Cast;
    const int held = cast ? casts_[as_index(index)] : locals_[line_begin_ + as_index(index)].lemma;
    if (held != undrawn) return held;
    const int drawn = draw_lemma(word_class);
    (cast ? casts_[as_index(index)] : locals_[line_begin_ + as_index(index)].lemma) = drawn;
    return drawn;
}

// Different names are different things: what a cast or a name of this line holds is not drawn again, while
// there is anything else.
int Writer::draw_lemma(int word_class) {
    const Weights& weights = grammar_.classes[as_index(word_class)].weights;
    collect_held(word_class);
    if (held_.empty() || held_.size() == weights.size()) return static_cast<int>(choose(weights));
    double total = weights.total();
    for (const int lemma : held_) total -= weights.at(as_index(lemma));
    double at = rng_.uniform_double() * total;
    int drawn = undrawn;
    for (int lemma = 0; lemma < static_cast<int>(weights.size()); ++lemma) {
        if (std::find(held_.begin(), held_.end(), lemma) != held_.end()) continue;
        drawn = lemma;
        at -= weights.at(as_index(lemma));
        if (at < 0.0) break;
    }
    nats_ -= std::log(weights.at(as_index(drawn)) / total);
    return drawn;
}

// held_ becomes the lemmas of the class that already have a name, each once.
void Writer::collect_held(int word_class) {
    held_.clear();
    const auto collect = [&](int holder_class, int lemma) {
        if (holder_class != word_class || lemma == undrawn) return;
        if (std::find(held_.begin(), held_.end(), lemma) == held_.end()) held_.push_back(lemma);
    };
    for (std::size_t i = line_begin_; i < locals_.size(); ++i)
        collect(locals_[i].word_class, locals_[i].lemma);
    for (std::size_t i = 0; i < casts_.size(); ++i) collect(grammar_.casts[i].word_class, casts_[i]);
}

void Writer::apply_swaps(std::size_t from) {
    if (grammar_.swaps.empty()) return;
    for (std::size_t i = from; i + 1 < words_->size(); ++i)
        for (const Swap& swap : grammar_.swaps) {
            if ((*words_)[i] != swap.from) continue;
            const char initial = grammar_.words[as_index((*words_)[i + 1])].front();
            if (swap.letters.find(initial) != std::string::npos) (*words_)[i] = swap.to;
        }
}

void Writer::endless() const {
    throw Error{grammar_.name,
                "the rule '" + grammar_.rules[as_index(current_rule_)].name + "' does not come to an end",
                "see that rules that use themselves, or each other, have a line that does not"};
}

} // namespace wordfield::grammar
