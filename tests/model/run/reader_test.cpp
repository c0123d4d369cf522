// SPDX-License-Identifier: MIT
// What a moment answers, now and after the training has long gone on.
#include "model/run/reader.hpp"

#include "model/core/error.hpp"
#include "model/train/model_kind.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <chrono>
#include <future>

using namespace wordfield;

namespace {

const std::vector<TokenId> sentence{2, 9, 14, 5}, other{7, 3};

std::unique_ptr<Trainer> trainer_to_read(ModelKind kind = ModelKind::Gpt) {
    return make_trainer(test::toy_corpus(), {.kind = kind, .dim = 16, .layers = 2, .heads = 2, .context = 8},
                        {.batch = 4, .learning_rate = 1e-2F, .seed = 3});
}

std::shared_ptr<const Moment> after(Trainer& trainer, int steps) {
    for (int i = 0; i < steps; ++i) trainer.step();
    return std::make_shared<const Moment>(trainer.moment());
}

bool equal(const Trace& a, const Trace& b) {
    return a.tokens == b.tokens && a.logits == b.logits && a.residual == b.residual &&
           a.attention == b.attention;
}

} // namespace

TEST_CASE("reader: a kept moment answers as the model of then, to the last bit", "[run][reader]") {
    for (const ModelKindInfo* const info : model_kinds()) {
        INFO(info->id);
        const auto trainer = trainer_to_read(info->kind);
        ReadingRoom room;
        const auto early = after(*trainer, 20);
        const auto then = room.answer({.moment = early, .sentence = sentence}).trace;
        const auto late = after(*trainer, 20);
        const auto now = room.answer({.moment = late, .sentence = sentence}).trace;
        CHECK(now->logits != then->logits);
        CHECK(equal(*room.answer({.moment = early, .sentence = sentence}).trace, *then));
        CHECK(equal(early->network->trace(sentence), *then)); // in a room of its own
        CHECK(then->embedding == early->embedding->shared_matrix());
    }
}

TEST_CASE("reader: weights of another shape get a room of their own", "[run][reader]") {
    const auto one = after(*trainer_to_read(), 3);
    const auto wide =
        make_trainer(test::toy_corpus(), {.dim = 24, .layers = 1, .heads = 3, .context = 6}, {.batch = 2});
    const auto table = after(*trainer_to_read(ModelKind::Cbow), 3);
    ReadingRoom room;
    for (const auto& moment : {one, after(*wide, 2), table, one}) {
        const auto trace = room.answer({.moment = moment, .sentence = sentence}).trace;
        CHECK(equal(*trace, moment->network->trace(sentence)));
        CHECK(trace->residual.front().cols() == moment->model.dim);
    }
}

TEST_CASE("reader: a head that was ablated at that step is ablated in its trace", "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto whole = after(*trainer, 10);
    trainer->ablate_head(1, 0, true);
    const auto maimed = std::make_shared<const Moment>(trainer->moment());
    ReadingRoom room;
    const Reading a = room.answer({.moment = whole, .sentence = sentence});
    const Reading b = room.answer({.moment = maimed, .sentence = sentence});
    CHECK_FALSE(a.trace->is_ablated(1, 0));
    CHECK(b.trace->is_ablated(1, 0));
    CHECK_FALSE(b.trace->is_ablated(0, 0));
    CHECK(b.trace->head_outputs[2].isZero());
    CHECK(a.trace->logits != b.trace->logits);
}

TEST_CASE(
    "reader: a second sentence and an earlier moment are answered beside, and nothing is worked out twice",
    "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto early = after(*trainer, 5), late = after(*trainer, 5);
    ReadingRoom room;
    Question question{
        .moment = late, .sentence = sentence, .comparison = other, .earlier = early, .number = 4};
    const Reading first = room.answer(question);
    CHECK(first.asked == question);
    CHECK(equal(*first.comparison, late->network->trace(other)));
    CHECK(equal(*first.earlier, early->network->trace(sentence)));
    question.comparison = {5};
    const Reading next = room.answer(question, &first);
    CHECK(next.trace == first.trace);
    CHECK(next.earlier == first.earlier);
    CHECK(equal(*next.comparison, late->network->trace(std::vector<TokenId>{5})));
    question.sentence = other;
    const Reading third = room.answer(question, &next);
    CHECK(equal(*third.trace, late->network->trace(other)));
    CHECK(equal(*third.earlier, early->network->trace(other)));
    CHECK(third.comparison == next.comparison);
    question = {.moment = early, .sentence = other};
    const Reading last = room.answer(question, &third);
    CHECK(equal(*last.trace, early->network->trace(other)));
    CHECK(last.comparison == nullptr);
    CHECK(last.earlier == nullptr);
}

TEST_CASE("reader: sentences are cut to their end, and none becomes <eos>", "[run][reader]") {
    const auto moment = after(*trainer_to_read(), 1);
    const std::vector<TokenId> longer{2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    CHECK(moment->network->trace(longer).tokens == std::vector<TokenId>(longer.end() - 8, longer.end()));
    CHECK(moment->network->trace({}).tokens == std::vector<TokenId>{Vocabulary::end_of_text});
    CHECK_THROWS_AS(moment->network->trace(std::vector<TokenId>{2, 100'000}), Error);
    CHECK_THROWS_AS(moment->network->trace(std::vector<TokenId>{-1}), Error);
}

TEST_CASE("reader: the thread answers the newest question and says why it cannot", "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto early = after(*trainer, 5), late = after(*trainer, 5);
    std::atomic<int> news = 0;
    Reader reader{[&] { ++news; }};
    std::stop_source never;
    std::uint64_t seen = 0, seen_trouble = 0;
    for (std::uint64_t i = 1; i <= 50; ++i)
        reader.ask({.moment = i % 2 == 0 ? early : late, .sentence = sentence, .number = i});
    std::shared_ptr<const Reading> reading;
    while (!reading || reading->asked.number < 50)
        reading = reader.readings().wait_newer(seen, never.get_token());
    CHECK(reading->asked.moment == early);
    CHECK(equal(*reading->trace, early->network->trace(sentence)));
    reader.ask({.moment = late, .sentence = {100'000}});
    const auto trouble = reader.trouble().wait_newer(seen_trouble, never.get_token());
    CHECK(trouble->find("not in the vocabulary") != std::string::npos);
    reader.ask({.moment = late, .sentence = other, .number = 51});
    reading = reader.readings().wait_newer(seen, never.get_token());
    CHECK(equal(*reading->trace, late->network->trace(other)));
    CHECK(news >= 2);
}

TEST_CASE("reader: what pulls on a word can be asked of any moment, with its weights", "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto early = after(*trainer, 5), late = after(*trainer, 40);
    ReadingRoom room;
    const auto pull_of = [&](const std::shared_ptr<const Moment>& moment) {
        return room.pulling({.moment = moment, .row = 9}).windows;
    };
    const auto then = pull_of(early), now = pull_of(late), again = pull_of(early);
    REQUIRE(then.size() > 4);
    CHECK(now.front().gradient_norm != then.front().gradient_norm);
    CHECK(again.front().gradient_norm == then.front().gradient_norm);
    CHECK(again.back().along == then.back().along);
    const auto own = early->network->room();
    CHECK(window_gradients(*early, 9, *own).front().gradient_norm == then.front().gradient_norm);
    CHECK_THROWS_AS(room.pulling({.moment = late, .row = 30}), Error);
    CHECK(equal(*room.answer({.moment = late, .sentence = sentence}).trace, late->network->trace(sentence)));
}

TEST_CASE("reader: the pull comes after the reading, at once for another word and for the last moment of all",
          "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto early = after(*trainer, 5), late = after(*trainer, 5), last = after(*trainer, 5);
    Reader reader;
    std::stop_source never;
    std::uint64_t seen = 0;
    const auto next = [&] { return reader.pullings().wait_newer(seen, never.get_token()); };
    reader.ask({.moment = early, .sentence = sentence, .row = 9});
    auto pulling = next();
    CHECK(pulling->moment == early);
    CHECK(pulling->row == 9);
    const auto begin = std::chrono::steady_clock::now();
    reader.ask({.moment = early, .sentence = sentence, .row = 4});
    pulling = next();
    CHECK(pulling->row == 4);
    reader.ask({.moment = late, .sentence = sentence, .row = 4}); // as while training runs: too soon
    reader.ask({.moment = last, .sentence = sentence, .row = 4});
    pulling = next();
    CHECK(pulling->moment == last); // nobody asks again, and yet it comes
    CHECK(std::chrono::steady_clock::now() - begin > std::chrono::milliseconds{450});
    reader.ask({.moment = early, .sentence = sentence, .row = 4, .live = false});
    CHECK(next()->moment == early);
    reader.ask({.moment = early, .sentence = other, .row = 4, .live = false}); // known already
    reader.ask({.moment = early, .sentence = other, .live = false});           // of no word
    reader.ask({.moment = early, .sentence = other, .row = 2, .live = false});
    CHECK(next()->row == 2);
}

TEST_CASE("reader: alike contexts come where they are asked for, with the traces of their own moment",
          "[run][reader]") {
    const auto trainer = trainer_to_read();
    const auto early = after(*trainer, 5), late = after(*trainer, 5);
    Reader reader;
    std::stop_source never;
    std::uint64_t seen = 0, seen_reading = 0;
    const auto next = [&] { return reader.contexts().wait_newer(seen, never.get_token()); };
    reader.ask({.moment = early, .sentence = sentence, .number = 1});
    while (reader.readings().wait_newer(seen_reading, never.get_token())->asked.number != 1) {
    }
    reader.ask({.moment = late, .sentence = sentence, .comparison = other, .contexts = true});
    auto contexts = next(); // the first of all: nobody had asked before
    CHECK(contexts->moment == late);
    CHECK(equal(*contexts->trace, late->network->trace(sentence)));
    CHECK(equal(*contexts->comparison, late->network->trace(other)));
    const auto room = late->network->room();
    const RowVector vector = contexts->trace->final_hidden.row(2);
    CHECK(contexts->index->nearest(vector, 5) == ContextIndex(*late, *room).nearest(vector, 5));
    const auto begin = std::chrono::steady_clock::now();
    reader.ask({.moment = late, .sentence = other, .contexts = true}); // another sentence: at once
    contexts = next();
    CHECK(equal(*contexts->trace, late->network->trace(other)));
    CHECK(contexts->comparison == nullptr);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds{450});
    reader.ask({.moment = early, .sentence = other, .contexts = true, .live = false});
    contexts = next();
    CHECK(contexts->moment == early);
    CHECK(contexts->index->nearest(vector, 5) != ContextIndex(*late, *room).nearest(vector, 5));
}
