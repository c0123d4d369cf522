// SPDX-License-Identifier: MIT
#include "app/options.hpp"

#include "tests/support/catch.hpp"

#include <initializer_list>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;

namespace {

Parsed parse(std::initializer_list<const char*> words) {
    std::vector<const char*> arguments{"wordfield"};
    arguments.insert(arguments.end(), words);
    return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

int exit_code(std::initializer_list<const char*> words) {
    const Parsed parsed = parse(words);
    return std::holds_alternative<int>(parsed) ? std::get<int>(parsed) : -1;
}

} // namespace

TEST_CASE("without arguments the contract's defaults hold", "[app]") {
    const Options o = std::get<Options>(parse({}));
    CHECK(o.corpus.source == "everyday");
    CHECK(o.model.dim == 64);
    CHECK(o.model.layers == 2);
    CHECK(o.model.heads == 4);
    CHECK(o.model.context == 32);
    CHECK(o.train.batch == 32);
    CHECK(o.train.learning_rate == Approx(0.005));
    CHECK(o.train.seed == 1);
    CHECK(o.projection.method == ProjectionMethod::Tsne);
    CHECK(o.projection.dims == 2);
    CHECK_FALSE(o.headless);
    CHECK_FALSE(o.steps.has_value());
}

TEST_CASE("options arrive where they belong", "[app]") {
    const Options o = std::get<Options>(
        parse({"--corpus", "a.txt", "--labels",   "l.tsv",  "--dim",    "32",       "--layers",  "1",
               "--heads",  "2",     "--context",  "16",     "--batch",  "8",        "--lr",      "0.01",
               "--seed",   "7",     "--threads",  "2",      "--steps",  "12",       "--project", "pca",
               "--dims",   "3",     "--headless", "--size", "1280x800", "--select", "king,queen"}));
    CHECK(o.corpus.source == "a.txt");
    CHECK(o.corpus.labels == "l.tsv");
    CHECK(o.corpus.seed == 7);
    CHECK(o.model.dim == 32);
    CHECK(o.train.batch == 8);
    CHECK(o.steps == 12);
    CHECK(o.train.horizon == TrainConfig{}.horizon); // so that a run that is resumed follows the same rates
    CHECK(o.projection.method == ProjectionMethod::Pca);
    CHECK(o.projection.dims == 3);
    CHECK(o.projection.seed == 7);
    CHECK(o.width == 1280);
    CHECK(o.height == 800);
    CHECK(o.select == std::vector<std::string>{"king", "queen"});
}

TEST_CASE("wrong usage ends with 2, help with 0", "[app]") {
    CHECK(exit_code({"--help"}) == 0);
    CHECK(exit_code({"--version"}) == 0);
    CHECK(exit_code({"--no-such-option"}) == 2);
    CHECK(exit_code({"--dims", "4"}) == 2);
    CHECK(exit_code({"--dim", "30", "--heads", "4"}) == 2);
    CHECK(exit_code({"--project", "umap"}) == 2);
    CHECK(exit_code({"--size", "huge"}) == 2);
    CHECK(exit_code({"--size", "100x100"}) == 2);
    CHECK(exit_code({"--steps", "-1"}) == 2);
    CHECK(exit_code({"--headless", "--ui-state", "x.json"}) == 2);
    CHECK(exit_code({"--report", "r.json"}) == 2);
    CHECK(exit_code({"--lr", "fast"}) == 2);
}
