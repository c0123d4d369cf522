// SPDX-License-Identifier: MIT
// Where words begin and end. Everything but the two special tokens follows from the role of each code point.
#include "model/text/tokenizer.hpp"

#include "model/text/unicode.hpp"
#include "model/text/word_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace wordfield::inline text {

namespace {

constexpr char32_t first_symbol = 0x2190; // arrows, signs and emoji; punctuation lies before

// Operators of two and three characters of the languages that descend from C, Python and JavaScript among
// them. Longer ones stand before what they begin with.
constexpr std::array<std::string_view, 41> operators{
    "<<=", ">>=", "<=>", "...", "===", "!==", "**=", "//=", "->*", "&&=", "||=", "==", "!=", "<=",
    ">=",  "->",  "=>",  "::",  ":=",  "&&",  "||",  "++",  "--",  "+=",  "-=",  "*=", "/=", "%=",
    "&=",  "|=",  "^=",  "~=",  "<<",  ">>",  "**",  "//",  "/*",  "*/",  "..",  "?.", "##"};

Case case_of(Tokens tokens) {
    return tokens == Tokens::Words ? Case::Lowered : Case::Kept;
}

} // namespace

// In code an underscore is a letter, and neither an apostrophe nor a minus joins two names.
inline Role WordReader::role_here(char32_t code_point) const {
    if (tokens_ != Tokens::Code) return role_of(code_point);
    if (code_point == '_') return Role::Letter;
    const Role role = role_of(code_point);
    return role == Role::Joint ? Role::Mark : role;
}

bool WordReader::next() {
    skip_spaces();
    if (begin_ == text_.size()) return false;
    if (take_special() || take_operator()) return true;
    const CodePoint first = decode_utf8(text_, begin_);
    end_ = begin_ + first.length;
    if (role_here(first.value) == Role::Letter)
        take_letters();
    else
        take_attached();
    normal_.clear();
    append_normal(normal_, text_.substr(begin_, end_ - begin_), case_of(tokens_));
    return !normal_.empty() || next();
}

// Attached code points with nothing to attach to (a byte order mark, say) are passed over like spaces.
void WordReader::skip_spaces() {
    begin_ = end_;
    line_breaks_ = 0;
    while (begin_ < text_.size()) {
        const CodePoint here = decode_utf8(text_, begin_);
        const Role role = role_of(here.value);
        if (role != Role::Space && role != Role::Attached) return;
        if (here.value == '\n') ++line_breaks_;
        begin_ += here.length;
    }
}

bool WordReader::take_special() {
    for (const std::string_view special : {std::string_view{"<unk>"}, std::string_view{"<eos>"}}) {
        if (!text_.substr(begin_).starts_with(special)) continue;
        end_ = begin_ + special.size();
        normal_ = special;
        return true;
    }
    return false;
}

bool WordReader::take_operator() {
    if (tokens_ != Tokens::Code) return false;
    const std::string_view rest = text_.substr(begin_);
    const auto found = std::ranges::find_if(operators, [&](auto sign) { return rest.starts_with(sign); });
    if (found == operators.end()) return false;
    end_ = begin_ + found->size();
    normal_ = *found;
    return true;
}

void WordReader::take_letters() {
    for (std::size_t taken = 1; end_ < text_.size() && taken < longest_word; ++taken) {
        const CodePoint here = decode_utf8(text_, end_);
        const Role role = role_here(here.value);
        if (role == Role::Letter || role == Role::Attached) {
            end_ += here.length;
            continue;
        }
        const std::size_t after = end_ + here.length;
        if (role != Role::Joint || after >= text_.size()) return;
        const CodePoint behind = decode_utf8(text_, after);
        if (role_of(behind.value) != Role::Letter) return;
        end_ = after + behind.length;
    }
}

// With what is attached to it, an emoji or a flag with all of its parts. Longer runs are cut like words; what
// is left of them has nothing to belong to.
void WordReader::take_attached() {
    char32_t before = decode_utf8(text_, begin_).value;
    const bool letter = role_of(before) == Role::Ideograph, sign = before >= first_symbol;
    bool stacks = false; // the next letter goes under this one
    int cluster = 0;
    for (std::size_t taken = 1; end_ < text_.size() && taken < longest_word; ++taken) {
        const CodePoint here = decode_utf8(text_, end_);
        const Role role = role_of(here.value);
        const bool goes_along = letter && (belongs_behind(here.value) || (stacks && role == Role::Ideograph));
        const bool joins = sign && joins_cluster(std::exchange(before, here.value), here.value, cluster) &&
                           role == Role::Mark;
        if (role != Role::Attached && !goes_along && !joins) return;
        stacks = role == Role::Attached && (stacks || stacks_next(here.value));
        end_ += here.length;
    }
}

std::vector<Word> split_words(std::string_view text, Tokens tokens) {
    std::vector<Word> words;
    WordReader reader{text, tokens};
    while (reader.next()) words.push_back({reader.begin(), reader.end(), reader.normal()});
    return words;
}

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const CodePoint here = decode_utf8(text, at);
        if (here.value == CodePoint::invalid) return at;
        at += here.length;
    }
    return std::string_view::npos;
}

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return text;
}

std::optional<TokenId> find_word(const Vocabulary& vocabulary, std::string_view word) {
    constexpr std::size_t longest = 16 * WordReader::longest_word; // bytes: no normal form has more
    const auto exactly = vocabulary.find(word);                    // rows of others have words in any form
    if (exactly || word.size() > longest) return exactly;
    std::string normal;
    append_normal(normal, word, case_of(vocabulary.tokens()));
    if (const auto found = vocabulary.find(normal); found || !vocabulary.is_bare()) return found;
    std::string lowered;
    append_normal(lowered, word, Case::Lowered);
    return vocabulary.find(lowered);
}

} // namespace wordfield::inline text
