// SPDX-License-Identifier: MIT
#include "model/history/history_folder.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/number_text.hpp"
#include "model/core/output_file.hpp"
#include "model/core/output_part.hpp"
#include "model/history/archived_run.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <system_error>
#include <utility>

namespace wordfield::inline history {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker_text = "wordfield history 1\n";
constexpr const char* marker_name = "history"; // locked, too, by whoever has the folder open

// Nothing is made but the folder itself.
fs::path prepared(fs::path folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) {
        fs::create_directory(folder, error);
        if (error) fail_to_write(folder, error.value());
    }
    if (!fs::is_directory(folder, error))
        throw Error{folder.string(), "is no folder, and a history needs one",
                    "name an empty folder, or one that is still to be made"};
    if (!fs::exists(folder / marker_name, error) && !fs::is_empty(folder, error))
        throw Error{folder.string(), "holds other things and no history",
                    "name an empty folder, or one that is still to be made"};
    check_writable(folder / "run");
    return folder;
}

void check_marker(const fs::path& folder) {
    const fs::path path = folder / marker_name;
    const std::string there = first_bytes(path, 2 * marker_text.size());
    if (there == marker_text) return;
    if (!marker_text.starts_with(there)) // a crash may have cut it off
        throw Error{path.string(), "is not that of a history of version 1",
                    "open the folder with the program that wrote it, or name another"};
    AppendFile{path, 0}.append(std::as_bytes(std::span{marker_text}));
}

std::string folder_name(std::uint32_t number) {
    char name[32];
    std::snprintf(name, sizeof name, "run-%04u", number);
    return name;
}

std::optional<std::uint32_t> number_of_folder(const fs::path& path) {
    const std::string name = path.filename().string();
    if (!name.starts_with("run-")) return std::nullopt;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(name.data() + 4, name.data() + name.size(), number);
    const bool whole = error == std::errc{} && end == name.data() + name.size() && number > 0;
    return whole ? std::optional{number} : std::nullopt;
}

bool is_there(const fs::path& folder, const KeyframeLine& line) {
    std::error_code error;
    const auto size = fs::file_size(folder / keyframe_name(line.tick, line.entries), error);
    return !error && size == line.bytes;
}

// Keyframes that were being written, or that nobody has told of.
void remove_strays(const fs::path& folder, const std::vector<KeyframeLine>& known) {
    std::vector<fs::path> strays;
    std::error_code error;
    for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        const bool ours = name.starts_with("keyframe-") || name.starts_with(".keyframe-");
        const bool told = std::ranges::any_of(
            known, [&](const KeyframeLine& line) { return keyframe_name(line.tick, line.entries) == name; });
        if (ours && !told) strays.push_back(at->path());
    }
    for (const fs::path& stray : strays) fs::remove(stray, error);
}

} // namespace

HistoryFolder::HistoryFolder(fs::path folder, const HistoryLimits& limits)
    : folder_{prepared(std::move(folder))}, limits_{limits}, lock_{folder_ / marker_name, folder_},
      writer_{std::make_shared<HistoryWriter>(limits)} {
    check_marker(folder_);
    open_runs();
    forget_old_runs();
}

HistoryFolder::~HistoryFolder() {
    finish();
}

void HistoryFolder::finish() {
    writer_->finish();
}

void HistoryFolder::open_runs() {
    std::vector<std::pair<std::uint32_t, fs::path>> folders;
    std::error_code error;
    for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error))
        if (const auto number = number_of_folder(at->path())) folders.emplace_back(*number, at->path());
    if (error) throw Error{folder_.string(), "cannot be read", "see whether you may read it"};
    std::ranges::sort(folders);
    for (const auto& [number, path] : folders) open_run(path, number);
}

// What a crash has left behind is put in order here: nobody else has the folder open.
void HistoryFolder::open_run(const fs::path& path, std::uint32_t number) {
    last_folder_ = std::max(last_folder_, number);
    std::error_code error;
    if (!fs::exists(path / "journal", error)) return;
    const std::string name = (path / "journal").string();
    const InputFile file{path / "journal"};
    RunJournal journal = read_journal(std::as_bytes(std::span{file.text()}));
    const std::string_view tail = file.text().substr(journal.read.good);
    const bool damaged = !tail.empty() && !journal.read.torn;
    if (damaged) {
        write_file(path / "journal.cut", tail);
        notes_.push_back(name + " is damaged at byte " +
                         with_commas(static_cast<std::int64_t>(journal.read.good)) +
                         " (what lay behind is in journal.cut beside it)");
    } else if (!tail.empty()) {
        notes_.push_back("a record that was being written in " + name + " is cut off");
    }
    const bool whole = !damaged && journal.head.run != 0;
    if (whole && (journal.deleted || journal.keyframes.empty())) { // or killed before its first step
        fs::remove_all(path, error);
        return;
    }
    std::erase_if(journal.keyframes, [&](const KeyframeLine& line) { return !is_there(path, line); });
    if (whole) remove_strays(path, journal.keyframes);
    if (journal.head.run == 0 || journal.keyframes.empty()) return;
    const auto parent =
        std::ranges::find(runs_, journal.head.parent, [](const auto& run) { return run->head().run; });
    const RunId id{next_run_number(), parent == runs_.end() ? 0 : (*parent)->id().number,
                   journal.head.from_step};
    journal.head.run = number; // a folder that was renamed or copied is the run that it says
    const auto run =
        std::make_shared<KeptRun>(KeptRun::Origin{path, journal.head, id, nullptr, turn_}, writer_, journal);
    if (journal.entered >= *turn_) newest_ = id.number;
    *turn_ = std::max<std::uint64_t>(*turn_, journal.entered);
    runs_.push_back(run);
    writer_->add(run);
}

// A branch of one that is forgotten has its own keyframes.
void HistoryFolder::forget_old_runs() {
    while (runs_.size() > limits_.runs && runs_.size() > 1) {
        const auto oldest = std::ranges::min_element(
            runs_, {}, [&](const auto& run) { return run->id().number == newest_ ? ~0ULL : run->trained(); });
        std::error_code error;
        fs::remove_all((*oldest)->folder(), error);
        writer_->remove(*oldest);
        runs_.erase(oldest);
    }
}

fs::path HistoryFolder::folder_of(std::uint64_t number) const {
    const auto run = kept(number);
    return run ? run->folder() : fs::path{};
}

std::vector<std::shared_ptr<KeptRun>> HistoryFolder::runs() const {
    const std::scoped_lock lock{mutex_};
    return runs_;
}

std::shared_ptr<KeptRun> HistoryFolder::kept(std::uint64_t number) const {
    for (const auto& run : runs())
        if (run->id().number == number) return run;
    return nullptr;
}

std::uint64_t HistoryFolder::kept_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& run : runs()) sum += run->keyframe_bytes();
    return sum;
}

std::shared_ptr<const ArchivedRun> HistoryFolder::newest() const {
    const auto run = kept(newest_);
    return run ? archived(run) : nullptr;
}

RunFile HistoryFolder::first_file(const ArchivedRun& run) const {
    const auto there = kept(run.id.number);
    const auto keyframes = there ? there->keyframes() : std::vector<KeyframeLine>{};
    if (keyframes.empty())
        throw Error{folder_.string(), "has no keyframe of this run any more", "choose another run"};
    return there->load(keyframes.front());
}

std::string HistoryFolder::found(const ReopenedRun& newest) const {
    const auto count = static_cast<std::int64_t>(runs().size());
    std::string text =
        "history: " + with_commas(count) + (count == 1 ? " run, at step " : " runs, newest at step ") +
        with_commas(newest.run.step) + " of " + newest.trainer->state_without_tensors().corpus + ", seed " +
        std::to_string(newest.trainer->config().seed);
    if (newest.made_again > 0)
        text += "; the last " + with_commas(newest.made_again) +
                (newest.made_again == 1 ? " step was" : " steps were") + " not on disk and " +
                (newest.made_again == 1 ? "is" : "are") + " made again";
    for (const std::string& note : notes_) text += "; " + note;
    return text;
}

std::shared_ptr<RunArchive> HistoryFolder::begin(const RunId& id, const std::string& name, std::int64_t step,
                                                 const Corpus& corpus) {
    const auto parent = kept(id.parent);
    RunHead head{.run = 0,
                 .parent = parent ? parent->head().run : 0,
                 .from_step = id.from_step,
                 .step = step,
                 .name = name,
                 .corpus = text_key(corpus)};
    const std::scoped_lock lock{mutex_};
    head.run = ++last_folder_;
    const auto run = std::make_shared<KeptRun>(
        KeptRun::Origin{folder_ / folder_name(head.run), std::move(head), id, corpus.source, turn_}, writer_);
    runs_.push_back(run);
    writer_->add(run);
    run->begin();
    return run;
}

std::vector<RunLine> HistoryFolder::lines(const std::string& text) const {
    std::vector<RunLine> lines;
    for (const auto& run : runs())
        if (run->head().corpus == text && !run->is_deleted() && run->keyframe_bytes() > 0)
            lines.push_back(run->line());
    return lines;
}

std::shared_ptr<const ArchivedRun> HistoryFolder::find(std::uint64_t number) const {
    const auto run = kept(number);
    try {
        return run ? archived(run) : nullptr;
    } catch (const Error&) {
        return nullptr;
    }
}

std::string HistoryFolder::take_notice() {
    return writer_->take_notice();
}

ReopenedRun reopen(std::shared_ptr<const Corpus> corpus, ArchivedRun run) {
    if (run.corpus != text_key(*corpus))
        throw Error{corpus->name, "is not the text that this history's run learned from",
                    "leave out --corpus and what says how it is read, or name another folder for it"};
    std::shared_ptr<const Keyframe> frame;
    std::string why = "has none";
    while (!frame) {
        const auto kept = run.archive->before(run.ticks);
        if (!kept)
            throw Error{"history", "has no keyframe of this run that can be read: " + why,
                        "name another folder for a new run"};
        try {
            frame = kept->load();
        } catch (const Error& error) { // it is not offered again
            why = error.what();
        }
    }
    auto trainer = replay(std::move(corpus), *frame, run.journal, run.ticks);
    const std::int64_t made_again = run.ticks - frame->tick;
    return {std::move(run), std::move(trainer), made_again};
}

} // namespace wordfield::inline history
