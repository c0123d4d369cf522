// SPDX-License-Identifier: MIT
#include "model/analysis/opposites.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/running_mean.hpp"
#include "model/geometry/cosine.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/geometry/parallel_offsets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::inline analysis {
namespace {

// The pole that is more, or better, or later, at the end: so that their directions can be compared.
constexpr std::array<std::pair<const char*, const char*>, 44> english_opposites{
    {{"cold", "hot"},       {"cool", "warm"},       {"small", "big"},        {"little", "large"},
     {"little", "great"},   {"tiny", "huge"},       {"tiny", "enormous"},    {"sad", "happy"},
     {"angry", "calm"},     {"old", "new"},         {"cheap", "expensive"},  {"dirty", "clean"},
     {"sour", "sweet"},     {"bland", "delicious"}, {"black", "white"},      {"sell", "buy"},
     {"sells", "buys"},     {"sold", "bought"},     {"forget", "learn"},     {"whisper", "shout"},
     {"slowly", "quickly"}, {"quietly", "loudly"},  {"silently", "noisily"}, {"evening", "morning"},
     {"night", "day"},      {"winter", "summer"},   {"yesterday", "today"},  {"never", "always"},
     {"few", "many"},       {"bad", "good"},        {"low", "high"},         {"short", "long"},
     {"down", "up"},        {"out", "in"},          {"under", "over"},       {"before", "after"},
     {"no", "yes"},         {"dark", "light"},      {"weak", "strong"},      {"poor", "rich"},
     {"lose", "win"},       {"hate", "love"},       {"death", "life"},       {"end", "begin"}}};

std::string_view without_spaces(std::string_view text) {
    constexpr const char* spaces = " \t\r\n";
    const auto begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

// All but special words; of more than `most` some that are evenly spread.
std::vector<TokenId> fellows_of(const Lexicon& lexicon, int category, std::size_t most) {
    std::vector<TokenId> all, some;
    for (TokenId word = 0; word < lexicon.vocabulary.size(); ++word)
        if (!lexicon.vocabulary.is_special(word) &&
            (category < 0 || lexicon.category[static_cast<std::size_t>(word)] == category))
            all.push_back(word);
    if (all.size() <= most) return all;
    for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
    return some;
}

int common_category(const Lexicon& lexicon, const Opposite& pair) {
    const auto category = [&](TokenId word) {
        const auto at = static_cast<std::size_t>(word);
        return at < lexicon.category.size() ? lexicon.category[at] : -1;
    };
    const int one = category(pair.first);
    if (one < 0 || one != category(pair.second)) return -1;
    return std::ranges::count(lexicon.category, one) >= 4 ? one : -1;
}

// Of `other` among the neighbours of `word`, from 1; equal ones come later.
int rank_of(const Matrix& rows, const Lexicon& lexicon, const RowVector& mean, TokenId word, TokenId other) {
    const Eigen::VectorXf cosines = cosines_from(rows, {rows.row(word), mean});
    int rank = 1;
    for (TokenId id = 0; id < cosines.size(); ++id)
        rank += id != word && !lexicon.vocabulary.is_special(id) && cosines[id] > cosines[other] ? 1 : 0;
    return rank;
}

struct FellowFigures {
    RunningMean distance, cosine;
};
FellowFigures between_fellows(const Matrix& rows, const RowVector& mean, const std::vector<TokenId>& words) {
    FellowFigures figures;
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            figures.distance.add(static_cast<double>((rows.row(words[i]) - rows.row(words[j])).norm()));
            figures.cosine.add(
                static_cast<double>(cosine(rows.row(words[i]) - mean, rows.row(words[j]) - mean)));
        }
    return figures;
}

} // namespace

std::vector<Opposite> known_opposites(const Vocabulary& vocabulary) {
    std::vector<Opposite> pairs;
    for (const auto& [one, other] : english_opposites) {
        const auto a = vocabulary.find(one), b = vocabulary.find(other);
        if (a && b) pairs.emplace_back(*a, *b);
    }
    return pairs;
}

std::vector<Opposite> pairs_of_relation(const AnalogyRelation& relation) {
    return pairs_of(relation);
}

ReadOpposites read_opposites(std::string_view typed, const Vocabulary& vocabulary) {
    ReadOpposites read;
    while (!typed.empty()) {
        const auto end = std::min(typed.find_first_of(",;\n"), typed.size());
        const std::string_view piece = without_spaces(typed.substr(0, end));
        typed.remove_prefix(std::min(end + 1, typed.size()));
        if (piece.empty()) continue;
        const auto stroke = std::min(piece.find('/'), piece.size());
        const auto a = vocabulary.find(without_spaces(piece.substr(0, stroke))),
                   b = vocabulary.find(without_spaces(piece.substr(std::min(stroke + 1, piece.size()))));
        if (!a || !b || *a == *b)
            read.unknown.emplace_back(piece);
        else if (std::ranges::find(read.pairs, Opposite{*a, *b}) == read.pairs.end())
            read.pairs.emplace_back(*a, *b);
    }
    return read;
}

std::vector<TokenId> fellow_words(const Lexicon& lexicon, const Opposite& pair) {
    const int category = common_category(lexicon, pair);
    std::vector<TokenId> words = fellows_of(lexicon, category, static_cast<std::size_t>(-1));
    std::erase_if(words, [&](TokenId word) { return word == pair.first || word == pair.second; });
    return words;
}

WordSpace word_space(const Matrix& rows, const Vocabulary& vocabulary) {
    WordSpace space{.mean = mean_row(rows)};
    if (rows.cols() > WordSpace::most_width) return space;
    const Index n = std::min(rows.rows(), WordSpace::most_words), C = rows.cols();
    MatrixOf<double> centred = rows.topRows(n).cast<double>();
    centred.rowwise() -= centred.colwise().mean().eval();
    const SymmetricEigen found = symmetric_eigen(centred.transpose() * centred);
    space.components = found.vectors.rowwise().reverse();
    space.variances = found.values.reverse().cwiseMax(0.0);
    space.variances /= std::max(space.variances.sum(), 1e-30);
    const MatrixOf<double> places = centred * space.components;
    const Index first = vocabulary.is_bare() ? 0 : Vocabulary::end_of_text + 1;
    for (Index c = 0; c < C && first < n; ++c) {
        Index low = 0, high = 0;
        places.col(c).tail(n - first).minCoeff(&low);
        places.col(c).tail(n - first).maxCoeff(&high);
        space.ends.emplace_back(low + first, high + first);
    }
    return space;
}

OppositeFigures opposite_figures(const Matrix& rows, const Lexicon& lexicon, const WordSpace& space,
                                 const Opposite& pair) {
    const auto [a, b] = pair;
    OppositeFigures figures{.words = pair, .category = common_category(lexicon, pair)};
    const RowVector difference = rows.row(b) - rows.row(a);
    figures.cosine = static_cast<double>(cosine(rows.row(a) - space.mean, rows.row(b) - space.mean));
    figures.rank_there = rank_of(rows, lexicon, space.mean, a, b);
    figures.rank_back = rank_of(rows, lexicon, space.mean, b, a);
    const FellowFigures fellows =
        between_fellows(rows, space.mean, fellows_of(lexicon, figures.category, WordSpace::fellows));
    figures.fellows_cosine = fellows.cosine.mean();
    const double usual = fellows.distance.mean(), length = static_cast<double>(difference.norm());
    figures.distance = usual > 0 ? length / usual : 0.0;
    if (space.components.size() == 0 || !(length > 0)) return figures;
    const Eigen::RowVectorXd along = difference.cast<double>() * space.components;
    for (Index c = 0; c < along.size(); ++c)
        figures.components.push_back(along(c) * along(c) / along.squaredNorm());
    return figures;
}

std::optional<CommonDirection> common_direction(const Matrix& rows, const std::vector<Opposite>& pairs) {
    if (pairs.size() < 3) return std::nullopt;
    std::vector<RowVector> steps;
    RowVector sum = RowVector::Zero(rows.cols());
    for (const auto& [a, b] : pairs) {
        steps.emplace_back((rows.row(b) - rows.row(a)).normalized());
        sum += steps.back();
    }
    CommonDirection found;
    RunningMean mean;
    for (const RowVector& step : steps) {
        found.along.push_back(static_cast<double>(cosine(step, sum - step)));
        found.told_right += found.along.back() > 0 ? 1 : 0;
        mean.add(found.along.back());
    }
    found.mean = mean.mean();
    found.error = mean.error();
    return found;
}

} // namespace wordfield::inline analysis
