// SPDX-License-Identifier: MIT
#include "model/history/command_bytes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wordfield::inline history {
namespace {

// The numbers on disk: never given to another kind. One that has none is refused by the compiler, below.
template <class Kind>
constexpr std::uint8_t code_of = 0;
template <>
constexpr std::uint8_t code_of<SetLearningRate> = 1;
template <>
constexpr std::uint8_t code_of<SetOptimizer> = 2;
template <>
constexpr std::uint8_t code_of<SetSchedule> = 3;
template <>
constexpr std::uint8_t code_of<SetBatch> = 4;
template <>
constexpr std::uint8_t code_of<Reseed> = 5;
template <>
constexpr std::uint8_t code_of<FreezeGroup> = 6;
template <>
constexpr std::uint8_t code_of<FreezeRow> = 7;
template <>
constexpr std::uint8_t code_of<AblateHead> = 8;
template <>
constexpr std::uint8_t code_of<UndoRowEdit> = 9;
template <>
constexpr std::uint8_t code_of<CopyRow> = 16;
template <>
constexpr std::uint8_t code_of<SwapRows> = 17;
template <>
constexpr std::uint8_t code_of<ZeroRow> = 18;
template <>
constexpr std::uint8_t code_of<ShakeRow> = 19;
template <>
constexpr std::uint8_t code_of<SetRow> = 20;

// The one list of fields: visit(field) for each, in their order. Written and read by it, so the two cannot
// differ.
template <class Kind, class Wanted>
concept Is = std::is_same_v<std::remove_const_t<Kind>, Wanted>;

void for_each_field(Is<SetLearningRate> auto& c, auto visit) {
    visit(c.rate);
}
void for_each_field(Is<SetOptimizer> auto& c, auto visit) {
    visit(c.kind);
}
void for_each_field(Is<SetSchedule> auto& c, auto visit) {
    visit(c.schedule);
}
void for_each_field(Is<SetBatch> auto& c, auto visit) {
    visit(c.batch);
}
void for_each_field(Is<Reseed> auto& c, auto visit) {
    visit(c.seed);
}
void for_each_field(Is<FreezeGroup> auto& c, auto visit) {
    visit(c.name), visit(c.frozen);
}
void for_each_field(Is<FreezeRow> auto& c, auto visit) {
    visit(c.row), visit(c.frozen);
}
void for_each_field(Is<AblateHead> auto& c, auto visit) {
    visit(c.layer), visit(c.head), visit(c.ablated);
}
void for_each_field(Is<UndoRowEdit> auto& /*c*/, auto /*visit*/) {}
void for_each_field(Is<CopyRow> auto& c, auto visit) {
    visit(c.from), visit(c.to);
}
void for_each_field(Is<SwapRows> auto& c, auto visit) {
    visit(c.a), visit(c.b);
}
void for_each_field(Is<ZeroRow> auto& c, auto visit) {
    visit(c.row);
}
void for_each_field(Is<ShakeRow> auto& c, auto visit) {
    visit(c.row), visit(c.radians), visit(c.stretch), visit(c.seed);
}
void for_each_field(Is<SetRow> auto& c, auto visit) {
    visit(c.row), visit(c.values);
}

// Enumerations stand as their number.
void put_field(ByteWriter& to, OptimizerKind kind) {
    to.put(static_cast<std::int32_t>(kind));
}
void put_field(ByteWriter& to, Schedule schedule) {
    to.put(static_cast<std::int32_t>(schedule));
}
template <class Field>
void put_field(ByteWriter& to, const Field& field) {
    to.put(field);
}

template <class Enum>
void get_enum(ByteReader& from, Enum& value, Enum last) {
    const auto number = from.take<std::int32_t>();
    if (number < 0 || number > static_cast<std::int32_t>(last)) return from.fail();
    value = static_cast<Enum>(number);
}
void get_field(ByteReader& from, OptimizerKind& kind) {
    get_enum(from, kind, OptimizerKind::AdamW);
}
void get_field(ByteReader& from, Schedule& schedule) {
    get_enum(from, schedule, Schedule::Cosine);
}
template <class Field>
void get_field(ByteReader& from, Field& field) {
    from.get(field);
}

template <class Kind>
void put_kind(ByteWriter& to, const Kind& kind) {
    to.put(code_of<Kind>);
    for_each_field(kind, [&](const auto& field) { put_field(to, field); });
}

// Sets `command` when the code is that of this kind.
template <class Kind>
void get_kind(std::uint8_t code, ByteReader& from, std::optional<TrainingCommand>& command) {
    if (code != code_of<Kind>) return;
    Kind kind{};
    for_each_field(kind, [&](auto& field) { get_field(from, field); });
    if constexpr (std::is_constructible_v<RowEdit, Kind>)
        command = RowEdit{std::move(kind)};
    else
        command = std::move(kind);
}

template <class Variant>
struct KindsOf;
template <class... Kinds>
struct KindsOf<std::variant<Kinds...>> {
    // Those of RowEdit stand for themselves.
    static constexpr std::array<int, sizeof...(Kinds)> codes{
        (std::is_same_v<Kinds, RowEdit> ? -1 : int{code_of<Kinds>})...};

    static void get(std::uint8_t code, ByteReader& from, std::optional<TrainingCommand>& command) {
        (get_one<Kinds>(code, from, command), ...);
    }
    template <class Kind>
    static void get_one(std::uint8_t code, ByteReader& from, std::optional<TrainingCommand>& command) {
        if constexpr (!std::is_same_v<Kind, RowEdit>) get_kind<Kind>(code, from, command);
    }
};

constexpr bool has_a_code_each() {
    std::array<bool, 256> taken{};
    const auto add = [&](const auto& codes) {
        for (const int code : codes) {
            if (code < 0) continue;
            if (code == 0 || taken[static_cast<std::size_t>(code)]) return false;
            taken[static_cast<std::size_t>(code)] = true;
        }
        return true;
    };
    return add(KindsOf<TrainingCommand>::codes) && add(KindsOf<RowEdit>::codes);
}
static_assert(has_a_code_each(), "a new kind of command needs a code of its own and its fields");

} // namespace

void put_command(ByteWriter& to, const TrainingCommand& command) {
    std::visit(
        [&](const auto& kind) {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, RowEdit>)
                std::visit([&](const auto& edit) { put_kind(to, edit); }, kind);
            else
                put_kind(to, kind);
        },
        command);
}

std::optional<TrainingCommand> get_command(ByteReader& from) {
    const auto code = from.take<std::uint8_t>();
    std::optional<TrainingCommand> command;
    KindsOf<TrainingCommand>::get(code, from, command);
    KindsOf<RowEdit>::get(code, from, command);
    if (!command) from.fail();
    return from.good() ? std::move(command) : std::nullopt;
}

} // namespace wordfield::inline history
