// SPDX-License-Identifier: MIT
#include "model/text/tokenizer.hpp"

#include "model/core/rng.hpp"
#include "model/text/unicode.hpp"
#include "tests/support/catch.hpp"

#include <chrono>

using namespace wordfield;

namespace {

using Words = std::vector<std::string>;

Words normals(std::string_view text, Tokens tokens = Tokens::Words) {
    Words result;
    for (const Word& word : split_words(text, tokens)) result.push_back(word.normal);
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

TEST_CASE("tokenizer: cased words keep their capitals, and nothing else is different") {
    CHECK(normals("Polish don\u2019t POLISH \u201CÉcole\u201D well-Known", Tokens::Cased) ==
          Words{"Polish", "don't", "POLISH", "\"", "École", "\"", "well-Known"});
    CHECK(normals("E\u0301cole co\u00ADOp", Tokens::Cased) == Words{"\u00C9cole", "coOp"});
    CHECK(normals("snake_case a->b", Tokens::Cased) == Words{"snake", "_", "case", "a", "-", ">", "b"});
}

TEST_CASE("tokenizer: names and operators of code stay whole") {
    CHECK(normals("std::size_t _n = it->Size()-1;", Tokens::Code) ==
          Words{"std", "::", "size_t", "_n", "=", "it", "->", "Size", "(", ")", "-", "1", ";"});
    CHECK(normals("a <<= b; c << d; e <= f; x != y && !z", Tokens::Code) ==
          Words{"a", "<<=", "b", ";", "c", "<<", "d", ";", "e", "<=", "f", ";", "x", "!=", "y", "&&", "!",
                "z"});
    CHECK(normals("'don't' a-b", Tokens::Code) == Words{"'", "don", "'", "t", "'", "a", "-", "b"});
    CHECK(normals("größe_Ä <unk> // λ", Tokens::Code) == Words{"größe_Ä", "<unk>", "//", "λ"});
}

TEST_CASE("tokenizer: what is typed is cut as the text was") {
    Vocabulary code{Tokens::Code}, cased{Tokens::Cased};
    const TokenId size = code.add("size_t", 3), arrow = code.add("->", 2), us = cased.add("US", 3);
    CHECK(encode(code, "size_t->size_T") == std::vector{size, arrow, Vocabulary::unknown});
    CHECK(find_word(code, "size_t") == size);
    CHECK_FALSE(find_word(code, "Size_t"));
    CHECK(find_word(cased, "US") == us);
    CHECK_FALSE(find_word(cased, "us"));
    CHECK(encode(cased, "us US") == std::vector{Vocabulary::unknown, us});
}

TEST_CASE("tokenizer: encode gives ids, and <unk> for what it does not know") {
    Vocabulary vocabulary;
    const TokenId cat = vocabulary.add("cat", 3);
    const TokenId stop = vocabulary.add(".", 2);
    CHECK(encode(vocabulary, "Cat dog.") == std::vector<TokenId>{cat, Vocabulary::unknown, stop});
    CHECK(encode(vocabulary, "<eos> cat") == std::vector<TokenId>{Vocabulary::end_of_text, cat});
    CHECK(encode(vocabulary, "").empty());
}

TEST_CASE("tokenizer: letters of scripts without spaces stand alone, with their signs") {
    CHECK(normals("ที่นี่") == Words{"ที่", "นี่"});        // Thai vowels and tones over a consonant
    CHECK(normals("น้ำ ๑๒๓") == Words{"น้ำ", "๑๒๓"}); // am is written behind; digits make numbers
    CHECK(normals("ນ້ຳ") == Words{"ນ້ຳ"});            // Lao
    CHECK(normals("ខ្មែរ") == Words{"ខ្មែ", "រ"});    // Khmer, one consonant under another
    CHECK(normals("\uFF76\uFF9E\uFF77") == Words{"\uFF76\uFF9E", "\uFF77"}); // half-width kana, voiced
    CHECK(normals("cafe กา") == Words{"cafe", "ก", "า"});
}

TEST_CASE("tokenizer: a soft hyphen makes no second word of the same look") {
    CHECK(normals("ca\u00ADfe\u00AD\u0301") == normals("caf\u00E9"));
    CHECK(normals("a\u0323\u00AD\u0307\u00AD") == normals("a\u0307\u0323"));
}

TEST_CASE("tokenizer: what is normal already stays as it is") {
    const std::vector<char32_t> pool{'a',    'E',    '\'',   '-',    ' ',    0xAD,    0xC9,    0x130,  0x3A9,
                                     0x2126, 0x212B, 0x301,  0x307,  0x323,  0x345,   0x1FBC,  0x2019, 0x2010,
                                     0x1100, 0x1161, 0x11A8, 0xAC00, 0x958,  0x93C,   0xE01,   0xE33,  0x17D2,
                                     0x1780, 0x200D, 0xFF76, 0xFF9E, 0xF900, 0x2F800, 0x1D15E, 0x37E,  0x340};
    Pcg32 rng{11};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::uint32_t i = 0, length = 1 + rng.below(10); i < length; ++i) {
            const char32_t c = rng.below(3) > 0 ? pool[rng.below(static_cast<std::uint32_t>(pool.size()))]
                                                : static_cast<char32_t>(0xA0 + rng.below(0x2000));
            if (c < 0x80)
                text += static_cast<char>(c);
            else if (c < 0x800)
                text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
            else if (c < 0x10000)
                text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                         static_cast<char>(0x80 | (c & 0x3F))};
            else
                text += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                         static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
        }
        INFO(text);
        std::string once, twice;
        append_normal(once, text);
        append_normal(twice, once);
        REQUIRE(twice == once);
        for (const std::string& word : normals(text)) REQUIRE(normals(word) == Words{word});
    }
}

TEST_CASE("tokenizer: a run of marks takes time by its length alone") {
    const auto seconds = [](int marks) {
        std::string text = ".";
        for (int i = 0; i < marks; ++i) text += i % 2 == 0 ? "\u0301" : "\u0323";
        const auto start = std::chrono::steady_clock::now();
        CHECK(normals(text).size() == 1);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    CHECK(seconds(400'000) < 2.0); // minutes where the time grows by the square
}

TEST_CASE("an emoji or a flag is one word, with everything that belongs to it") {
    CHECK(normals("👍🏽👍") == Words{"👍🏽", "👍"});
    CHECK(normals("the 👨‍👩‍👧 went") == Words{"the", "👨‍👩‍👧", "went"});
    CHECK(normals("🇩🇪🇫🇷🇮🇹") == Words{"🇩🇪", "🇫🇷", "🇮🇹"});
    CHECK(normals("👩‍🚀, 🏳️‍🌈!") == Words{"👩‍🚀", ",", "🏳️‍🌈", "!"});
    CHECK(normals("«wort» …—") == Words{"«", "wort", "»", "…", "—"});
}
