// SPDX-License-Identifier: MIT
// A session on a file of vectors: it shows them, and trains nothing.
#include "tests/support/session.hpp"

#include "model/vectors/vector_corpus.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace wordfield;
using test::await;

namespace {

std::shared_ptr<const Corpus> three_vectors() {
    VectorTable table;
    table.words = {"one", "two", "three"};
    table.vectors = std::make_shared<const RowTable>(Matrix::Identity(3, 5));
    return corpus_of_vectors(std::move(table), "three.vec");
}

} // namespace

TEST_CASE("session: vectors are shown at once, and nothing that trains them is done", "[model]") {
    const auto corpus = three_vectors();
    Session session{{.corpus = corpus, .on_news = {}}};
    std::uint64_t seen = 0;
    const auto first = await(session, seen, [](const test::Seen&) { return true; });
    CHECK(first->state == RunState::Paused);
    CHECK(first->embedding == corpus->vectors);
    CHECK(first->step == 0);
    const test::TemporaryFolder folder;
    const Command asked[]{SetRunning{true},      RunSteps{3},         Restart{5},
                          SetLearningRate{0.1F}, RowEdit{ZeroRow{1}}, SaveCheckpoint{folder.path / "a.ckpt"}};
    std::uint64_t notices = first->notice_number;
    for (const Command& command : asked) {
        session.post(command);
        const auto after =
            await(session, seen, [&](const test::Seen& s) { return s.notice_number > notices; });
        notices = after->notice_number;
        CHECK(after->step == 0);
        CHECK(after->state == RunState::Paused);
        CHECK(after->notice.find("(") != std::string::npos); // why not
        CHECK(after->embedding->matrix().isIdentity());
    }
    CHECK(std::filesystem::is_empty(folder.path));
}
