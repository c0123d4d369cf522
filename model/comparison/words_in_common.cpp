// SPDX-License-Identifier: MIT
#include "model/comparison/words_in_common.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::inline comparison {
namespace {

constexpr TokenId nobody = -1;

/// Who is whose.
struct Partners {
    const Vocabulary &a, &b;
    std::vector<TokenId> of_a, of_b; ///< (V) of the other vocabulary, or nobody

    Partners(const Vocabulary& first, const Vocabulary& second) : a{first}, b{second} {
        of_a.assign(static_cast<std::size_t>(a.size()), nobody);
        of_b.assign(static_cast<std::size_t>(b.size()), nobody);
    }
    void join(TokenId in_a, std::optional<TokenId> in_b) {
        if (!in_b || a.is_special(in_a) || b.is_special(*in_b)) return;
        if (of_a[in_a] != nobody || of_b[*in_b] != nobody) return;
        of_a[in_a] = *in_b;
        of_b[*in_b] = in_a;
    }
};

std::int64_t smaller_known(std::int64_t a, std::int64_t b) {
    return a > 0 && b > 0 ? std::min(a, b) : std::max(a, b);
}

} // namespace

WordsInCommon words_in_common(const Vocabulary& a, const Vocabulary& b) {
    Partners partners{a, b};
    for (TokenId id = 0; id < a.size(); ++id) partners.join(id, b.find(a.word(id)));
    for (TokenId id = 0; id < a.size(); ++id)
        if (partners.of_a[id] == nobody) partners.join(id, find_word(b, a.word(id)));
    for (TokenId id = 0; id < b.size(); ++id)
        if (partners.of_b[id] == nobody)
            if (const auto found = find_word(a, b.word(id))) partners.join(*found, id);
    WordsInCommon common;
    for (TokenId id = 0; id < a.size(); ++id) {
        const TokenId other = partners.of_a[id];
        if (other == nobody) continue;
        common.a.push_back(id);
        common.b.push_back(other);
        common.counts.push_back(smaller_known(a.count(id), b.count(other)));
    }
    return common;
}

WordsInCommon all_in_common(const Vocabulary& vocabulary) {
    WordsInCommon common;
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        if (vocabulary.is_special(id)) continue;
        common.a.push_back(id);
        common.b.push_back(id);
        common.counts.push_back(vocabulary.count(id));
    }
    return common;
}

void require_words_in_common(const WordsInCommon& common, const std::string& file, const std::string& with) {
    if (common.size() > 1) return;
    throw Error{file, (common.size() == 0 ? "shares no word with " : "shares a single word with ") + with,
                "choose vectors of the same language"};
}

} // namespace wordfield::inline comparison
