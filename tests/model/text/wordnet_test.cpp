// SPDX-License-Identifier: MIT
// Against a WordNet of a few words, in the form of wndb(5WN); the real one is compared with its own program
// in tests/cli/vectors_test.py.
#include "model/text/wordnet.hpp"

#include "model/core/error.hpp"
#include "model/text/label_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <array>
#include <cstdio>
#include <fstream>

using namespace wordfield;

namespace {

struct Entry {
    const char* lemma;
    int file;
};

// An index and its data, the licence in front of both; each lemma has one sense.
void write_part(const std::filesystem::path& folder, const std::string& part, std::vector<Entry> entries) {
    std::ofstream index{folder / ("index." + part)}, data{folder / ("data." + part)};
    std::string lines = "  1 This software and database is provided \"AS IS\"\n";
    index << lines;
    for (const Entry& entry : entries) {
        std::array<char, 16> place{};
        std::snprintf(place.data(), place.size(), "%08zu", lines.size());
        index << entry.lemma << " n 1 2 @ ~ 1 0 " << place.data() << "  \n";
        std::array<char, 16> file{};
        std::snprintf(file.data(), file.size(), "%02d", entry.file);
        lines += std::string{place.data()} + " " + file.data() + " n 01 " + entry.lemma + " 0 000 | words\n";
    }
    data << lines;
}

void write_small_wordnet(const std::filesystem::path& folder) {
    write_part(
        folder, "noun",
        {{"bank", 17}, {"dog", 5}, {"he", 27}, {"saw", 10}, {"new_york", 15}, {"glass", 6}, {"woman", 18}});
    write_part(folder, "verb", {{"bank", 40}, {"dog", 38}, {"run", 38}, {"saw", 35}, {"see", 39}});
    write_part(folder, "adj", {{"big", 0}, {"fast", 0}});
    write_part(folder, "adv", {{"fast", 2}});
    std::ofstream{folder / "cntlist.rev"} << "bank%1:17:01:: 1 25\nbank%2:40:00:: 1 2\n"
                                             "dog%1:05:00:: 2 900\ndog%1:05:00:: 1 42\n"
                                             "fast%3:00:01:: 1 3\nfast%4:02:00:: 1 18\n"
                                             "saw%2:35:00:: 1 1\nsee%2:39:00:: 1 613\n";
    std::ofstream{folder / "verb.exc"} << "ran run\nrunning run\nsaw see\n";
}

std::string category_in(const std::filesystem::path& folder, std::string_view word) {
    const auto file = WordNet{folder}.category(word);
    return file ? WordNet::name(*file) : "";
}

} // namespace

TEST_CASE("WordNet: the commonest sense of a word or of what it is an inflection of", "[wordnet]") {
    const test::TemporaryFolder folder;
    write_small_wordnet(folder.path);
    const auto category = [&](std::string_view word) { return category_in(folder.path, word); };
    CHECK(category("bank") == "object"); // 25 as noun, 2 as verb
    CHECK(category("Bank") == "object");
    CHECK(category("banks") == "object");
    CHECK(category("banked") == "possession (verb)");
    CHECK(category("saw") == "perception (verb)"); // 613 times that of see
    CHECK(category("running") == "motion (verb)");
    CHECK(category("women") == "person");
    CHECK(category("glasses") == "artifact");
    CHECK(category("New York") == "location");
    CHECK(category("bigger") == ""); // gg is no ending: morphy has that in its exceptions
    CHECK(category("fastest") == "adjective");
    CHECK(category("fast") == "adverb");
    CHECK(category("dogs") == "animal"); // 42 and not another sense's 900; a verb that nobody counted
    CHECK(category("he") == "");         // and no helium
    CHECK(category("glas") == "");
    CHECK(category("wug") == "");
    CHECK(category("") == "");
}

TEST_CASE("WordNet without what it can do without", "[wordnet]") {
    const test::TemporaryFolder folder;
    write_small_wordnet(folder.path);
    std::filesystem::remove(folder.path / "cntlist.rev");
    std::filesystem::remove(folder.path / "verb.exc");
    CHECK(category_in(folder.path, "saw") == "communication"); // nouns come before verbs
    CHECK(category_in(folder.path, "ran") == "");
}

TEST_CASE("WordNet's labels for a vocabulary stand by category", "[wordnet]") {
    const test::TemporaryFolder folder;
    write_small_wordnet(folder.path);
    Vocabulary words = Vocabulary::bare(Tokens::Cased);
    for (const char* const word : {"see", "wug", "Dog", "dogs", "big"}) words.add(word, 1);
    CHECK(WordNet{folder.path}.labels(words) ==
          "big\tadjective\nDog\tanimal\ndogs\tanimal\nsee\tperception (verb)\n");

    Lexicon lexicon;
    lexicon.vocabulary = words;
    std::vector<std::string> notes;
    LabelSource labels = LabelSource::open(folder.path, nullptr);
    const SourceFile kept = labels.apply(lexicon, notes);
    CHECK(lexicon.categories == std::vector<std::string>{"adjective", "animal", "perception (verb)"});
    CHECK(lexicon.category == std::vector<int>{2, -1, 1, 1, 0});
    REQUIRE(notes.size() == 1);
    CHECK(notes[0] == "WordNet has a category for 4 of 5 words");

    Lexicon again; // of a run, where no WordNet is
    again.vocabulary = words;
    std::string note;
    LabelSource::find_again(kept, "/nowhere", note, nullptr).apply(again, notes);
    CHECK(again.category == lexicon.category);
    CHECK(note.empty());
}

TEST_CASE("what is no WordNet is refused by name", "[wordnet]") {
    const test::TemporaryFolder folder;
    CHECK_FALSE(WordNet::is_named(folder.path));
    CHECK(WordNet::is_named("wordnet"));
    write_small_wordnet(folder.path);
    CHECK(WordNet::is_named(folder.path));
    const auto refusal = [&](const char* file, const std::string& text) {
        write_small_wordnet(folder.path);
        std::ofstream{folder.path / file} << text;
        try {
            (void)WordNet{folder.path};
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    CHECK_THAT(refusal("index.noun", "dog n 1 2 @ ~ 1 0 99999999\n"),
               Catch::Matchers::Contains("index.noun"));
    CHECK_THAT(refusal("index.noun", "dog n 1 2 @ ~ 1 0\n"), Catch::Matchers::Contains("index.noun"));
    CHECK_THAT(refusal("index.noun", "dog n 1 99999999999 @ ~ 1 0 00000000\n"),
               Catch::Matchers::Contains("index.noun"));
    CHECK_THAT(refusal("data.verb", "00000000 45 v\n"), Catch::Matchers::Contains("index.verb"));
    CHECK_THAT(refusal("data.adv", ""), Catch::Matchers::Contains("index.adv"));
    std::filesystem::remove(folder.path / "data.adj");
    CHECK_THROWS_AS(WordNet{folder.path}, Error);
}
