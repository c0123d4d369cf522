// SPDX-License-Identifier: MIT
#include "model/history/journal_file.hpp"

#include "model/history/command_bytes.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline history {
namespace {

enum class Kind : std::uint8_t { Head = 1, Name, Entered, Deleted, Asked, Back, Progress, Keyframe };

// `put` puts the fields.
template <class Put>
Bytes record(Kind kind, Put put) {
    ByteWriter payload;
    payload.put(static_cast<std::uint8_t>(kind));
    put(payload);
    Bytes all;
    append_record(all, payload.take());
    return all;
}

class JournalReader {
public:
    explicit JournalReader(RunJournal& journal) : j_{journal} {}

    bool take(std::span<const std::byte> payload) {
        ByteReader from{payload};
        const auto kind = static_cast<Kind>(from.take<std::uint8_t>());
        if ((j_.head.run == 0) != (kind == Kind::Head)) return false; // it is the first, and there is one
        switch (kind) {
        case Kind::Head:
            return take_head(from);
        case Kind::Name:
            return take_name(from);
        case Kind::Entered:
            return take_entered(from);
        case Kind::Deleted:
            return take_deleted(from);
        case Kind::Asked:
            return take_asked(from);
        case Kind::Back:
            return take_back(from);
        case Kind::Progress:
            return take_progress(from);
        case Kind::Keyframe:
            return take_keyframe(from);
        }
        return false;
    }

private:
    bool take_head(ByteReader& from) {
        RunHead head;
        from.get(head.run), from.get(head.parent), from.get(head.from_step), from.get(head.step);
        from.get(head.name), from.get(head.corpus);
        if (!from.done() || head.run == 0 || head.step < 0 || head.from_step < 0) return false;
        j_.name = head.name;
        j_.stretches = {{0, head.step}};
        j_.head = std::move(head);
        return true;
    }
    bool take_name(ByteReader& from) {
        std::string name;
        from.get(name);
        if (from.done()) j_.name = std::move(name);
        return from.done();
    }
    bool take_entered(ByteReader& from) {
        const auto turn = from.take<std::uint64_t>();
        if (from.done()) j_.entered = turn;
        return from.done();
    }
    bool take_deleted(ByteReader& from) {
        bool gone = false;
        from.get(gone);
        if (from.done()) j_.deleted = gone;
        return from.done();
    }
    bool take_asked(ByteReader& from) {
        const auto tick = from.take<std::int64_t>(), step = from.take<std::int64_t>();
        const auto ticket = from.take<std::uint64_t>();
        auto command = get_command(from);
        if (!from.done() || !command || !goes_on(tick)) return false;
        j_.journal.push_back({tick, step, ticket, *std::move(command)});
        return true;
    }
    bool take_back(ByteReader& from) {
        const auto tick = from.take<std::int64_t>(), step = from.take<std::int64_t>();
        if (!from.done() || step < 0 || tick <= j_.stretches.back().tick || !goes_on(tick)) return false;
        j_.stretches.push_back({tick, step});
        return true;
    }
    bool take_progress(ByteReader& from) {
        RunProgress now;
        from.get(now.tick), from.get(now.step), from.get(now.train_loss), from.get(now.heldout_loss);
        from.get(now.heldout_step);
        if (!from.done() || now.step < 0 || !goes_on(now.tick)) return false;
        j_.progress.push_back(now);
        return true;
    }
    // It may be told late, after steps that were made while it was written.
    bool take_keyframe(ByteReader& from) {
        KeyframeLine line;
        from.get(line.tick), from.get(line.step), from.get(line.entries), from.get(line.bytes);
        from.get(line.crc);
        const bool late = !j_.keyframes.empty() && line.tick < j_.keyframes.back().tick;
        if (!from.done() || line.tick < 0 || line.step < 0 || late || line.entries > j_.journal.size())
            return false;
        j_.ticks = std::max(j_.ticks, line.tick);
        j_.keyframes.push_back(line);
        return true;
    }
    // Ticks never fall.
    bool goes_on(std::int64_t tick) {
        if (tick < j_.ticks) return false;
        j_.ticks = tick;
        return true;
    }

    RunJournal& j_;
};

} // namespace

Bytes head_record(const RunHead& head) {
    return record(Kind::Head, [&](ByteWriter& to) {
        to.put(head.run), to.put(head.parent), to.put(head.from_step), to.put(head.step);
        to.put(std::string_view{head.name}), to.put(std::string_view{head.corpus});
    });
}

Bytes name_record(const std::string& name) {
    return record(Kind::Name, [&](ByteWriter& to) { to.put(std::string_view{name}); });
}

Bytes entered_record(std::uint64_t turn) {
    return record(Kind::Entered, [&](ByteWriter& to) { to.put(turn); });
}

Bytes deleted_record(bool gone) {
    return record(Kind::Deleted, [&](ByteWriter& to) { to.put(gone); });
}

Bytes asked_record(const JournalEntry& entry) {
    return record(Kind::Asked, [&](ByteWriter& to) {
        to.put(entry.tick), to.put(entry.step), to.put(entry.ticket);
        put_command(to, entry.command);
    });
}

Bytes back_record(const Stretch& to_there) {
    return record(Kind::Back, [&](ByteWriter& to) { to.put(to_there.tick), to.put(to_there.step); });
}

Bytes progress_record(const RunProgress& now) {
    return record(Kind::Progress, [&](ByteWriter& to) {
        to.put(now.tick), to.put(now.step), to.put(now.train_loss), to.put(now.heldout_loss);
        to.put(now.heldout_step);
    });
}

Bytes keyframe_record(const KeyframeLine& line) {
    return record(Kind::Keyframe, [&](ByteWriter& to) {
        to.put(line.tick), to.put(line.step), to.put(line.entries), to.put(line.bytes), to.put(line.crc);
    });
}

RunJournal read_journal(std::span<const std::byte> file) {
    RunJournal journal;
    JournalReader reader{journal};
    journal.read = read_records(file, [&](auto payload) { return reader.take(payload); });
    return journal;
}

} // namespace wordfield::inline history
