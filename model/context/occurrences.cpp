// SPDX-License-Identifier: MIT
#include "model/context/occurrences.hpp"

#include <algorithm>
#include <map>

namespace wordfield::inline context {
namespace {

/// The held-out text and where its documents begin.
struct Documents {
    std::span<const TokenId> text;
    std::vector<std::size_t> begins; // rising; never empty for a text
    std::size_t context;

    [[nodiscard]] Passage from(std::size_t begin, std::size_t document_end) const {
        return {begin, static_cast<int>(std::min({context, document_end - begin}))};
    }
    // The document's end is one past its <eos>.
    [[nodiscard]] Passage showing(std::size_t at) const {
        const auto after = std::ranges::upper_bound(begins, at);
        const std::size_t begin = *std::prev(after), end = after == begins.end() ? text.size() : *after;
        return from(at - begin < context ? begin : at - context * 3 / 4, end);
    }
};

Documents documents_of(std::span<const TokenId> text, bool has_ends, int context) {
    Documents found{text, {0}, static_cast<std::size_t>(std::max(context, 1))};
    for (std::size_t i = 0; has_ends && i + 1 < text.size(); ++i)
        if (text[i] == Vocabulary::end_of_text) found.begins.push_back(i + 1);
    return found;
}

// At most `most` of `places`, evenly spread.
std::vector<std::size_t> spread(const std::vector<std::size_t>& places, std::size_t most) {
    if (places.size() <= most) return places;
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < most; ++i) chosen.push_back(places[i * places.size() / most]);
    return chosen;
}

void add_of_senses(const Documents& documents, const SenseReader& reader, const PassageOptions& options,
                   std::vector<Passage>& passages) {
    std::vector<std::vector<std::size_t>> places(reader.senses().size());
    for (std::size_t i = 0; !places.empty() && i < documents.text.size(); ++i)
        if (const int sense = reader.sense_at(documents.text, i); sense >= 0)
            places[static_cast<std::size_t>(sense)].push_back(i);
    for (const auto& of_sense : places)
        for (const std::size_t at : spread(of_sense, static_cast<std::size_t>(options.per_sense)))
            passages.push_back(documents.showing(at));
}

// Where pieces of a text of few documents begin: evenly spread, then behind the next sentence's end.
std::vector<std::size_t> pieces(const Documents& documents, const Lexicon& lexicon, std::size_t count) {
    std::vector<TokenId> ends;
    for (const char* mark : {".", "!", "?"})
        if (const auto id = lexicon.vocabulary.find(mark)) ends.push_back(*id);
    std::vector<std::size_t> begins;
    const auto& text = documents.text;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i * text.size() / count;
        std::size_t begin = at;
        const std::size_t last = std::min(at + documents.context, text.size() - 1);
        while (begin < last && (begin == 0 || std::ranges::count(ends, text[begin - 1]) == 0)) ++begin;
        begins.push_back(at == 0 || begin == last ? at : begin);
    }
    return begins;
}

void add_others(const Documents& documents, const Lexicon& lexicon, std::size_t count,
                std::vector<Passage>& passages) {
    const bool enough = documents.begins.size() >= count;
    const auto begins = enough ? spread(documents.begins, count)
                               : pieces(documents, lexicon, std::min(count, documents.text.size() / 2 + 1));
    for (const std::size_t begin : begins) {
        const auto after = std::ranges::upper_bound(documents.begins, begin);
        passages.push_back(
            documents.from(begin, after == documents.begins.end() ? documents.text.size() : *after));
    }
}

// Of one word, of each of its senses as many.
void add_of_word(const Documents& documents, const SenseReader& reader, const PassageOptions& options,
                 std::vector<Passage>& passages) {
    std::map<int, std::vector<std::size_t>> places; // by sense
    for (std::size_t i = 0; i < documents.text.size(); ++i)
        if (documents.text[i] == *options.only) places[reader.sense_at(documents.text, i)].push_back(i);
    for (const auto& [sense, of_sense] : places)
        for (const std::size_t at :
             spread(of_sense, static_cast<std::size_t>(options.passages) / places.size()))
            passages.push_back(documents.showing(at));
}

void sort_out(std::vector<Passage>& passages) {
    std::ranges::sort(passages, {}, [](const Passage& p) { return p.begin; });
    passages.erase(std::unique(passages.begin(), passages.end(),
                               [](const Passage& a, const Passage& b) { return a.begin == b.begin; }),
                   passages.end());
}

// Every token of the passages, or those that are asked for; each place of the text once.
void add_occurrences(const TextStream& text, const SenseReader& reader, const PassageOptions& options,
                     Occurrences& found) {
    std::size_t seen = 0; // up to here the text is in an earlier passage
    for (const Passage& passage : found.passages) {
        const std::size_t end = passage.begin + static_cast<std::size_t>(passage.length);
        for (std::size_t i = passage.begin; i < end; ++i) {
            found.text.push_back(text.heldout[i]);
            if (options.only && (*options.only != text.heldout[i] || i < seen)) continue;
            found.at.push_back(static_cast<int>(found.text.size()) - 1);
            found.token.push_back(text.heldout[i]);
            found.next.push_back(i + 1 < text.heldout.size() ? text.heldout[i + 1] : -1);
            found.sense.push_back(reader.sense_at(text.heldout, i));
            found.told.push_back(found.sense.back() >= 0 &&
                                 reader.sense_at(std::span{text.heldout}.first(i + 1), i) ==
                                     found.sense.back());
        }
        seen = std::max(seen, end);
        found.first.push_back(static_cast<int>(found.text.size()));
    }
}

} // namespace

int Occurrences::passage_of(int occurrence) const {
    const int place = at[static_cast<std::size_t>(occurrence)];
    return static_cast<int>(std::ranges::upper_bound(first, place) - first.begin()) - 1;
}

Occurrences choose_occurrences(const TextStream& text, const Lexicon& lexicon,
                               const PassageOptions& options) {
    Occurrences found;
    found.context = options.context;
    found.first.push_back(0);
    if (text.heldout.empty()) return found;
    const SenseReader reader{lexicon};
    found.senses = reader.senses();
    const Documents documents = documents_of(text.heldout, !lexicon.vocabulary.is_bare(), options.context);
    if (options.only)
        add_of_word(documents, reader, options, found.passages);
    else
        add_of_senses(documents, reader, options, found.passages);
    sort_out(found.passages);
    const auto have = static_cast<int>(found.passages.size());
    if (!options.only_senses && !options.only && have < options.passages)
        add_others(documents, lexicon, static_cast<std::size_t>(options.passages - have), found.passages);
    sort_out(found.passages);
    add_occurrences(text, reader, options, found);
    return found;
}

} // namespace wordfield::inline context
