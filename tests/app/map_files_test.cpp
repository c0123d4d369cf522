// SPDX-License-Identifier: MIT
// Files of the map and the run: which kind a name asks for, the tables, and the data of the page (what a
// browser makes of it is in tests/cli/page_test.py).
#include "app/shell/map_files.hpp"

#include "app/map/map_file.hpp"
#include "app/shell/page.hpp"
#include "app/story/history.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace wordfield;
using namespace wordfield::app;

namespace {

nlohmann::json data_of(const std::string& html) {
    const std::string open = "<script id=\"data\" type=\"application/json\">";
    const std::size_t begin = html.find(open) + open.size();
    return nlohmann::json::parse(html.substr(begin, html.find("</script>", begin) - begin));
}

} // namespace

TEST_CASE("the kind of a file of the map is told by its whole ending", "[app][files]") {
    CHECK(map_file_kind("a/map.svg")->kind == MapFile::Document);
    CHECK(map_file_kind("MAP.PNG")->kind == MapFile::Picture);
    CHECK(map_file_kind("map.html")->kind == MapFile::Page);
    CHECK(map_file_kind("a.layout.csv")->kind == MapFile::Places);
    CHECK(map_file_kind("a.atlas.csv")->kind == MapFile::Atlas);
    CHECK(map_file_kind("a.Atlas.JSONL")->kind == MapFile::Atlas);
    CHECK(map_file_kind("a.Metrics.CSV")->kind == MapFile::Curves);
    CHECK(map_file_kind("a.report.json")->kind == MapFile::Report);
    for (const char* other : {"words.tsv", "a.json", "words.csv", "map", "svg", "layout.csvx"})
        CHECK_FALSE(is_map_file(other));
    CHECK(with_ending("x/map.layout.csv", ".html") == "x/map.html");
    CHECK(with_ending("x/words.v2.tsv", ".metrics.csv") == "x/words.v2.metrics.csv");
    CHECK(with_ending("x/map.svg", ".layout.csv") == "x/map.layout.csv");
}

TEST_CASE("the curves as a table", "[app][files]") {
    History history;
    history.train_loss.add(1, 6.5F);
    history.train_loss.add(2, 5.25F);
    history.relations.emplace_back();
    history.relations.back().name = "a, \"b\"";
    history.relations.back().accuracy.add(2, 0.5F);
    CHECK(metrics_csv(history) == "curve,step,value\ntraining loss,1,6.5\ntraining loss,2,5.25\n"
                                  "\"analogies: a, \"\"b\"\"\",2,0.5\n");
}

TEST_CASE("a page keeps places to a few hundred-thousandths, and what could end its script is harmless",
          "[app][files]") {
    Page page{.title = "a < b & c", .about = "{{DATA}}"};
    page.words = {{"</script>", 7, 0, {1.0F, 0.5F, 0.0F}, 2}, {"é\"\\", 3, -1, {0.0F, 0.0F, 0.0F}, 0}};
    page.categories = {{"<!--", {1.0F, 0.5F, 0.0F}}};
    page.moments = {{0, {glm::vec2{-2.0F, 1.0F}, std::nullopt}},
                    {40, {glm::vec2{0.5F, 0.25F}, glm::vec2{std::numeric_limits<float>::quiet_NaN(), 0.0F}}}};
    page.curves = {{"loss", "nats", {{1.0, 2.5F}, {2.0, std::numeric_limits<float>::infinity()}}}};
    const std::string html = page_html(page);
    CHECK(html.find("<h1>a &lt; b &amp; c</h1>") != std::string::npos);
    CHECK(html.find("<p>{{DATA}}</p>") != std::string::npos); // what stands in a part is no part
    CHECK(html.find("class=\"dark\"") != std::string::npos);
    const nlohmann::json data = data_of(html);
    CHECK(data["words"] == nlohmann::json{"</script>", "é\"\\"});
    CHECK(data["palette"] == nlohmann::json{"#ff8000", "#000000"});
    CHECK(data["categories"][0]["name"] == "<!--");
    CHECK(data["steps"] == nlohmann::json{0, 40});
    // -30000, 15000, two of none; 7500, 3750, two of none: the lower byte first.
    CHECK(data["places"] == "0IqYOgCAAIBMHaYOAIAAgA==");
    CHECK(data["curves"][0]["points"] == nlohmann::json{{1.0, 2.5}});
    page.dark = false;
    CHECK(page_html(page).find("class=\"light\"") != std::string::npos);
}

TEST_CASE("the page of a run: kept moments, the most frequent words, as many as fit", "[app][files][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    CHECK_FALSE(page_of(bench->shown(), true));
    SmallModel model;
    for (const int step : {0, 40, 80, 120}) {
        bench.take(paused_at(model, step));
        bench.frame(3);
    }
    const auto page = page_of(bench->shown(), true);
    REQUIRE(page);
    CHECK(page->words.size() == 30);
    CHECK(page->moments.front().step == 0);
    CHECK(page->moments.back().step == 120);
    const auto table = layout_csv(bench->shown());
    CHECK(table.starts_with("word,x,y,count,category\n"));
    CHECK(std::ranges::count(table, '\n') == 31);
    const test::TemporaryFolder folder;
    const Ui ui;
    write_map_file(folder.path / "a.report.json", ui, *bench);
    CHECK(nlohmann::json::parse(test::content_of(folder.path / "a.report.json"))["step"] == 120);
    const auto few = page_of(bench->shown(), true, 5, 20);
    REQUIRE(few);
    CHECK(few->words.size() == 5);
    CHECK(few->moments.size() == 2); // 20 numbers: two moments of five words
    CHECK(few->moments.front().step == 0);
    CHECK(few->moments.back().step == 120);
    CHECK(few->moments.back().places[0].has_value());
}
