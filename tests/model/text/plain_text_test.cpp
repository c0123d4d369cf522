// SPDX-License-Identifier: MIT
#include "model/text/corpus.hpp"
#include "model/text/plain_text.hpp"

#include "model/text/corpus_source.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/word_counts.hpp"

#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

using namespace wordfield;
using wordfield::test::error_of;
using wordfield::test::TextFiles;

namespace {

// `paragraphs` of ten words and a mark; the words of paragraph i name it, so that it can be found again.
std::string numbered_text(int paragraphs) {
    std::string text;
    for (int i = 0; i < paragraphs; ++i)
        text +=
            "The old man number n" + std::to_string(i) + " and n" + std::to_string(i) + " saw a cat .\n\n";
    return text;
}

std::shared_ptr<const Corpus> load(const std::filesystem::path& path, int max_vocabulary = 8000,
                                   int min_count = 2, int threads = 1) {
    CorpusRequest request;
    request.source = path.string();
    request.max_vocabulary = max_vocabulary;
    request.min_count = min_count;
    request.threads = threads;
    return load_corpus(request);
}

std::string error_for(std::string_view content) {
    const TextFiles files;
    const auto path = files.write("book.txt", content);
    return error_of([&] { load(path); });
}

std::int64_t occurrences(const Corpus& corpus, TokenId id) {
    return std::count(corpus.text.train.begin(), corpus.text.train.end(), id) +
           std::count(corpus.text.heldout.begin(), corpus.text.heldout.end(), id);
}

} // namespace

TEST_CASE("vocabulary: specials come before all, then falling counts, then the alphabet") {
    const Vocabulary v =
        rank_words({{"pear", 2}, {"tea", 5}, {"apple", 2}, {"rare", 1}, {"<eos>", 7}}, 100, 2);
    REQUIRE(v.size() == 5);
    CHECK(v.word(0) == "<unk>");
    CHECK(v.word(1) == "<eos>");
    CHECK(v.word(2) == "tea");
    CHECK(v.word(3) == "apple");
    CHECK(v.word(4) == "pear");
    CHECK(v.count(0) == 1);
    CHECK(v.count(1) == 7);
    CHECK(v.count(2) == 5);
    CHECK(v.find("pear") == 4);
    CHECK_FALSE(v.find("rare").has_value());
}

TEST_CASE("plain text: counts are those of the ids, with and without the cap") {
    const TextFiles files;
    const auto path = files.write("book.txt", numbered_text(400));
    const auto whole = load(path);
    CHECK(whole->lexicon.vocabulary.size() == 2 + 9 + 400);
    for (const auto& corpus : {whole, load(path, 10), load(path, 8000, 3)})
        for (TokenId id = 0; id < corpus->lexicon.vocabulary.size(); ++id)
            CHECK(corpus->lexicon.vocabulary.count(id) == occurrences(*corpus, id));
    CHECK(load(path, 10)->lexicon.vocabulary.size() == 10);
    const auto common = load(path, 8000, 3); // every n<i> comes twice
    CHECK(common->lexicon.vocabulary.size() == 2 + 9);
    CHECK(common->lexicon.vocabulary.count(Vocabulary::unknown) == 800);
    CHECK(whole->lexicon.vocabulary.count(Vocabulary::unknown) == 0);
}

TEST_CASE("plain text: blank lines end documents, single line breaks do not") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "one two three\nfour five six\r\n \t\r\n seven eight nine ten .\n\n\n";
    const auto corpus = load(files.write("a.txt", text));
    const Vocabulary& v = corpus->lexicon.vocabulary;
    const auto id = [&](const char* word) { return *v.find(word); };
    CHECK(v.count(Vocabulary::end_of_text) == 200);
    for (std::size_t i = 0; i + 1 < corpus->text.train.size(); ++i) {
        if (corpus->text.train[i] == id("three")) CHECK(corpus->text.train[i + 1] == id("four"));
        if (corpus->text.train[i] == id("six")) CHECK(corpus->text.train[i + 1] == Vocabulary::end_of_text);
    }
    CHECK(corpus->text.train.back() == Vocabulary::end_of_text);
    CHECK(corpus->text.heldout.back() == Vocabulary::end_of_text);
}

TEST_CASE("plain text: lines or the whole text can be documents") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 100; ++i) text += "one two three\r\n\r\n\nfour five six seven\neight nine ten .\n";
    CorpusRequest request;
    request.source = files.write("a.txt", text);
    request.rules.documents = Documents::Lines;
    const auto lines = load_corpus(request);
    CHECK(lines->lexicon.vocabulary.count(Vocabulary::end_of_text) == 300);
    CHECK(lines->source->rules == request.rules);
    for (std::size_t i = 0; i + 1 < lines->text.train.size(); ++i)
        if (lines->text.train[i] == *lines->lexicon.vocabulary.find("seven"))
            CHECK(lines->text.train[i + 1] == Vocabulary::end_of_text);
    request.rules.documents = Documents::Whole;
    const auto whole = load_corpus(request);
    // One at the end of each stream, and where they part: about the held-out blocks.
    const auto blocks = static_cast<std::int64_t>(whole->text.heldout.size() / 64) + 1;
    CHECK(whole->lexicon.vocabulary.count(Vocabulary::end_of_text) <= 2 * blocks);
}

TEST_CASE("plain text: words are cut as it was asked for") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 100; ++i) text += "std::size_t Size = it->size ; // Size of a b c d e f\n";
    CorpusRequest request;
    request.source = files.write("a.cpp", text);
    request.rules.tokens = Tokens::Code;
    const Vocabulary code = load_corpus(request)->lexicon.vocabulary;
    CHECK(code.tokens() == Tokens::Code);
    for (const char* word : {"size_t", "Size", "size", "::", "->", "//"}) CHECK(code.find(word));
    request.rules.tokens = Tokens::Words;
    const Vocabulary words = load_corpus(request)->lexicon.vocabulary;
    CHECK_FALSE(words.find("size_t"));
    CHECK(words.count(*words.find("size")) == 400);
}

TEST_CASE("plain text: about a twentieth is held out, in blocks all over the text, and never trained on") {
    const TextFiles files;
    const int paragraphs = 4'000;
    const auto corpus = load(files.write("book.txt", numbered_text(paragraphs)), 100'000);
    const double share = static_cast<double>(corpus->text.heldout.size()) /
                         static_cast<double>(corpus->text.heldout.size() + corpus->text.train.size());
    CHECK(share > 0.03);
    CHECK(share < 0.07);
    std::vector<int> trained(static_cast<std::size_t>(corpus->lexicon.vocabulary.size()));
    for (const TokenId id : corpus->text.train) trained[id] = 1;
    int lowest = paragraphs, highest = 0;
    for (const TokenId id : corpus->text.heldout) {
        const std::string& word = corpus->lexicon.vocabulary.word(id);
        if (word.size() < 2 || word[0] != 'n' || !std::isdigit(static_cast<unsigned char>(word[1]))) continue;
        CHECK(trained[id] == 0);
        lowest = std::min(lowest, std::stoi(word.substr(1)));
        highest = std::max(highest, std::stoi(word.substr(1)));
    }
    CHECK(lowest < paragraphs / 4);
    CHECK(highest > paragraphs * 3 / 4);
}

TEST_CASE("plain text: without any paragraphs a part is held out all the same") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 3'000; ++i) text += "word" + std::to_string(i % 50) + " ";
    const auto corpus = load(files.write("flat.txt", text));
    CHECK(corpus->text.heldout.size() > 60);
    CHECK(corpus->text.train.size() > 2'500);
}

TEST_CASE("plain text: the number of threads changes nothing") {
    const TextFiles files;
    std::string text;
    for (std::uint64_t i = 0, x = 1; text.size() < 5'000'000; ++i) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        text += "Wört" + std::to_string((x >> 33U) % ((x >> 60U) * 300 + 7)) +
                (i % 11 == 0   ? ".\n"
                 : i % 97 == 0 ? "\n\n"
                               : " ");
    }
    const auto path = files.write("big.txt", text);
    const auto one = load(path, 3'000, 2, 1), two = load(path, 3'000, 2, 2);
    CHECK(one->text.train == two->text.train);
    CHECK(one->text.heldout == two->text.heldout);
    REQUIRE(one->lexicon.vocabulary.size() == two->lexicon.vocabulary.size());
    for (TokenId id = 0; id < one->lexicon.vocabulary.size(); ++id) {
        CHECK(one->lexicon.vocabulary.word(id) == two->lexicon.vocabulary.word(id));
        CHECK(one->lexicon.vocabulary.count(id) == two->lexicon.vocabulary.count(id));
    }
}

TEST_CASE("plain text: the prompt is a sentence of the text") {
    const TextFiles files;
    const auto corpus = load(files.write("book.txt", numbered_text(300)));
    const std::vector<TokenId> prompt = encode(corpus->lexicon.vocabulary, corpus->text.prompt);
    CHECK(prompt.size() >= 5);
    CHECK(std::search(corpus->text.train.begin(), corpus->text.train.end(), prompt.begin(), prompt.end()) !=
          corpus->text.train.end());
    CHECK(corpus->text.prompt.ends_with(" ."));
    CHECK_FALSE(corpus->text.entropy_floor.has_value());
    CHECK(corpus->name == "book.txt");
}

TEST_CASE("plain text: what cannot be trained on is refused with a reason") {
    CHECK(error_for("") == "book.txt: is empty (give a text of some thousand words)");
    CHECK(error_for("too short .") ==
          "book.txt: has 3 words and marks, which is too little to train on (at least 1,000 are needed)");
    CHECK(error_for(numbered_text(200) + std::string(1, '\0')) ==
          "book.txt: is not text but binary data (give a text file saved as UTF-8)");
    const std::string broken = error_for("fine\nfine\nnot fine: \xE9t\xE9\n" + numbered_text(200));
    CHECK(broken == "book.txt: is not valid UTF-8 in line 3, byte 20 (save it as UTF-8, or convert it: iconv "
                    "-f latin1 -t utf8)");
    std::string few;
    for (int i = 0; i < 1'000; ++i) few += "again and ";
    CHECK(error_for(few).find("leaves a vocabulary of 2 words, and at least 8 are needed") !=
          std::string::npos);
}

TEST_CASE("corpus: an unknown source names the built-in ones, and a folder is no file") {
    CHECK(error_of([] { load("no-such-corpus"); }) ==
          "no-such-corpus: is neither a file nor a built-in corpus (built in: everyday; anything else is the "
          "path of a "
          ".grammar or text file)");
    const TextFiles files;
    CHECK(error_of([&] { load(files.folder()); }).find("is a folder") != std::string::npos);
}

TEST_CASE("corpus: loading tells how far it is, and can be cancelled") {
    const TextFiles files;
    CorpusRequest request;
    request.source = files.write("book.txt", numbered_text(300)).string();
    LoadProgress progress;
    load_corpus(request, &progress);
    CHECK(progress.fraction == 1.0F);
    for (const std::string& source : {request.source, std::string{"everyday"}}) {
        LoadProgress cancelled;
        cancelled.cancel = true;
        request.source = source;
        CHECK(error_of([&] { load_corpus(request, &cancelled); }).find("was cancelled") != std::string::npos);
    }
}

TEST_CASE("text: how much of it is unknown, or read letter by letter, is told") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += "a cat and b dog with c cow see d hen once" + std::to_string(i) + " .\n\n";
    const auto half_known = load(files.write("rare.txt", text));
    REQUIRE(half_known->notes.size() == 1);
    CHECK(half_known->notes[0] == "7 % of rare.txt is <unk>: words that come fewer than 2 times "
                                  "(--min-count) or are not among the 8,000 "
                                  "commonest (--vocabulary)");
    CHECK(load(files.folder() / "rare.txt", 8000, 1)->notes.empty());
    std::string thai;
    for (int i = 0; i < 300; ++i) thai += "แมวกินปลาที่นี่\n\n";
    const auto clusters = load(files.write("thai.txt", thai));
    REQUIRE(clusters->notes.size() == 1);
    CHECK(clusters->notes[0].find("% of thai.txt is in a script without spaces") != std::string::npos);
    CHECK(occurrences(*clusters, Vocabulary::unknown) == 0);
}

TEST_CASE("corpus: a load is cancelled in the middle of a chunk", "[text][long]") {
    using Clock = std::chrono::steady_clock;
    const TextFiles files;
    CorpusRequest request;
    request.source = files.write("one.txt", std::string(40'000'000, ',')).string(); // no place to cut
    const auto begin = Clock::now();
    (void)error_of([&] { load_corpus(request); });
    const auto whole = Clock::now() - begin;
    LoadProgress progress;
    std::string error;
    std::thread loading{[&] { error = error_of([&] { load_corpus(request, &progress); }); }};
    std::this_thread::sleep_for(whole / 10);
    const auto cancelled = Clock::now();
    progress.cancel = true;
    loading.join();
    CHECK(error.find("was cancelled") != std::string::npos);
    CHECK(Clock::now() - cancelled < whole / 2); // what was left would take nine tenths
}

TEST_CASE(
    "where the held-out blocks are taken out, no window takes what does not belong together for a text") {
    EncodedText text; // numbers that count up, without any end of a document
    text.tokens = 6000;
    text.chunks.emplace_back();
    for (TokenId id = 2; id < 6002; ++id) text.chunks.back().push_back(id);
    Corpus corpus;
    hold_out_blocks(text, corpus.text);
    REQUIRE(corpus.text.heldout.size() > 100);
    for (const auto* stream : {&corpus.text.train, &corpus.text.heldout}) {
        int ends = 0;
        for (std::size_t i = 1; i < stream->size(); ++i) {
            const TokenId before = (*stream)[i - 1], now = (*stream)[i];
            if (now == Vocabulary::end_of_text)
                ++ends;
            else
                CHECK((before == Vocabulary::end_of_text || now == before + 1));
        }
        CHECK(ends > 1);
        CHECK(stream->back() == Vocabulary::end_of_text);
    }
}
