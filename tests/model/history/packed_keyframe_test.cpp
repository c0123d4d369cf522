// SPDX-License-Identifier: MIT
// A keyframe's file: smaller than what it holds, and either whole or refused.
#include "model/history/packed_keyframe.hpp"

#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/kept_life.hpp"

using namespace wordfield;

namespace {

Bytes packed(const TrainerState& state) {
    Bytes all;
    pack_keyframe([&](auto bytes) { all.insert(all.end(), bytes.begin(), bytes.end()); }, state);
    return all;
}

bool is_refused(const Bytes& file) {
    try {
        (void)unpack_keyframe(file, "k.wfk");
        return false;
    } catch (const Error& error) {
        return std::string{error.what()}.find("k.wfk") != std::string::npos;
    }
}

} // namespace

TEST_CASE("planes of any length go together again", "[history]") {
    for (int size = 0; size < 19; ++size) {
        Bytes block;
        for (int i = 0; i < size; ++i) block.push_back(std::byte(i * 7 + 1));
        CHECK(from_planes(to_planes(block)) == block);
    }
    const Bytes eight{std::byte{0}, std::byte{1}, std::byte{2}, std::byte{3},
                      std::byte{4}, std::byte{5}, std::byte{6}, std::byte{7}};
    CHECK(to_planes(eight)[1] == std::byte{4});
    CHECK(to_planes(eight)[2] == std::byte{1});
}

TEST_CASE("a packed keyframe is the state, in fewer bytes", "[history]") {
    Run run{test::toy_corpus(), test::kept_model, test::kept_training};
    test::live_on(run, 65); // with something to undo
    const TrainerState state = run.trainer().state();
    const Bytes file = packed(state);
    CHECK(file.size() < encode_checkpoint(state).size() * 9 / 10);
    CHECK(unpack_keyframe(file, "k.wfk").trainer == state);
    TrainerState large = state; // of more than one block
    large.undo.clear();
    large.words.front() = std::string(3'000'000, 'x');
    CHECK(unpack_keyframe(packed(large), "k.wfk").trainer == large);
}

TEST_CASE("a keyframe that was cut off or changed is refused with a sentence", "[history]") {
    const Bytes file = packed(test::whole_life(3));
    for (std::size_t at = 0; at < file.size(); at += at < 64 ? 1 : 397) {
        CHECK(is_refused(Bytes{file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at)}));
        Bytes flipped = file;
        flipped[at] ^= std::byte{4};
        CHECK(is_refused(flipped));
    }
    Bytes longer = file;
    longer.push_back(std::byte{0});
    CHECK(is_refused(longer));
}
