// SPDX-License-Identifier: MIT
// What one frame of the window may read. Filled once, at the top of the loop; no panel fetches anything
// itself, so all panels of a frame speak of the same step.
#pragma once

#include "app/map/word_stats.hpp"
#include "app/story/head_history.hpp"
#include "app/story/history.hpp"
#include "app/story/time_marks.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/map/layout.hpp"
#include "model/run/reading.hpp"
#include "model/run/replay.hpp"
#include "model/run/status.hpp"
#include "model/run/timeline.hpp"
#include "model/train/model_kind.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

class Experiments;
class RowMotions;
class WordColours;
class ModelComparison;
class UndoHistory;

/// What is kept of runs, in bytes.
struct HistoryMemory {
    std::size_t moments = 0, keyframes = 0, most = 0;
    [[nodiscard]] std::size_t used() const { return moments + keyframes; }
};

struct Frame {
    std::shared_ptr<const Moment> moment;    ///< null until the corpus is loaded and the model made
    std::shared_ptr<const Moment> newest;    ///< the trainer's; `moment` itself while live
    std::shared_ptr<const Status> status;    ///< of the run that trains, whatever step is looked at
    std::shared_ptr<const Trace> trace;      ///< of the sentence by `moment`; null as that is
    std::shared_ptr<const Trace> comparison; ///< of a second sentence; null when none was asked about
    std::shared_ptr<const Trace>
        before; ///< of the sentence by the moment before the last experiment; or null
    std::shared_ptr<const Pulling> pulling; ///< which sentences pull on a word, by this moment or, while
                                            ///< live, by one not long before it; null where nobody has asked
    std::shared_ptr<const Contexts> contexts; ///< which places of the text are alike, by such a moment too;
                                              ///< null where nobody has asked
    std::shared_ptr<const Findings> findings; ///< of what pages have asked, by this moment or, while live, by
                                              ///< one not long before it; null where nobody has asked
    std::shared_ptr<const RowFigures> rows;   ///< of `moment`; null as that is
    std::uint64_t sentence_number = 0;        ///< that `trace` is of: grows with each that is asked about
    std::shared_ptr<const Layout> layout;     ///< may lag behind the moment, or be null
    const WordStats* words = nullptr;         ///< figures per word of `moment`
    const WordColours* colours = nullptr;     ///< of the words on the map, when they tell a figure
    const History* history = nullptr;
    const HeadHistory* heads = nullptr;
    const Timeline* timeline = nullptr;   ///< kept moments of the run
    std::span<const TimeMark> marks;      ///< what happened in it, and when
    std::span<const HistoryPoint> churn;  ///< how much neighbourhoods changed, see Churn
    std::shared_ptr<const Replay> replay; ///< the step that is being made again; null while none is
    const History* compared = nullptr; ///< of the run that the model of now is compared with; null for none
    HistoryMemory memory;
    const Experiments* experiments = nullptr;
    const ModelComparison* models = nullptr; ///< of the model of now with one that was kept
    const UndoHistory* undo = nullptr;       ///< what can be taken back and done again
    const RowMotions* why = nullptr;         ///< of the pinned words, or the one under the mouse
    std::vector<TokenId>
        sum; ///< a, b, c, d of the sum b - a + c and its winner; empty when it has another form
    std::vector<Neighbour> neighbours; ///< of the selection's subject, nearest at the front
    int maps = 1;                      ///< how many are shown side by side
    bool live = true;                  ///< false while an earlier step is looked at
    float dt = 0.0F;                   ///< seconds since the frame before
    double time = 0.0;
    bool patient = false; ///< a picture: what takes several frames elsewhere is done in one

    /// Whether training goes on at this moment, whatever step is looked at.
    [[nodiscard]] bool running() const { return status && status->running(); }
    /// Whether anybody measured how fast: of a film nobody does, which is to be the same every time.
    [[nodiscard]] bool timed() const { return !patient || !running() || status->steps_per_second > 0; }
    [[nodiscard]] const Corpus& corpus() const { return *moment->corpus; }
    /// What the model can be asked; needs a moment.
    [[nodiscard]] const Capabilities& can() const { return moment->capabilities; }
    /// What it is called and says of itself.
    [[nodiscard]] const ModelKindInfo& kind() const { return info_of(moment->model.kind); }
    /// What the loss cannot fall below, nats a token; nothing where nobody knows it, or where the loss is
    /// another one: a skip-gram's is that of telling neighbours from noise.
    [[nodiscard]] std::optional<double> entropy_floor() const {
        return can().cross_entropy ? corpus().text.entropy_floor : std::nullopt;
    }
    /// What one of several runs is called; empty while there is one alone, or none of that number.
    [[nodiscard]] std::string name_of_run(std::uint64_t run) const {
        if (!status || status->runs.size() < 2) return {};
        for (const RunLine& line : status->runs)
            if (line.id.number == run) return line.name.empty() ? "Run " + std::to_string(run) : line.name;
        return {};
    }
    [[nodiscard]] const std::string& word(TokenId id) const { return corpus().lexicon.vocabulary.word(id); }
};

} // namespace wordfield::app
