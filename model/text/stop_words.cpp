// SPDX-License-Identifier: MIT
#include "model/text/stop_words.hpp"

#include "model/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace wordfield::inline text {

std::string_view
embedded_stop_words(std::string_view file_name); // made by the build out of assets/stopwords/

namespace {

constexpr int looked_at = 50; // of the commonest words
constexpr double least_share = 0.4;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> languages{{{"English", "en.txt"},
                                                                                  {"German", "de.txt"},
                                                                                  {"French", "fr.txt"},
                                                                                  {"Spanish", "es.txt"},
                                                                                  {"Italian", "it.txt"},
                                                                                  {"Portuguese", "pt.txt"},
                                                                                  {"Dutch", "nl.txt"},
                                                                                  {"Swedish", "sv.txt"},
                                                                                  {"Russian", "ru.txt"}}};

std::vector<StopWords> read_lists() {
    std::vector<StopWords> lists;
    for (const auto& [language, file] : languages) {
        StopWords list{std::string{language}, {}};
        std::string_view text = embedded_stop_words(file);
        while (!text.empty()) {
            const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
            if (end > 0) list.words.insert(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        lists.push_back(std::move(list));
    }
    return lists;
}

} // namespace

bool has_letter(std::string_view word) {
    return std::ranges::any_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool StopWords::contains(std::string_view word) const {
    std::string lowered;
    append_normal(lowered, word);
    return words.contains(lowered);
}

const StopWords& stop_words_of(const Vocabulary& vocabulary) {
    static const std::vector<StopWords> lists = read_lists();
    static const StopWords none;
    if (vocabulary.tokens() == Tokens::Code) return none; // "for" and "if" do something there
    std::vector<std::string_view> common;                 // ids follow the counts
    for (TokenId id = vocabulary.is_bare() ? 0 : Vocabulary::end_of_text + 1;
         id < vocabulary.size() && std::ssize(common) < looked_at; ++id)
        if (has_letter(vocabulary.word(id))) common.push_back(vocabulary.word(id));
    const auto hits = [&](const StopWords& list) {
        return std::ranges::count_if(common, [&](std::string_view word) { return list.contains(word); });
    };
    const auto best = std::ranges::max_element(lists, {}, hits);
    const bool enough = static_cast<double>(hits(*best)) >= least_share * static_cast<double>(common.size());
    return enough && !common.empty() ? *best : none;
}

} // namespace wordfield::inline text
