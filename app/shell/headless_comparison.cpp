// SPDX-License-Identifier: MIT
#include "app/shell/headless_comparison.hpp"

#include "app/desk/json_text.hpp"
#include "app/story/model_comparison.hpp"
#include "model/comparison/compared_word.hpp"
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/core/thread_pool.hpp"
#include "model/formats/registry.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <utility>

namespace wordfield::app {
namespace {

using nlohmann::json;

/// Null of what is not known.
json figure(float value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

/// The two, compared, and where it is written.
struct ComparisonTeller {
    const Questions& questions;
    const Vocabulary &a, &b;
    std::string name_a, name_b;
    const WordsInCommon& common;
    const ComparedTables& tables;
    const EmbeddingComparison& found;
    std::ostream& out;

    [[nodiscard]] const std::string& word(Index i) const { return a.word(common.a[i]); }
    [[nodiscard]] const char* measure() const {
        return questions.measure == Measure::Cosine ? "centred cosine" : "cosine";
    }

    // ---- as JSON
    [[nodiscard]] json fields_of(const WordChange& one) const {
        return {{"word", word(one.word)},
                {"change", figure(one.change())},
                {"aligned_change", figure(one.aligned)},
                {"local_change", figure(one.local)},
                {"overlap_at_10", figure(one.overlap)}};
    }
    [[nodiscard]] json list(const std::vector<WordChange>& words) const {
        json all = json::array();
        for (const WordChange& one : words) all.push_back(fields_of(one));
        return all;
    }
    [[nodiscard]] json list(const std::vector<ComparedNeighbour>& words, bool both) const {
        json all = json::array();
        for (const ComparedNeighbour& n : words)
            if (n.both == both)
                all.push_back({{"word", word(n.word)},
                               {"score", n.cosine},
                               {"other_score", n.other_cosine},
                               {"other_rank", n.other_rank}});
        return all;
    }
    void tell_all_as_json() const {
        json overlap = json::array();
        for (const OverlapPoint& point : found.curve)
            overlap.push_back(
                {{"k", point.k}, {"mean", point.mean}, {"error", point.error}, {"chance", point.chance}});
        out << json_text({{"compare", name_b},
                          {"with", name_a},
                          {"words", a.size()},
                          {"other_words", b.size()},
                          {"common", found.words},
                          {"measure", measure()},
                          {"compared", found.asked},
                          {"overlap", overlap},
                          {"aligned", found.aligned},
                          {"ranked", found.ranked},
                          {"mean_change", found.mean_change},
                          {"moved_most", list(found.most)},
                          {"moved_least", list(found.least)}});
    }
    void tell_as_json(const ComparedWord& compared) const {
        json all = fields_of(compared.change);
        all["measure"] = measure();
        all["kept"] = list(compared.a, true);
        all["lost"] = list(compared.a, false);
        all["gained"] = list(compared.b, false);
        out << json_text(all);
    }

    // ---- as tables
    void tell_overlap() const {
        const bool sampled = found.asked < found.words;
        out << "share of the k nearest words that both have, by " << measure()
            << " among the words in common";
        if (sampled)
            out << " (of " << with_commas(found.asked) << " of them, evenly spread; ± is the standard error)";
        out << "\n";
        for (const OverlapPoint& point : found.curve)
            out << format("%4d  %6.2f %%", point.k, 100 * point.mean)
                << (sampled ? format(" ± %.2f", 100 * point.error) : std::string{})
                << format("   by chance %.2f %%\n", 100 * point.chance);
    }
    void tell_moved(const char* title, const std::vector<WordChange>& words) const {
        out << title << "\n";
        int rank = 0;
        for (const WordChange& one : words)
            out << format("%4d  %8.5f   %3.0f %%  ", ++rank, static_cast<double>(one.change()),
                          100 * static_cast<double>(one.overlap))
                << word(one.word) << "\n";
    }
    void tell_all() const {
        out << with_commas(found.words) << " words in common: " << name_a << " has " << with_commas(a.size())
            << ", " << name_b << " " << with_commas(b.size()) << "\n";
        tell_overlap();
        out << (found.aligned
                    ? "change: 1 - cosine after the one was turned onto the other (orthogonal Procrustes)"
                    : "change: 1 - cosine of a word's cosines with its neighbours in both (they have "
                      "vectors of two widths)")
            << "; then the overlap of its ten nearest\n"
            << format("on average %.5f, of ", found.mean_change) << with_commas(found.ranked) << " words\n";
        tell_moved("moved most", found.most);
        tell_moved("moved least", found.least);
    }
    void tell_neighbours(const char* title, const std::vector<ComparedNeighbour>& words, bool both) const {
        for (const ComparedNeighbour& n : words)
            if (n.both == both)
                out << format("  %-7s %9.5f %9.5f  ", title, static_cast<double>(n.cosine),
                              static_cast<double>(n.other_cosine))
                    << word(n.word) << (both ? "" : " (there number " + with_commas(n.other_rank) + ")")
                    << "\n";
    }
    void tell(const ComparedWord& compared) const {
        out << word(compared.change.word)
            << format(", change %.5f; its neighbours by ", static_cast<double>(compared.change.change()))
            << measure() << ", here and there\n";
        tell_neighbours("kept", compared.a, true);
        tell_neighbours("lost", compared.a, false);
        tell_neighbours("gained", compared.b, false);
    }

    // ---- a word
    [[nodiscard]] bool answer(const std::string& wanted) const {
        const auto id = find_word(a, wanted);
        const auto at = id ? std::ranges::lower_bound(common.a, *id) : common.a.end();
        if (at == common.a.end() || *at != *id) {
            std::cerr << "wordfield: --neighbours: \"" << wanted << "\" is not one of the words in common"
                      << " (words are looked up as they are spelled, then in lower case)\n";
            return false;
        }
        const ComparedWord compared =
            compare_word(tables, found.turn, at - common.a.begin(), questions.count);
        questions.json ? tell_as_json(compared) : tell(compared);
        return true;
    }
};

} // namespace

HeadlessComparison::HeadlessComparison(const Options& options, StopRequest& stop) : options_{options} {
    LoadProgress progress;
    const StopRequest::Listener listener{stop, [&] { progress.cancel = true; }};
    file_ = open_vector_corpus(options.compare, {options.corpus, &progress, {}, options.storage});
    for (const std::string& note : file_->notes) std::cerr << "wordfield: " << note << "\n";
}

bool HeadlessComparison::answer(const Moment& moment, std::ostream& out) const {
    const Questions& questions = options_.questions;
    const Vocabulary &here = moment.corpus->lexicon.vocabulary, &there = file_->lexicon.vocabulary;
    const WordsInCommon common = words_in_common(here, there);
    const std::string name = options_.vectors.empty() ? model_name(moment, {}) : options_.vectors.string();
    require_words_in_common(common, options_.compare.string(), name);
    const ComparedTables tables{moment.embedding, file_->vectors, common,
                                questions.measure == Measure::Cosine};
    ThreadPool pool{options_.train.threads};
    const auto found = compare_embeddings(tables, {.listed = questions.count}, pool);
    const ComparisonTeller teller{questions, here,   there,  name, options_.compare.string(),
                                  common,    tables, *found, out};
    questions.json ? teller.tell_all_as_json() : teller.tell_all();
    bool all_answered = true;
    for (const std::string& word : questions.neighbours) all_answered &= teller.answer(word);
    out.flush();
    return all_answered && static_cast<bool>(out);
}

} // namespace wordfield::app
