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
#include <utility>

namespace wordfield::inline text {
namespace {

using Notes = std::vector<std::string>;

[[noreturn]] void line_error(std::string_view name, int line, std::string_view what, std::string_view hint) {
    throw Error{std::string{name} + ", line " + std::to_string(line), what, hint};
}

// Calls `use(line, number)` for every line that is not empty, without its line end. Checks UTF-8 on the way.
template <class Use>
void each_line(std::string_view name, std::string_view text, Use use) {
    text = without_byte_order_mark(text);
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

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

void note_skipped(Notes& notes, std::string_view name, int skipped, int all, std::string_view things) {
    if (skipped == all)
        notes.push_back("none of the " + with_commas(all) + " " + std::string{things} + " in " +
                        std::string{name} + " uses words of the vocabulary alone, so none counts");
    else if (skipped > 0)
        notes.push_back(with_commas(skipped) + " of " + with_commas(all) + " " + std::string{things} +
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

    /// True when the word had another name before.
    bool set(TokenId id, std::string_view label) {
        const auto [at, is_new] = number_of.emplace(label, static_cast<int>(names.size()));
        if (is_new) names.emplace_back(label);
        const int before = std::exchange(index[id], at->second);
        return before >= 0 && before != at->second;
    }

    /// Takes out names that no word has any more.
    void drop_unused() {
        std::vector<int> now(names.size(), -1);
        for (const int i : index)
            if (i >= 0) now[i] = 0;
        std::vector<std::string> kept;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (now[i] == 0) {
                now[i] = static_cast<int>(kept.size());
                kept.push_back(std::move(names[i]));
            }
        for (int& i : index)
            if (i >= 0) i = now[i];
        names = std::move(kept);
        number_of.clear();
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
            result.value[i] = numeric ? figures[at] : static_cast<float>(at);
    return result;
}

// Whether a first line names the fields instead of filling them: it begins with "word" (and, where there are
// but two fields, goes on with what a category is called), or it begins with no word of the text and has
// names alone in three fields or more.
bool is_header(const Vocabulary& vocabulary, const std::vector<std::string_view>& fields) {
    constexpr std::array<std::string_view, 8> kinds{"category", "class", "group", "kind",
                                                    "label",    "tag",   "topic", "type"};
    std::vector<std::string> names;
    for (const std::string_view field : fields) append_normal(names.emplace_back(), field);
    if (fields.size() == 2) return names[0] == "word" && std::ranges::find(kinds, names[1]) != kinds.end();
    if (fields.size() < 3) return false;
    const bool figures = std::any_of(fields.begin() + 1, fields.end(), [](auto f) { return figure_of(f); });
    return names[0] == "word" || (!vocabulary.find(names[0]) && !figures);
}

// What has been read of a label file.
struct LabelTable {
    explicit LabelTable(const Vocabulary& words) : vocabulary{words}, category{words.size()} {}

    void read_line(std::string_view file, int number, const std::vector<std::string_view>& fields) {
        if (names.empty() && begin(fields)) return;
        if (fields.size() != names.size() || fields[0].empty() || fields[1].empty())
            line_error(file, number, what(), hint());
        ++lines;
        const std::optional<TokenId> id = find_word(vocabulary, fields[0]);
        unknown += id ? 0 : 1;
        if (!id) return;
        relabelled += category.set(*id, fields[1]) ? 1 : 0;
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (!fields[c + 2].empty()) columns[c].set(*id, fields[c + 2]);
    }

    // Takes the names of the fields from the first line. True when it holds nothing else.
    bool begin(const std::vector<std::string_view>& fields) {
        has_header = is_header(vocabulary, fields);
        for (std::size_t i = 0; i < std::max<std::size_t>(fields.size(), 2); ++i)
            names.push_back(has_header ? std::string{fields[i]} : "column " + std::to_string(i + 1));
        columns.assign(names.size() - 2, NamedColumn{vocabulary.size()});
        return has_header;
    }

    [[nodiscard]] std::string what() const {
        if (names.size() == 2) return "is not a word, one tab and a category";
        return "has not the " + std::to_string(names.size()) + " fields of the " +
               (has_header ? "header" : "first line");
    }
    [[nodiscard]] std::string hint() const {
        return names.size() == 2 ? "write lines like: coffee<TAB>drink"
                                 : "as many tabs in each line; a field may be empty";
    }

    void note(Notes& notes, const std::string& file) const {
        note_skipped(notes, file, unknown, lines, "labels");
        if (relabelled > 0)
            notes.push_back(with_commas(relabelled) + (relabelled == 1 ? " label in " : " labels in ") +
                            file + " took the place of another one for the same word: the last one counts");
        if (columns.empty()) return;
        if (has_header)
            notes.push_back("the first line of " + file + " was taken for a header: " + names[0] + ", " +
                            names[1] + ", " + names[2] + (columns.size() > 1 ? ", ..." : ""));
        else
            notes.push_back(file + " has no header, so its further columns are called by their number");
    }

    [[nodiscard]] std::vector<WordColumn> finished_columns() const {
        std::vector<WordColumn> result;
        for (std::size_t c = 0; c < columns.size(); ++c) result.push_back(finished(names[c + 2], columns[c]));
        return result;
    }

    const Vocabulary& vocabulary;
    std::vector<std::string> names; // of the fields; empty before the first line
    bool has_header = false;
    NamedColumn category;
    std::vector<NamedColumn> columns;
    int lines = 0, unknown = 0, relabelled = 0;
};

// What has been read of a file of questions. Relations of one name are one relation.
struct QuestionList {
    explicit QuestionList(const Vocabulary& words) : vocabulary{words} {}

    void read_line(std::string_view file, int number, std::string_view line) {
        if (line.front() == ':') return begin_relation(file, number, trimmed(line.substr(1)));
        const std::vector<std::string> words = words_of(line);
        if (words.size() != 4)
            line_error(file, number, "has " + std::to_string(words.size()) + " words, not four",
                       "write lines like: man woman king queen");
        if (relations.empty())
            line_error(file, number, "comes before any relation", "begin with a line like: : gender");
        ++lines;
        std::array<std::optional<TokenId>, 4> ids;
        for (std::size_t i = 0; i < 4; ++i) ids[i] = find_word(vocabulary, words[i]);
        if (!std::all_of(ids.begin(), ids.end(), [](const auto& id) { return id.has_value(); })) {
            ++unknown;
            return;
        }
        relations[current].analogies.push_back({*ids[0], *ids[1], *ids[2], *ids[3]});
        if (ids[3] == ids[0] || ids[3] == ids[1] || ids[3] == ids[2]) ++circular;
    }

    void begin_relation(std::string_view file, int number, std::string_view relation) {
        if (relation.empty()) line_error(file, number, "names no relation", "write lines like: : capital");
        const auto same = std::ranges::find(relations, relation, &AnalogyRelation::name);
        current = static_cast<std::size_t>(same - relations.begin());
        if (same == relations.end())
            relations.push_back({std::string{relation}, {}});
        else
            ++merged;
    }

    void note(Notes& notes, const std::string& file) const {
        note_skipped(notes, file, unknown, lines, "analogies");
        if (merged > 0)
            notes.push_back(file + " names a relation again " + with_commas(merged) +
                            (merged == 1 ? " time" : " times") + ": what has one name is one relation");
        if (circular > 0)
            notes.push_back(with_commas(circular) + (circular == 1 ? " analogy in " : " analogies in ") +
                            file +
                            " can never be right: the answer is one of its own three words, which are "
                            "left out of the search");
    }

    const Vocabulary& vocabulary;
    std::vector<AnalogyRelation> relations;
    std::size_t current = 0;
    int lines = 0, unknown = 0, merged = 0, circular = 0;
};

} // namespace

std::vector<std::string> read_word_list(std::string_view name, std::string_view text) {
    std::vector<std::string> words;
    each_line(name, text, [&](std::string_view line, int) {
        const std::string_view word = trimmed(line.substr(0, line.find('\t')));
        if (word.empty()) return;
        words.emplace_back(word);
    });
    if (words.empty()) throw Error{std::string{name}, "has no words", "give a file with a word a line"};
    return words;
}

void apply_labels(Lexicon& lexicon, std::vector<std::string>& notes, std::string_view name,
                  std::string_view text) {
    LabelTable table{lexicon.vocabulary};
    each_line(name, text,
              [&](std::string_view line, int number) { table.read_line(name, number, fields_of(line)); });
    if (table.lines == 0) throw Error{name, "has no labels", "write lines like: coffee<TAB>drink"};
    table.note(notes, std::string{name});
    table.category.drop_unused();
    lexicon.categories = std::move(table.category.names);
    lexicon.category = std::move(table.category.index);
    if (std::vector<WordColumn> columns = table.finished_columns(); !columns.empty())
        lexicon.columns = std::move(columns); // else those of a file of vectors stay
}

std::vector<AnalogyRelation> read_analogies(const Vocabulary& vocabulary, std::vector<std::string>& notes,
                                            std::string_view name, std::string_view text) {
    QuestionList list{vocabulary};
    each_line(name, text,
              [&](std::string_view line, int number) { list.read_line(name, number, trimmed(line)); });
    if (list.lines == 0)
        throw Error{name, "has no questions", "write a line ': relation' and lines of four words under it"};
    std::erase_if(list.relations, [](const AnalogyRelation& relation) { return relation.analogies.empty(); });
    list.note(notes, std::string{name});
    return std::move(list.relations);
}

void apply_analogies(Lexicon& lexicon, std::vector<std::string>& notes, std::string_view name,
                     std::string_view text) {
    lexicon.relations = read_analogies(lexicon.vocabulary, notes, name, text);
}

} // namespace wordfield::inline text
