// SPDX-License-Identifier: MIT
#include "model/run/checkpoint.hpp"

#include "model/core/checksum.hpp"
#include "model/core/error.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace wordfield;

namespace {

GptTrainer trainer_to_save(int threads = 2) {
    return {test::toy_corpus(),
            {.dim = 8, .layers = 2, .heads = 2, .context = 6},
            {.batch = 3, .warmup = 3, .horizon = 100, .seed = 9, .threads = threads}};
}

std::string refusal(std::span<const std::byte> bytes) {
    try {
        decode_checkpoint(bytes, "x.ckpt");
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("CRC-32: the standard's check value", "[model]") {
    const std::string_view text = "123456789";
    CHECK(crc32(std::as_bytes(std::span{text})) == 0xCBF43926U);
    const auto bytes = std::as_bytes(std::span{text});
    CHECK(crc32(bytes.subspan(4), crc32(bytes.first(4))) == 0xCBF43926U);
}

TEST_CASE("checkpoint: everything comes back as it was", "[model]") {
    GptTrainer trainer = trainer_to_save();
    for (int i = 0; i < 5; ++i) trainer.step();
    trainer.freeze_group("norms", true);
    trainer.freeze_row(4, true);
    trainer.ablate_head(1, 0, true);
    trainer.set_learning_rate(0.1F); // no short binary fraction
    const TrainerState state = trainer.state();
    CHECK(decode_checkpoint(encode_checkpoint(state), "x.ckpt") == state);
    CHECK(GptTrainer{trainer.corpus(), state}.state() == state);
}

TEST_CASE("checkpoint: a resumed run equals an unbroken one bit for bit", "[model]") {
    const test::TemporaryFolder folder;
    GptTrainer unbroken = trainer_to_save(), first_half = trainer_to_save();
    for (int i = 0; i < 12; ++i) first_half.step();
    save_checkpoint(folder.path / "half.ckpt", first_half.state());
    GptTrainer resumed{test::toy_corpus(), load_checkpoint(folder.path / "half.ckpt")};
    for (int i = 0; i < 12; ++i) unbroken.step();
    for (int i = 0; i < 12; ++i) REQUIRE(resumed.step() == unbroken.step());
    CHECK(resumed.state() == unbroken.state());
    CHECK(resumed.moment().embedding->matrix() == unbroken.moment().embedding->matrix());
    CHECK(*resumed.moment().mean_gradient == *unbroken.moment().mean_gradient);
}

TEST_CASE("checkpoint: saving replaces the old file and leaves no other behind", "[model]") {
    const test::TemporaryFolder folder;
    GptTrainer trainer = trainer_to_save(1);
    const auto path = folder.path / "run.ckpt";
    save_checkpoint(path, trainer.state());
    trainer.step();
    save_checkpoint(path, trainer.state());
    CHECK(load_checkpoint(path).step == 1);
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path}, {}) == 1);
    CHECK_THROWS_AS(save_checkpoint(folder.path / "nowhere" / "run.ckpt", trainer.state()), Error);
    std::filesystem::create_directory(folder.path / "taken"); // cannot be replaced by a file
    CHECK_THROWS_AS(save_checkpoint(folder.path / "taken", trainer.state()), Error);
    CHECK(std::filesystem::is_directory(folder.path / "taken"));
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path}, {}) == 2);
}

TEST_CASE("checkpoint: 200 truncations and bit flips, 200 refusals", "[model]") {
    GptTrainer trainer = trainer_to_save(1);
    trainer.step();
    const auto whole = encode_checkpoint(trainer.state());
    Pcg32 rng{17};
    const auto size = static_cast<std::uint32_t>(whole.size());
    for (int i = 0; i < 100; ++i) {
        const std::uint32_t length = i < 20 ? static_cast<std::uint32_t>(i) * 3 : rng.below(size);
        INFO("cut to " << length);
        CHECK_FALSE(refusal(std::span{whole}.first(length)).empty());
        auto flipped = whole;
        const std::uint32_t bit =
            i < 50 ? rng.below(8 * 400) : rng.below(8 * size); // half of them in the settings
        flipped[bit / 8] ^= std::byte{1} << (bit % 8);
        INFO("bit " << bit);
        CHECK_FALSE(refusal(flipped).empty());
    }
    CHECK(refusal(whole).empty());
}

TEST_CASE("checkpoint: refusals name the file and the reason", "[model]") {
    GptTrainer trainer = trainer_to_save(1);
    auto bytes = encode_checkpoint(trainer.state());
    const std::string_view foreign = "PK\003\004 some other kind of file";
    CHECK(refusal(std::as_bytes(std::span{foreign})) ==
          "x.ckpt: is not a Wordfield checkpoint (choose a file that was saved with --save or Ctrl+S)");
    CHECK(refusal(std::span{bytes}.first(bytes.size() - 1)).find("cut off") != std::string::npos);
    auto extended = bytes;
    extended.push_back(std::byte{0});
    CHECK_FALSE(refusal(extended).empty());
    bytes[8] = std::byte{2};
    CHECK(refusal(bytes).find("version 2") != std::string::npos);
    CHECK_THROWS_AS(load_checkpoint("/nonexistent/run.ckpt"), Error);
    CHECK_THROWS_AS(load_checkpoint(std::filesystem::temp_directory_path()), Error);
}

TEST_CASE("checkpoint: another vocabulary is refused", "[model]") {
    GptTrainer trainer = trainer_to_save(1);
    TrainerState state = trainer.state();
    std::swap(state.words[3], state.words[4]);
    CHECK_THROWS_AS((GptTrainer{trainer.corpus(), state}), Error);
    CHECK_THROWS_AS((GptTrainer{test::toy_corpus(29), trainer.state()}), Error);
}
