// SPDX-License-Identifier: MIT
#include "model/text/label_source.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/text/word_lists.hpp"

#include <algorithm>

namespace wordfield::inline text {

constexpr const char* wordnet_source = "wordnet"; // where such labels of a run came from

LabelSource LabelSource::open(const std::filesystem::path& labels, const std::atomic<bool>* cancel) {
    if (WordNet::is_named(labels)) return LabelSource{WordNet{labels}};
    return LabelSource{open_list(labels, cancel)};
}

LabelSource LabelSource::find_again(const SourceFile& file, const std::filesystem::path& folder,
                                    std::string& note, const std::atomic<bool>* cancel) {
    if (file.path != wordnet_source) return LabelSource{text::find_again(file, folder, false, note, cancel)};
    if (file.copy) return LabelSource{copy_of(file)}; // whatever is installed here
    return LabelSource{WordNet{wordnet_source}};
}

SourceFile LabelSource::apply(Lexicon& lexicon, std::vector<std::string>& notes) {
    if (auto* const file = std::get_if<SourceText>(&from_)) {
        apply_labels(lexicon, notes, file->name, file->text);
        return described(*file);
    }
    const std::string lines = std::get<WordNet>(from_).labels(lexicon.vocabulary);
    if (lines.empty())
        throw Error{"WordNet", "knows none of the words", "it is for English; give a file of labels"};
    apply_labels(lexicon, notes, "WordNet", lines);
    notes.push_back("WordNet has a category for " + with_commas(std::ranges::count(lines, '\n')) + " of " +
                    with_commas(lexicon.vocabulary.size()) + " words");
    SourceText made{.path = wordnet_source, .name = "WordNet", .text = lines, .sha256 = {}, .keeper = {}};
    return described(made);
}

} // namespace wordfield::inline text
