// SPDX-License-Identifier: MIT
// WordNet (Miller 1995; Fellbaum 1998) as labels for English words: of each its most frequent sense, and of
// that the lexicographer file it was written in, of which there are 45: animal, food, motion (verb), ...
#pragma once

#include "model/text/vocabulary.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wordfield::inline text {

class WordNet {
public:
    static constexpr int categories = 45;

    /// Whether labels that are called so are WordNet's: "wordnet", or a folder with its files.
    static bool is_named(const std::filesystem::path& labels);

    /// Reads the files of wndb(5WN) in that folder, or, for "wordnet", where WordNet is installed: in
    /// $WNSEARCHDIR, $WNHOME/dict, or where systems put it. Throws Error where they are not there or damaged.
    explicit WordNet(const std::filesystem::path& named);

    /// The number of a word's lexicographer file (lexnames(5WN)), in [0, 45): of its most frequent sense in
    /// the texts that WordNet's authors tagged, as noun, verb, adjective or adverb, itself or by what it is
    /// an inflection of (morphy(7WN)). Where none of them was tagged, the first in that order. Whatever the
    /// word's case; nothing for a word that WordNet does not have, nor for a letter or an English function
    /// word
    /// ("he" is no helium).
    [[nodiscard]] std::optional<int> category(std::string_view word) const;

    /// "animal" for noun.animal, "motion (verb)" for verb.motion.
    static std::string name(int category);

    /// "word<TAB>category" lines for apply_labels(), by category, of all words that have one.
    [[nodiscard]] std::string labels(const Vocabulary& vocabulary) const;

private:
    static constexpr std::size_t parts = 4; // of speech: noun, verb, adjective, adverb

    struct Sense {
        int file = -1; ///< lexicographer file; -1: not a word of this part of speech
        int count = 0; ///< in the tagged texts
    };
    using Senses = std::array<Sense, parts>;

    void read_index(std::size_t part, const std::string& name, std::string_view index, std::string_view data);
    void read_counts(std::string_view text);
    void read_exceptions(std::size_t part, std::string_view text);
    /// The commoner of `best` and the word's sense as this part of speech.
    void consider(std::string_view lemma, std::size_t part, Sense& best) const;

    std::unordered_map<std::string, Senses> senses_;
    std::array<std::unordered_multimap<std::string, std::string>, parts> exceptions_; // "mice" to "mouse"
};

} // namespace wordfield::inline text
