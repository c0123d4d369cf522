// SPDX-License-Identifier: MIT
#include "app/shell/headless.hpp"

#include "model/core/error.hpp"
#include "render/png.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

using namespace wordfield;
using namespace wordfield::app;
using nlohmann::json;

namespace {

using Folder = test::TemporaryFolder;

Options options(int steps) {
    Options o;
    o.headless = true;
    o.steps = steps;
    o.model.layers = 1;
    o.projection.method = ProjectionMethod::Pca;
    o.train.threads = 1;
    return o;
}

json report_of(Options o, const Folder& folder) {
    o.report = folder.path / "report.json";
    REQUIRE(run_headless(o) == 0);
    return json::parse(std::ifstream{o.report});
}

} // namespace

TEST_CASE("the report has the fields that the contract names", "[app]") {
    const Folder folder;
    const json r = report_of(options(3), folder);
    CHECK(r["step"] == 3);
    CHECK(r["seed"] == 1);
    CHECK(r["corpus"]["name"] == "everyday");
    CHECK(r["corpus"]["tokens"] > 100'000);
    CHECK(r["corpus"]["entropy_floor_nats"].is_number());
    CHECK(r["model"]["kind"] == "gpt");
    CHECK(r["model"]["dim"] == 64);
    CHECK(r["loss"]["heldout"] > 0);
    CHECK(r["neighbours"]["per_category"].size() > 10);
    CHECK(r["analogies"]["per_relation"].size() >= 3);
    for (const char* field : {"method", "trustworthiness_at_10", "continuity_at_10", "purity_at_10"})
        CHECK_FALSE(r["map"][field].is_null());
    for (const char* field : {"version", "seconds", "tokens_per_second"}) CHECK(r.contains(field));
}

TEST_CASE("step 0 is honest noise: purity at chance, loss at the logarithm of the vocabulary", "[app]") {
    const Folder folder;
    const json r = report_of(options(0), folder);
    const double purity = r["neighbours"]["purity_at_10"];
    const double chance = r["neighbours"]["chance"];
    CHECK(std::abs(purity - chance) < 0.02);
    CHECK(r["loss"]["heldout"].get<double>() ==
          Approx(std::log(r["corpus"]["vocabulary"].get<double>())).margin(0.05));
    CHECK(r["loss"]["train"].is_null());
}

TEST_CASE("the same seed gives the same report, another seed another", "[app][long]") {
    const Folder folder;
    Options o = options(5);
    const json a = report_of(o, folder);
    const json b = report_of(o, folder);
    o.train.seed = o.corpus.seed = 2;
    const json c = report_of(o, folder);
    CHECK(a["loss"] == b["loss"]);
    CHECK(a["analogies"] == b["analogies"]);
    CHECK(a["loss"] != c["loss"]);
}

TEST_CASE("a run that was saved half-way and resumed reports what an unbroken one does, bit for bit",
          "[app][long]") {
    const Folder folder;
    for (const ModelKind kind : {ModelKind::Gpt, ModelKind::SkipGram}) {
        Options whole = options(6), half = options(3), rest = options(6);
        whole.model.kind = half.model.kind = kind;
        half.save = rest.resume = folder.path / "half.ckpt";
        const json unbroken = report_of(whole, folder);
        report_of(half, folder);
        const json resumed = report_of(rest, folder);
        for (const char* part : {"step", "loss", "neighbours", "analogies", "model"}) {
            INFO(part);
            CHECK(resumed[part] == unbroken[part]);
        }
    }
}

TEST_CASE("a report says the same whether or not a picture is asked for", "[app][gl][long]") {
    const Folder folder;
    Options plain = options(30), pictured = options(30);
    pictured.screenshot = folder.path / "window.png";
    CHECK(report_of(plain, folder)["map"] == report_of(pictured, folder)["map"]);
}

TEST_CASE("a picture of the window needs no display", "[app][gl]") {
    const Folder folder;
    Options o = options(4);
    o.screenshot = folder.path / "window.png";
    o.width = 1280;
    o.height = 800;
    REQUIRE(run_headless(o) == 0);
    const render::Image image = render::read_png(o.screenshot);
    CHECK(image.width == 1280);
    CHECK(image.height == 800);
    std::set<std::tuple<int, int, int>> colours;
    for (int y = 0; y < image.height; y += 3)
        for (int x = 0; x < image.width; x += 3) {
            const glm::ivec4 p = image.at(x, y);
            CHECK(p.a == 255);
            colours.insert({p.r, p.g, p.b});
        }
    CHECK(colours.size() > 200); // panels, words and points, not one flat ground
}

TEST_CASE("a corpus that is not there and a folder that is not there are refused with a sentence", "[app]") {
    Options o = options(1);
    o.corpus.source = "/no/such/corpus.txt";
    CHECK_THROWS_AS(run_headless(o), Error);
    o = options(1);
    o.report = "/no/such/folder/report.json";
    CHECK_THROWS_AS(run_headless(o), Error);
}
