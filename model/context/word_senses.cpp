// SPDX-License-Identifier: MIT
#include "model/context/word_senses.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace wordfield::inline context {
namespace {

enum class Stands { Before, After, Sentence, Anywhere }; // as SenseReader::Where

struct ClueText {
    const char* word;
    const char* sense;
    Stands where;
    const char* words;
    const char* categories;
};

// By the rules of assets/everyday.grammar. "shares of apple", "the firm apple", "works for apple", "thinks
// about apple" is the firm, whatever follows; an orange hat is no fruit.
constexpr std::array clue_texts{
    ClueText{"apple", "firm", Stands::Before, "of firm for about", ""},
    ClueText{"apple", "fruit", Stands::Anywhere, "", ""},
    ClueText{"orange", "colour", Stands::Before, "is are was were", ""},
    ClueText{"orange", "colour", Stands::After, "", "clothing flower vehicle"},
    ClueText{"orange", "fruit", Stands::Anywhere, "", ""},
    ClueText{"mouse", "animal", Stands::Sentence, "hole zoo fence window", "watching size resting"},
    ClueText{"mouse", "device", Stands::Sentence, "cursor auction fair sale use uses used", "trading state"},
    ClueText{"mice", "animal", Stands::Sentence, "hole zoo fence window", "watching size resting"},
    ClueText{"mice", "device", Stands::Sentence, "cursor auction fair sale use uses used", "trading state"},
    ClueText{"bat", "club", Stands::Sentence, "ball", ""},
    ClueText{"bat", "animal", Stands::Anywhere, "", ""},
};
// A corpus that has all of these is the built-in one, or made after it.
constexpr std::array known_categories{"fruit",  "company", "colour",   "clothing", "animal",
                                      "device", "size",    "watching", "trading"};

template <class Each>
void each_word(const char* words, Each each) {
    std::istringstream stream{words};
    for (std::string word; stream >> word;) each(word);
}

int category_named(const Lexicon& lexicon, const std::string& name) {
    const auto found = std::ranges::find(lexicon.categories, name);
    return found == lexicon.categories.end() ? -1 : static_cast<int>(found - lexicon.categories.begin());
}

} // namespace

SenseReader::SenseReader(const Lexicon& lexicon) {
    for (const char* name : known_categories)
        if (category_named(lexicon, name) < 0) return;
    category_ = lexicon.category;
    if (!lexicon.vocabulary.is_bare()) ends_.push_back(Vocabulary::end_of_text);
    for (const char* mark : {".", "!", "?"})
        if (const auto id = lexicon.vocabulary.find(mark)) ends_.push_back(*id);
    add(lexicon);
}

void SenseReader::add(const Lexicon& lexicon) {
    for (const ClueText& text : clue_texts) {
        const auto word = lexicon.vocabulary.find(text.word);
        if (!word) continue;
        auto sense = std::ranges::find_if(
            senses_, [&](const Sense& s) { return s.word == *word && s.name == text.sense; });
        if (sense == senses_.end()) sense = senses_.insert(senses_.end(), {*word, text.sense});
        Clue clue{*word, static_cast<Where>(text.where), {}, {}, static_cast<int>(sense - senses_.begin())};
        each_word(text.words, [&](const std::string& one) {
            if (const auto id = lexicon.vocabulary.find(one)) clue.words.push_back(*id);
        });
        each_word(text.categories, [&](const std::string& one) {
            if (const int category = category_named(lexicon, one); category >= 0)
                clue.categories.push_back(category);
        });
        clues_.push_back(std::move(clue));
    }
}

bool SenseReader::speaks_of(const Clue& clue, TokenId token) const {
    return std::ranges::count(clue.words, token) > 0 ||
           std::ranges::count(clue.categories, category_[static_cast<std::size_t>(token)]) > 0;
}

bool SenseReader::holds(const Clue& clue, std::span<const TokenId> text, std::size_t at) const {
    const auto ends = [&](std::size_t i) { return std::ranges::count(ends_, text[i]) > 0; };
    switch (clue.where) {
    case Where::Anywhere:
        return true;
    case Where::Before:
        return at > 0 && speaks_of(clue, text[at - 1]);
    case Where::After:
        return at + 1 < text.size() && speaks_of(clue, text[at + 1]);
    case Where::Sentence:
        break;
    }
    std::size_t begin = at, end = at;
    while (begin > 0 && !ends(begin - 1)) --begin;
    while (end + 1 < text.size() && !ends(end)) ++end;
    for (std::size_t i = begin; i <= end; ++i)
        if (i != at && speaks_of(clue, text[i])) return true;
    return false;
}

int SenseReader::sense_at(std::span<const TokenId> text, std::size_t at) const {
    for (const Clue& clue : clues_)
        if (clue.word == text[at] && holds(clue, text, at)) return clue.sense;
    return -1;
}

} // namespace wordfield::inline context
