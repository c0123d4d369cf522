// SPDX-License-Identifier: MIT
#include "app/shell/option_values.hpp"

#include <set>

namespace wordfield::app {
namespace {

// "--dim" of "--dim=3"
std::string name_of(std::string_view word) {
    return std::string{word.substr(0, word.find('='))};
}

bool looks_like_option(std::string_view word) {
    return word.size() > 1 && word.starts_with('-');
}

// Returns whether the next word is this option's value.
bool check_option(const CLI::App& cli, std::string_view word, const char* next) {
    const std::string name = name_of(word);
    const CLI::Option* option = cli.get_option_no_throw(name);
    if (option == nullptr) throw CLI::ValidationError(name, "is no option of wordfield");
    if (option->get_items_expected_min() == 0) return false; // a flag
    if (name.size() + 1 < word.size()) return false;         // it has come with it
    if (name.size() < word.size() || next == nullptr) throw CLI::ValidationError(name, "wants a value");
    if (looks_like_option(next) && cli.get_option_no_throw(name_of(next)) != nullptr)
        throw CLI::ValidationError(name, "wants a value, and " + std::string{next} + " is another option");
    return true;
}

} // namespace

void add_paths(CLI::App& cli, const std::string& option, std::vector<std::filesystem::path>& target,
               const std::string& what) {
    const auto read = [option, &target](const std::vector<std::string>& texts) {
        for (const std::string& text : texts)
            if (text.empty())
                throw CLI::ValidationError(option, "is empty, and the name of a file is wanted");
        target.assign(texts.begin(), texts.end());
    };
    cli.add_option_function<std::vector<std::string>>(option, read, what)
        ->allow_extra_args(false) // one value each time it is given
        ->option_text("FILE");
}

void check_words(const CLI::App& cli, int argc, const char* const* argv) {
    std::set<std::string> seen;
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (!looks_like_option(word)) {
            if (++files > 1)
                throw CLI::ValidationError("\"" + std::string{word} + "\"",
                                           "is one word too many: one file can be opened, and a value of "
                                           "several words is put in quotes");
            continue;
        }
        const CLI::Option* const option = cli.get_option_no_throw(name_of(word));
        const bool again = option != nullptr && option->get_items_expected_max() > 1;
        if (!seen.insert(name_of(word)).second && !again)
            throw CLI::ValidationError(name_of(word), "is given twice");
        if (check_option(cli, word, i + 1 < argc ? argv[i + 1] : nullptr)) ++i;
    }
}

} // namespace wordfield::app
