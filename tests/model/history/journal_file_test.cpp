// SPDX-License-Identifier: MIT
// The journal on disk: every record comes back as it was, and no byte that is missing or wrong is taken for
// one.
#include "model/history/journal_file.hpp"

#include "model/history/command_bytes.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace wordfield;

namespace {

// One of each kind that there is.
const std::vector<TrainingCommand> commands{SetLearningRate{0.25F},
                                            SetOptimizer{OptimizerKind::Momentum},
                                            SetSchedule{Schedule::Cosine},
                                            SetBatch{77},
                                            Reseed{~std::uint64_t{5}},
                                            FreezeGroup{"token embedding", true},
                                            FreezeRow{12, false},
                                            AblateHead{1, 3, true},
                                            RowEdit{CopyRow{3, 4}},
                                            RowEdit{SwapRows{5, 6}},
                                            RowEdit{ZeroRow{7}},
                                            RowEdit{ShakeRow{8, 0.5F, -2.0F, 99}},
                                            RowEdit{SetRow{9, {1.0F, -0.0F, 3.5F}}},
                                            UndoRowEdit{}};

Bytes bytes_of(const TrainingCommand& command) {
    ByteWriter to;
    put_command(to, command);
    return to.take();
}

Bytes whole_journal() {
    Bytes all;
    const auto add = [&](const Bytes& record) { all.insert(all.end(), record.begin(), record.end()); };
    const auto magic = std::as_bytes(std::span{journal_magic});
    all.assign(magic.begin(), magic.end());
    add(head_record({3, 2, 40, 40, "a branch", "text"}));
    add(entered_record(9));
    add(keyframe_record({0, 40, 0, 1234, 0xABCD}));
    std::int64_t tick = 0;
    for (const TrainingCommand& command : commands) {
        add(asked_record({tick, 40 + tick, static_cast<std::uint64_t>(tick), command}));
        tick += 3;
    }
    add(progress_record({50, 90, 3.5F, 3.25F, 50}));
    add(back_record({60, 70}));
    add(name_record("renamed"));
    add(deleted_record(true));
    add(keyframe_record({60, 70, commands.size(), 99, 1}));
    return all;
}

// Every record that was read stands as it is in the whole file.
std::size_t check_prefix(const RunJournal& read, const RunJournal& whole) {
    REQUIRE(read.journal.size() <= whole.journal.size());
    for (std::size_t i = 0; i < read.journal.size(); ++i) {
        CHECK(read.journal[i].tick == whole.journal[i].tick);
        CHECK(bytes_of(read.journal[i].command) == bytes_of(whole.journal[i].command));
    }
    REQUIRE(read.keyframes.size() <= whole.keyframes.size());
    for (std::size_t i = 0; i < read.keyframes.size(); ++i) CHECK(read.keyframes[i] == whole.keyframes[i]);
    return read.journal.size() + read.keyframes.size() + read.progress.size();
}

} // namespace

TEST_CASE("every kind of command comes back from its bytes", "[history]") {
    std::set<std::byte> codes;
    for (const TrainingCommand& command : commands) {
        const Bytes bytes = bytes_of(command);
        codes.insert(bytes.front());
        ByteReader from{bytes};
        const auto again = get_command(from);
        REQUIRE(again);
        CHECK(from.done());
        CHECK(again->index() == command.index());
        CHECK(bytes_of(*again) == bytes);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            ByteReader cut{std::span{bytes}.first(size)};
            CHECK_FALSE(get_command(cut));
        }
    }
    CHECK(codes.size() == std::variant_size_v<TrainingCommand> - 1 + std::variant_size_v<RowEdit>);
    ByteReader shake{std::span<const std::byte>{}};
    const Bytes known = bytes_of(RowEdit{ShakeRow{8, 0.5F, -2.0F, 99}});
    ByteReader from{known};
    const auto edit = std::get<ShakeRow>(std::get<RowEdit>(*get_command(from)));
    CHECK((edit.row == 8 && edit.radians == 0.5F && edit.stretch == -2.0F && edit.seed == 99));
}

TEST_CASE("numbers that are no command, no optimiser and no yes or no are refused", "[history]") {
    const auto refused = [](Bytes bytes) {
        ByteReader from{bytes};
        return !get_command(from);
    };
    for (int code : {0, 10, 15, 21, 255}) CHECK(refused(Bytes(64, std::byte(code))));
    Bytes optimizer = bytes_of(SetOptimizer{OptimizerKind::AdamW}), freeze = bytes_of(FreezeRow{1, true});
    optimizer[1] = std::byte{17};
    freeze.back() = std::byte{2};
    CHECK(refused(optimizer));
    CHECK(refused(freeze));
}

TEST_CASE("a journal reads as it was written", "[history]") {
    const Bytes file = whole_journal();
    const RunJournal read = read_journal(file);
    CHECK(read.read.good == file.size());
    CHECK_FALSE(read.read.torn);
    CHECK(read.head == RunHead{3, 2, 40, 40, "a branch", "text"});
    CHECK(read.name == "renamed");
    CHECK(read.entered == 9);
    CHECK(read.deleted);
    CHECK(read.ticks == 60);
    CHECK(read.stretches == std::vector<Stretch>{{0, 40}, {60, 70}});
    CHECK(read.progress == std::vector<RunProgress>{{50, 90, 3.5F, 3.25F, 50}});
    REQUIRE(read.keyframes.size() == 2);
    CHECK(read.keyframes.back() == KeyframeLine{60, 70, commands.size(), 99, 1});
    REQUIRE(read.journal.size() == commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i)
        CHECK(bytes_of(read.journal[i].command) == bytes_of(commands[i]));
}

TEST_CASE("a journal that ends at any byte is good up to its last whole record", "[history]") {
    const Bytes file = whole_journal();
    const RunJournal whole = read_journal(file);
    std::size_t before = 0;
    for (std::size_t size = 0; size < file.size(); ++size) {
        const RunJournal read = read_journal(std::span{file}.first(size));
        CHECK(read.read.good <= size);
        CHECK(read.read.torn == (read.read.good < size));
        const std::size_t records = check_prefix(read, whole);
        CHECK(records >= before);
        before = records;
    }
}

TEST_CASE("no flipped byte of a journal is taken for what was written", "[history]") {
    const Bytes file = whole_journal();
    const RunJournal whole = read_journal(file);
    for (std::size_t at = 0; at < file.size(); ++at)
        for (const int bit : {1, 128}) {
            Bytes flipped = file;
            flipped[at] ^= std::byte(bit);
            const RunJournal read = read_journal(flipped);
            CHECK(read.read.good <= at);
            check_prefix(read, whole);
        }
}

TEST_CASE("records that make no sense after those before them end a journal", "[history]") {
    const auto rest = [](const std::vector<Bytes>& records) {
        const auto magic = std::as_bytes(std::span{journal_magic});
        Bytes all{magic.begin(), magic.end()};
        for (const Bytes& record : records) all.insert(all.end(), record.begin(), record.end());
        return all.size() - read_journal(all).read.good;
    };
    const Bytes head = head_record({1, 0, 0, 0, "", ""}), at9 = asked_record({9, 9, 0, SetBatch{1}});
    CHECK(rest({head, at9}) == 0);
    CHECK(rest({at9}) > 0);
    CHECK(rest({head, head}) > 0);
    CHECK(rest({head, at9, asked_record({8, 8, 0, SetBatch{1}})}) > 0);
    CHECK(rest({head, keyframe_record({5, 5, 1, 1, 1})}) > 0); // an entry that is not there
    CHECK(rest({head, at9, back_record({9, -1})}) > 0);
    CHECK(rest({head, progress_record({-1, 0, 0, 0, 0})}) > 0);
}
