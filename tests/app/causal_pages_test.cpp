// SPDX-License-Identifier: MIT
// The pages that change something in a pass: what a press asks of the model, and that its answer is shown.
#include "bench_fixture.hpp"
#include "model/causal/ablation_inquiry.hpp"
#include "model/causal/fact_curve.hpp"
#include "model/causal/neuron_page.hpp"
#include "model/causal/sentence_inquiries.hpp"
#include "model/train/trainer.hpp"

#include <memory>

using namespace wordfield;
using namespace wordfield::app;

namespace {

test::Seen trained() {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus());
    corpus->lexicon.relations = {{"first", {{2, 3, 4, 5}, {4, 5, 6, 7}}}, {"second", {{8, 9, 10, 11}}}};
    const auto trainer =
        make_trainer(corpus, {.dim = 16, .layers = 2, .heads = 2, .context = 8}, {.batch = 4, .seed = 3});
    for (int i = 0; i < 20; ++i) trainer->step();
    test::Seen moment{trainer->moment()};
    moment.run = 1;
    return moment;
}

// What the page that is open has asked, of this kind.
template <class Kind>
std::shared_ptr<const Kind> asked(const OffscreenBench& bench) {
    if (bench.asked_of_moment)
        for (const auto& inquiry : bench.asked_of_moment->inquiries)
            if (auto one = std::dynamic_pointer_cast<const Kind>(inquiry)) return one;
    return nullptr;
}

void open_page(OffscreenBench& bench, const std::string& tab) {
    bench.take(trained());
    bench.frame(2);
    bench.click("next.physics");
    bench.click("inside.tab." + tab);
    bench.frame(3);
}

} // namespace

TEST_CASE("patch page: a second sentence, a cell that is put in, and taken out again", "[app][gl][causal]") {
    OffscreenBench bench;
    if (!bench) return;
    open_page(bench, "patch");
    CHECK_FALSE(asked<PatchGridInquiry>(bench)); // nothing to patch with
    CHECK_FALSE(bench.shows("patch.to.0.0"));
    bench.click("patch.sentence");
    bench.type("w2 w7 w14 w5 w9 w21 w3");
    bench.frame(3);
    REQUIRE(asked<PatchGridInquiry>(bench));
    CHECK_FALSE(asked<PatchInquiry>(bench));
    REQUIRE((bench.shows("patch.from.2.6") && bench.shows("patch.to.2.6") && !bench.shows("patch.to.3.0")));
    bench.click("patch.to.1.3");
    bench.frame(3);
    const auto patch = asked<PatchInquiry>(bench);
    REQUIRE(patch);
    CHECK(patch->same_as(PatchInquiry{{{1, 3}, {1, 3}}}));
    CHECK(bench.shows("patch.shows.What the patch reaches"));
    REQUIRE(bench.shows("patch.remove"));
    bench.click("patch.remove");
    bench.frame(2);
    CHECK_FALSE(asked<PatchInquiry>(bench));
}

TEST_CASE("patch page: a cell that is dragged comes where it is dropped", "[app][gl][causal]") {
    OffscreenBench bench;
    if (!bench) return;
    open_page(bench, "patch");
    bench.click("patch.sentence");
    bench.type("w2 w7 w14 w5 w9 w21 w3");
    bench.frame(3);
    const auto middle = [&](const std::string& name) {
        const UiRects::Rect r = bench.rects().named.at(name);
        return ImVec2{r.x + r.width * 0.5F, r.y + r.height * 0.5F};
    };
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = middle("patch.from.1.2");
    bench.frame(2);
    io.MouseDown[0] = true;
    bench.frame(2);
    for (int i = 1; i <= 4; ++i) {
        const ImVec2 a = middle("patch.from.1.2"), b = middle("patch.to.2.5");
        io.MousePos = {a.x + (b.x - a.x) * static_cast<float>(i) / 4,
                       a.y + (b.y - a.y) * static_cast<float>(i) / 4};
        bench.frame(2);
    }
    io.MouseDown[0] = false;
    bench.frame(3);
    REQUIRE(asked<PatchInquiry>(bench));
    CHECK(asked<PatchInquiry>(bench)->same_as(PatchInquiry{{{1, 2}, {2, 5}}}));
}

TEST_CASE("push page: the vector, the way and the length are what is asked", "[app][gl][causal]") {
    OffscreenBench bench;
    if (!bench) return;
    open_page(bench, "push");
    REQUIRE(asked<TurnInquiry>(bench));
    REQUIRE(asked<PushInquiry>(bench));
    CHECK(asked<TurnInquiry>(bench)->same_as(TurnInquiry{{0, bench->selection().position}}));
    bench.click("push.at.1.4");
    bench.frame(2);
    CHECK(bench->selection().position == 4);
    CHECK(asked<TurnInquiry>(bench)->same_as(TurnInquiry{{1, 4}}));
    PushChoice choice{.at = {1, 4}};
    CHECK(asked<PushInquiry>(bench)->same_as(PushInquiry{choice}));
    bench->selection().pin_only(9);
    bench.click("push.way.Towards a word");
    bench.frame(2);
    choice.way = PushChoice::Way::Word, choice.word = 9;
    CHECK(asked<PushInquiry>(bench)->same_as(PushInquiry{choice}));
}

TEST_CASE("ablations page: dimensions, neurons, directions and facts", "[app][gl][causal]") {
    OffscreenBench bench;
    if (!bench) return;
    open_page(bench, "ablations");
    using Kind = AblationChoice::Kind;
    REQUIRE(asked<AblationInquiry>(bench));
    REQUIRE(asked<ScanInquiry>(bench));
    CHECK(asked<ScanInquiry>(bench)->same_as(ScanInquiry{false}));
    REQUIRE(bench.shows("ablations.dimensions"));
    bench.click("ablations.dimensions", false, 0.72F); // 11.5 of 16
    bench.frame(2);
    CHECK(asked<AblationInquiry>(bench)->same_as(AblationInquiry{{.coordinate = 11}}));
    REQUIRE(asked<FactInquiry>(bench));
    CHECK(asked<FactInquiry>(bench)->same_as(FactInquiry{0, 0}));
    CHECK(bench.shows("ablations.curve"));
    bench.click("ablations.fact");
    bench.frame(2);
    CHECK(asked<FactInquiry>(bench)->same_as(FactInquiry{0, 1}));
    bench.click("ablations.what.A neuron");
    bench.frame(3);
    CHECK(asked<ScanInquiry>(bench)->same_as(ScanInquiry{true}));
    CHECK(asked<NeuronInquiry>(bench)->same_as(NeuronInquiry{{0, 0}}));
    REQUIRE(bench.shows("ablations.neurons.1"));
    bench.click("ablations.neurons.1", false, 0.508F); // 32.5 of 64
    bench.frame(3);
    CHECK(asked<NeuronInquiry>(bench)->same_as(NeuronInquiry{{1, 32}}));
    CHECK(asked<AblationInquiry>(bench)->same_as(
        AblationInquiry{{.kind = Kind::Neuron, .coordinate = 11, .neuron = {1, 32}}}));
    bench.click("ablations.what.Directions");
    bench.frame(2);
    CHECK(asked<AblationInquiry>(bench)->same_as(
        AblationInquiry{{.kind = Kind::Principal, .coordinate = 11, .neuron = {1, 32}, .count = 1}}));
    bench.click("inside.close");
    bench.frame(2);
    CHECK(bench.asked_of_moment->inquiries.empty()); // nobody looks
}
