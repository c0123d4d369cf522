// SPDX-License-Identifier: MIT
// What the transformer says of itself.
#include "model/nn/parameters.hpp"
#include "model/train/gpt_trainer.hpp"
#include "model/train/model_kind.hpp"

namespace wordfield::inline train {
namespace {

std::int64_t gpt_parameters(const ModelConfig& model) {
    return ParameterTable{model}.parameters();
}

std::string gpt_summary(const ModelConfig& model) {
    return "GPT · " + std::to_string(model.layers) + (model.layers == 1 ? " layer · " : " layers · ") +
           std::to_string(model.heads) + " heads · " + std::to_string(model.dim) + " dims";
}

const ModelKindInfo::Words gpt_words{
    .task = "A GPT-style transformer learns to predict the next word of this corpus.",
    .loss = "Cross-entropy in nats a token: minus the log of the probability that the model gave to the word "
            "that came. Held-out text was never trained on.",
    .heldout = "Cross-entropy on held-out text, in nats a token: how surprised the model is. It cannot go "
               "below the entropy of the text.",
    .prediction = "Next word after",
    .predicted_by = "softmax(logits / T): the probability of every word to come next. At the right its "
                    "entropy H: as uncertain as choosing among 2^H words.",
    .size = "Transformer blocks, attention heads in each, and the width of every vector."};

} // namespace

const ModelKindInfo& gpt_kind() {
    static const ModelKindInfo info{
        .kind = ModelKind::Gpt,
        .id = "gpt",
        .name = "transformer",
        .noun = "transformer",
        .explanation =
            "GPT-style: predicts the next word from all the words before it, through attention. Its "
            "embedding is learned together with everything else (Radford et al. 2019).",
        .capabilities = {.layers = true,
                         .attention = true,
                         .next_token = true,
                         .cross_entropy = true,
                         .optimizer = true,
                         .window_gradients = true,
                         .threads = true},
        .settings = {&settings::layers, &settings::heads, &settings::context},
        .recipe = {},
        .words = gpt_words,
        .groups = group_count,
        .parameters = gpt_parameters,
        .summary = gpt_summary,
        .begin = [](auto corpus, const auto& model, const auto& train) -> std::unique_ptr<Trainer> {
            return std::make_unique<GptTrainer>(std::move(corpus), model, train);
        },
        .resume = [](auto corpus, const auto& state) -> std::unique_ptr<Trainer> {
            return std::make_unique<GptTrainer>(std::move(corpus), state);
        }};
    return info;
}

} // namespace wordfield::inline train
