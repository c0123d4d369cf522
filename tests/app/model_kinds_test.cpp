// SPDX-License-Identifier: MIT
// Walks the list of kinds through the window: every panel draws a model of each, and the dialog begins one.
#include "app/shell/report.hpp"
#include "bench_fixture.hpp"
#include "model/train/trainer.hpp"

#include <nlohmann/json.hpp>

using namespace wordfield;
using namespace wordfield::app;

namespace {

test::Seen moment_of(const ModelKindInfo& info) {
    TrainConfig train = info.recipe;
    train.batch = 2;
    const auto trainer = make_trainer(
        test::toy_corpus(), {.kind = info.kind, .dim = 8, .layers = 1, .heads = 2, .context = 8}, train);
    for (int i = 0; i < 3; ++i) trainer->step();
    test::Seen moment{trainer->moment()};
    moment.run = 1;
    return moment;
}

} // namespace

TEST_CASE("model kinds: every page of the window shows one of each", "[app][gl]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        OffscreenBench bench;
        if (!bench) return;
        bench.take(moment_of(*info));
        bench->selection().pin_only(7);
        bench.frame(3);
        bench.click("next.physics");
        for (const char* page : {"cell", "circuit", "head", "lineup", "layers", "contexts", "field", "patch",
                                 "ablations", "push", "opposites", "softmax"}) {
            bench.click(std::string{"inside.tab."} + page);
            CHECK_FALSE(bench->inside_page().empty());
        }
        bench.click("inside.close");
        CHECK(bench.shows("training.loss"));
        CHECK(bench.shows("next.temperature"));
    }
}

TEST_CASE("model kinds: the dialog asks for the settings of the kind that is chosen, and begins it",
          "[app][gl]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        OffscreenBench bench;
        if (!bench) return;
        bench.take(moment_of(*model_kinds().back()));
        bench.click("training.new_model");
        bench.frame(2);
        bench.click("new.kind." + info->name);
        bench.frame(2);
        for (const ModelSetting* const setting : model_settings()) {
            const auto* const whole = std::get_if<ModelSetting::Whole>(&setting->value);
            const std::string control =
                "new." + setting->id + (whole != nullptr ? "." + std::to_string(whole->offered.front()) : "");
            INFO(control);
            CHECK(bench.shows(control) == info->has(*setting));
        }
        bench.click("new.start");
        REQUIRE(bench.sent<RestartWith>());
        CHECK(bench.sent<RestartWith>()->model.kind == info->kind);
        CHECK(bench.sent<RestartWith>()->train.optimizer == info->recipe.optimizer);
        CHECK(bench.sent<RestartWith>()->train.learning_rate == info->recipe.learning_rate);
    }
}

TEST_CASE("model kinds: a report names the kind and the settings that it looks at", "[app]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        const test::Seen moment = moment_of(*info);
        const auto report =
            nlohmann::json::parse(report_json(*test::status_of(moment), *ring_layout(moment), {}));
        const auto& model = report["model"];
        CHECK(model["kind"] == info->id);
        CHECK(model["parameters"] == info->parameters(moment.model));
        CHECK(model.contains("softmax_sample") == info->capabilities.next_token);
        for (const ModelSetting* const setting : model_settings()) {
            INFO(setting->id);
            const bool told = info->has(*setting) || setting == &settings::context;
            CHECK(model.contains(setting->id) == told);
            if (told) CHECK(model[setting->id].get<double>() == Approx(setting->of(moment.model)));
        }
    }
}
