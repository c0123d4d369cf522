// SPDX-License-Identifier: MIT
#include "model/run/checkpoint_undo.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace wordfield::inline run {
namespace {

constexpr std::string_view tag = "undo";

template <class T>
void append(std::vector<std::byte>& bytes, const T* values, std::size_t count) {
    const auto view = std::as_bytes(std::span{values, count});
    bytes.insert(bytes.end(), view.begin(), view.end());
}

class UndoReader {
public:
    UndoReader(std::span<const std::byte> bytes, const std::string& name, const EditedTables& tables)
        : bytes_{bytes}, name_{name}, tables_{tables} {}

    [[nodiscard]] bool done() const { return bytes_.empty(); }
    RowBackup next() {
        std::uint32_t count = 0;
        take(&count, 1);
        if (count == 0 || count > tables_.rows) throw wrong_section(name_, tag);
        RowBackup edit;
        edit.rows.resize(count);
        take(edit.rows.data(), count);
        const auto outside = [&](TokenId row) { return row < 0 || row >= tables_.rows; };
        if (std::ranges::any_of(edit.rows, outside)) throw wrong_section(name_, tag);
        for (std::uint32_t t = 0; t < tables_.tables; ++t) {
            Matrix values(static_cast<Index>(count), static_cast<Index>(tables_.columns));
            take(values.data(), static_cast<std::size_t>(values.size()));
            edit.values.push_back(std::move(values));
        }
        return edit;
    }

private:
    template <class T>
    void take(T* values, std::size_t count) {
        if (bytes_.size() / sizeof(T) < count) throw wrong_section(name_, tag);
        std::memcpy(values, bytes_.data(), count * sizeof(T));
        bytes_ = bytes_.subspan(count * sizeof(T));
    }

    std::span<const std::byte> bytes_;
    const std::string& name_;
    const EditedTables& tables_;
};

} // namespace

void add_undo(SectionWriter& writer, const std::vector<RowBackup>& edits) {
    if (edits.empty()) return;
    std::vector<std::byte> bytes;
    for (const RowBackup& edit : edits) {
        const auto count = static_cast<std::uint32_t>(edit.rows.size());
        append(bytes, &count, 1);
        append(bytes, edit.rows.data(), edit.rows.size());
        for (const Matrix& values : edit.values)
            append(bytes, values.data(), static_cast<std::size_t>(values.size()));
    }
    writer.add(tag, bytes);
}

std::vector<RowBackup> read_undo(const Sections& sections, const std::string& name,
                                 const EditedTables& tables) {
    const auto found = sections.find(tag);
    if (found == sections.end()) return {};
    UndoReader reader{found->second, name, tables};
    std::vector<RowBackup> edits;
    while (!reader.done()) edits.push_back(reader.next());
    return edits;
}

} // namespace wordfield::inline run
