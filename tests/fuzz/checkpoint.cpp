// SPDX-License-Identifier: MIT
// Any checkpoint, its checksums repaired so that what lies behind them is reached: decoded, trained on for
// two steps, looked at, saved and read again.
#include "model/run/checkpoint.hpp"
#include "model/core/checksum.hpp"
#include "model/train/trainer.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cstring>

namespace {

using namespace wordfield;

// Right checksums for every section whose length fits, and the end that a whole file has.
std::vector<std::byte> repaired(std::span<const std::byte> bytes) {
    constexpr std::size_t start = 12, head = 12, crc_size = 4;
    std::vector<std::byte> file{bytes.begin(), bytes.end()};
    for (std::size_t at = start; at + head + crc_size <= file.size();) {
        std::uint64_t length = 0;
        std::memcpy(&length, file.data() + at + 4, sizeof length);
        if (length > file.size() - at - head - crc_size) break;
        const auto covered = std::span{file}.subspan(at, head + static_cast<std::size_t>(length));
        const std::uint32_t crc = crc32(covered);
        std::memcpy(file.data() + at + covered.size(), &crc, crc_size);
        at += covered.size() + crc_size;
    }
    return file;
}

// What takes long without telling anything new.
bool is_small(const TrainerState& state) {
    const ModelConfig& m = state.model;
    const TrainConfig& t = state.train;
    return m.vocabulary <= 64 && m.dim <= 32 && m.layers <= 3 && m.context <= 64 && m.window <= 32 &&
           m.negatives <= 32 && t.batch <= 8 && t.threads <= 2 && state.parameters.size() < 60'000;
}

// The corpus that these words are of; words that stand twice are not those of any.
std::shared_ptr<const Corpus> corpus_of(const TrainerState& state) {
    auto corpus = std::make_shared<Corpus>();
    for (std::size_t id = 2; id < state.words.size(); ++id) {
        if (corpus->lexicon.vocabulary.find(state.words[id])) return nullptr;
        corpus->lexicon.vocabulary.add(state.words[id], 10);
    }
    for (int i = 0; i < 1500; ++i) corpus->text.train.push_back(i * 7 % corpus->lexicon.vocabulary.size());
    corpus->text.heldout = corpus->text.train;
    corpus->lexicon.category.assign(corpus->lexicon.vocabulary.size(), -1);
    return corpus;
}

void use(const RunFile& run) {
    const TrainerState& state = run.trainer;
    const auto corpus = corpus_of(state);
    if (!corpus) return;
    const auto trainer = make_trainer(corpus, state);
    trainer->step();
    trainer->step();
    if (trainer->failed()) trainer->roll_back();
    const Moment moment = trainer->moment();
    fuzz::require(moment.step == trainer->step_count(), "a moment is of the newest step");
    (void)trainer->measure_heldout(2);
    const TrainerState now = trainer->state();
    const auto bytes = encode_checkpoint(now, run.source.get(), run.history.get());
    const RunFile again = decode_run(bytes, "again");
    fuzz::require(encode_checkpoint(again.trainer, again.source.get(), again.history.get()) == bytes,
                  "what was saved reads the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 200'000) return 0;
    fuzz::allow_refusal([&] {
        const auto file = repaired(std::as_bytes(std::span{data, size}));
        const RunFile run = decode_run(file, "any.ckpt");
        if (is_small(run.trainer)) use(run);
    });
    return 0;
}
