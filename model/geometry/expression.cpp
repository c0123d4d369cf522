// SPDX-License-Identifier: MIT
#include "model/geometry/expression.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <string>

namespace wordfield::inline geometry {
namespace {

constexpr std::string_view hint = "write words with + and - between them, as in king - man + woman";
constexpr float largest_factor = 1e6F; // far from where sums of vectors overflow
constexpr int most_brackets = 100;     // inside each other

// Recursive descent over
//   sum    := ['+'|'-'] item (('+'|'-') item)*
//   item   := [number ['*']] (word | '(' sum ')')
class Parser {
public:
    Parser(const Vocabulary& vocabulary, std::string_view text) : vocabulary_{vocabulary} {
        for (std::size_t at = 0; at < text.size();) { // the minus of typography is three bytes long
            const bool minus = text.substr(at).starts_with("−");
            text_ += minus ? '-' : text[at];
            at += minus ? 3 : 1;
        }
    }

    std::vector<Term> parse() {
        sum(1.0F);
        if (!at_end()) throw Error{text_, "has more than can be read", hint};
        if (terms_.empty()) throw Error{"expression", "holds no word", hint};
        return terms_;
    }

private:
    [[nodiscard]] bool at_end() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
        return at_ == text_.size();
    }
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void sum(float factor) {
        const float lead = take('-') ? -factor : (take('+'), factor);
        item(lead);
        for (;;) {
            if (take('+'))
                item(factor);
            else if (take('-'))
                item(-factor);
            else
                return;
        }
    }

    void item(float factor) {
        if (at_end()) throw Error{"expression", "ends where a word should follow", hint};
        if (std::isdigit(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '.') {
            char* end = nullptr;
            const float number = std::strtof(text_.c_str() + at_, &end);
            if (end != text_.c_str() + at_ && !is_word_at(at_)) {
                at_ = static_cast<std::size_t>(end - text_.c_str());
                take('*');
                factor *= number;
            }
        }
        if (take('(')) {
            if (++brackets_ > most_brackets) throw Error{"expression", "has too many brackets", hint};
            sum(factor);
            --brackets_;
            if (!take(')')) throw Error{text_, "has a bracket that does not close", hint};
            return;
        }
        add(word(), factor);
    }

    // A number can be a word of the vocabulary itself ("7"): then it is one.
    [[nodiscard]] bool is_word_at(std::size_t at) const {
        return find_word(vocabulary_, std::string_view{text_}.substr(at, length_at(at))).has_value();
    }

    // A word runs to the next space, bracket, plus, or minus with a space beside it.
    [[nodiscard]] std::size_t length_at(std::size_t begin) const {
        std::size_t end = begin;
        const auto space = [&](std::size_t i) {
            return i >= text_.size() || std::isspace(static_cast<unsigned char>(text_[i])) != 0;
        };
        while (end < text_.size() && !space(end) && text_[end] != '(' && text_[end] != ')' &&
               text_[end] != '+' && !(text_[end] == '-' && (space(end + 1) || end == begin)))
            ++end;
        return end - begin;
    }

    TokenId word() {
        if (at_end()) throw Error{"expression", "ends where a word should follow", hint};
        const std::size_t length = length_at(at_);
        const std::string found = text_.substr(at_, length);
        if (const auto id = find_word(vocabulary_, found)) {
            at_ += length;
            return *id;
        }
        if (const std::size_t hyphen = found.find('-');
            hyphen != std::string::npos && hyphen > 0) // "king-man" means a minus
            if (const auto id = find_word(vocabulary_, std::string_view{found}.substr(0, hyphen))) {
                at_ += hyphen;
                return *id;
            }
        throw Error{found.empty() ? text_.substr(at_, 1) : found, "is not a word of this corpus",
                    "the list of words at the left has them all"};
    }

    void add(TokenId id, float factor) {
        const auto known =
            std::find_if(terms_.begin(), terms_.end(), [&](const Term& t) { return t.word == id; });
        Term& term = known != terms_.end() ? *known : terms_.emplace_back(Term{id, 0.0F});
        term.factor += factor;
        if (!(std::abs(term.factor) <= largest_factor))
            throw Error{"“" + vocabulary_.word(id) + "”", "has too large a factor",
                        "take one up to a million"};
    }

    const Vocabulary& vocabulary_;
    std::string text_;
    std::size_t at_ = 0;
    int brackets_ = 0;
    std::vector<Term> terms_;
};

} // namespace

std::vector<Term> parse_expression(const Vocabulary& vocabulary, std::string_view text) {
    return Parser{vocabulary, text}.parse();
}

} // namespace wordfield::inline geometry
