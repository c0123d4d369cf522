// SPDX-License-Identifier: MIT
// What may be asked of the trainer. Values only; they cross to its thread in a Mailbox<Command>.
#pragma once

#include "model/core/token.hpp"
#include "model/nn/config.hpp"

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wordfield::inline run {
struct ReplayedTrainer;
struct RunFile;
struct RunHistory;
} // namespace wordfield::inline run

namespace wordfield::inline train {

struct SetRunning {
    bool running;
};
/// Trains so many steps and then pauses.
struct RunSteps {
    std::int64_t count;
};
/// Begins again at step 0. The same seed gives the same run.
struct Restart {
    std::uint64_t seed;
};
/// The peak of the schedule; the schedule's shape stays.
struct SetLearningRate {
    float rate;
};
/// 0 takes the limit away.
struct SetSpeedLimit {
    double steps_per_second;
};

/// Begins again at step 0 with a model of another shape or other settings.
struct RestartWith {
    ModelConfig model;
    TrainConfig train;
};
/// Goes back to the run that the last Restart, RestartWith or LoadCheckpoint replaced, exactly as it was and
/// under its old number. The run that is there is kept in its place, so that asking twice changes nothing.
struct UndoRestart {};
/// Begins with fresh moments.
struct SetOptimizer {
    OptimizerKind kind;
};
struct SetSchedule {
    Schedule schedule;
};
/// Windows per step.
struct SetBatch {
    int batch;
};
/// Draws other batches from here on: those of another seed.
struct Reseed {
    std::uint64_t seed;
};
/// Keeps a group of parameters as it is, by the name that GroupStats gives it.
struct FreezeGroup {
    std::string name;
    bool frozen;
};
/// Keeps one row of the embedding as it is.
struct FreezeRow {
    TokenId row;
    bool frozen;
};
/// Multiplies a head's output by zero, in training and in the trace.
struct AblateHead {
    int layer;
    int head;
    bool ablated;
};

/// Edits of rows of the embedding, done between two steps. The optimiser's moments of a row go with its
/// numbers; those of a row that gets new numbers begin at zero. UndoRowEdit takes back the last edit that is
/// left.
struct CopyRow {
    TokenId from;
    TokenId to;
};
struct SwapRows {
    TokenId a;
    TokenId b;
};
struct ZeroRow {
    TokenId row;
};
/// Turns a row by an angle in a random direction and makes it `stretch` times as long.
struct ShakeRow {
    TokenId row;
    float radians;
    float stretch;
    std::uint64_t seed;
};
/// For a word that is dragged on the map.
struct SetRow {
    TokenId row;
    std::vector<float> values; ///< (C)
};
struct UndoRowEdit {};
using RowEdit = std::variant<CopyRow, SwapRows, ZeroRow, ShakeRow, SetRow>;

/// Records from now on which contexts pull on these rows (ContextPulls), beginning anew; none: nothing. Has
/// no say in the steps to come.
struct WatchRows {
    std::vector<TokenId> rows;
};

/// What has a say in the steps to come: a run notes it in its journal, and plays it again from there.
using TrainingCommand = std::variant<SetLearningRate, SetOptimizer, SetSchedule, SetBatch, Reseed,
                                     FreezeGroup, FreezeRow, AblateHead, RowEdit, UndoRowEdit>;

/// The outcome is told in Moment::notice, and to `done` where somebody waits for it. The history goes into
/// the file when it is that of the run.
struct SaveCheckpoint {
    std::filesystem::path path;
    std::uint64_t run = 0; ///< of the history
    std::shared_ptr<const RunHistory> history{};
    std::shared_ptr<std::promise<void>> done{};
};
/// Goes on from a file; a file that does not fit leaves the running model alone.
struct LoadCheckpoint {
    std::filesystem::path path;
    std::shared_ptr<const RunFile> file{}; ///< what is in it, where that has been read already
};

/// Makes the moment of a step of this run again, exactly as it was: Session::replay() tells how far that is.
/// A replay that is under way gives way to it.
struct ShowStep {
    std::uint64_t run = 0;
    std::int64_t step = 0;
};
/// Makes moments near these steps of a run again, those that take no training: Session::recalled() has them
/// one by one. Gives way to everything else, and takes the place of what was asked so before.
struct RecallSteps {
    std::uint64_t run = 0;
    std::vector<std::int64_t> steps; ///< in the order in which they are wanted
};
/// Another run that begins with what this one was after that step, and then has this asked of it. It takes
/// the place of the one that is there once the step has been made again.
struct BranchFrom {
    std::uint64_t run = 0;
    std::int64_t step = 0;
    std::vector<TrainingCommand> changes;
    std::string name;
    std::shared_ptr<const RunHistory> history{}; ///< the curves until then; null for none
};
/// Gives up the replay that is under way, if there is one.
struct CancelReplay {};
/// One that was left, exactly as it was; the one that is there is kept.
struct SwitchRun {
    std::uint64_t run = 0;
};
/// One that was left is no longer wanted.
struct DeleteRun {
    std::uint64_t run = 0;
};
/// Takes back the last DeleteRun.
struct RestoreRun {
    std::uint64_t run = 0;
};
struct NameRun {
    std::uint64_t run = 0;
    std::string name;
};
/// Keyframes of all runs take at most so much memory; the front one of each stays.
struct SetKeyframeBytes {
    std::size_t bytes = 0;
};
/// For the session itself: what was made again for BranchFrom, to be gone on with.
struct AdoptBranch {
    std::shared_ptr<ReplayedTrainer> trainer;
};

/// Whatever cannot be done as asked changes nothing and is told in Moment::notice.
using Command =
    std::variant<SetRunning, RunSteps, Restart, RestartWith, UndoRestart, SetLearningRate, SetSpeedLimit,
                 SetOptimizer, SetSchedule, SetBatch, Reseed, FreezeGroup, FreezeRow, AblateHead, RowEdit,
                 UndoRowEdit, WatchRows, SaveCheckpoint, LoadCheckpoint, ShowStep, RecallSteps, BranchFrom,
                 CancelReplay, SwitchRun, DeleteRun, RestoreRun, NameRun, SetKeyframeBytes, AdoptBranch>;

/// A command on its way. Tickets grow; Moment::applied says up to which one everything has been dealt with.
struct Asked {
    std::uint64_t ticket;
    Command command;
};

} // namespace wordfield::inline train
