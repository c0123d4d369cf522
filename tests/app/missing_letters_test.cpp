// SPDX-License-Identifier: MIT
#include "app/shell/missing_letters.hpp"

#include "tests/support/catch.hpp"

#include <imgui.h>

using namespace wordfield;
using namespace wordfield::app;

namespace {

std::string told(std::initializer_list<const char*> words) {
    Vocabulary vocabulary;
    for (const char* word : words) vocabulary.add(word, 1);
    return missing_letters(vocabulary, [](char32_t c) { return c < 0x500; });
}

} // namespace

TEST_CASE("words that no font can write are counted, and a package is named", "[app][fonts]") {
    CHECK(told({"house", "maison", "дом", "σπίτι"}).empty());
    CHECK(told({"house", "房子", "家", "집"}) ==
          "3 words have letters that no font on this machine has: install fonts-noto-cjk, then start again.");
    CHECK(told({"house", "घर"}) ==
          "1 word has letters that no font on this machine has: install fonts-noto-core, then start again.");
    CHECK(told({"घर", "บ้าน", "家"}).find("3 words") == 0);
    CHECK(told({"घर", "บ้าน", "家"}).find("fonts-noto-core") != std::string::npos);
    CHECK(told({"\xF0\x9F\x91\x8D"}) == "1 word has signs that this window cannot draw, such as emoji.");
    CHECK(told({"co\xC2\xADop", "a\xE2\x80\x8D"
                                "b"})
              .empty()); // a soft hyphen and a joiner are not meant to be seen
}

TEST_CASE("what the atlas holds is what the faces draw", "[app][fonts]") {
    ImFontAtlas atlas;
    const Fonts fonts =
        load_fonts(atlas, 1.0F, "\xE2\x99\xA0 \xEF\xBF\xB0"); // a spade, and a sign that does not exist
    for (const char32_t c : {U'a', U'Z', U'5', U'.'}) CHECK(fonts.draws(c));
    CHECK_FALSE(fonts.draws(0xFFF0));
    CHECK_FALSE(fonts.draws(0x1F44D));
}
