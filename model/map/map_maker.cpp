// SPDX-License-Identifier: MIT
// Moments in, aligned layouts out.
#include "model/map/map_maker.hpp"

#include "model/map/align.hpp"
#include "model/map/axes.hpp"
#include "model/map/map_shape.hpp"
#include "model/map/map_words.hpp"
#include "model/map/preprocess.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <unordered_map>
#include <utility>

namespace wordfield::inline map {

namespace {

// Frequency is taken out above .5 (see preprocess.hpp) and put back below .4, so that the switch does not
// flutter.
constexpr float frequency_on = 0.5F;
constexpr float frequency_off = 0.4F;
constexpr float frequency_ease = 0.05F;   // share per layout: the map glides over in two thirds of a second
constexpr int updates_between_checks = 8; // a check costs as much as a PCA
constexpr float longest_jump = 0.04F; // of the map's width, by the median word, from one layout to the next

// Where each of `after` is in `before`; -1 for nowhere.
std::vector<Index> places_in(std::span<const TokenId> before, std::span<const TokenId> after) {
    std::unordered_map<TokenId, Index> known;
    for (std::size_t i = 0; i < before.size(); ++i) known.emplace(before[i], static_cast<Index>(i));
    std::vector<Index> places;
    for (const TokenId id : after) {
        const auto at = known.find(id);
        places.push_back(at == known.end() ? -1 : at->second);
    }
    return places;
}

// Words that a table has no rows for; where it has them for none, there is a map of one point.
void leave_out_unknown(std::vector<TokenId>& words, const std::vector<TokenId>& known) {
    std::vector<TokenId> left;
    std::ranges::copy_if(words, std::back_inserter(left),
                         [&](TokenId id) { return std::ranges::binary_search(known, id); });
    if (!left.empty()) words = std::move(left);
}

} // namespace

MapMaker::MapMaker(MapSettings settings)
    : settings_{std::move(settings)}, pool_{std::make_unique<ThreadPool>(settings_.projection.threads)} {}

void MapMaker::set(MapSettings settings) {
    const MapSettings before = std::exchange(settings_, std::move(settings));
    if (settings_.projection.threads != before.projection.threads)
        pool_ = std::make_unique<ThreadPool>(settings_.projection.threads);
    if (!embedding_) return;
    if (settings_.words != before.words || settings_.cap != before.cap ||
        settings_.vectors_cap != before.vectors_cap || settings_.shown != before.shown ||
        settings_.list != before.list || settings_.pinned != before.pinned ||
        settings_.kept_words != before.kept_words)
        choose_words();
    choose_table();
    const bool other = settings_.projection != before.projection;
    if (other && projection_ && !projection_->adjust(settings_.projection)) projection_.reset();
    if (settings_.stretch != before.stretch) {
        catching_up_ = true;
        MapSettings same = settings_;
        same.stretch = before.stretch;
        if (same == before) return; // the projection has nothing to do with it
    }
    updates_ = 0;
    const bool fresh = !projection_;
    if (!refresh_rows() && other && !fresh) give_rows();
    begin_placement();
}

std::vector<TokenId> MapMaker::chosen_words() const {
    if (!settings_.words.empty()) return settings_.words;
    std::vector<TokenId> words;
    if (settings_.shown == MapWords::Listed && settings_.list)
        words = listed_words(corpus_->lexicon.vocabulary, *settings_.list);
    const int cap = corpus_->vectors ? settings_.vectors_cap : settings_.cap;
    if (words.empty())
        words = settings_.shown == MapWords::Every ? all_words(corpus_->lexicon.vocabulary, cap)
                                                   : default_words(corpus_->lexicon, cap);
    for (const TokenId id : settings_.pinned)
        if (id >= 0 && id < corpus_->lexicon.vocabulary.size() && std::ranges::find(words, id) == words.end())
            words.push_back(id);
    return words;
}

void MapMaker::choose_words() {
    std::vector<TokenId> chosen = chosen_words();
    if (settings_.kept_rows && settings_.kept_words) leave_out_unknown(chosen, *settings_.kept_words);
    if (chosen == words_ && !counts_.empty()) return; // a word was pinned that is there already
    const std::vector<TokenId> before = std::exchange(words_, std::move(chosen));
    counts_.clear();
    category_.clear();
    for (const TokenId id : words_) {
        counts_.push_back(corpus_->lexicon.vocabulary.count(id));
        category_.push_back(corpus_->lexicon.category.empty() ? -1 : corpus_->lexicon.category[id]);
    }
    if (!projection_ || !projection_->exchange_rows(places_in(before, words_))) projection_.reset();
}

void MapMaker::start_afresh() {
    projection_ = make_projection(settings_.projection);
    if (settings_.from && !last_) begin_where_it_was();
    rows_ = std::make_shared<const Matrix>();
    last_rows_.reset();
    group_centres_.resize(0, 0);
    quality_is_old_ = true;
}

// The same words by the same method, or there is nothing to go on from: the new map is then turned onto it.
void MapMaker::begin_where_it_was() {
    const Layout& from = *settings_.from;
    if (from.run == run_ && from.beginning) first_ = from.beginning;
    const int dims = settings_.projection.dims;
    frequency_goal_ = from.frequency_removed ? 1.0F : 0.0F; // between its bounds, what was before decides
    if (from.config.method == settings_.projection.method && from.config.dims == dims && from.words == words_)
        projection_->begin_at(unstretched(from).leftCols(dims) * from.radius, from.settled);
}

void MapMaker::update(const Moment& moment) {
    if (moment.corpus != corpus_) {
        corpus_ = moment.corpus;
        words_.clear();
        counts_.clear();
        choose_words();
    }
    const bool leaps = moment.reopened && step_ == 0 && moment.step > 0; // from noise to what was learned
    if (moment.run != run_ || leaps) projection_.reset();
    run_ = moment.run;
    step_ = moment.step;
    embedding_ = moment.embedding;
    first_embedding_ = moment.initial_embedding;
    output_ = moment.output_embedding;
    choose_table();
    refresh_rows();
    begin_placement();
}

void MapMaker::choose_table() {
    table_ = embedding_;
    if (settings_.source == RowSource::FirstStep && first_embedding_) table_ = first_embedding_;
    if (settings_.source == RowSource::Output && output_) table_ = std::make_shared<const RowTable>(output_);
    if (settings_.kept_rows && settings_.kept_rows->rows() == embedding_->rows())
        table_ = settings_.kept_rows; // of this vocabulary, not of the corpus before
}

Matrix MapMaker::prepared(float frequency_share, RowPreparation* done) const {
    return prepare_rows(*table_, words_, counts_, {frequency_share, settings_.unit_length}, done);
}

// True when there were other rows than before.
bool MapMaker::refresh_rows() {
    if (!projection_) start_afresh();
    if (updates_++ % updates_between_checks == 0)
        frequency_correlation_ = wordfield::frequency_correlation(prepared(0.0F), counts_);
    if (settings_.remove_frequency)
        frequency_goal_ = *settings_.remove_frequency ? 1.0F : 0.0F;
    else if (frequency_correlation_ > frequency_on)
        frequency_goal_ = 1.0F;
    else if (frequency_correlation_ < frequency_off)
        frequency_goal_ = 0.0F;
    if (!last_) frequency_share_ = frequency_goal_; // nothing on the screen that could jump
    Matrix rows = prepared(frequency_share_);
    if (rows.rows() == rows_->rows() && rows.cols() == rows_->cols() && rows == *rows_) return false;
    rows_ = std::make_shared<const Matrix>(std::move(rows));
    give_rows();
    return true;
}

void MapMaker::give_rows() {
    const std::vector<WordAxis>& axes = settings_.projection.axes;
    Matrix directions(static_cast<Index>(axes.size()), table_->cols());
    for (Index i = 0; i < directions.rows(); ++i) directions.row(i) = axis_direction(*table_, axes[i]);
    projection_->set_directions(directions);
    projection_->set_rows(*rows_);
    group_rows();
    moving_ = true;
    quality_is_old_ = true;
}

void MapMaker::ease_frequency() {
    const float way = frequency_goal_ - frequency_share_;
    frequency_share_ += std::clamp(way, -frequency_ease, frequency_ease);
    rows_ = std::make_shared<const Matrix>(prepared(frequency_share_));
    give_rows();
    begin_placement();
}

bool MapMaker::step() {
    if (!projection_) return false;
    moving_ = projection_->step();
    quality_is_old_ |= moving_;
    if (looks_for_places()) placement_->step(*pool_);
    return !at_rest();
}

float MapMaker::stretch() const {
    const bool allowed =
        projection_info(settings_.projection.method).fills_canvas && settings_.projection.dims == 2;
    return allowed ? settings_.stretch : 1.0F;
}

Matrix MapMaker::turned_onto(const Layout& other) const {
    return align_map(projection_->positions(), words_, unstretched(other), other.words);
}

// Turning a map onto itself moves it by rounding, in some builds for ever; a map that rests has to lie still.
bool MapMaker::is_same_map(const Layout& layout) const {
    constexpr float rounding = 1e-6F; // of the width: far below a pixel, and not lost where it adds up
    if (words_.empty() || last_->run != run_ || last_->words != words_) return false;
    if (last_->positions.cols() != layout.positions.cols()) return false;
    return (layout.positions - last_->positions).cwiseAbs().maxCoeff() <=
           rounding * map_width(last_->positions);
}

void MapMaker::place(Layout& layout) {
    const bool turns = !projection_->keeps_axes();
    const Layout* const first = settings_.from ? settings_.from.get() : settings_.beside.get();
    const Layout* const onto = last_ ? last_.get() : first;
    layout.radius = map_radius(projection_->positions());
    layout.positions = turns && onto != nullptr ? turned_onto(*onto) : unturned_map(projection_->positions());
    layout.stretch = stretch();
    stretch_map(layout.positions, layout.stretch);
    if (!last_) return;
    if (is_same_map(layout)) layout.positions = last_->positions;
    layout.map_motion = median_movement(layout.positions, words_, last_->positions, last_->words);
    // A map that is one point, as rows of zeros are, has no width to measure a jump by.
    const float width = map_width(last_->positions);
    const float limit = width > 0.0F ? longest_jump * width : std::numeric_limits<float>::infinity();
    quality_is_old_ |= catching_up_; // was measured on the way, if at all
    catching_up_ = layout.map_motion > limit;
    const Matrix goal = layout.positions;
    float share = 1.0F; // some tries, because scaling to RMS radius 1 moves the words once more
    for (int tries = 0; tries < 6 && layout.map_motion > limit; ++tries) {
        share *= 0.95F * limit / layout.map_motion;
        layout.positions = part_of_the_way(last_->positions, last_->words, goal, words_, share);
        layout.map_motion = median_movement(layout.positions, words_, last_->positions, last_->words);
    }
}

std::shared_ptr<const Layout> MapMaker::layout(bool measure_now) {
    if (!projection_) return nullptr;
    auto next = std::make_shared<Layout>();
    next->run = run_;
    next->step = step_;
    next->config = settings_.projection;
    next->method = projection_info(settings_.projection.method).reported;
    next->words = words_;
    next->group = group_;
    next->progress = projection_->progress();
    next->vocabulary = corpus_->lexicon.vocabulary.size();
    next->rows = rows_;
    next->explained_variance = projection_->explained_variance();
    next->all_variances = projection_->all_variances();
    next->residual = projection_->residual();
    next->recall = projection_->recall();
    next->frequency_correlation = frequency_correlation_;
    next->frequency_removed = frequency_goal_ > 0.0F;
    place(*next);
    next->spacing = median_spacing(next->positions);
    if (projection_info(settings_.projection.method).has_axes)
        next->axes = projection_->keeps_axes() ? Matrix::Identity(settings_.projection.dims, 3)
                                               : axis_directions(projection_->positions(), next->positions);
    find_regions(*next);
    next->space_motion = space_motion();
    last_rows_ = rows_;
    if (last_ && last_->run == run_ && last_->method == next->method) {
        next->purity = last_->purity;
        next->quality = last_->quality;
        next->divergence = last_->divergence;
    }
    if (measure_now || (quality_is_old_ && (!on_its_way() || Clock::now() >= next_measure_))) measure(*next);
    next->settled = !on_its_way();
    place_others(*next);
    if (!first_ || first_->run != run_)
        first_ = next;
    else
        next->beginning = first_;
    last_ = next;
    if (frequency_share_ != frequency_goal_) ease_frequency();
    return next;
}

std::shared_ptr<const Layout> make_map(const Moment& moment, const MapSettings& settings, int max_steps) {
    MapMaker maker{settings};
    maker.update(moment);
    for (int i = 0; i < max_steps && maker.step(); ++i) {
    }
    maker.find_places();
    return maker.layout(true);
}

} // namespace wordfield::inline map
