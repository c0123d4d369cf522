// SPDX-License-Identifier: MIT
#include "app/ui/files.hpp"

#include "model/core/error.hpp"

#include <fstream>
#include <system_error>

namespace wordfield::app {

void write_file(const std::filesystem::path& path, std::string_view text) {
    const std::filesystem::path part = path.string() + ".part";
    {
        std::ofstream file{part, std::ios::binary | std::ios::trunc};
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.flush();
        if (!file) {
            std::error_code ignored;
            std::filesystem::remove(part, ignored);
            throw Error{path.string(), "cannot be written",
                        "check that the folder exists, that it may be written to and that the disk has room"};
        }
    }
    std::error_code failure;
    std::filesystem::rename(part, path, failure);
    if (failure) throw Error{path.string(), "cannot be written: " + failure.message(), "give another name"};
}

} // namespace wordfield::app
