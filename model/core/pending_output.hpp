// SPDX-License-Identifier: MIT
// A file that another program fills, or a folder of files, under a name of its own beside the final one until
// it is whole: what was there before stays until then, and stays when anything goes wrong.
#pragma once

#include "model/core/descriptor.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace wordfield::inline core {

class PendingOutput {
public:
    enum class Kind { File, Folder };

    /// Removes what killed processes left of the same target, and makes an empty file or folder. Throws Error
    /// with the path and a hint where that cannot be written, or is there as another kind of thing.
    PendingOutput(std::filesystem::path path, Kind kind);
    /// Removes what has not got its name.
    ~PendingOutput();
    PendingOutput(const PendingOutput&) = delete;
    PendingOutput& operator=(const PendingOutput&) = delete;

    /// Where it lies until then.
    [[nodiscard]] const std::filesystem::path& part() const { return part_; }
    /// A file of the folder, on the disk when this returns. Throws Error, which names the final path.
    void add(const std::string& name, std::string_view bytes) const;
    /// Gives it its name; a folder of that name gives way as a whole. Throws Error.
    void finish();

private:
    int make();
    int exchange() const;

    std::filesystem::path path_, target_, part_; ///< as it was given; with links followed; beside that
    Kind kind_;
    Descriptor lock_;
};

} // namespace wordfield::inline core
