// SPDX-License-Identifier: MIT
// Every way in which a disk can refuse, one call after the other.
#pragma once

#include "model/core/error.hpp"
#include "model/core/system_calls.hpp"
#include "tests/support/catch.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace wordfield::test {

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline int files_in(const std::filesystem::path& folder) {
    return static_cast<int>(std::distance(std::filesystem::directory_iterator{folder}, {}));
}

/// Calls `scene(attempt)` for each error, and for the 1st, 2nd, ... system call that fails with it, until
/// none is left to fail. In it, attempt(action) runs what is tested and returns the Error's sentence, empty
/// for success; anything else that is thrown fails the test.
template <class Scene>
void each_fault(Scene scene) {
    using system_calls::Fault;
    for (const int error : {ENOSPC, EACCES, EIO, EINTR, Fault::cut_short}) {
        bool happened = true;
        for (int nth = 1; happened; ++nth) {
            INFO("call " << nth << " fails with " << error);
            REQUIRE(nth < 1000);
            scene([&](auto action) -> std::string {
                const Fault fault{nth, error};
                std::string message;
                try {
                    action();
                } catch (const Error& refused) {
                    message = refused.what();
                }
                happened = fault.happened();
                if (error == EINTR || error == Fault::cut_short || !happened) CHECK(message.empty());
                return message;
            });
        }
    }
}

} // namespace wordfield::test
