// SPDX-License-Identifier: MIT
// The memory that kept moments take, beside what the allocator says was taken.
#include "model/run/moment_bytes.hpp"

#include "model/map/map_maker.hpp"
#include "model/run/timeline.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_in_use.hpp"
#include "tests/support/tiny_moment.hpp"
#include "tests/support/toy_corpus.hpp"

#include <vector>

using namespace wordfield;

namespace {

// Moments and layouts of a real model, as the window gets them.
class Source {
public:
    explicit Source(ModelKind kind)
        : trainer_{make_trainer(test::toy_corpus(),
                                {.kind = kind, .dim = 128, .layers = 3, .heads = 4, .context = 32},
                                {.batch = 4, .seed = 3})} {}

    Timeline::Kept next() {
        trainer_->step();
        auto moment = std::make_shared<Moment>(trainer_->moment());
        moment->run = 1;
        return {moment, make_map(*moment, {}, 3)};
    }

private:
    std::unique_ptr<Trainer> trainer_;
};

} // namespace

#ifdef WORDFIELD_COUNTS_MEMORY
TEST_CASE("moments are counted as large as they are, a skip-gram's second table and all", "[run][moments]") {
    for (const ModelKind kind : {ModelKind::Gpt, ModelKind::SkipGram}) {
        Source source{kind};
        std::vector<Timeline::Kept> moments{source.next()}; // what all share is there from here on
        MomentBytes counted;
        counted.add(*moments[0].moment);
        counted.add(*moments[0].layout);
        const std::size_t first = counted.total();
        moments.reserve(32);
        const double before = test::memory_in_use();
        while (moments.size() < 21) moments.push_back(source.next());
        const double taken = test::memory_in_use() - before;
        for (const Timeline::Kept& moment : moments) {
            counted.add(*moment.moment);
            counted.add(*moment.layout);
        }
        CHECK(static_cast<double>(counted.total() - first) == Approx(taken).epsilon(0.04));
    }
}
#endif

TEST_CASE("what moments share counts once", "[run][moments]") {
    Source source{ModelKind::Gpt};
    const Timeline::Kept one = source.next();
    auto same = std::make_shared<Moment>(*one.moment); // its own lists, the same tables
    same->step += 1;
    MomentBytes single, both;
    single.add(*one.moment);
    both.add(*one.moment);
    both.add(*one.moment);
    CHECK(both.total() == single.total());
    both.add(*same);
    const auto tables = [](const Moment& s) {
        std::size_t bytes = 0;
        for (const Index size : {s.embedding->size(), s.initial_embedding->size(), s.mean_gradient->size()})
            bytes += sizeof(Matrix) + static_cast<std::size_t>(size) * sizeof(float);
        return bytes + s.network->bytes();
    };
    CHECK(static_cast<double>(both.total()) ==
          Approx(static_cast<double>(2 * single.total() - tables(*one.moment))).epsilon(0.01));
}
