// SPDX-License-Identifier: MIT
#include "model/text/tokenizer.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield;

namespace {

using Words = std::vector<std::string>;

Words normals(std::string_view text) {
    Words result;
    for (const Word& word : split_words(text)) result.push_back(word.normal);
    return result;
}

// The original bytes of every word.
Words originals(std::string_view text) {
    Words result;
    for (const Word& word : split_words(text))
        result.emplace_back(text.substr(word.begin, word.end - word.begin));
    return result;
}

} // namespace

TEST_CASE("tokenizer: marks are words of their own, and letters are lowered") {
    CHECK(normals("The king, (alone) sleeps.") ==
          Words{"the", "king", ",", "(", "alone", ")", "sleeps", "."});
    CHECK(normals("3.14 costs $5!") == Words{"3", ".", "14", "costs", "$", "5", "!"});
    CHECK(normals("").empty());
    CHECK(normals(" \t\r\n\u00A0\u3000 ").empty());
}

TEST_CASE("tokenizer: apostrophes and hyphens join letters, and are marks elsewhere") {
    CHECK(normals("don't") == Words{"don't"});
    CHECK(normals("don\u2019t") == Words{"don't"});
    CHECK(normals("well-known rock 'n' roll-") == Words{"well-known", "rock", "'", "n", "'", "roll", "-"});
    CHECK(normals("a--b") == Words{"a", "-", "-", "b"});
    CHECK(normals("\u201CYes\u201D") == Words{"\"", "yes", "\""});
}

TEST_CASE("tokenizer: Greek, Cyrillic and accents are lowered and composed") {
    CHECK(normals("ΑΘΗΝΑ Москва ÉCOLE") == Words{"αθηνα", "москва", "école"});
    CHECK(normals("e\u0301cole") == Words{"\u00E9cole"});        // e + combining acute becomes one code point
    CHECK(normals("na\u00EFve") == normals("nai\u0308ve"));      // composed or not is the same word
    CHECK(normals("co\u00ADop") == Words{"coop"});               // a soft hyphen is not part of the word
    CHECK(normals("\uFEFFbegin") == Words{"begin"});             // nor is a byte order mark
    CHECK(normals("q\u0323\u0307") == normals("q\u0307\u0323")); // canonical order of marks
}

TEST_CASE("tokenizer: ideographs and kana stand alone, hangul does not") {
    CHECK(normals("我爱你。ok") == Words{"我", "爱", "你", "。", "ok"});
    CHECK(normals("カナ漢字") == Words{"カ", "ナ", "漢", "字"});
    CHECK(normals("한국어 좋아") == Words{"한국어", "좋아"});
    CHECK(normals("か\u3099") == Words{"が"}); // with its combining voice mark
}

TEST_CASE("tokenizer: the bytes of a word are those of the original") {
    const std::string text = "Ça va, e\u0301t\u00E9?  \u2019Tis 我們!";
    CHECK(originals(text) == Words{"Ça", "va", ",", "e\u0301t\u00E9", "?", "\u2019", "Tis", "我", "們", "!"});
    std::size_t last = 0;
    for (const Word& word : split_words(text)) {
        CHECK(word.begin >= last);
        CHECK(word.end > word.begin);
        last = word.end;
    }
    CHECK(last == text.size());
}

TEST_CASE("tokenizer: cutting the normal forms again changes nothing") {
    for (const std::string_view text :
         {"The QUEEN's well-known cat.", "e\u0301 ΑΘΗΝΑ 我們 don\u2019t \u201Cso\u201D",
          "İstanbul ẞ ﬁne Ångström \u212B", "<unk> and <eos>", "👩‍🚀 👍🏽 naïve"}) {
        std::string joined;
        for (const std::string& word : normals(text)) joined += word + " ";
        CAPTURE(text, joined);
        CHECK(normals(joined) == normals(text));
    }
}

TEST_CASE("tokenizer: special tokens can be written") {
    CHECK(normals("a <unk> b<eos>") == Words{"a", "<unk>", "b", "<eos>"});
    CHECK(normals("<unknown>") == Words{"<", "unknown", ">"});
}

TEST_CASE("tokenizer: a run without spaces is cut") {
    const std::string run(1'000, 'x');
    std::string together;
    for (const Word& word : split_words(run)) {
        CHECK(word.normal.size() <= 64);
        together += word.normal;
    }
    CHECK(together == run);
}

TEST_CASE("tokenizer: invalid UTF-8 is found at its byte, and skipped") {
    CHECK(find_invalid_utf8("plain and gr\u00FCn \U0001F680, long enough for eight bytes at once") ==
          std::string_view::npos);
    CHECK(find_invalid_utf8("0123456789\xFF!") == 10);
    CHECK(find_invalid_utf8("abc\xC3") == 3);          // cut short
    CHECK(find_invalid_utf8("\xC0\xAF") == 0);         // overlong
    CHECK(find_invalid_utf8("ok \xED\xA0\x80") == 3);  // a surrogate
    CHECK(find_invalid_utf8("\xF5\x80\x80\x80") == 0); // beyond Unicode
    CHECK(normals("gr\xFF"
                  "ay \xFE cat") == Words{"gr", "ay", "cat"});
}

TEST_CASE("tokenizer: encode gives ids, and <unk> for what it does not know") {
    Vocabulary vocabulary;
    const TokenId cat = vocabulary.add("cat", 3);
    const TokenId stop = vocabulary.add(".", 2);
    CHECK(encode(vocabulary, "Cat dog.") == std::vector<TokenId>{cat, Vocabulary::unknown, stop});
    CHECK(encode(vocabulary, "<eos> cat") == std::vector<TokenId>{Vocabulary::end_of_text, cat});
    CHECK(encode(vocabulary, "").empty());
}
