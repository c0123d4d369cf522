// SPDX-License-Identifier: MIT
// Makes maps out of moments, one after the other, each aligned to the one before. No thread of its own:
// MapWorker drives it in the window, a plain loop does without one.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/map/layout.hpp"
#include "model/map/map_words.hpp"
#include "model/map/placement.hpp"
#include "model/map/projection.hpp"
#include "model/train/moment.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline map {

/// Whose rows a map shows: the embedding, the output vectors of a skip-gram (the embedding where there are
/// none), or the embedding as it was at step 0.
enum class RowSource { Embedding, Output, FirstStep };

struct MapSettings {
    ProjectionConfig projection;
    MapWords shown = MapWords::Content;
    int cap = 2000;           ///< at most so many where they are not listed
    int vectors_cap = 10'000; ///< the same of a file of vectors, whose map is made once
    bool place_others = true; ///< whether the other words of a file of vectors are put among those
    std::shared_ptr<const std::vector<std::string>>
        list;                    ///< for Listed; content words where the vocabulary has none of it
    std::vector<TokenId> words;  ///< these alone, whatever `shown` says; empty for no such choice
    std::vector<TokenId> pinned; ///< shown besides, unless `words` says which
    RowSource source = RowSource::Embedding;
    bool unit_length =
        true; ///< angles count; false: distances as they are, frequent words nearer to the middle
    std::shared_ptr<const RowTable> kept_rows; ///< (V, C) shown in place of all that: the rows of a kept step
    std::shared_ptr<const std::vector<TokenId>>
        kept_words; ///< the words that `kept_rows` has rows for, rising: no others are shown; null for all
    std::shared_ptr<const Layout> beside; ///< what the first map is aligned to; null for nothing
    std::shared_ptr<const Layout> from;   ///< that the first map goes on from, of an earlier window; or null
    std::optional<bool>
        remove_frequency; ///< nothing: on by itself where frequency is what the map would show
    float stretch = 1.0F; ///< of the canvas: a flat map whose method allows it is made so much wider
    int groups = 12; ///< k-means groups for a corpus without categories, of 2,000 words: more of more words,
                     ///< as their square root; 0 for none
    std::chrono::milliseconds work{12}; ///< how long to work on one layout before it is shown
    bool operator==(const MapSettings&) const = default;
};

/// Of the table that a map is made of.
struct MapSize {
    Index words = 0;
    Index columns = 0;
};

class MapMaker {
public:
    explicit MapMaker(MapSettings settings);

    /// A new method, dimension or choice of words starts a projection afresh, other settings of the same
    /// method go on from the map as it is; both stay aligned to the last.
    void set(MapSettings settings);

    /// Takes over the rows of a moment. One of another run starts the projection afresh.
    void update(const Moment& moment);

    /// One step of the projection, and of the search for where other words are to be placed. False when the
    /// map is at rest.
    bool step();
    /// True when neither steps nor layouts would change the map until update() or set().
    [[nodiscard]] bool at_rest() const { return !on_its_way() && !looks_for_places(); }
    /// How many steps to take between two layouts at most.
    [[nodiscard]] int steps_per_layout() const;
    /// How long to work on one layout at least: with very many words to place, showing it costs more than
    /// making it.
    [[nodiscard]] std::chrono::milliseconds patience() const;

    /// Whether neighbours are being looked for that the map cannot go on without: newer rows would have to
    /// wait.
    [[nodiscard]] bool searching() const { return projection_ && projection_->progress() < 1.0F; }
    [[nodiscard]] std::uint64_t run() const { return run_; }
    /// How many words are on the map, and how long their rows are; nothing before the first update.
    [[nodiscard]] MapSize size() const {
        return {static_cast<Index>(words_.size()), embedding_ ? embedding_->cols() : 0};
    }

    /// All that is left of the search for where other words are to be placed.
    void find_places();

    /// The map as it is now, or on the way there: where the median word would move by more than a
    /// twenty-fifth of the map's width, all words go only that far at a time. Null before the first update.
    /// Quality and purity are measured when the map comes to rest, before that at most four times a second
    /// and at most a fifth of the time, and carried on in between; `measure_now` asks for both at once.
    /// Other words are placed anew with it, but while it moves not more often than costs a fifth of the time.
    std::shared_ptr<const Layout> layout(bool measure_now = false);
    /// Whether the last layout carries quality that was measured on another map.
    [[nodiscard]] bool quality_is_old() const { return quality_is_old_; }

    /// The prepared rows (n, C) of the shown words, as the projection sees them.
    [[nodiscard]] const Matrix& rows() const { return *rows_; }

private:
    void choose_words();
    [[nodiscard]] std::vector<TokenId> chosen_words() const;
    void choose_table();
    [[nodiscard]] Matrix prepared(float frequency_share, RowPreparation* done = nullptr) const;
    void start_afresh();
    void begin_where_it_was();
    bool refresh_rows();
    void give_rows();
    void group_rows();
    void ease_frequency();
    [[nodiscard]] bool is_same_map(const Layout& layout) const;
    void place(Layout& layout);
    [[nodiscard]] float stretch() const;
    [[nodiscard]] Matrix turned_onto(const Layout& other) const;
    void find_regions(Layout& layout) const;
    [[nodiscard]] bool on_its_way() const {
        return moving_ || catching_up_ || frequency_share_ != frequency_goal_;
    }
    [[nodiscard]] bool places_others() const;
    [[nodiscard]] bool looks_for_places() const { return placement_ && !placement_->finished(); }
    void begin_placement();
    void place_others(Layout& layout);
    void measure(Layout& layout);
    [[nodiscard]] NeighbourPurity purity_in_space();
    [[nodiscard]] MapQuality quality_of(const Layout& layout);
    [[nodiscard]] float space_motion() const;

    using Clock = std::chrono::steady_clock;

    MapSettings settings_;
    std::unique_ptr<ThreadPool> pool_;
    std::unique_ptr<Projection> projection_;
    std::shared_ptr<const Corpus> corpus_;
    std::shared_ptr<const RowTable> embedding_, first_embedding_; // (V, C) of the last moment
    std::shared_ptr<const Matrix> output_;                        // (V, C) likewise
    std::shared_ptr<const RowTable> table_;                       // (V, C) which of them is shown
    std::uint64_t run_ = 0;
    std::int64_t step_ = 0;
    std::vector<TokenId> words_;                                            // (n)
    std::vector<std::int64_t> counts_;                                      // (n)
    std::vector<int> category_;                                             // (n)
    std::shared_ptr<const Matrix> rows_ = std::make_shared<const Matrix>(); // (n, C) prepared
    Matrix group_centres_;                                                  // (groups, C)
    std::vector<int> group_;                                                // (n) or empty
    std::shared_ptr<const Matrix> last_rows_;                               // (n, C) at the last layout
    float frequency_share_ = 0.0F; // of the frequency direction that is taken away now
    float frequency_goal_ = 0.0F;
    float frequency_correlation_ = 0.0F;
    int updates_ = 0;
    std::unique_ptr<PlacementSearch> placement_;   // null where other words are not placed
    std::shared_ptr<const Matrix> placement_rows_; // that it was begun with
    Clock::time_point next_placing_{};
    std::shared_ptr<const Layout> last_;
    std::shared_ptr<const Layout> first_; // of this run
    bool moving_ = false;                 // the projection's last step moved it, or it was given new rows
    bool catching_up_ = false;            // the last layout was on the way to the projection's
    bool quality_is_old_ = true;
    Clock::time_point next_measure_{};
};

/// One finished map of one moment: projects until it rests, or for `max_steps`.
std::shared_ptr<const Layout> make_map(const Moment& moment, const MapSettings& settings,
                                       int max_steps = 2000);

} // namespace wordfield::inline map
