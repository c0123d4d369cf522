// SPDX-License-Identifier: MIT
#include "app/desk/undo_history.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wordfield::app {
namespace {

bool edits_a_row(std::span<const Command> commands) {
    return std::ranges::any_of(commands, [](const Command& c) { return std::holds_alternative<RowEdit>(c); });
}

bool joins(std::uint64_t a, std::uint64_t b, std::uint64_t one, std::uint64_t other) {
    return (a == one && b == other) || (a == other && b == one);
}

Command going_to(std::uint64_t run, const RunPlace& place) {
    return run == place.replaced ? Command{UndoRestart{}} : Command{SwitchRun{run}};
}

} // namespace

// No more than counts: a step would keep models and rows alive that it does not bring back.
void UndoHistory::keep_parts(Step& step, const ViewValues& view) {
    step.view = {};
    put_parts(step.view, view, step.parts);
}

void UndoHistory::note(const FrameChange& change) {
    Step step{.parts = changed_parts(change.before, change.after),
              .run = change.run,
              .time = change.time,
              .press = change.press};
    read_commands(change, step);
    if (step.parts.none() && step.asked.empty()) return;
    if (goes_on_with(step, change)) return add_to_last(step, change);
    keep_parts(step, change.before);
    step.what = step.asked.empty() ? say_change(change.before, change.after, step.parts, change.corpus)
                                   : say_commands(step.asked, change.corpus);
    push(std::move(step));
}

// Those that can be taken back, with what takes them back, the last one first.
void UndoHistory::read_commands(const FrameChange& change, Step& step) {
    std::uint64_t after = change.asked.size();
    for (const Command& command : change.asked) {
        --after;
        if (std::holds_alternative<UndoRowEdit>(command)) edit_taken_back(change.run);
        auto back = opposite(command, trainer_);
        step.begins_run |= begins_run(command);
        if (back || begins_run(command)) {
            step.asked.push_back(command);
            step.tickets.push_back(after);
        }
        if (back) step.back.insert(step.back.begin(), std::move(*back));
        trainer_.follow(command);
    }
}

// A drag is one step, and so is a sentence that is typed without a pause.
bool UndoHistory::goes_on_with(const Step& step, const FrameChange& change) const {
    if (done_.empty() || !undone_.empty()) return false;
    const Step& last = done_.back();
    if (last.run != step.run || last.begins_run || step.begins_run || last.parts != step.parts) return false;
    if (last.asked.size() != step.asked.size() || !std::ranges::equal(last.asked, step.asked, sets_the_same))
        return false;
    return (change.held && last.press == step.press) ||
           (comes_in_bits(step.parts) && step.time - last.time < pause);
}

void UndoHistory::add_to_last(const Step& step, const FrameChange& change) {
    Step& last = done_.back();
    last.time = step.time;
    last.asked = step.asked;
    last.tickets = step.tickets;
    last.sent = false;
    last.goes_on = true;
    if (last.asked.empty() && (changed_parts(last.view, change.after) & last.parts).none()) {
        done_.pop_back(); // back where it began
        return;
    }
    last.what = last.asked.empty() ? say_change(last.view, change.after, last.parts, change.corpus)
                                   : say_commands(last.asked, change.corpus);
}

void UndoHistory::push(Step step) {
    undone_.clear();
    done_.push_back(std::move(step));
    if (done_.size() > most) done_.erase(done_.begin());
}

// By another button than undo(): the step of the edit is taken back, too.
void UndoHistory::edit_taken_back(std::uint64_t run) {
    const auto last = std::find_if(done_.rbegin(), done_.rend(), [&](const Step& step) {
        return step.run == run && edits_a_row(step.asked);
    });
    if (last == done_.rend()) return;
    undone_.push_back(std::move(*last));
    undone_.back().parts.reset();
    done_.erase(std::next(last).base());
}

void UndoHistory::begin_run(std::uint64_t before, std::uint64_t now) {
    const auto waits = std::find_if(done_.rbegin(), done_.rend(), [&](const Step& step) {
        return step.begins_run && step.begun == 0 && step.run == before;
    });
    if (waits != done_.rend()) {
        waits->begun = now;
        return;
    }
    const auto exchanges = [&](const Step& step) {
        return step.begins_run && joins(step.run, step.begun, before, now);
    };
    if (std::ranges::none_of(done_, exchanges) && std::ranges::none_of(undone_, exchanges))
        push({.what = "begin another run", .run = before, .begins_run = true, .begun = now});
}

void UndoHistory::posted(std::uint64_t ticket) {
    if (done_.empty() || done_.back().sent) return;
    for (std::uint64_t& of : done_.back().tickets) of = ticket - of;
    done_.back().sent = true;
}

// What was looked at differently stays a step.
void UndoHistory::refused(std::uint64_t ticket) {
    const auto found = std::ranges::find_if(
        done_, [&](const Step& step) { return step.sent && std::ranges::count(step.tickets, ticket) > 0; });
    if (found == done_.end() || found->goes_on) return;
    found->asked.clear();
    found->back.clear();
    found->tickets.clear();
    found->begins_run = false;
    if (found->parts.none()) done_.erase(found);
}

// Why the trainer's part of a step cannot be taken back (`back`) or done again; empty where it can.
std::string UndoHistory::obstacle(const Step& step, const RunPlace& place, bool back) {
    if (step.begins_run) {
        const std::uint64_t from = back ? step.begun : step.run;
        const std::uint64_t to = back ? step.run : step.begun;
        if (place.run == from && place.can_go_to(to)) return {};
        return "That run is no longer kept.";
    }
    if (step.asked.empty()) return {};
    if (step.run != place.run) return "It was done to another run.";
    if (back && edits_a_row(step.asked) && place.edits == 0) return "The trainer no longer knows that edit.";
    return {};
}

UndoStep UndoHistory::carry_over(std::vector<Step>& from, std::vector<Step>& to, const ViewValues& now,
                                 const RunPlace& place, bool back) {
    UndoStep result{.view = now};
    if (from.empty()) {
        result.said = back ? "There is nothing to take back." : "There is nothing to do again.";
        return result;
    }
    Step step = std::move(from.back());
    from.pop_back();
    const std::string why_not = obstacle(step, place, back);
    if (!why_not.empty() && step.parts.none()) {
        result.said =
            (back ? "Cannot be taken back: " : "Cannot be done again: ") + step.what + ". " + why_not;
        return result;
    }
    put_parts(result.view, step.view, step.parts);
    keep_parts(step, now);
    if (why_not.empty())
        result.commands = step.begins_run
                              ? std::vector<Command>{going_to(back ? step.run : step.begun, place)}
                          : back ? step.back
                                 : step.asked;
    result.said = (back ? "Taken back: " : "Done again: ") + step.what + ".";
    if (!why_not.empty()) result.said += " The training stays as it is: " + why_not;
    result.said += what_stays(result.commands);
    if (!back) { // its commands are asked once more
        step.sent = false;
        for (std::size_t i = 0; i < step.tickets.size(); ++i) step.tickets[i] = step.tickets.size() - 1 - i;
    }
    to.push_back(std::move(step));
    return result;
}

// What is asked of the trainer now is what it will have.
UndoStep UndoHistory::follow(UndoStep step) {
    for (const Command& command : step.commands) trainer_.follow(command);
    return step;
}

UndoStep UndoHistory::undo(const ViewValues& now, const RunPlace& place) {
    if (done_.empty() && place.edits > 0) // of a run that came from a file
        return {now, {UndoRowEdit{}}, "Taken back: the last edit of a row."};
    return follow(carry_over(done_, undone_, now, place, true));
}

UndoStep UndoHistory::redo(const ViewValues& now, const RunPlace& place) {
    return follow(carry_over(undone_, done_, now, place, false));
}

UndoStep UndoHistory::exchange_run(const ViewValues& now, const RunPlace& place) {
    const auto brought_to_the_back = [&](std::vector<Step>& steps) {
        const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
            return step.begins_run && joins(step.run, step.begun, place.run, place.replaced);
        });
        if (found == steps.end()) return false;
        std::rotate(found, std::next(found), steps.end());
        return true;
    };
    if (brought_to_the_back(done_)) return undo(now, place);
    if (brought_to_the_back(undone_)) return redo(now, place);
    return {now, {UndoRestart{}}, {}};
}

} // namespace wordfield::app
