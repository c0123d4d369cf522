// SPDX-License-Identifier: MIT
// Owners of OpenGL names: moved, never copied, deleted once.
#include "render/gl_handle.hpp"

#include <map>
#include <type_traits>

#include "tests/support/catch.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

namespace {

std::map<unsigned, int> deletions;
struct CountDeletion {
    void operator()(unsigned id) const noexcept { ++deletions[id]; }
};
using Counted = GlHandle<CountDeletion>;

} // namespace

static_assert(!std::is_copy_constructible_v<GlBuffer> && !std::is_copy_assignable_v<GlBuffer>);
static_assert(std::is_nothrow_move_constructible_v<GlBuffer> && std::is_nothrow_move_assignable_v<GlBuffer>);

TEST_CASE("a handle deletes its name once, wherever it was moved", "[gl_handle]") {
    deletions.clear();
    {
        Counted a{7};
        Counted b{std::move(a)};
        CHECK(a.id() == 0);
        CHECK(b.id() == 7);
        Counted c;
        c = std::move(b);
        CHECK(c.id() == 7);
        CHECK(deletions.empty());
    }
    CHECK(deletions == std::map<unsigned, int>{{7, 1}});
}

TEST_CASE("assigning over a handle deletes what it held, and to itself nothing", "[gl_handle]") {
    deletions.clear();
    {
        Counted a{1};
        a = Counted{2};
        CHECK(deletions == std::map<unsigned, int>{{1, 1}});
        Counted& same = a;
        a = std::move(same);
        CHECK(a.id() == 2);
        a.reset(3);
        CHECK(deletions == std::map<unsigned, int>{{1, 1}, {2, 1}});
    }
    CHECK(deletions == std::map<unsigned, int>{{1, 1}, {2, 1}, {3, 1}});
}

TEST_CASE("an empty handle needs no context", "[gl_handle]") {
    GlTexture empty;
    CHECK_FALSE(empty);
    GlTexture other{std::move(empty)};
    CHECK(other.id() == 0);
}

TEST_CASE("contexts can be made one after the other and side by side", "[gl]") {
    GlTest first;
    if (!first) return;
    {
        OffscreenContext second;
        CHECK(make_buffer().id() != 0);
    }
    OffscreenContext third; // the second one's end must not have closed the display for everybody
    CHECK(make_buffer().id() != 0);
    check("making a buffer");
}
