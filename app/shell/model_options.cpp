// SPDX-License-Identifier: MIT
#include "app/shell/model_options.hpp"

#include "model/train/model_kind.hpp"

#include <cstdio>

namespace wordfield::app {
namespace {

// "skipgram, cbow: " before what the default kind of model does not look at.
std::string who_has(const ModelSetting& setting) {
    if (model_kinds().front()->has(setting)) return {};
    std::string ids;
    for (const ModelKindInfo* const info : model_kinds())
        if (info->has(setting)) ids += (ids.empty() ? "" : ", ") + info->id;
    return ids + ": ";
}

// "gpt 0.005, skipgram 0.05"
std::string usual_rates() {
    std::string all;
    for (const ModelKindInfo* const info : model_kinds()) {
        char rate[32];
        std::snprintf(rate, sizeof rate, " %g", static_cast<double>(info->recipe.learning_rate));
        all += (all.empty() ? "" : ", ") + info->id + rate;
    }
    return all;
}

} // namespace

void add_model_options(CLI::App& cli, Options& o) {
    std::vector<std::pair<std::string, ModelKind>> kinds;
    for (const ModelKindInfo* const info : model_kinds()) kinds.emplace_back(info->id, info->kind);
    add_choice<ModelKind>(cli, "--model", o.model.kind, kinds, "what learns");
    add_number(cli, "--dim", o.model.dim, limits::dim, "width of the embedding");
    for (const ModelSetting* const setting : model_settings())
        std::visit(
            [&](const auto& s) {
                add_number(cli, setting->option(), o.model.*s.member, s.range,
                           who_has(*setting) + setting->help);
            },
            setting->value);
    add_number(cli, "--softmax-sample", o.train.softmax_sample, limits::softmax_sample,
               "words that a step's softmax is estimated from; 0: all (default: all up to 4,000 words, "
               "1,024 above)");
    add_number(cli, "--batch", o.train.batch, limits::batch, "windows in one step");
    add_number(cli, "--lr", o.train.learning_rate, limits::learning_rate,
               "peak of the learning rate (" + usual_rates() + ")");
}

void use_recipe_of_kind(const CLI::App& cli, Options& o) {
    const TrainConfig recipe = info_of(o.model.kind).recipe;
    if (cli.count("--lr") == 0) o.train.learning_rate = recipe.learning_rate;
    o.train.warmup = recipe.warmup;
    o.train.optimizer = recipe.optimizer;
}

} // namespace wordfield::app
