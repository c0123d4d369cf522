// SPDX-License-Identifier: MIT
// A corpus out of any UTF-8 text: words counted by all threads, the frequent ones kept, blocks held out.
#pragma once

#include "model/text/corpus.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

/// Fewer words and marks than this are refused.
constexpr std::int64_t least_text_tokens = 1'000;

/// Uses max_vocabulary, min_count, rules and threads of the request; the result does not depend on `threads`.
/// Each document ends with <eos>. Throws Error for text that is empty, binary, not UTF-8, too small or of too
/// few words.
std::shared_ptr<Corpus> read_text_corpus(const CorpusRequest& request, std::string_view name,
                                         std::string_view text, LoadProgress* progress);

/// A text as one number per word. `ids` refer to `vocabulary`.
struct EncodedText {
    Vocabulary vocabulary;
    std::vector<std::vector<TokenId>> chunks; ///< in the order of the text
    std::int64_t tokens = 0;
};

EncodedText encode_text(const CorpusRequest& request, std::string_view name, std::string_view text,
                        LoadProgress* progress);

/// Moves about a twentieth of the text, in contiguous blocks spread evenly over it, into `heldout` and the
/// rest into `train`. Blocks end with <eos>: at the end of a document where there is one near, else by
/// inserting one. Empties `text.chunks`.
void hold_out_blocks(EncodedText& text, TextStream& streams);

} // namespace wordfield::inline text
