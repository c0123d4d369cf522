// SPDX-License-Identifier: MIT
#include "model/text/plain_text.hpp"

#include "model/text/load_progress.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline text {
namespace {

constexpr int heldout_every = 20;
constexpr int heldout_offset = 5; // the smallest text that is accepted still has six blocks
constexpr int least_words = 8;

void refuse_too_small(const CorpusRequest& request, std::string_view name, const EncodedText& text) {
    if (text.tokens < least_text_tokens)
        throw Error{name,
                    "has " + with_commas(text.tokens) + " words and marks, which is too little to train on",
                    "at least " + with_commas(least_text_tokens) + " are needed"};
    const int words = text.vocabulary.size() - 2;
    if (words < least_words)
        throw Error{name,
                    "leaves a vocabulary of " + std::to_string(words) + " words, and at least " +
                        std::to_string(least_words) + " are needed",
                    "--min-count is " + std::to_string(request.min_count) + " and --vocabulary " +
                        std::to_string(request.max_vocabulary) + "; change them or give another text"};
}

// Deals tokens out, block by block, to the training and the held-out stream.
class BlockDealer {
public:
    BlockDealer(TextStream& text, std::int64_t tokens)
        : text_{text}, block_{static_cast<std::size_t>(std::clamp<std::int64_t>(tokens / 100, 64, 4096))} {}

    void deal(TokenId id) {
        stream().push_back(id);
        ++length_;
        if (length_ >= 2 * block_ || (length_ >= block_ && id == Vocabulary::end_of_text)) next_block();
    }

    void finish() {
        end_document(text_.train);
        end_document(text_.heldout);
    }

private:
    [[nodiscard]] bool held_out() const { return number_ % heldout_every == heldout_offset; }
    std::vector<TokenId>& stream() { return held_out() ? text_.heldout : text_.train; }

    static void end_document(std::vector<TokenId>& stream) {
        if (!stream.empty() && stream.back() != Vocabulary::end_of_text)
            stream.push_back(Vocabulary::end_of_text);
    }

    void next_block() {
        const bool before = held_out();
        ++number_;
        length_ = 0;
        // Where the streams part in the middle of a document, neither may seem to go on.
        if (before != held_out()) end_document(before ? text_.heldout : text_.train);
    }

    TextStream& text_;
    std::size_t block_;
    std::size_t length_ = 0;
    int number_ = 0;
};

bool ends_sentence(const std::string& word) {
    return word == "." || word == "!" || word == "?";
}

// Whether tokens [from, to) make a sentence worth showing: complete, of a comfortable length, all words
// known.
bool is_good_prompt(const TextStream& text, std::size_t from, std::size_t to) {
    if (to - from < 5 || to - from > 12) return false;
    return std::all_of(text.train.begin() + static_cast<std::ptrdiff_t>(from),
                       text.train.begin() + static_cast<std::ptrdiff_t>(to),
                       [](TokenId id) { return id != Vocabulary::unknown && id != Vocabulary::end_of_text; });
}

// The earliest good sentence, or simply the beginning.
std::string choose_prompt(const Corpus& corpus) {
    std::size_t from = 0, to = std::min<std::size_t>(8, corpus.text.train.size());
    for (std::size_t begin = 0, at = 0; at < corpus.text.train.size(); ++at) {
        if (!ends_sentence(corpus.lexicon.vocabulary.word(corpus.text.train[at])) &&
            corpus.text.train[at] != Vocabulary::end_of_text)
            continue;
        if (is_good_prompt(corpus.text, begin, at + 1)) {
            from = begin;
            to = at + 1;
            break;
        }
        begin = at + 1;
    }
    return corpus.decode(std::span{corpus.text.train}.subspan(from, to - from));
}

void count_specials(Corpus& corpus) {
    for (const TokenId special : {Vocabulary::unknown, Vocabulary::end_of_text}) {
        const auto count = std::count(corpus.text.train.begin(), corpus.text.train.end(), special) +
                           std::count(corpus.text.heldout.begin(), corpus.text.heldout.end(), special);
        corpus.lexicon.vocabulary.set_count(special, count);
    }
}

// A model of a text that is half unknown or read letter by letter makes another sense: better said than
// wondered at.
void note_what_is_lost(const CorpusRequest& request, Corpus& corpus) {
    const Vocabulary& vocabulary = corpus.lexicon.vocabulary;
    const auto all = static_cast<double>(corpus.text.train.size() + corpus.text.heldout.size());
    const auto percent = [&](std::int64_t tokens) {
        return std::to_string(std::lround(100.0 * static_cast<double>(tokens) / all)) + " %";
    };
    const auto many = [&](std::int64_t tokens) { return static_cast<double>(tokens) > 0.05 * all; };
    const std::int64_t unknown = vocabulary.count(Vocabulary::unknown);
    if (many(unknown))
        corpus.notes.push_back(percent(unknown) + " of " + corpus.name +
                               " is <unk>: words that come fewer than " + std::to_string(request.min_count) +
                               " times (--min-count) or are not among the " +
                               with_commas(request.max_vocabulary) + " commonest (--vocabulary)");
    std::int64_t spaceless = 0;
    for (TokenId id = Vocabulary::end_of_text + 1; id < vocabulary.size(); ++id)
        if (role_of(decode_utf8(vocabulary.word(id), 0).value) == Role::Ideograph)
            spaceless += vocabulary.count(id);
    if (many(spaceless))
        corpus.notes.push_back(percent(spaceless) + " of " + corpus.name +
                               " is in a script without spaces, which is read letter by letter");
}

} // namespace

void hold_out_blocks(EncodedText& text, TextStream& streams) {
    BlockDealer dealer{streams, text.tokens};
    streams.train.reserve(text.tokens);
    for (std::vector<TokenId>& chunk : text.chunks) {
        for (const TokenId id : chunk) dealer.deal(id);
        chunk = {}; // its memory is needed no longer
    }
    dealer.finish();
    text.chunks.clear();
}

std::shared_ptr<Corpus> read_text_corpus(const CorpusRequest& request, std::string_view name,
                                         std::string_view text, LoadProgress* progress) {
    if (text.empty()) throw Error{name, "is empty", "give a text of some thousand words"};
    EncodedText encoded = encode_text(request, name, text, progress);
    refuse_too_small(request, name, encoded);
    auto corpus = std::make_shared<Corpus>();
    corpus->name = name;
    hold_out_blocks(encoded, corpus->text);
    corpus->lexicon.vocabulary = std::move(encoded.vocabulary);
    corpus->lexicon.category.assign(corpus->lexicon.vocabulary.size(), -1);
    count_specials(*corpus);
    note_what_is_lost(request, *corpus);
    corpus->text.prompt = choose_prompt(*corpus);
    report_progress(progress, 1.0F);
    return corpus;
}

} // namespace wordfield::inline text
