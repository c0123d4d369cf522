// SPDX-License-Identifier: MIT
#include "model/text/wordnet.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

namespace wordfield::inline text {
namespace {

constexpr std::array<const char*, 4> part_names{"noun", "verb", "adj", "adv"};

// lexnames(5WN), in the order of their numbers.
constexpr std::array<const char*, WordNet::categories> category_names{
    "adjective",
    "adjective (relational)",
    "adverb",
    "most general nouns",
    "act",
    "animal",
    "artifact",
    "attribute",
    "body",
    "cognition",
    "communication",
    "event",
    "feeling",
    "food",
    "group",
    "location",
    "motive",
    "object",
    "person",
    "phenomenon",
    "plant",
    "possession",
    "process",
    "quantity",
    "relation",
    "shape",
    "state",
    "substance",
    "time",
    "body (verb)",
    "change (verb)",
    "cognition (verb)",
    "communication (verb)",
    "competition (verb)",
    "consumption (verb)",
    "contact (verb)",
    "creation (verb)",
    "emotion (verb)",
    "motion (verb)",
    "perception (verb)",
    "possession (verb)",
    "social (verb)",
    "stative (verb)",
    "weather (verb)",
    "adjective (participial)",
};

// morphy(7WN): endings that a part of speech takes off, and what it puts in their place.
struct Ending {
    std::size_t part;
    std::string_view inflected, base;
};
constexpr std::array<Ending, 20> endings{{
    {0, "s", ""},      {0, "ses", "s"},   {0, "xes", "x"}, {0, "zes", "z"}, {0, "ches", "ch"},
    {0, "shes", "sh"}, {0, "men", "man"}, {0, "ies", "y"}, {1, "s", ""},    {1, "ies", "y"},
    {1, "es", "e"},    {1, "es", ""},     {1, "ed", "e"},  {1, "ed", ""},   {1, "ing", "e"},
    {1, "ing", ""},    {2, "er", ""},     {2, "est", ""},  {2, "er", "e"},  {2, "est", "e"},
}};

// Of the closed classes of words, which WordNet does not cover, those that it has as something else: "he" as
// helium, "may" as a month. So it has letters as units.
constexpr std::array<std::string_view, 36> function_words{
    "an",   "and", "as", "at",    "but",    "by",  "can",   "could", "for",  "from", "he",   "his",
    "hers", "in",  "it", "its",   "may",    "me",  "might", "mine",  "must", "no",   "nor",  "of",
    "on",   "or",  "re", "shall", "should", "the", "to",    "us",    "who",  "will", "with", "would"};

bool is_function_word(std::string_view word) {
    return word.size() == 1 || std::ranges::find(function_words, word) != function_words.end();
}

bool is_there(const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored);
}

bool holds_wordnet(const std::filesystem::path& folder) {
    return is_there(folder / "index.noun");
}

std::filesystem::path installed_folder() {
    std::vector<std::filesystem::path> places;
    if (const char* const folder = std::getenv("WNSEARCHDIR")) places.emplace_back(folder);
    if (const char* const home = std::getenv("WNHOME"))
        places.push_back(std::filesystem::path{home} / "dict");
    for (const char* const usual :
         {"/usr/share/wordnet", "/usr/local/WordNet-3.0/dict", "/usr/local/share/wordnet",
          "/opt/homebrew/opt/wordnet/dict", "/usr/share/wordnet/dict"})
        places.emplace_back(usual);
    const auto found = std::ranges::find_if(places, holds_wordnet);
    if (found != places.end()) return *found;
    throw Error{"WordNet", "is not on this machine",
                "install it, on Debian with: apt install wordnet-base; or name the folder that has its "
                "index.noun"};
}

[[noreturn]] void damaged(const std::string& name) {
    throw Error{name, "is not as WordNet's files are", "install WordNet 3.0 or 3.1 anew"};
}

std::string_view next_field(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

std::optional<std::size_t> number_of(std::string_view field) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    return error == std::errc{} && end == field.data() + field.size() ? std::optional{number} : std::nullopt;
}

template <class Use>
void lines_of(std::string_view text, Use use) {
    while (!text.empty()) {
        const std::size_t length = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with(' ')) use(line); // a licence stands in front, indented
    }
}

} // namespace

bool WordNet::is_named(const std::filesystem::path& labels) {
    return labels == "wordnet" || holds_wordnet(labels);
}

WordNet::WordNet(const std::filesystem::path& named) {
    const std::filesystem::path folder = named == "wordnet" ? installed_folder() : named;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto index = folder / (std::string{"index."} + part_names[part]);
        const InputFile lemmas{index}, data{folder / (std::string{"data."} + part_names[part])};
        read_index(part, index.string(), lemmas.text(), data.text());
        const auto exceptions = folder / (std::string{part_names[part]} + ".exc");
        if (is_there(exceptions)) read_exceptions(part, InputFile{exceptions}.text());
    }
    if (const auto counts = folder / "cntlist.rev"; is_there(counts)) read_counts(InputFile{counts}.text());
}

// "lemma pos synsets pointers [pointer ...] senses tagged offset ...": the first offset is that of the most
// frequent sense, whose line in the data begins "offset lex_filenum".
void WordNet::read_index(std::size_t part, const std::string& name, std::string_view index,
                         std::string_view data) {
    lines_of(index, [&](std::string_view line) {
        const std::string_view lemma = next_field(line);
        next_field(line);
        next_field(line);
        const auto pointers = number_of(next_field(line));
        if (!pointers || *pointers > 100) damaged(name);
        for (std::size_t i = 0; i < *pointers + 2; ++i) next_field(line);
        const auto offset = number_of(next_field(line));
        if (!offset || *offset >= data.size()) damaged(name);
        std::string_view synset = data.substr(*offset, 16);
        next_field(synset);
        const auto file = number_of(next_field(synset));
        if (!file || *file >= categories) damaged(name);
        senses_[std::string{lemma}][part].file = static_cast<int>(*file);
    });
}

// "lemma%type:... sense count", where types are 1 to 5, the last for adjectives, too.
void WordNet::read_counts(std::string_view text) {
    lines_of(text, [&](std::string_view line) {
        const std::string_view key = next_field(line), sense = next_field(line);
        const auto count = number_of(next_field(line));
        const std::size_t percent = key.find('%');
        if (sense != "1" || !count || percent + 1 >= key.size()) return;
        const int type = key[percent + 1] - '1';
        const auto at = senses_.find(std::string{key.substr(0, percent)});
        if (at == senses_.end() || type < 0 || type > 4) return;
        at->second[type == 4 ? 2 : static_cast<std::size_t>(type)].count = static_cast<int>(*count);
    });
}

void WordNet::read_exceptions(std::size_t part, std::string_view text) {
    lines_of(text, [&](std::string_view line) {
        const std::string_view inflected = next_field(line);
        while (!line.empty()) exceptions_[part].emplace(inflected, next_field(line));
    });
}

void WordNet::consider(std::string_view lemma, std::size_t part, Sense& best) const {
    const auto at = senses_.find(std::string{lemma});
    if (at == senses_.end() || at->second[part].file < 0) return;
    const Sense& sense = at->second[part];
    if (best.file < 0 || sense.count > best.count) best = sense;
}

std::optional<int> WordNet::category(std::string_view word) const {
    std::string lemma;
    append_normal(lemma, word);
    if (is_function_word(lemma)) return std::nullopt;
    std::ranges::replace(lemma, ' ', '_');
    Sense best;
    for (std::size_t part = 0; part < parts; ++part) consider(lemma, part, best);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto [from, to] = exceptions_[part].equal_range(lemma);
        for (auto base = from; base != to; ++base) consider(base->second, part, best);
    }
    for (const auto& [part, inflected, base] : endings) {
        if (lemma.size() <= 2 || !lemma.ends_with(inflected) || (part == 0 && lemma.ends_with("ss")))
            continue;
        consider(lemma.substr(0, lemma.size() - inflected.size()) + std::string{base}, part, best);
    }
    return best.file < 0 ? std::nullopt : std::optional{best.file};
}

std::string WordNet::name(int category) {
    return category_names.at(static_cast<std::size_t>(category));
}

std::string WordNet::labels(const Vocabulary& vocabulary) const {
    std::vector<std::string> lines(categories);
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const std::string& word = vocabulary.word(id);
        if (vocabulary.is_special(id) || word.find_first_of("\t\r\n") != std::string::npos) continue;
        if (const auto file = category(word))
            lines[static_cast<std::size_t>(*file)] += word + "\t" + name(*file) + "\n";
    }
    std::string all;
    for (const std::string& of_one : lines) all += of_one;
    return all;
}

} // namespace wordfield::inline text
