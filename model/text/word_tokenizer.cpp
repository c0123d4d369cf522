// SPDX-License-Identifier: MIT
// Words as tokens of the one interface.
#include "model/text/tokenizer.hpp"
#include "model/text/word_reader.hpp"

namespace wordfield::inline text {
namespace {

class WordTokenizer final : public Tokenizer {
public:
    [[nodiscard]] std::vector<EncodedToken> tokens_of(const Vocabulary& vocabulary,
                                                      std::string_view text) const override {
        std::vector<EncodedToken> tokens;
        WordReader reader{text, vocabulary.tokens()};
        while (reader.next()) {
            const auto id = vocabulary.find(reader.normal());
            if (!id && vocabulary.is_bare()) continue; // no row stands for it
            tokens.push_back({id.value_or(Vocabulary::unknown), ByteSpan{reader.begin(), reader.end()}});
        }
        return tokens;
    }

    [[nodiscard]] std::string decode(const Vocabulary& vocabulary,
                                     std::span<const TokenId> tokens) const override {
        std::string text;
        for (const TokenId id : tokens) text.append(text.empty() ? "" : " ").append(vocabulary.word(id));
        return text;
    }
};

} // namespace

std::vector<TokenId> Tokenizer::encode(const Vocabulary& vocabulary, std::string_view text) const {
    std::vector<TokenId> ids;
    for (const EncodedToken& token : tokens_of(vocabulary, text)) ids.push_back(token.id);
    return ids;
}

const std::shared_ptr<const Tokenizer>& word_tokenizer() {
    static const std::shared_ptr<const Tokenizer> words = std::make_shared<const WordTokenizer>();
    return words;
}

std::vector<TokenId> encode(const Vocabulary& vocabulary, std::string_view text) {
    return word_tokenizer()->encode(vocabulary, text);
}

std::string decode(const Vocabulary& vocabulary, std::span<const TokenId> tokens) {
    return word_tokenizer()->decode(vocabulary, tokens);
}

} // namespace wordfield::inline text
