// SPDX-License-Identifier: MIT
// t-SNE (van der Maaten & Hinton 2008; van der Maaten 2014) as a stepper over rows that may move. New rows
// renew the neighbours and the affinities; the map goes on from where it lies, with its speed, so that it
// follows a moving cloud the way dynamic t-SNE does (Rauber, Falcao & Telea 2016) without paying for the
// whole history.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbour_search.hpp"
#include "model/map/affinities.hpp"
#include "model/map/map_points.hpp"
#include "model/map/projection.hpp"
#include "model/map/repulsion.hpp"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline map {

/// Defaults are those of ProjectionConfig.
struct TsneConfig {
    int dims = ProjectionConfig{}.dims;
    /// How many neighbours count; lowered to a sixth of few rows.
    float perplexity = ProjectionConfig{}.perplexity;
    /// Factor on the attraction while the map unfolds.
    float exaggeration = ProjectionConfig{}.exaggeration;
    /// The same factor once it has unfolded: 1 is t-SNE as published; less gives the words of a tight group
    /// more room (Böhm, Berens & Kobak 2022).
    float attraction = ProjectionConfig{}.attraction;
    int unfolding = 250;                                    ///< iterations of that
    float learning_rate = ProjectionConfig{}.learning_rate; ///< 0: n / exaggeration (Belkina et al. 2019)
    int patience = 1000; ///< iterations after which a map of still rows is left alone at the latest
    std::uint64_t seed = ProjectionConfig{}.seed; ///< breaks the tie between rows that are equal
    bool random_start = false; ///< begins with random places, as t-SNE was published, and not with the main
                               ///< components: to see what the start decides
    int threads = ProjectionConfig{}.threads;
};

class TsneProjection : public Projection {
public:
    /// With few rows n / exaggeration hardly moves them (scikit-learn has the same floor).
    static constexpr float least_rate = 50.0F;

    explicit TsneProjection(const TsneConfig& config = {});

    void set_rows(const Matrix& rows) override;
    bool step() override;
    /// Another perplexity, attraction or learning rate: the map goes on from where it lies.
    bool adjust(const ProjectionConfig& config) override;
    void begin_at(const Matrix& positions, bool settled) override {
        beginning_ = Beginning{positions, settled};
    }
    bool exchange_rows(std::span<const Index> from) override;
    [[nodiscard]] int steps_per_layout() const override;
    [[nodiscard]] float progress() const override;
    [[nodiscard]] const Matrix& positions() const override { return positions_; }
    /// KL(P || Q) at the positions as they are, over the sparse P that the map is made of. Costs one
    /// iteration.
    [[nodiscard]] std::optional<float> divergence() const override;
    [[nodiscard]] std::optional<SearchRecall> recall() const override { return recall_; }

    /// Iterations since the last fresh start.
    [[nodiscard]] int iteration() const { return iteration_; }
    [[nodiscard]] const Affinities& affinities() const { return affinities_; }

private:
    void start_afresh(const Matrix& rows);
    void unfold_from(const Matrix& rows);
    struct Beginning {
        Matrix positions; // (n, dims)
        bool settled;
    };
    void go_on_from(const Beginning& beginning);
    void draw_together(float attraction);
    void begin_search(const Matrix& rows);
    void finish_search();
    void resettle(std::span<const Index> rows);
    void forget_neighbours();
    [[nodiscard]] float perplexity_for(Index n) const;
    [[nodiscard]] float exaggeration_now() const;
    void iterate();
    void move(float learning_rate, float momentum, float exaggeration, double z);
    void recentre();
    [[nodiscard]] bool at_rest();
    [[nodiscard]] float learning_rate(float exaggeration) const;
    void copy_positions();
    void hold_open();

    TsneConfig config_;
    mutable ThreadPool pool_;
    std::optional<NeighbourSearch> search_;
    std::optional<Matrix> waiting_rows_; // came while a search was under way
    Matrix centres_;                     // of the last search's clusters: the next begins with them
    std::optional<SearchRecall> recall_; // of the last search
    std::vector<float> precisions_;      // (n) kept: the next search starts from them
    Affinities affinities_;
    std::unique_ptr<Repulsion> repulsion_;
    MapPoints points_, velocity_, gain_; // (n, dims)
    std::optional<Beginning> beginning_; // of begin_at()
    bool settles_ = false;               // with the next search: its rows are those that the map rests with
    std::vector<Index> newcomers_;       // that have no place yet, until the next search ends
    MapPoints attraction_, push_;        // (n, dims) scratch
    Matrix positions_, before_;          // (n, dims) now and an iteration ago
    int iteration_ = 0;
    int since_news_ = 0; // iterations since the affinities were renewed
    int quiet_ = 0;      // iterations in a row in which next to nothing moved
    bool resting_ = true;
    bool held_open_ = false; // in the last iteration an axis of the map would have collapsed
};

struct ProjectionInfo;
ProjectionInfo tsne_info();
/// The numbers of t-SNE in a projection's.
TsneConfig tsne_config(const ProjectionConfig& config);

} // namespace wordfield::inline map
