// SPDX-License-Identifier: MIT
// Every kind of model, described as data. --model, the dialog, the checkpoint's check, the report and the
// panels' words derive from this one list; to add a kind: a number in ModelKind (model/nn/config.hpp), a
// description beside its trainer, and a line in model_kinds().
#pragma once

#include "model/nn/model_setting.hpp"
#include "model/train/capabilities.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace wordfield::inline text {
struct Corpus;
} // namespace wordfield::inline text

namespace wordfield::inline train {

struct TrainerState;
class Trainer;

struct ModelKindInfo {
    ModelKind kind;
    std::string id;          ///< "skipgram": on the command line and in reports
    std::string name;        ///< "skip-gram": on buttons
    std::string noun;        ///< "skip-gram", as in "A skip-gram has no layers"
    std::string explanation; ///< what it is, with its paper
    Capabilities capabilities;
    std::vector<const ModelSetting*> settings; ///< those it looks at, besides dim
    TrainConfig recipe;                        ///< what is not said of its training

    struct Words {
        std::string task;         ///< "A skip-gram learns ... in this corpus.": what it learns
        std::string loss;         ///< what its loss is, for the training panel
        std::string heldout;      ///< the same of held-out text, for the strip
        std::string prediction;   ///< "Words near": what its trace's logits are of, before the word
        std::string predicted_by; ///< how they come about
        std::string size;         ///< what summary() tells, in a sentence
    } words;

    int groups = 0; ///< of parameters, which can be frozen
    std::int64_t (*parameters)(const ModelConfig& model) = nullptr;
    std::string (*summary)(const ModelConfig& model) = nullptr; ///< "skip-gram · window 5 · 64 dims"
    std::unique_ptr<Trainer> (*begin)(std::shared_ptr<const Corpus>, const ModelConfig&,
                                      const TrainConfig&) = nullptr;
    std::unique_ptr<Trainer> (*resume)(std::shared_ptr<const Corpus>, const TrainerState&) = nullptr;

    [[nodiscard]] bool has(const ModelSetting& setting) const;
};

/// Every kind that is trained, the default at the front.
std::span<const ModelKindInfo* const> model_kinds();
/// Of vectors_kind(), too, which nobody chooses. Throws Error when there is no such kind: a number out of a
/// file.
const ModelKindInfo& info_of(ModelKind kind);

/// Throws Error when a number is out of range, the kind is none or does not go with the rest (dim is no
/// multiple of heads, ...).
void validate(const ModelConfig& model, const TrainConfig& train);

} // namespace wordfield::inline train
