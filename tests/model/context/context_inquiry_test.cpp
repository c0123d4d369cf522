// SPDX-License-Identifier: MIT
// The question is worked out in pieces, and what comes out is what the parts say.
#include "model/context/context_inquiry.hpp"

#include "model/context/occurrence_groups.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <algorithm>
#include <map>

using namespace wordfield;

namespace {

std::shared_ptr<const ContextFinding> work_out(const Moment& moment, const ContextInquiry& inquiry,
                                               int& pieces) {
    const auto room = moment.network->room(nullptr);
    std::shared_ptr<const Finding> found;
    for (pieces = 0; pieces < 500; ++pieces) {
        found = inquiry.work({moment, nullptr, nullptr, *room}, found.get());
        if (found->complete) break;
    }
    return std::dynamic_pointer_cast<const ContextFinding>(found);
}

} // namespace

TEST_CASE("context inquiry: all is found, piece by piece", "[model][context]") {
    SmallModel model;
    const Moment moment = model.moment();
    int pieces = 0;
    const ContextInquiry inquiry{nullptr, {.passages = 30, .context = 12}};
    CHECK_FALSE(inquiry.of_sentence());
    CHECK(inquiry.same_as(ContextInquiry{}));
    const auto found = work_out(moment, inquiry, pieces);
    REQUIRE(found);
    REQUIRE(found->complete);
    CHECK(pieces > 12); // none of them long
    CHECK(found->progress() == 1.0F);
    CHECK(found->occurrences->passages.size() == 30);
    CHECK_FALSE(found->vectors); // no longer needed
    REQUIRE(found->stages->size() == 4);
    CHECK(found->map->trust.size() == 4);
    CHECK(found->gathering.same_next.size() == 4);
    CHECK(found->field->layers.size() == 2);
    CHECK(found->purity.empty());

    const auto& network = dynamic_cast<const GptNetwork&>(*moment.network);
    const auto room = network.room(nullptr);
    StageVectors vectors = room_for(network, *found->occurrences);
    read_passages(network, *found->occurrences, 0, 30, *room, vectors);
    CHECK(found->said == vectors.said);
    for (int s = 0; s < 4; ++s) {
        const auto stage = static_cast<std::size_t>(s);
        CHECK(((*found->stages)[stage] - centred_units(vectors.stage(s))).norm() < 1e-3F);
        CHECK((found->means[stage] - vectors.stage(s).colwise().mean()).norm() < 1e-4F);
    }
}

TEST_CASE("context inquiry: what is looked at comes before the figures that are told of it",
          "[model][context]") {
    SmallModel model;
    const Moment moment = model.moment();
    const auto room = dynamic_cast<const GptNetwork&>(*moment.network).room(nullptr);
    const ContextInquiry inquiry{nullptr, {.passages = 30, .context = 12}};
    std::shared_ptr<const ContextFinding> found;
    float progress = 0.0F;
    bool map_alone = false, field_alone = false;
    while (!found || !found->complete) {
        found = std::dynamic_pointer_cast<const ContextFinding>(
            inquiry.work({moment, nullptr, nullptr, *room}, found.get()));
        CHECK(found->progress() >= progress);
        progress = found->progress();
        if (!found->map) continue;
        const bool figures =
            !found->map->trust.empty() || !found->gathering.same_word.empty() || found->parted;
        CHECK((found->field_whole() || !figures));
        map_alone = map_alone || !found->field;
        field_alone = field_alone || (found->field_whole() && !figures);
    }
    CHECK(map_alone);
    CHECK(field_alone);
    CHECK(found->map->trust.size() == 4);
    CHECK(found->parted);
}

TEST_CASE("context inquiry: the next moment's map is laid on the last one", "[model][context]") {
    SmallModel model;
    int pieces = 0;
    const auto last =
        work_out(model.moment(), ContextInquiry{nullptr, {.passages = 30, .context = 12}}, pieces);
    auto turned = std::make_shared<ContextFinding>(*last);
    auto map = std::make_shared<ContextMap>(*last->map);
    for (Matrix& positions : map->positions) positions *= -1.0F;
    turned->map = map;
    auto field = std::make_shared<FlowField>(*last->field);
    field->last *= -1.0F;
    turned->field = field;
    const auto next =
        work_out(model.moment(), ContextInquiry{turned, {.passages = 30, .context = 12}}, pieces);
    CHECK(next->occurrences == last->occurrences); // nobody has to look whether they are the same
    for (std::size_t s = 0; s < 4; ++s)
        CHECK((next->map->positions[s] - map->positions[s]).cwiseAbs().maxCoeff() < 1e-2F);
    CHECK((next->field->last - field->last).cwiseAbs().maxCoeff() < 1e-2F);
}

TEST_CASE("context inquiry: one that is asked on remembers its last map", "[model][context]") {
    SmallModel model;
    int pieces = 0;
    const ContextInquiry inquiry{nullptr, {.passages = 30, .context = 12}};
    const auto first = work_out(model.moment(), inquiry, pieces);
    for (int i = 0; i < 5; ++i) model.trainer.step();
    const auto second = work_out(model.moment(), inquiry, pieces);
    CHECK(second->occurrences == first->occurrences);
    const auto afresh =
        work_out(model.moment(), ContextInquiry{nullptr, {.passages = 30, .context = 12}}, pieces);
    CHECK(afresh->occurrences != first->occurrences);
    CHECK(afresh->occurrences->token == first->occurrences->token);
}

TEST_CASE("context inquiry: one word's occurrences have a plane of their own", "[model][context]") {
    SmallModel model;
    const Moment moment = model.moment();
    int pieces = 0;
    const PassageOptions of_word{.passages = 40, .context = 12, .only = TokenId{7}};
    const ContextInquiry inquiry{nullptr, of_word};
    CHECK_FALSE(inquiry.same_as(ContextInquiry{}));
    CHECK(inquiry.same_as(ContextInquiry{nullptr, {.only = TokenId{7}}}));
    CHECK_FALSE(inquiry.same_as(ContextInquiry{nullptr, {.only = TokenId{8}}}));
    const auto found = work_out(moment, inquiry, pieces);
    REQUIRE(found);
    REQUIRE(found->complete);
    CHECK(found->word == TokenId{7});
    CHECK_FALSE(found->field); // of all words alone
    REQUIRE(found->occurrences->size() > 2);
    CHECK(std::ranges::count(found->occurrences->token, 7) == found->occurrences->size());
    CHECK(found->map->positions.front().rows() == found->occurrences->size());
    for (const double share : found->gathering.same_word) CHECK(share == 1.0);

    // As many passages as have it twice: no map is made of two points.
    Occurrences few = choose_occurrences(moment.corpus->text, moment.corpus->lexicon, of_word);
    const int most = static_cast<int>(few.passages.size());
    for (int passages = 1; passages <= most; ++passages) {
        const int n = choose_occurrences(moment.corpus->text, moment.corpus->lexicon,
                                         {.passages = passages, .context = 12, .only = TokenId{7}})
                          .size();
        const auto part = work_out(
            moment, ContextInquiry{nullptr, {.passages = passages, .context = 12, .only = TokenId{7}}},
            pieces);
        CHECK(part->complete);
        CHECK((part->map != nullptr) == (n >= 3));
        if (n > 5) break;
    }
}

TEST_CASE("context inquiry: a large model is asked about fewer passages", "[model][context]") {
    GptTrainer trainer{
        test::toy_corpus(30, 40'000), {.dim = 512, .layers = 8, .heads = 8, .context = 32}, {.batch = 1}};
    const Moment moment = trainer.moment();
    const auto room = moment.network->room(nullptr);
    const auto found = std::dynamic_pointer_cast<const ContextFinding>(
        ContextInquiry{}.work({moment, nullptr, nullptr, *room}, nullptr));
    REQUIRE(found);
    // 35 matrices of floats, 512 wide
    CHECK(static_cast<double>(found->occurrences->size()) * 512 * 4 * 35 <= 128e6);
    CHECK(found->occurrences->passages.size() > 40);
    CHECK(found->occurrences->passages.size() < 60);
}

TEST_CASE("groups: by word, category, what follows and sense", "[model][context]") {
    Lexicon lexicon;
    for (const char* word : {"cat", "dog", "red", "the"}) lexicon.vocabulary.add(word, 1); // ids 2 ... 5
    lexicon.categories = {"animal", "colour"};
    lexicon.category = {-1, -1, 0, 0, 1, -1};
    Occurrences all;
    all.token = {2, 3, 5, 5, 5, 4, 3};
    all.next = {5, 5, 2, 3, 4, 2, -1};
    all.sense = {1, -1, -1, -1, -1, 0, 1};
    all.senses = {{4, "hue"}, {2, "pet"}};
    const auto names = [](const OccurrenceGroups& groups) {
        std::map<std::string, int> found;
        for (const auto& group : groups.groups) found[group.name] = group.count;
        return found;
    };
    const auto words = group_occurrences(all, lexicon, GroupBy::Word, 2);
    CHECK(names(words) == std::map<std::string, int>{{"“the”", 3}, {"“dog”", 2}});
    CHECK(words.group == std::vector<int>{-1, 1, 0, 0, 0, -1, 1});
    const auto categories = group_occurrences(all, lexicon, GroupBy::Category);
    CHECK(names(categories) == std::map<std::string, int>{{"animal", 3}, {"colour", 1}});
    CHECK(categories.group == std::vector<int>{0, 0, -1, -1, -1, 1, 0});
    CHECK(categories.groups[1].hue == 1);
    const auto next = group_occurrences(all, lexicon, GroupBy::Next);
    CHECK(names(next) == std::map<std::string, int>{{"animal", 3}, {"“the”", 2}, {"colour", 1}});
    CHECK(next.group.back() == -1);
    CHECK(next.groups[0].hue == 0);
    CHECK(next.groups[1].hue == 2); // the first that no category has
    CHECK(next.groups[2].hue == 1);
    const auto senses = group_occurrences(all, lexicon, GroupBy::Sense);
    REQUIRE(senses.groups.size() == 2); // in the order of the senses
    CHECK(senses.groups[0].name == "red, hue");
    CHECK(senses.group == std::vector<int>{1, -1, -1, -1, -1, 0, 1});
    CHECK(can_group(all, lexicon, GroupBy::Category));
    CHECK(can_group(all, lexicon, GroupBy::Sense));
    all.sense.assign(7, -1);
    lexicon.categories.clear();
    CHECK_FALSE(can_group(all, lexicon, GroupBy::Sense));
    CHECK_FALSE(can_group(all, lexicon, GroupBy::Category));
    CHECK(can_group(all, lexicon, GroupBy::Next));
}
