// SPDX-License-Identifier: MIT
// Every figure that the map says of words, computed another way.
#include "app/map/neighbour_cache.hpp"
#include "app/map/word_colours.hpp"
#include "app/panels/map/map.hpp"
#include "app/story/motion_record.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// `count` words in eight dimensions, and a map of them that is mostly noise.
std::shared_ptr<Layout> random_layout(int count) {
    Pcg32 rng{7};
    auto layout = std::make_shared<Layout>();
    auto rows = std::make_shared<Matrix>(count, 8);
    layout->positions = Matrix::Zero(count, 3);
    for (Index i = 0; i < count; ++i) {
        layout->words.push_back(static_cast<TokenId>(2 * i + 3)); // ids are no row numbers
        for (Index d = 0; d < 8; ++d) (*rows)(i, d) = rng.normal();
        layout->positions(i, 0) = (*rows)(i, 0) + 0.4F * rng.normal();
        layout->positions(i, 1) = (*rows)(i, 1) + 0.4F * rng.normal();
    }
    layout->rows = rows;
    return layout;
}

// The ten nearest by sorting everything.
std::vector<TokenId> ten_nearest(const Layout& layout, const Matrix& points, Index row) {
    std::vector<std::pair<double, TokenId>> all;
    for (Index i = 0; i < points.rows(); ++i) {
        double squared = 0;
        for (Index d = 0; d < points.cols(); ++d) {
            const double way = static_cast<double>(points(i, d)) - static_cast<double>(points(row, d));
            squared += way * way;
        }
        if (i != row) all.emplace_back(squared, layout.words[i]);
    }
    std::sort(all.begin(), all.end());
    std::vector<TokenId> nearest;
    for (std::size_t i = 0; i < 10; ++i) nearest.push_back(all[i].second);
    std::sort(nearest.begin(), nearest.end());
    return nearest;
}

std::vector<TokenId> sorted(std::vector<TokenId> words) {
    std::sort(words.begin(), words.end());
    return words;
}

struct ColourStage {
    std::shared_ptr<Moment> moment = tiny_moment(20);
    WordStats book;
    WordColours colours;
    MapLook look;
    Frame frame;

    ColourStage() {
        frame.moment = moment;
        frame.layout = tiny_layout();
        frame.words = &book;
    }
    const WordColours& by(ColourBy what) {
        look.colour_by = what;
        colours.update(frame, look, true);
        return colours;
    }
};

} // namespace

TEST_CASE("what the map kept of a neighbourhood agrees with sorting all distances", "[app]") {
    const auto layout = random_layout(60);
    NeighbourCache book;
    book.show(layout, 0.0);
    for (Index row = 0; row < 60; row += 7) {
        const auto in_space = ten_nearest(*layout, *layout->rows, row);
        const auto on_map = ten_nearest(*layout, layout->positions, row);
        std::vector<TokenId> kept, missing, intruding;
        std::set_intersection(in_space.begin(), in_space.end(), on_map.begin(), on_map.end(),
                              std::back_inserter(kept));
        std::set_difference(in_space.begin(), in_space.end(), on_map.begin(), on_map.end(),
                            std::back_inserter(missing));
        std::set_difference(on_map.begin(), on_map.end(), in_space.begin(), in_space.end(),
                            std::back_inserter(intruding));
        const WordTrust* trust = book.of(layout->words[row]);
        REQUIRE(trust != nullptr);
        CHECK(sorted(trust->kept) == kept);
        CHECK(sorted(trust->missing) == missing);
        CHECK(sorted(trust->intruding) == intruding);
        CHECK(trust->share == Approx(static_cast<double>(kept.size()) / 10));
    }
    CHECK(book.of(4) == nullptr); // not on the map
    CHECK_FALSE(book.out_of_date());
}

TEST_CASE("answers follow the map that is shown", "[app]") {
    const auto before = random_layout(60);
    auto after = std::make_shared<Layout>(*before);
    after->positions = Matrix::Zero(60, 3);
    after->positions.leftCols(3) = after->rows->leftCols(3);
    NeighbourCache book;
    book.show(before, 0.0);
    std::vector<std::vector<TokenId>> first, second;
    for (const TokenId word : before->words) first.push_back(sorted(book.of(word)->kept));
    book.show(after, 0.1);
    for (const TokenId word : before->words) second.push_back(sorted(book.of(word)->kept));
    CHECK(first != second);
    book.show(nullptr, 0.2);
    CHECK(book.of(3) == nullptr);
}

TEST_CASE("of a very large map one answer a frame is worked out, and older ones stand meanwhile", "[app]") {
    const auto before = random_layout(50'001); // eight numbers each: more than 400,000
    auto after = std::make_shared<Layout>(*before);
    after->positions *= -1.0F;
    after->positions.row(0).setZero();
    const TokenId a = before->words[0], b = before->words[1];
    NeighbourCache book;
    book.show(before, 0.0);
    REQUIRE(book.of(a) != nullptr);
    CHECK(book.of(b) == nullptr); // its turn comes
    CHECK(book.out_of_date());
    book.show(before, 0.01);
    CHECK(book.of(a) != nullptr);
    REQUIRE(book.of(b) != nullptr);
    CHECK_FALSE(book.out_of_date());
    const auto old = *book.of(a);
    book.show(after, 0.1); // too soon
    CHECK(book.out_of_date());
    CHECK(book.of(a)->intruding == old.intruding);
    book.show(after, 0.6);
    CHECK(book.of(b) != nullptr); // anew
    CHECK(book.of(a)->intruding == old.intruding);
    CHECK(book.out_of_date());
    book.show(after, 0.61);
    CHECK(book.of(a)->intruding != old.intruding);
    CHECK_FALSE(book.out_of_date());
}

TEST_CASE("colours by a figure: the values, the ends of the legend, the ends of the colour map", "[app]") {
    ColourStage stage;
    const WordColours& norm = stage.by(ColourBy::Norm);
    CHECK(norm.values()[2] == Approx(5.0));  // (3, 4)
    CHECK(norm.legend().low == Approx(1.0)); // (-1, 0), of the words that the map shows
    CHECK(norm.legend().high == Approx(5.0));
    CHECK(norm.colours()[2] == render::sample(render::Colormap::Viridis, 1.0F));
    CHECK(norm.colours()[4] == render::sample(render::Colormap::Viridis, 0.0F));
    CHECK(stage.by(ColourBy::Moved).values()[2] == Approx(5.0)); // from (0, 0)
    CHECK(stage.by(ColourBy::Count).values()[3] == 10.0F);
    CHECK(stage.by(ColourBy::Count).legend().logarithmic);
    CHECK(std::isnan(stage.by(ColourBy::Gradient).values()[2])); // nothing known of it
    stage.moment->mean_gradient = std::make_shared<const Matrix>(2.0F * stage.moment->embedding->matrix());
    (void)stage.by(ColourBy::Category);
    CHECK(stage.colours.colours().empty());
    CHECK(stage.by(ColourBy::Gradient).values()[2] == Approx(10.0));
}

TEST_CASE("colours by movement of late: the way a step over the last steps", "[app]") {
    ColourStage stage;
    CHECK(std::isnan(stage.by(ColourBy::MovedLately).values()[2]));
    auto later = std::make_shared<Moment>(*stage.moment);
    later->step += 8;
    Matrix rows = stage.moment->embedding->matrix();
    rows.row(2) += RowVector::Constant(2, 4.0F);
    later->embedding = std::make_shared<const RowTable>(rows);
    stage.frame.moment = later;
    CHECK(stage.by(ColourBy::MovedLately).values()[2] == Approx(4.0 * std::sqrt(2.0) / 8));
    CHECK(stage.colours.values()[3] == 0.0F);
}

TEST_CASE("colours by a column of the labels: figures or names", "[app]") {
    ColourStage stage;
    auto corpus = tiny_corpus();
    corpus->lexicon.columns = {{"year", {NAN, NAN, 10, 20, 30, NAN}, {}},
                               {"home", {NAN, NAN, 0, 1, 1, NAN}, {"house", "yard"}}};
    stage.moment->corpus = corpus;
    const WordColours& year = stage.by(ColourBy::Column);
    CHECK(year.legend().name == "year");
    CHECK(year.legend().high == 30.0F);
    CHECK(year.colours()[5] == render::category_style(-1, true).colour);
    stage.look.column = 1;
    const WordColours& home = stage.by(ColourBy::Column);
    CHECK(home.legend().names.size() == 2);
    CHECK(home.colours()[4] == render::category_style(1, true).colour);
}

TEST_CASE("stillness: medians over maps made from newer rows after step 50", "[app]") {
    MotionRecord record;
    Layout layout;
    layout.run = 3;
    const auto add = [&](std::int64_t step, float map, float space) {
        layout.step = step;
        layout.map_motion = map;
        layout.space_motion = space;
        record.add(layout);
    };
    add(10, 9.0F, 9.0F); // too early
    CHECK_FALSE(record.medians());
    add(60, 0.3F, 0.5F);
    add(70, 0.1F, 0.9F);
    add(80, 0.2F, 0.7F);
    add(80, 5.0F, 0.0F); // the same rows once more
    const auto medians = record.medians();
    REQUIRE(medians);
    CHECK(medians->map == 0.2F);
    CHECK(medians->space == 0.7F);
    CHECK(medians->layouts == 3);
    layout.run = 4;
    add(5, 1.0F, 1.0F);
    CHECK_FALSE(record.medians());
}

TEST_CASE("isolating replaces the words of the map and can be taken back, one at a time", "[app]") {
    MapState state;
    Selection selection;
    selection.pinned = {9, 4};
    CHECK_FALSE(isolate_words(state, selection.pinned)); // of two words there is no map
    selection.pinned = {9, 4, 7, 5};
    CHECK(isolate_words(state, selection.pinned));
    CHECK(state.settings.words == std::vector<TokenId>{4, 5, 7, 9});
    CHECK_FALSE(isolate_words(state, selection.pinned)); // the same again
    selection.pinned = {9, 4, 7};
    CHECK(isolate_words(state, selection.pinned));
    CHECK(unisolate_words(state));
    CHECK(state.settings.words == std::vector<TokenId>{4, 5, 7, 9});
    CHECK(unisolate_words(state));
    CHECK_FALSE(state.isolated());
    CHECK_FALSE(unisolate_words(state));
}
