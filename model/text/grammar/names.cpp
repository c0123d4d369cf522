// SPDX-License-Identifier: MIT
#include "model/text/grammar/names.hpp"

#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <charconv>

namespace wordfield::grammar {

void Names::heading_error(const Line& heading, std::string_view usage) const {
    error(heading.number, "this " + in_quotes(heading.pieces[0]) + " line has the wrong form",
          "write: " + std::string{usage});
}

int Names::word(const std::string& text, int line) {
    if (const auto found = words.find(text); found != words.end()) return found->second;
    const std::vector<Word> cut = split_words(text);
    if (cut.size() > 1)
        error(line, in_quotes(text) + " is more than one word", "put spaces around marks: 'tea , please'");
    if (cut.empty() || cut.front().normal != text)
        error(line, in_quotes(text) + " is not a word in lower case",
              "write it as it should stand in the text");
    const int number = static_cast<int>(grammar.words.size());
    grammar.words.push_back(text);
    words.emplace(text, number);
    return number;
}

int Names::feature(std::string_view name, int line) {
    if (const auto found = features.find(name); found != features.end()) return found->second;
    const int number = static_cast<int>(features.size());
    if (number == 64)
        error(line, "there are more than 64 different form names", "use the same names in several classes");
    features.emplace(name, number);
    return number;
}

FeatureSet Names::features_of(std::string_view joined, int line, bool declare) {
    FeatureSet set = 0;
    while (!joined.empty()) {
        const std::size_t length = std::min(joined.find('-'), joined.size());
        const std::string_view name = joined.substr(0, length);
        joined.remove_prefix(std::min(length + 1, joined.size()));
        if (!declare && !features.contains(name))
            error(line, in_quotes(name) + " is neither a form of any class nor a 'vary' name",
                  "check the spelling against the 'class' and 'vary' lines");
        set |= FeatureSet{1} << feature(name, line);
    }
    return set;
}

int Names::find(const std::map<std::string, int, std::less<>>& names, std::string_view name,
                std::string_view kind, int line) const {
    if (const auto found = names.find(name); found != names.end()) return found->second;
    const std::string what = std::string{kind} + " " + in_quotes(name);
    error(line, "there is no " + what, "declare it, or check the spelling");
}

int Names::declare(std::map<std::string, int, std::less<>>& names, const std::string& name,
                   std::string_view kind, int line) {
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
    if (name.empty() || !plain)
        error(line, in_quotes(name) + " cannot be the name of a " + std::string{kind},
              "use letters, digits, '_' and '-'");
    const int number = static_cast<int>(names.size());
    if (!names.emplace(name, number).second)
        error(line, "the " + std::string{kind} + " '" + name + "' is declared twice", "rename one of them");
    return number;
}

bool read_weight(const Names& names, std::string_view piece, int line, double& weight) {
    if (piece.size() < 2 || piece.front() != '*') return false;
    const char* end = piece.data() + piece.size();
    const auto [stop, status] = std::from_chars(piece.data() + 1, end, weight);
    if (status != std::errc{} || stop != end || !(weight > 0.0) || weight > 1e6)
        names.error(line, in_quotes(piece) + " is not a weight", "write '*' and a number above 0, like *2");
    return true;
}

} // namespace wordfield::grammar
