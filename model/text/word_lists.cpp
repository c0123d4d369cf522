// SPDX-License-Identifier: MIT
#include "model/text/word_lists.hpp"

#include "model/text/load_progress.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace wordfield {
namespace {

[[noreturn]] void line_error(std::string_view name, int line, std::string_view what, std::string_view hint) {
    throw Error{std::string{name} + ", line " + std::to_string(line), what, hint};
}

// Calls `use(line, number)` for every line that is not empty, without its line end. Checks UTF-8 on the way.
template <class Use>
void each_line(std::string_view name, std::string_view text, Use use) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3); // byte order mark
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t length = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (find_invalid_utf8(line) != std::string_view::npos)
            line_error(name, number, "is not valid UTF-8", "save the file as UTF-8");
        if (line.find_first_not_of(" \t") != std::string_view::npos) use(line, number);
    }
}

std::optional<TokenId> find_word(const Vocabulary& vocabulary, std::string_view word) {
    std::string normal;
    append_normal(normal, word);
    return vocabulary.find(normal);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

void note_skipped(Corpus& corpus, std::string_view name, int skipped, int all, std::string_view things) {
    if (skipped > 0)
        corpus.notes.push_back(with_commas(skipped) + " of " + with_commas(all) + " " + std::string{things} +
                               " in " + std::string{name} + " use words that are not in the vocabulary");
}

// The four words of a question.
std::vector<std::string> words_of(std::string_view line) {
    std::istringstream stream{std::string{line}};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

} // namespace

void apply_labels(Corpus& corpus, std::string_view name, std::string_view text) {
    std::map<std::string, int, std::less<>> number_of;
    std::vector<std::string> categories;
    std::vector<int> category(static_cast<std::size_t>(corpus.vocabulary.size()), -1);
    int lines = 0, unknown = 0;
    each_line(name, text, [&](std::string_view line, int number) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        const std::string_view word = trimmed(line.substr(0, tab));
        const std::string_view label = tab < line.size() ? trimmed(line.substr(tab + 1)) : std::string_view{};
        if (word.empty() || label.empty() || label.find('\t') != std::string_view::npos)
            line_error(name, number, "is not a word, one tab and a category",
                       "write lines like: coffee<TAB>drink");
        ++lines;
        const std::optional<TokenId> id = find_word(corpus.vocabulary, word);
        if (!id) {
            ++unknown;
            return;
        }
        const auto [at, is_new] = number_of.emplace(label, static_cast<int>(categories.size()));
        if (is_new) categories.emplace_back(label);
        category[static_cast<std::size_t>(*id)] = at->second;
    });
    if (lines == 0) throw Error{name, "has no labels", "write lines like: coffee<TAB>drink"};
    note_skipped(corpus, name, unknown, lines, "labels");
    corpus.categories = std::move(categories);
    corpus.category = std::move(category);
}

void apply_analogies(Corpus& corpus, std::string_view name, std::string_view text) {
    std::vector<AnalogyRelation> relations;
    int lines = 0, unknown = 0;
    each_line(name, text, [&](std::string_view line, int number) {
        line = trimmed(line);
        if (line.front() == ':') {
            const std::string_view relation = trimmed(line.substr(1));
            if (relation.empty())
                line_error(name, number, "names no relation", "write lines like: : capital");
            relations.push_back({std::string{relation}, {}});
            return;
        }
        const std::vector<std::string> words = words_of(line);
        if (words.size() != 4)
            line_error(name, number, "has " + std::to_string(words.size()) + " words, not four",
                       "write lines like: man woman king queen");
        if (relations.empty())
            line_error(name, number, "comes before any relation", "begin with a line like: : gender");
        ++lines;
        std::array<std::optional<TokenId>, 4> ids;
        for (std::size_t i = 0; i < 4; ++i) ids[i] = find_word(corpus.vocabulary, words[i]);
        if (std::all_of(ids.begin(), ids.end(), [](const auto& id) { return id.has_value(); }))
            relations.back().analogies.push_back({*ids[0], *ids[1], *ids[2], *ids[3]});
        else
            ++unknown;
    });
    if (lines == 0)
        throw Error{name, "has no questions", "write a line ': relation' and lines of four words under it"};
    std::erase_if(relations, [](const AnalogyRelation& relation) { return relation.analogies.empty(); });
    note_skipped(corpus, name, unknown, lines, "analogies");
    corpus.relations = std::move(relations);
}

} // namespace wordfield
