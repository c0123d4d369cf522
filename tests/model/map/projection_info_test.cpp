// SPDX-License-Identifier: MIT
// The list of projections, walked: whatever is added to it has all that screen and command line ask of it.
#include "model/map/projection_info.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <string>

using namespace wordfield;

TEST_CASE("every projection has names, an explanation and a factory that makes it", "[geometry]") {
    const Matrix rows = test::gaussian_clusters(60, 8, 3, 0.3F, 2).rows;
    std::set<std::string> ids, names, reported;
    std::set<ProjectionMethod> methods;
    REQUIRE(projections().front().method == ProjectionMethod::Tsne);
    for (const ProjectionInfo& info : projections()) {
        INFO(info.id);
        CHECK(methods.insert(info.method).second);
        CHECK(ids.insert(info.id).second);
        CHECK(names.insert(info.name).second);
        CHECK(reported.insert(info.reported).second);
        CHECK(std::string{info.short_name}.size() <= 6); // the tool bar is narrow
        CHECK(std::string{info.explanation}.ends_with("."));
        CHECK(std::string{info.quality}.ends_with("."));
        CHECK(std::string{info.caution}.empty() == std::string{info.caution_explanation}.empty());
        CHECK(info.beside != info.method);
        CHECK(&projection_info(info.method) == &info);
        for (const int dims : {2, 3}) {
            const auto map = make_projection({.method = info.method, .dims = dims});
            REQUIRE(map);
            map->set_rows(rows);
            for (int i = 0; i < 20; ++i) map->step();
            CHECK(map->positions().rows() == 60);
            CHECK(map->positions().cols() == dims);
            CHECK(map->positions().allFinite());
            CHECK(map->positions().norm() > 0.0F);
            for (const ProjectionInfo& other : projections()) // a map never becomes one of another method
                if (other.method != info.method)
                    CHECK_FALSE(map->adjust({.method = other.method, .dims = dims}));
        }
    }
    CHECK(projection_names().starts_with("t-SNE (default)"));
}

TEST_CASE("defaults of a projection's numbers lie in their ranges", "[geometry]") {
    std::set<std::string> keys, flags;
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& p : info.parameters) {
            INFO(info.id << " " << p.name);
            CHECK(keys.insert(p.key).second);
            if (p.flag != nullptr) CHECK(flags.insert(p.flag).second);
            CHECK((p.flag == nullptr) == (p.help == nullptr));
            CHECK(std::string{p.explanation}.ends_with("."));
            const ProjectionConfig plain;
            CHECK(in_range(p, p.get(plain)) == p.get(plain));
            CHECK((p.automatic == nullptr) == (p.automatic_explanation == nullptr));
            if (p.automatic != nullptr)
                CHECK(p.automatic(plain, 700) == in_range(p, p.automatic(plain, 700)));
            CHECK(p.low < p.high);
            if (p.logarithmic) CHECK(p.low > 0.0F);
            ProjectionConfig other;
            p.set(other, p.high);
            CHECK(p.get(other) == p.high);
            CHECK(with_remembered_numbers({}, other) == other);
            CHECK(with_remembered_numbers(other, {}) == other); // what is said wins over what is remembered
            p.set(other, p.get(plain));
            CHECK(other == plain); // nothing else was touched
            for (std::size_t i = 0; i < p.stops.size(); ++i) {
                CHECK(in_range(p, p.stops[i].value) == p.stops[i].value);
                if (i > 0) CHECK(p.stops[i - 1].value < p.stops[i].value);
            }
        }
}

TEST_CASE("numbers of a projection as text", "[geometry]") {
    const auto& numbers = projections().front().parameters;
    ProjectionConfig config{.perplexity = 35.0F, .attraction = 0.8F, .learning_rate = 0.0F};
    CHECK(value_text(numbers[0], config) == "35");
    CHECK(value_text(numbers[1], config) == "0.80");
    CHECK(value_text(numbers[3], config) == "auto");
    config.attraction = 12.34F;
    config.learning_rate = 58.3F;
    CHECK(value_text(numbers[1], config) == "12.3");
    CHECK(value_text(numbers[3], config) == "58");
    CHECK(in_range(numbers[3], 3.0F) == 10.0F);
    CHECK(in_range(numbers[3], 0.0F) == 0.0F);
    CHECK(in_range(numbers[0], 1000.0F) == 100.0F);
}
