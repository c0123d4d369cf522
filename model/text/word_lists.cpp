// SPDX-License-Identifier: MIT
#include "model/text/word_lists.hpp"

#include "model/text/load_progress.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
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

// Names in the order in which they are met, and one of them, or none, for each word.
struct NamedColumn {
    explicit NamedColumn(int vocabulary = 0) : index(static_cast<std::size_t>(vocabulary), -1) {}

    void set(TokenId id, std::string_view label) {
        const auto [at, is_new] = number_of.emplace(label, static_cast<int>(names.size()));
        if (is_new) names.emplace_back(label);
        index[static_cast<std::size_t>(id)] = at->second;
    }

    std::map<std::string, int, std::less<>> number_of;
    std::vector<std::string> names;
    std::vector<int> index; // (V) -1 for none
};

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t tab = line.find('\t');
        fields.push_back(trimmed(line.substr(0, tab)));
        if (tab == std::string_view::npos) return fields;
        line.remove_prefix(tab + 1);
    }
}

std::optional<float> figure_of(std::string_view field) {
    float value = 0.0F;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    const bool whole = error == std::errc{} && end == field.data() + field.size() && std::isfinite(value);
    return whole ? std::optional{value} : std::nullopt;
}

// Figures where every name is one; names otherwise.
WordColumn finished(std::string name, const NamedColumn& column) {
    WordColumn result{std::move(name), std::vector<float>(column.index.size(), NAN), column.names};
    std::vector<float> figures;
    for (const std::string& label : column.names)
        if (const auto figure = figure_of(label)) figures.push_back(*figure);
    const bool numeric = !figures.empty() && figures.size() == column.names.size();
    if (numeric) result.names.clear();
    for (std::size_t i = 0; i < column.index.size(); ++i)
        if (const int at = column.index[i]; at >= 0)
            result.value[i] = numeric ? figures[static_cast<std::size_t>(at)] : static_cast<float>(at);
    return result;
}

// What has been read of a label file.
struct LabelTable {
    explicit LabelTable(const Vocabulary& words) : vocabulary{words}, category{words.size()} {}

    void read_line(std::string_view file, int number, const std::vector<std::string_view>& fields) {
        if (lines == 0 && names.empty() && fields.size() > 2) {
            for (const std::string_view field : fields) names.emplace_back(field);
            columns.assign(fields.size() - 2, NamedColumn{vocabulary.size()});
            return;
        }
        const bool fits = names.empty() ? fields.size() == 2 : fields.size() == names.size();
        if (!fits || fields[0].empty() || fields[1].empty()) line_error(file, number, what(), hint());
        ++lines;
        const std::optional<TokenId> id = find_word(vocabulary, fields[0]);
        unknown += id ? 0 : 1;
        if (!id) return;
        category.set(*id, fields[1]);
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (!fields[c + 2].empty()) columns[c].set(*id, fields[c + 2]);
    }

    [[nodiscard]] std::string what() const {
        return names.empty() ? "is not a word, one tab and a category"
                             : "has not the " + std::to_string(names.size()) + " fields of the header";
    }
    [[nodiscard]] std::string hint() const {
        return names.empty() ? "write lines like: coffee<TAB>drink"
                             : "as many tabs in each line; a field may be empty";
    }

    [[nodiscard]] std::vector<WordColumn> finished_columns() const {
        std::vector<WordColumn> result;
        for (std::size_t c = 0; c < columns.size(); ++c) result.push_back(finished(names[c + 2], columns[c]));
        return result;
    }

    const Vocabulary& vocabulary;
    std::vector<std::string> names; // of the header; empty without one
    NamedColumn category;
    std::vector<NamedColumn> columns;
    int lines = 0, unknown = 0;
};

} // namespace

void apply_labels(Corpus& corpus, std::string_view name, std::string_view text) {
    LabelTable table{corpus.vocabulary};
    each_line(name, text,
              [&](std::string_view line, int number) { table.read_line(name, number, fields_of(line)); });
    if (table.lines == 0) throw Error{name, "has no labels", "write lines like: coffee<TAB>drink"};
    note_skipped(corpus, name, table.unknown, table.lines, "labels");
    corpus.categories = std::move(table.category.names);
    corpus.category = std::move(table.category.index);
    corpus.columns = table.finished_columns();
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
