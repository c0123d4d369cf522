// SPDX-License-Identifier: MIT
// Counting and numbering the words of a text of any size in one pass. Each thread gives the words that it
// meets numbers of its own; when all are counted, those are exchanged for ids, so that no text is cut into
// words twice.
#include "model/core/thread_pool.hpp"
#include "model/text/load_progress.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/word_counts.hpp"
#include "model/text/word_reader.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace wordfield::inline text {
namespace {

constexpr int look_every = 1 << 12; // words between two looks at whether to stop
constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

// Words as one thread numbers them. Number 0 is always the end of a document.
class WordNumbers {
public:
    WordNumbers() { number("<eos>"); }

    TokenId number(const std::string& word) {
        const auto [at, is_new] = numbers_.try_emplace(word, static_cast<TokenId>(counts_.size()));
        if (is_new) counts_.push_back(0);
        ++counts_[at->second];
        return at->second;
    }

    [[nodiscard]] const std::unordered_map<std::string, TokenId>& numbers() const { return numbers_; }
    [[nodiscard]] std::int64_t count(TokenId number) const { return counts_[number]; }

private:
    std::unordered_map<std::string, TokenId> numbers_;
    std::vector<std::int64_t> counts_;
};

struct Chunk {
    std::string_view text;
    std::vector<TokenId> ids; // first as `worker` numbers words, then of the vocabulary
    int worker = 0;
    bool binary = false;
    std::size_t invalid_utf8 = std::string_view::npos;
};

bool is_ascii_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// Cuts where white space begins, so that no word and no blank line is cut, whatever the number of threads.
std::vector<Chunk> cut_chunks(std::string_view text) {
    std::vector<Chunk> chunks;
    while (!text.empty()) {
        std::size_t end = std::min(chunk_bytes, text.size());
        while (end < text.size() && !(is_ascii_space(text[end]) && !is_ascii_space(text[end - 1]))) ++end;
        Chunk& chunk = chunks.emplace_back();
        chunk.text = text.substr(0, end);
        text.remove_prefix(end);
    }
    return chunks;
}

// How many lines end between two documents.
int line_breaks_between(Documents documents) {
    switch (documents) {
    case Documents::Paragraphs:
        return 2;
    case Documents::Lines:
        return 1;
    case Documents::Whole:
        break;
    }
    return std::numeric_limits<int>::max();
}

void read_chunk(Chunk& chunk, WordNumbers& words, TextRules rules, bool in_first_document,
                const LoadProgress* progress) {
    chunk.binary = chunk.text.find('\0') != std::string_view::npos;
    chunk.invalid_utf8 = find_invalid_utf8(chunk.text);
    if (chunk.binary || chunk.invalid_utf8 != std::string_view::npos) return;
    chunk.ids.reserve(chunk.text.size() / 4);
    const int breaks = line_breaks_between(rules.documents);
    WordReader reader{chunk.text, rules.tokens};
    for (int words_read = 1; reader.next(); ++words_read) {
        if (words_read % look_every == 0 && is_cancelled(progress)) return;
        if (reader.line_breaks() >= breaks && !(in_first_document && chunk.ids.empty()))
            chunk.ids.push_back(0);
        chunk.ids.push_back(words.number(reader.normal()));
    }
}

// All chunks, each worker taking the next one as soon as it is free. Who reads which chunk decides how words
// are numbered meanwhile, and nothing of what comes out in the end.
std::vector<WordNumbers> read_chunks(std::vector<Chunk>& chunks, const CorpusRequest& request,
                                     LoadProgress* progress) {
    ThreadPool pool{std::max(1, request.threads)};
    const auto workers = static_cast<std::size_t>(pool.size());
    std::vector<WordNumbers> numbers(workers);
    std::atomic<std::size_t> next{0}, done{0};
    pool.run(pool.size(), [&](int part) {
        const auto worker = static_cast<std::size_t>(part);
        for (std::size_t i = next++; i < chunks.size() && !is_cancelled(progress); i = next++) {
            chunks[i].worker = part;
            read_chunk(chunks[i], numbers[worker], request.rules, i == 0, progress);
            const auto finished = static_cast<float>(++done);
            if (progress) progress->fraction = 0.8F * finished / static_cast<float>(chunks.size());
        }
    });
    report_progress(progress, 0.8F);
    return numbers;
}

void refuse_unreadable(std::string_view name, std::string_view text, const std::vector<Chunk>& chunks) {
    for (const Chunk& chunk : chunks)
        if (chunk.binary) throw Error{name, "is not text but binary data", "give a text file saved as UTF-8"};
    for (const Chunk& chunk : chunks) {
        if (chunk.invalid_utf8 == std::string_view::npos) continue;
        const char* bad = chunk.text.data() + chunk.invalid_utf8;
        const auto line = 1 + std::count(text.data(), bad, '\n');
        throw Error{name,
                    "is not valid UTF-8 in line " + with_commas(line) + ", byte " +
                        with_commas(bad - text.data()),
                    "save it as UTF-8, or convert it: iconv -f latin1 -t utf8"};
    }
}

std::vector<WordCount> merge_counts(const std::vector<WordNumbers>& workers) {
    std::unordered_map<std::string_view, std::int64_t> counts;
    for (const WordNumbers& words : workers)
        for (const auto& [word, number] : words.numbers()) counts[word] += words.count(number);
    std::vector<WordCount> merged;
    merged.reserve(counts.size());
    for (const auto& [word, count] : counts) merged.push_back({std::string{word}, count});
    return merged;
}

void exchange_numbers(std::vector<Chunk>& chunks, const std::vector<WordNumbers>& workers,
                      const Vocabulary& vocabulary) {
    std::vector<std::vector<TokenId>> id_of(workers.size());
    for (std::size_t w = 0; w < workers.size(); ++w) {
        id_of[w].resize(workers[w].numbers().size());
        for (const auto& [word, number] : workers[w].numbers())
            id_of[w][number] = vocabulary.find(word).value_or(Vocabulary::unknown);
    }
    for (Chunk& chunk : chunks)
        for (TokenId& id : chunk.ids) id = id_of[chunk.worker][id];
}

} // namespace

EncodedText encode_text(const CorpusRequest& request, std::string_view name, std::string_view text,
                        LoadProgress* progress) {
    std::vector<Chunk> chunks = cut_chunks(text);
    const std::vector<WordNumbers> workers = read_chunks(chunks, request, progress);
    refuse_unreadable(name, text, chunks);
    EncodedText encoded;
    encoded.vocabulary =
        rank_words(merge_counts(workers), request.max_vocabulary, request.min_count, request.rules.tokens);
    exchange_numbers(chunks, workers, encoded.vocabulary);
    for (Chunk& chunk : chunks) {
        encoded.tokens += static_cast<std::int64_t>(chunk.ids.size());
        encoded.chunks.push_back(std::move(chunk.ids));
    }
    return encoded;
}

} // namespace wordfield::inline text
