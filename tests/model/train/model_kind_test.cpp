// SPDX-License-Identifier: MIT
// Walks the list of kinds: whoever adds one is held to what its description promises.
#include "model/train/model_kind.hpp"

#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "model/train/trainer.hpp"
#include "model/train/window_gradients.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <set>

using namespace wordfield;

namespace {

std::unique_ptr<Trainer> trainer_of(const ModelKindInfo& info) {
    const ModelConfig model{.kind = info.kind, .dim = 8, .layers = 2, .heads = 2, .context = 10};
    TrainConfig train = info.recipe;
    train.batch = 4;
    return make_trainer(test::toy_corpus(), model, train);
}

} // namespace

TEST_CASE("every kind of model has names of its own, words and a usual training", "[model]") {
    std::set<std::string> ids, names;
    std::set<ModelKind> kinds;
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        CHECK(ids.insert(info->id).second);
        CHECK(names.insert(info->name).second);
        CHECK(kinds.insert(info->kind).second);
        CHECK(&info_of(info->kind) == info);
        for (const std::string* words :
             {&info->noun, &info->explanation, &info->words.task, &info->words.loss, &info->words.heldout,
              &info->words.prediction, &info->words.predicted_by, &info->words.size})
            CHECK_FALSE(words->empty());
        CHECK_NOTHROW(validate({.kind = info->kind, .vocabulary = 30}, info->recipe));
    }
    CHECK(model_kinds().front()->kind == ModelConfig{}.kind); // the default leads
}

TEST_CASE("every kind of model is and can what its description says", "[model]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        const auto trainer = trainer_of(*info);
        for (int i = 0; i < 3; ++i) trainer->step();
        const Moment s = trainer->moment();
        const Trace trace = s.network->trace(std::vector<TokenId>{4, 5, 6});
        const Capabilities can = trainer->capabilities();
        CHECK(s.model.kind == info->kind);
        CHECK(s.parameters == info->parameters(trainer->model()));
        CHECK(static_cast<int>(s.groups.size()) == info->groups);
        CHECK(s.capabilities.next_token == can.next_token);
        CHECK((s.output_embedding != nullptr) == can.output_table);
        CHECK(trace.unembedding == (can.output_table ? s.output_embedding : s.embedding->shared_matrix()));
        CHECK(trace.attention.size() == (can.attention ? 4U : 0U));
        CHECK(s.ablated_heads.size() == (can.attention ? 4U : 0U));
        CHECK(trace.residual.size() == (can.layers ? 3U : 1U));
        CHECK((trace.norm_epsilon > 0.0F) == can.layers);
        const auto room = s.network->room();
        CHECK(window_gradients(s, s.corpus->text.train.front(), *room).empty() == !can.window_gradients);
        CHECK(trainer->state().first_moment.empty() == !can.optimizer);
        const auto refused = [](const auto& ask) {
            try {
                ask();
            } catch (const Error&) {
                return true;
            }
            return false;
        };
        CHECK(refused([&] { trainer->ablate_head(0, 0, true); }) == !can.attention);
        CHECK(refused([&] { trainer->set_optimizer(OptimizerKind::Momentum); }) == !can.optimizer);
        // The loss of knowing nothing.
        const double guess = can.cross_entropy ? std::log(30.0) : 6.0 * std::log(2.0);
        CHECK(*trainer_of(*info)->evaluate_heldout(20) == Approx(guess).epsilon(0.05));
    }
}

TEST_CASE("every kind of model can be saved and goes on to the same bits", "[model]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        const auto trainer = trainer_of(*info);
        for (int i = 0; i < 7; ++i) trainer->step();
        const auto resumed =
            make_trainer(test::toy_corpus(), decode_checkpoint(encode_checkpoint(trainer->state()), "test"));
        CHECK(resumed->model() == trainer->model());
        for (int i = 0; i < 10; ++i) CHECK(resumed->step() == trainer->step());
    }
}

TEST_CASE("a kind of model, an optimiser or a schedule that is none is refused with those there are",
          "[model]") {
    const auto refusal = [](ModelConfig model, TrainConfig train) -> std::string {
        model.vocabulary = 30;
        try {
            validate(model, train);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    for (const int number : {-1, 99}) {
        const std::string kind = refusal({.kind = static_cast<ModelKind>(number)}, {});
        for (const ModelKindInfo* const info : model_kinds()) CHECK(kind.find(info->id) != std::string::npos);
        const std::string optimizer = refusal({}, {.optimizer = static_cast<OptimizerKind>(number)});
        for (const auto& choice : optimizers()) CHECK(optimizer.find(choice.name) != std::string::npos);
        const std::string schedule = refusal({}, {.schedule = static_cast<Schedule>(number)});
        for (const auto& choice : schedules()) CHECK(schedule.find(choice.name) != std::string::npos);
    }
    CHECK(refusal({.dim = 30, .heads = 4}, {}).find("cannot be shared by 4 heads") != std::string::npos);
    for (const auto& choice : optimizers()) CHECK(refusal({}, {.optimizer = choice.kind}).empty());
    for (const auto& choice : schedules()) CHECK(refusal({}, {.schedule = choice.kind}).empty());
}

TEST_CASE("every setting of a model is somebody's, and its range and offers are what validate() takes",
          "[model]") {
    std::set<std::string> ids;
    for (const ModelSetting* const setting : model_settings()) {
        INFO(setting->id);
        CHECK(ids.insert(setting->id).second);
        CHECK(std::ranges::any_of(model_kinds(), [&](const auto* info) { return info->has(*setting); }));
        ModelConfig model{.vocabulary = 30};
        const auto fits = [&](auto member, auto value) {
            model = {.vocabulary = 30, .dim = 64 * 9};
            model.*member = value;
            CHECK(setting->of(model) == static_cast<double>(value));
            try {
                validate_ranges(model, {});
                return true;
            } catch (const Error&) {
                return false;
            }
        };
        if (const auto* const whole = std::get_if<ModelSetting::Whole>(&setting->value)) {
            for (const int offered : whole->offered) CHECK(fits(whole->member, offered));
            CHECK(fits(whole->member, whole->range.low));
            CHECK(fits(whole->member, whole->range.high));
            CHECK_FALSE(fits(whole->member, whole->range.low - 1));
            CHECK_FALSE(fits(whole->member, whole->range.high + 1));
        } else if (const auto* const real = std::get_if<ModelSetting::Real>(&setting->value)) {
            for (const float end : {real->range.low, real->range.high, real->slider.low, real->slider.high})
                CHECK(fits(real->member, end));
            CHECK_FALSE(fits(real->member, real->range.high + 0.1F));
            CHECK_FALSE(fits(real->member, real->range.low - 0.1F));
        }
    }
    CHECK(settings::noise_power.option() == "--noise-power");
}
