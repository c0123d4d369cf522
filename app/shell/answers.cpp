// SPDX-License-Identifier: MIT
#include "app/shell/answers.hpp"

#include "app/desk/json_text.hpp"
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/cosine.hpp"
#include "model/geometry/expression.hpp"
#include "model/map/preprocess.hpp"
#include "model/map/purity.hpp"
#include "model/text/source_text.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/word_lists.hpp"
#include "model/text/word_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>

namespace wordfield::app {
namespace {

using nlohmann::json;

const char* name_of_measure(Measure measure) {
    switch (measure) {
    case Measure::Cosine:
        return "centred cosine";
    case Measure::Dot:
        return "dot product";
    case Measure::Euclidean:
        return "distance";
    case Measure::PlainCosine:
        break;
    }
    return "cosine";
}

struct Answerer {
    const Questions& questions;
    const Lexicon& lexicon;
    Rows rows;
    int threads;
    std::ostream& out;

    struct Scored {
        std::string word;
        float score;
    };

    void print(const json& value) const { out << json_text(value); }

    [[nodiscard]] static json list(const std::vector<Scored>& words) {
        json all = json::array();
        for (const Scored& one : words) all.push_back({{"word", one.word}, {"score", one.score}});
        return all;
    }
    void table(const std::string& title, const std::vector<Scored>& words) const {
        out << title << "\n";
        int rank = 0;
        for (const Scored& one : words)
            out << format("%4d  %9.5f  ", ++rank, static_cast<double>(one.score)) << one.word << "\n";
    }

    void neighbours(const std::string& word) const {
        const auto id = find_word(lexicon.vocabulary, word);
        if (!id)
            throw Error{"--neighbours", "\"" + word + "\" is not one of the words",
                        "words are looked up as they are spelled, then in lower case"};
        std::vector<Scored> found;
        for (const Neighbour& n : nearest_to_row(rows, *id, questions.measure, questions.count))
            found.push_back({lexicon.vocabulary.word(static_cast<TokenId>(n.row)), n.value});
        const std::string& spelled = lexicon.vocabulary.word(*id);
        if (questions.json)
            print({{"word", spelled},
                   {"measure", name_of_measure(questions.measure)},
                   {"neighbours", list(found)}});
        else
            table(spelled + ", by " + name_of_measure(questions.measure), found);
    }

    // As the window's arithmetic: a sum of unit rows, and cosines to it, its own words left out.
    void analogy(const std::string& sum) const {
        const Arithmetic solved =
            solve(rows, parse_expression(lexicon.vocabulary, sum), static_cast<std::size_t>(questions.count));
        std::vector<Scored> best;
        for (const Candidate& candidate : solved.candidates) {
            if (std::ssize(best) == questions.count) break;
            if (candidate.rank_without > 0)
                best.push_back({lexicon.vocabulary.word(candidate.word), candidate.cosine});
        }
        if (questions.json)
            print({{"analogy", sum}, {"measure", "cosine"}, {"answers", list(best)}});
        else
            table(sum + ", by cosine, its own words left out", best);
    }

    static json fields_of(const RelationScore& score) {
        return {{"questions", score.count},
                {"right", score.right},
                {"accuracy", score.accuracy()},
                {"right_with_query_words", score.right_among_all},
                {"accuracy_with_query_words", score.accuracy_among_all()}};
    }

    void evaluate() const {
        const SourceText file = open_list(questions.evaluate, nullptr);
        std::vector<std::string> notes;
        const auto relations = read_analogies(lexicon.vocabulary, notes, file.name, file.text);
        for (const std::string& note : notes) std::cerr << "wordfield: --evaluate: " << note << "\n";
        ThreadPool pool{threads};
        const AnalogyScore score = score_analogies(rows, relations, pool);
        if (questions.json) {
            json all = fields_of(score.all);
            all["evaluate"] = questions.evaluate.string();
            all["relations"] = json::array();
            for (const RelationScore& one : score.relations) {
                json relation = fields_of(one);
                relation["name"] = one.name;
                all["relations"].push_back(std::move(relation));
            }
            return print(all);
        }
        out << "analogies: right without the words of the question, and with them as answers, too\n";
        const auto line = [&](const RelationScore& one) {
            out << format("%7.1f %% %7.1f %%  of %7s  ", 100.0 * one.accuracy(),
                          100.0 * one.accuracy_among_all(), with_commas(one.count).c_str())
                << one.name << "\n";
        };
        for (const RelationScore& one : score.relations) line(one);
        line(score.all);
    }

    void similarity() const {
        const SourceText file = open_list(questions.similarity, nullptr);
        int skipped = 0;
        const auto pairs = read_word_pairs(lexicon.vocabulary, skipped, file.name, file.text);
        std::vector<float> ours, theirs;
        for (const ScoredPair& pair : pairs) {
            ours.push_back(cosine(rows.row(pair.a), rows.row(pair.b), 0.0F));
            theirs.push_back(pair.score);
        }
        const double rho = pairs.size() < 2 ? 0.0 : static_cast<double>(rank_correlation(ours, theirs));
        if (questions.json)
            return print({{"similarity", questions.similarity.string()},
                          {"pairs", pairs.size()},
                          {"skipped", skipped},
                          {"spearman", rho}});
        out << format("similarity: Spearman's rho %.4f over ", rho) << with_commas(std::ssize(pairs))
            << " pairs of " << file.name << ", " << with_commas(skipped)
            << " left out for words that are not there\n";
    }

    // As the window's Neighbours: rows centred, by cosine.
    void purity() const {
        if (lexicon.categories.empty())
            throw Error{"--purity", "needs words with categories",
                        "give --labels FILE, or --labels wordnet for English"};
        ThreadPool pool{threads};
        const int categories = static_cast<int>(lexicon.categories.size());
        const Purity measured = embedding_purity(rows, lexicon.category, categories, pool);
        const auto sizes = [&](int category) { return std::ranges::count(lexicon.category, category); };
        const auto labelled = std::ssize(lexicon.category) - sizes(-1);
        if (questions.json) {
            json each = json::array();
            for (int c = 0; c < categories; ++c)
                each.push_back({{"name", lexicon.categories[c]},
                                {"words", sizes(c)},
                                {"purity", number_or_null(measured.per_category[c])},
                                {"error", measured.category_error[c]}});
            return print({{"purity", measured.overall},
                          {"error", measured.error},
                          {"chance", measured.chance},
                          {"asked", measured.words},
                          {"labelled", labelled},
                          {"categories", std::move(each)}});
        }
        out << format("purity: of the 10 nearest words with a category %.1f +- %.1f %% have a word's own, by "
                      "chance %.1f %%; ",
                      100 * measured.overall, 100 * measured.error, 100 * measured.chance)
            << with_commas(measured.words) << " of " << with_commas(labelled) << " words asked\n";
        for (int c = 0; c < categories; ++c)
            if (std::isfinite(measured.per_category[c]))
                out << format("%7.1f +- %4.1f %%  of %7s  ", 100 * measured.per_category[c],
                              100 * measured.category_error[c], with_commas(sizes(c)).c_str())
                    << lexicon.categories[c] << "\n";
    }
    static json number_or_null(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }
};

} // namespace

bool answer(const Questions& questions, const Lexicon& lexicon, const Rows& rows, int threads,
            std::ostream& out) {
    const Answerer answerer{questions, lexicon, rows, threads, out};
    bool all_answered = true;
    const auto attempt = [&](const std::function<void()>& ask) {
        try {
            ask();
        } catch (const Error& error) {
            std::cerr << "wordfield: " << error.what() << "\n";
            all_answered = false;
        }
    };
    if (questions.compare.empty())
        for (const std::string& word : questions.neighbours) attempt([&] { answerer.neighbours(word); });
    for (const std::string& sum : questions.analogies) attempt([&] { answerer.analogy(sum); });
    if (!questions.evaluate.empty()) attempt([&] { answerer.evaluate(); });
    if (!questions.similarity.empty()) attempt([&] { answerer.similarity(); });
    if (questions.purity) attempt([&] { answerer.purity(); });
    out.flush();
    return all_answered && static_cast<bool>(out);
}

} // namespace wordfield::app
