// SPDX-License-Identifier: MIT
// Everything that a button or a key can ask for, as values: of the trainer (Command), of the window
// (ViewAction) and of what is around it (ShellAction). Whoever reads the list knows all that was asked for in
// a frame.
#pragma once

#include "app/desk/workspace.hpp"
#include "app/map/film.hpp"
#include "model/text/text_rules.hpp"
#include "model/train/commands.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wordfield::app {

/// The pages that look inside one number (app/panels/inside/inside.hpp).
enum class Inside {
    Cell,
    Head,
    LineUp,
    Layers,
    Samples,
    Softmax,
    Embeddings,
    Circuit,
    Contexts,
    Field,
    Patch,
    Ablations,
    Push,
    Opposites // the last: files know them by number
};

// ---- time and training, as the window shows them
/// Look at the kept step nearest to this one.
struct Scrub {
    std::int64_t step;
};
/// Look at the kept step before (-1) or after (+1) the one that is shown.
struct StepTime {
    int by;
};
struct GoLive {};
/// Look at this very step, which is made again where it was not kept.
struct ShowExactly {
    std::int64_t step;
};
/// The same for the one that lies so many steps from the one that is shown.
struct StepExactly {
    int by;
};
/// Home over the time bar, and End: to the first kept step, to the newest.
struct GoToEnd {
    bool first;
};
/// Plays through the kept steps, or stops.
struct TogglePlayback {};
/// For what is to be different in a run that goes on from this step, in a dialog; nothing: from the one that
/// is shown.
struct AskBranch {
    std::optional<std::int64_t> step{};
};
/// Compares the model of now with this run's, where that was left.
struct CompareWithRun {
    std::uint64_t run;
};
/// Moments and keyframes take at most so much memory.
struct SetHistoryBytes {
    std::size_t bytes;
};
struct PlayOrPause {};
struct TrainOneStep {};
/// With the seed of the run plus `seeds`.
struct BeginAgain {
    std::uint64_t seeds;
};

// ---- what is looked at
struct StepHead {
    int by;
};
/// A new sentence, as typed.
struct SetSentence {
    std::string words;
};
/// Opens this page that looks inside; `toggles`: closes the place instead when that page is open already.
struct LookInside {
    Inside page;
    bool toggles = false;
};
struct FocusSearch {};

// ---- the maps
/// Moves the map's camera to this word.
struct FlyTo {
    TokenId word;
};
/// Brings the pinned words and their neighbours into view, or everything.
struct FrameMap {
    bool all;
};
struct ToggleLabels {};
/// So many maps side by side, from the left; at least one, at most as many as there are.
struct ShowMaps {
    int count;
};
/// Puts only the chosen words on the maps.
struct Isolate {};
/// The same with these, whatever is chosen.
struct IsolateWords {
    std::vector<TokenId> words;
};
/// All words again.
struct EndIsolation {};
/// The map alone in the window, or everything again.
struct ToggleMapAlone {};
/// Ends the comparison of two models.
struct ForgetKeptModel {};

// ---- the window
/// Shows a panel and lets its frame glow for a moment.
struct BringForward {
    Panel panel;
};
/// Shows a panel, or hides it; one that cannot be hidden stays.
struct TogglePanel {
    Panel panel;
};
/// Panels as at the beginning.
struct ResetPanels {};
struct ToggleTheme {};
struct ToggleFullScreen {};
struct ToggleShortcuts {};
struct StartTour {};
/// Into the file that the run was saved to before; for a path, in a dialog, where there is none.
struct AskSave {};
/// For a path, in a dialog.
struct AskSaveAs {};
struct AskOpen {};
/// The same for the built-in text.
struct AskBuiltin {};
struct AskExport {};
/// The same for a poster of the map.
struct AskPoster {};
/// For what is to be filmed, in a dialog.
struct AskFilm {};
/// For a text to learn from, in a field.
struct AskPaste {};
/// Text and everything else by so many steps larger (smaller); 0: as at the beginning.
struct ChangeTextSize {
    int by;
};
/// The map at the left in three dimensions, or in two again.
struct ToggleDepth {};
/// For a file of vectors to compare with, in a dialog.
struct AskCompare {};
/// Keeps the step that is looked at and compares with it from now on.
struct CompareWithStep {};
/// Words of which a text has fewer are not ranked, where two embeddings are compared.
struct RankFrom {
    std::int64_t least_count;
};
/// For the shape of another model, in a dialog.
struct AskNewRun {};
/// The comparison of seeds, in a dialog.
struct AskSeeds {};
/// The next window goes on with what this one shows, or begins with a new run.
struct ToggleReopening {};
struct AskQuit {};
/// Takes back what was done last (app/desk/undo_history.hpp), does it again.
struct Undo {};
struct Redo {};
/// Takes away what lies on top.
struct Escape {};

using ViewAction =
    std::variant<Scrub, StepTime, GoLive, ShowExactly, StepExactly, GoToEnd, TogglePlayback, AskBranch,
                 CompareWithRun, SetHistoryBytes, PlayOrPause, TrainOneStep, BeginAgain, StepHead,
                 SetSentence, LookInside, FocusSearch, FlyTo, FrameMap, ToggleLabels, ShowMaps, Isolate,
                 IsolateWords, EndIsolation, ToggleMapAlone, ForgetKeptModel, BringForward, TogglePanel,
                 ResetPanels, ToggleTheme, ToggleFullScreen, ToggleShortcuts, StartTour, AskSave, AskSaveAs,
                 AskOpen, AskBuiltin, AskExport, AskPoster, AskFilm, AskPaste, ChangeTextSize, ToggleDepth,
                 AskCompare, CompareWithStep, RankFrom, AskNewRun, AskSeeds, ToggleReopening, AskQuit, Undo,
                 Redo, Escape>;

// ---- what is around the window: files, the map threads, the screen
/// Other settings of a map, counted from the left, or it is shown now, or no longer.
struct MapSettingsChanged {
    int map = 0;
};
/// A checkpoint, a text, a grammar or vectors; texts are read by `rules` from now on where there are any, and
/// of a file with several tables of vectors `tensor` says which.
struct OpenFile {
    std::string path;
    std::optional<TextRules> rules{};
    std::string tensor{};
};
/// Vectors of a file, to be compared with those of the window.
struct CompareWithFile {
    std::string path;
};
/// A text that was typed or pasted becomes the corpus.
struct LearnFrom {
    std::string text;
    TextRules rules;
};
/// The words and their vectors, as a file of others: of the newest step.
struct ExportVectors {
    std::string path;
    std::optional<int>
        scale{}; ///< of a map as a picture: px to one of 96 to the inch; nothing: 300 to the inch
};
/// A film of the kept moments of the run.
struct MakeFilm {
    FilmRequest film;
};
/// Give up the film that is being made.
struct CancelFilm {};
/// Stop reading the corpus that is on its way.
struct CancelLoad {};

using ShellAction = std::variant<MapSettingsChanged, OpenFile, CompareWithFile, LearnFrom, ExportVectors,
                                 MakeFilm, CancelFilm, CancelLoad>;

using Action = std::variant<Command, ViewAction, ShellAction>;

} // namespace wordfield::app
