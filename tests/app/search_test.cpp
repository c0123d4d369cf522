// SPDX-License-Identifier: MIT
// The list of words with its search, the legend as a filter, and the size of text.
#include "app/desk/key_bindings.hpp"
#include "app/desk/text_size.hpp"
#include "app/panels/category_list.hpp"
#include "app/panels/word_order.hpp"
#include "app/ui/plot_menu.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("Enter in the search chooses, flies and shows all words again; Esc and the cross empty it",
          "[app][search][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.press({Key::Slash});
    bench.type("w1");
    REQUIRE(bench.shows("words.clear"));
    bench.type("", true);
    CHECK(bench->selection().pinned.size() == 1);
    CHECK_FALSE(bench.shows("words.clear"));
    bench.press({Key::Slash});
    bench.type("w2");
    REQUIRE(bench.shows("words.clear"));
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("words.clear"));
    CHECK(bench->selection().pinned.size() == 1); // the word is let go by the next Esc
    bench.press({Key::Slash});
    bench.type("w2");
    bench.click("words.clear");
    CHECK_FALSE(bench.shows("words.clear"));
    bench.press({Key::Escape});
    bench.press({Key::Escape});
    CHECK(bench->selection().pinned.empty());
}

TEST_CASE("words are found by what is known of them, and put on the map alone", "[app][search][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const Lexicon& lexicon = bench->newest()->corpus->lexicon;
    std::vector<TokenId> frequent;
    for (TokenId id = 0; id < lexicon.vocabulary.size(); ++id)
        if (lexicon.vocabulary.count(id) > 100) frequent.push_back(id);
    REQUIRE(frequent.size() >= 3);
    REQUIRE(std::ssize(frequent) < lexicon.vocabulary.size());
    bench.press({Key::Slash});
    bench.type("count>100");
    bench.click("words.map");
    bench.frame();
    CHECK(bench->map().settings.words == frequent);
    bench.press({Key::Escape});
    bench.press({Key::Escape});
    CHECK(bench->map().settings.words.empty());
}

TEST_CASE("a click on a category shows it alone, Ctrl adds others, a click on the only one shows all",
          "[app][search]") {
    CategoryFilter filter;
    filter.hidden.assign(4, 0);
    const auto shown = [&] {
        std::string names;
        for (int i = 0; i < 4; ++i)
            if (!filter.is_hidden(i)) names += std::to_string(i);
        return names;
    };
    click_category(filter, 1, false);
    CHECK(shown() == "1");
    click_category(filter, 3, true);
    CHECK(shown() == "13");
    click_category(filter, 1, true);
    CHECK(shown() == "3");
    click_category(filter, 2, false);
    CHECK(shown() == "2");
    click_category(filter, 2, false);
    CHECK(shown() == "0123");
    click_category(filter, 2, true);
    CHECK(shown() == "013");
    click_category(filter, 0, false); // a double click: its second click changes nothing
    filter.alone_from = 0;
    click_category(filter, 0, false);
    CHECK(shown() == "0");
    click_category(filter, 0, false);
    CHECK(shown() == "0123");
}

TEST_CASE("the count says how many of how many are listed", "[app][search]") {
    CHECK(count_of(773, 773, "words") == "773 words");
    CHECK(count_of(12, 1773, "words") == "12 of 1,773 words");
    CHECK(count_of(0, 773, "words") == "0 of 773 words");
}

TEST_CASE("the menu of a word in the list: what can be done with it, and its figures for a spreadsheet",
          "[app][search][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const Vocabulary& vocabulary = bench->newest()->corpus->lexicon.vocabulary;
    const auto right_click = [&] {
        const UiRects::Rect line = bench.rects().named.at("words.line.w5");
        bench.press_at({line.x + line.width / 2, line.y + line.height / 2}, false, 1);
    };
    right_click();
    REQUIRE(bench.shows("menu.Add it to the chosen words"));
    bench.click("menu.Add it to the chosen words");
    CHECK(bench->selection().pinned == std::vector{*find_word(vocabulary, "w5")});
    right_click();
    bench.click("menu.Freeze its row");
    REQUIRE(bench.sent<FreezeRow>() != nullptr);
    CHECK(bench.sent<FreezeRow>()->row == *find_word(vocabulary, "w5"));
    CHECK(bench.sent<FreezeRow>()->frozen);
    right_click();
    bench.click("menu.Copy the list as TSV");
    const std::string lines = ImGui::GetClipboardText();
    CHECK(lines.starts_with("id\tword\tcount\tnorm\tmoved\n"));
    CHECK(std::ranges::count(lines, '\n') == vocabulary.size() + 1);
    right_click();
    bench.click("menu.Take it from the chosen words");
    CHECK(bench->selection().pinned.empty());
    right_click();
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("menu"));
}

TEST_CASE("curves for a spreadsheet: a line for each point; and their last values", "[app][menus]") {
    const std::vector<HistoryPoint> train{{0, 6.5F}, {10, 2.25F}}, heldout{{10, 2.5F}};
    const PlotCurve curves[] = {{train, 0, "train"}, {heldout, 0, "held-out"}};
    const Plot plot{.curves = curves, .levels = {}, .low = 0, .high = 7, .unit = "nats"};
    CHECK(curves_as_lines(plot) == "curve\tstep\tvalue\ntrain\t0\t6.5\ntrain\t10\t2.25\nheld-out\t10\t2.5\n");
    CHECK(last_values(plot) == "train 2.25, held-out 2.5");
}

TEST_CASE("text grows and shrinks by steps, within what there is", "[app][text_size]") {
    CHECK(stepped_text_size(1.0F, +1) == 1.1F);
    CHECK(stepped_text_size(1.0F, -1) == 0.9F);
    CHECK(stepped_text_size(1.5F, 0) == 1.0F);
    CHECK(stepped_text_size(2.0F, +1) == 2.0F);
    CHECK(stepped_text_size(0.8F, -1) == 0.8F);
    CHECK(stepped_text_size(1.0F, +3) == 1.5F);
    CHECK(stepped_text_size(1.3F, +1) == 1.5F); // from a file that somebody wrote
    CHECK(stepped_text_size(1.3F, -1) == 1.25F);
}

TEST_CASE("Ctrl with plus, minus and 0 changes the size of text", "[app][text_size][gl]") {
    Settings settings;
    settings.text_size = 1.25F;
    OffscreenBench bench{settings};
    if (!bench) return;
    CHECK(bench->text_size() == 1.25F);
    bench.press({.key = Key::Plus, .control = true, .shift = true}); // American: plus is Shift with =
    CHECK(bench->text_size() == 1.5F);
    bench.press({.key = Key::Minus, .control = true});
    bench.press({.key = Key::Minus, .control = true});
    CHECK(bench->text_size() == 1.1F);
    Settings kept;
    bench->remember(kept);
    CHECK(kept.text_size == 1.1F);
    bench.press({.key = Key::Zero, .control = true});
    CHECK(bench->text_size() == 1.0F);
    CHECK_FALSE(action_of({Key::Zero})); // with Ctrl alone
}

TEST_CASE("the menus: Esc closes them, and what stands in them is asked for", "[app][menus][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    for (const char* const menu : {"file", "view"}) {
        bench.click(std::string{"control."} + menu);
        CHECK(bench.shows(std::string{menu} + ".menu"));
        bench.press({Key::Escape});
        CHECK_FALSE(bench.shows(std::string{menu} + ".menu"));
    }
    bench.click("control.file");
    for (const char* const item :
         {"Open …", "Open recent", "Paste text …", "Save", "Save as …", "Export …", "Quit"})
        CHECK(bench.shows(std::string{"file."} + item));
    bench.click("file.Quit");
    CHECK(bench->quit_requested());
    bench.click("control.view");
    CHECK_FALSE(bench.shows("view.Save"));
    bench.click("view.Full screen");
    CHECK(bench->full_screen_requested());
    const int dims = bench->map().settings.projection.dims;
    bench.click("control.view");
    bench.click("view.Map in 3D");
    CHECK(bench->map().settings.projection.dims == 5 - dims);
    CHECK(bench.sent<MapSettingsChanged>() != nullptr);
}

TEST_CASE("search: whatever was typed before, the same words in the same order", "[app][search]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = Vocabulary::bare(Tokens::Cased);
    for (const char* word : {"Banana", "an", "ananas", "Été", "AN", "été", "tan", "b", "An", "été au lac"})
        corpus.lexicon.vocabulary.add(word, 0);
    auto moment = std::make_shared<Moment>();
    moment->corpus = std::make_shared<const Corpus>(corpus);
    Frame frame;
    frame.moment = moment;
    const auto found = [&](WordOrder& order, const char* search, WordListOrder sorted = {}) {
        std::string words;
        for (const TokenId id : order.of(frame, search, sorted)) words += frame.word(id) + " ";
        return words;
    };
    WordOrder order;
    CHECK(found(order, "") == "Banana an ananas Été AN été tan b An été au lac ");
    for (const char* search :
         {"a", "an", "AN", "ana", "an", "n", "été", "É", "é", "ban", "zz", "z", "an", ""}) {
        WordOrder fresh;
        CHECK(found(order, search) == found(fresh, search));
        CHECK(found(order, search, {WordSort::Word, true}) == found(fresh, search, {WordSort::Word, true}));
    }
    CHECK(found(order, "an") == "an AN An ananas Banana tan ");
    CHECK(found(order, "AN") == "AN an An ananas Banana tan ");
    CHECK(found(order, "ÉTÉ") == "Été été été au lac ");
    CHECK(found(order, "an", {WordSort::Id, true}) == "an An AN ananas tan Banana ");
    CHECK(found(order, "zz").empty());
}
