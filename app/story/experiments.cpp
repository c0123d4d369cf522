// SPDX-License-Identifier: MIT
#include "app/story/experiments.hpp"

#include "model/core/number_text.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

constexpr std::size_t most_experiments = 200;
constexpr std::size_t most_moments = 8; // moments that are kept alive for a comparison
constexpr int neighbours_followed = 8;

// Turns one command into an experiment, or nothing when it is none.
class Reader {
public:
    explicit Reader(const std::shared_ptr<const Moment>& now) : now_{now} {}

    std::optional<Experiment> operator()(const RowEdit& edit) const {
        return std::visit([this](const auto& e) { return read(e); }, edit);
    }
    std::optional<Experiment> operator()(const FreezeRow& c) const {
        return freeze(c, word(c.row), "row " + std::to_string(c.row), {c.row});
    }
    std::optional<Experiment> operator()(const FreezeGroup& c) const {
        return freeze(c, c.name, "group " + c.name, {});
    }
    std::optional<Experiment> operator()(const AblateHead& c) const {
        auto e = make(Experiment::Kind::Other,
                      format("%s: L%d H%d", c.ablated ? "ablate" : "restore", c.layer + 1, c.head + 1), {});
        e->about = format("head %d %d", c.layer, c.head);
        e->ends = !c.ablated;
        e->inverse = {AblateHead{c.layer, c.head, !c.ablated}};
        return e;
    }
    std::optional<Experiment> operator()(const UndoRowEdit&) const {
        if (now_->undoable_edits == 0) return std::nullopt;
        auto e = make(Experiment::Kind::Other, "undo", {});
        e->ends = true;
        return e;
    }
    template <class Other>
    std::optional<Experiment> operator()(const Other&) const {
        return std::nullopt;
    }

private:
    // Changes no weight by itself, so there is nothing to measure.
    template <class Freeze>
    [[nodiscard]] std::optional<Experiment> freeze(const Freeze& c, const std::string& what,
                                                   std::string about, std::vector<TokenId> rows) const {
        auto e =
            make(Experiment::Kind::Other, (c.frozen ? "freeze: " : "unfreeze: ") + what, std::move(rows));
        e->waiting = false;
        e->about = std::move(about);
        e->ends = !c.frozen;
        Freeze inverse = c;
        inverse.frozen = !c.frozen;
        e->inverse = {inverse};
        return e;
    }
    [[nodiscard]] std::string word(TokenId id) const { return now_->corpus->lexicon.vocabulary.word(id); }
    [[nodiscard]] std::optional<Experiment> make(Experiment::Kind kind, std::string what,
                                                 std::vector<TokenId> rows) const {
        Experiment e;
        e.kind = kind;
        e.what = std::move(what);
        e.before = id_of(*now_);
        e.step = now_->step;
        e.rows = std::move(rows);
        return e;
    }
    [[nodiscard]] std::optional<Experiment> edit(Experiment::Kind kind, std::string what,
                                                 std::vector<TokenId> rows) const {
        auto e = make(kind, std::move(what), std::move(rows));
        e->inverse = {UndoRowEdit{}};
        return e;
    }
    [[nodiscard]] std::optional<Experiment> one_row(std::string what, TokenId row) const {
        auto e = edit(Experiment::Kind::Row, std::move(what) + word(row), {row});
        for (const Neighbour& n : nearest_to_row(*now_->embedding, row, Measure::Cosine, neighbours_followed))
            e->old_neighbours.push_back(static_cast<TokenId>(n.row));
        e->distance_before = mean_distance(*now_->embedding, row, e->old_neighbours);
        return e;
    }
    [[nodiscard]] std::optional<Experiment> read(const CopyRow& c) const {
        auto e = edit(Experiment::Kind::Twins, "twins: " + word(c.to) + " = " + word(c.from), {c.from, c.to});
        e->distance_before = (now_->embedding->row(c.from) - now_->embedding->row(c.to)).norm();
        return e;
    }
    [[nodiscard]] std::optional<Experiment> read(const SwapRows& c) const {
        auto e = one_row("swap: " + word(c.b) + ", ", c.a);
        e->rows.push_back(c.b);
        return e;
    }
    [[nodiscard]] std::optional<Experiment> read(const ZeroRow& c) const { return one_row("zero: ", c.row); }
    [[nodiscard]] std::optional<Experiment> read(const ShakeRow& c) const {
        return one_row("shake: ", c.row);
    }
    [[nodiscard]] std::optional<Experiment> read(const SetRow& c) const { return one_row("drag: ", c.row); }

    const std::shared_ptr<const Moment>& now_;
};

// Several heads silenced by one click are one experiment: the layer. So are several rows.
bool join(std::vector<Experiment>& list, std::size_t first, const Command& command) {
    if (list.size() == first) return false;
    Experiment& last = list.back();
    if (const auto* const c = std::get_if<AblateHead>(&command)) {
        last.what = format("%s: layer %d", c->ablated ? "ablate" : "restore", c->layer + 1);
        last.about = format("layer %d", c->layer);
        last.inverse.emplace_back(AblateHead{c->layer, c->head, !c->ablated});
        return true;
    }
    const auto* const c = std::get_if<FreezeRow>(&command);
    if (c == nullptr) return false;
    last.rows.push_back(c->row);
    last.what = format("%s: %zu words", c->frozen ? "freeze" : "unfreeze", last.rows.size());
    last.about += format(" %d", c->row);
    last.inverse.emplace_back(FreezeRow{c->row, !c->frozen});
    return true;
}

// What was silenced or frozen goes on no more.
void end_earlier(std::vector<Experiment>& list, const Experiment& by) {
    if (!by.ends || by.about.empty()) return;
    for (Experiment& e : list)
        if (&e != &by && !e.ends && e.about == by.about) e.taken_back = true;
}

} // namespace

float mean_distance(const Rows& embedding, TokenId row, std::span<const TokenId> others) {
    if (others.empty()) return 0.0F;
    float sum = 0.0F;
    for (const TokenId other : others) sum += (embedding.row(row) - embedding.row(other)).norm();
    return sum / static_cast<float>(others.size());
}

void Experiments::note(std::span<const Command> commands, const std::shared_ptr<const Moment>& now) {
    if (!now || now->run != run_) return; // ids of another run mean nothing here
    const std::size_t first = list_.size();
    for (const Command& command : commands) {
        if (join(list_, first, command)) continue;
        auto found = std::visit(Reader{now}, command);
        if (!found) continue;
        if (std::holds_alternative<UndoRowEdit>(command)) {
            const auto last = std::find_if(list_.rbegin(), list_.rend(), [](const Experiment& e) {
                return e.kind != Experiment::Kind::Other && !e.taken_back;
            });
            if (last != list_.rend()) last->taken_back = true;
        }
        list_.push_back(std::move(*found));
    }
    if (list_.size() > first) end_earlier(list_, list_.back());
    if (list_.size() > most_experiments)
        list_.erase(list_.begin(), list_.end() - static_cast<std::ptrdiff_t>(most_experiments));
}

std::vector<MomentId> Experiments::moments() const {
    std::vector<MomentId> ids;
    const std::size_t count = std::min(list_.size(), most_moments);
    for (auto e = list_.end() - static_cast<std::ptrdiff_t>(count); e != list_.end(); ++e)
        ids.push_back(e->before);
    return ids;
}

void Experiments::posted(std::uint64_t ticket) {
    for (Experiment& e : list_)
        if (e.ticket == 0) e.ticket = ticket;
}

void Experiments::record(const Moment& moment) {
    if (moment.run != run_) {
        run_ = moment.run;
        list_.clear();
    }
    const auto step = static_cast<double>(moment.step);
    if (moment.edit.number != measured_) {
        measured_ = moment.edit.number;
        for (Experiment& e : list_)
            if (std::exchange(e.waiting, false)) e.measured = moment.edit;
    }
    for (Experiment& e : list_) {
        if (e.kind == Experiment::Kind::Other || e.taken_back) continue;
        if (e.ticket == 0 || moment.applied < e.ticket) continue; // still the rows from before
        const Rows rows = *moment.embedding;
        e.distance_now = e.kind == Experiment::Kind::Twins
                             ? (rows.row(e.rows[0]) - rows.row(e.rows[1])).norm()
                             : mean_distance(rows, e.rows[0], e.old_neighbours);
        if (!e.distance_after) e.distance_after = e.distance_now;
        e.distance.add(step, e.distance_now);
    }
}

std::optional<float> share_mended(const Experiment& e) {
    if (!e.distance_after) return std::nullopt;
    const float made = *e.distance_after - e.distance_before;
    if (std::abs(made) <= 1e-4F * std::max(e.distance_before, *e.distance_after)) return std::nullopt;
    return 1.0F - (e.distance_now - e.distance_before) / made;
}

std::optional<float> loss_mended(const Experiment& e, const Moment& now) {
    if (!e.measured || now.heldout_step <= e.measured->step) return std::nullopt;
    const double made = e.measured->after - e.measured->before;
    if (made <= 2.0 * e.measured->error) return std::nullopt;
    return static_cast<float>(1.0 - (static_cast<double>(now.heldout_loss) - e.measured->before) / made);
}

const Experiment* Experiments::running() const {
    for (auto e = list_.rbegin(); e != list_.rend(); ++e)
        if (!e->taken_back && !e->ends) return &*e;
    return nullptr;
}

const Experiment* Experiments::latest() const {
    for (auto e = list_.rbegin(); e != list_.rend(); ++e)
        if (!e->taken_back && e->what != "undo") return &*e;
    return nullptr;
}

} // namespace wordfield::app
