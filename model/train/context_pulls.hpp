// SPDX-License-Identifier: MIT
// Which contexts pull on some rows of the embedding: of every window that is really trained on, while
// somebody wants to know. A row of a GPT's table has two roles, so it is pulled where its word stands in the
// text (what follows it asks something of it), where it is the word to be said (it is drawn to what was said
// before), and everywhere else, a little, as a wrong guess.
#pragma once

#include "model/core/history_point.hpp"
#include "model/core/matrix.hpp"
#include "model/nn/gpt.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace wordfield::inline train {

struct ContextPulls {
    enum class Side { After, Before }; ///< the word stood right after its neighbour, or right before it
    using Key = std::pair<Side, TokenId>;
    struct Context {
        std::int64_t times = 0;
        RowVector pull; ///< (C) minus the gradient, summed over the steps
    };
    struct Row {
        TokenId word = 0;
        std::map<Key, Context> contexts;
        RowVector rest; ///< (C) as a wrong guess elsewhere, and of contexts beyond the bound
    };
    struct Event {
        std::int64_t step;
        TokenId word;
        Key context;
    };
    std::int64_t from = 0, to = 0; ///< the steps after `from` up to `to` are in it
    std::vector<Row> rows;
    std::deque<Event> last; ///< some, the newest at the back
    std::vector<HistoryPoint>
        together; ///< cosine of the first two rows' pulls, summed up to the step; of
                  ///< some steps, the last one among them. Empty where one row is watched
};

/// The pull on a row, from whatever context: minus its gradient summed over the steps.
RowVector whole_pull(const ContextPulls::Row& row);

class ContextRecorder {
public:
    static constexpr std::size_t most_contexts = 400; ///< of a row; what comes later is told together
    static constexpr std::size_t most_events = 8;
    static constexpr std::size_t most_points = 240; ///< of the curve: more are thinned

    /// Begins anew with these rows of `dim` numbers; none: stops.
    void watch(std::vector<TokenId> rows, Index dim, std::int64_t step, int parts);
    [[nodiscard]] bool on() const { return told_ != nullptr; }

    /// Windows that one thread has taken forward and backward with `scale`, by the table(V, C). Threads may
    /// call it at once, each for its part.
    void note(int part, const Sequences& batch, const Activations<float>& a, const float* table, Index V,
              float scale);
    /// All windows of a step have been noted; gradient(V, C) is their sum. Counts it as `step`.
    void finish(std::int64_t step, const float* gradient);
    /// The step came to nothing.
    void drop();
    /// The same rows from this step on, as if nothing had been recorded: steps were taken back.
    void begin_again(std::int64_t step);

    /// What has been recorded so far; null while nothing is watched.
    [[nodiscard]] std::shared_ptr<const ContextPulls> told() const;

private:
    struct Found {
        std::size_t row;
        ContextPulls::Key context;
        RowVector pull;
    };
    void add(const Found& found, std::int64_t step);
    void add_to_curve(std::int64_t step);

    std::shared_ptr<ContextPulls> told_;
    std::vector<std::vector<Found>> parts_;         ///< of the step, by thread
    std::vector<RowVector> sums_;                   ///< (C) of the first two rows' pulls
    std::int64_t last_point_ = 0, point_every_ = 1; ///< steps, of the curve but for its last point
    Index dim_ = 0;
};

} // namespace wordfield::inline train
