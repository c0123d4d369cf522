// SPDX-License-Identifier: MIT
#include "model/nn/attention.hpp"

#include "tests/support/gradient_check.hpp"

#include <cmath>

using namespace wordfield;
using test::check_gradient;
using test::dot;
using test::random_values;

namespace {

struct Case {
    AttentionShape shape;
    std::vector<double> qkv, out, weights, head_scale;
    AttentionScratch<double> scratch;

    Case(AttentionShape s, Pcg32& rng)
        : shape{s}, qkv{random_values(static_cast<std::size_t>(s.T * 3 * s.C()), rng)},
          out(static_cast<std::size_t>(s.T * s.C())),
          weights(static_cast<std::size_t>(s.H * AttentionCells<double>::size(s.T))),
          head_scale(static_cast<std::size_t>(s.H), 1.0) {}
    void forward() {
        attention_forward<double>(out.data(), weights.data(), qkv.data(), head_scale, shape, scratch);
    }
};

} // namespace

TEST_CASE("attention: agrees with the formula written out", "[model]") {
    Pcg32 rng{11};
    Case c{{5, 2, 3}, rng};
    c.forward();
    const auto q = [&](Index t, Index h, Index d, Index which) {
        return c.qkv[static_cast<std::size_t>(t * 18 + which * 6 + h * 3 + d)];
    };
    for (Index h = 0; h < 2; ++h)
        for (Index i = 0; i < 5; ++i) {
            double total = 0.0, mixed = 0.0;
            for (Index j = 0; j <= i; ++j) {
                double score = 0.0;
                for (Index d = 0; d < 3; ++d) score += q(i, h, d, 0) * q(j, h, d, 1);
                const double e = std::exp(score / std::sqrt(3.0));
                total += e;
                mixed += e * q(j, h, 1, 2);
            }
            CHECK(c.out[static_cast<std::size_t>(i * 6 + h * 3 + 1)] == Approx(mixed / total).epsilon(1e-12));
        }
}

TEST_CASE("attention: rows sum to one and nobody looks ahead", "[model]") {
    Pcg32 rng{12};
    Case c{{19, 3, 5}, rng};
    c.forward();
    for (Index h = 0; h < 3; ++h) {
        const AttentionCells<double> cells{c.weights.data(), h, 19};
        for (Index i = 0; i < 19; ++i) {
            double sum = 0.0;
            for (Index j = 0; j < 19; ++j) sum += cells(i, j);
            CHECK(sum == Approx(1.0).epsilon(1e-12));
            for (Index j = i + 1; j < 19; ++j) CHECK(cells(i, j) == 0.0);
        }
    }
}

TEST_CASE("attention: backward agrees with the numeric slope, mask and silenced heads included",
          "[model][gradient]") {
    for (const AttentionShape shape :
         {AttentionShape{1, 1, 2}, AttentionShape{7, 2, 3}, AttentionShape{17, 2, 8}}) {
        Pcg32 rng{13};
        Case c{shape, rng};
        c.head_scale.back() = shape.H > 1 ? 0.25 : 1.0;
        const auto dy = random_values(c.out.size(), rng);
        const auto loss = [&] {
            c.forward();
            return dot(c.out, dy);
        };
        loss();
        std::vector<double> d_qkv(c.qkv.size(), 99.0); // set, not added to
        attention_backward<double>(d_qkv.data(), dy.data(), c.weights.data(), c.qkv.data(), c.head_scale,
                                   shape, c.scratch);
        check_gradient(loss, c.qkv, d_qkv);
    }
}

TEST_CASE("attention: a silenced head gives nothing and learns nothing", "[model]") {
    Pcg32 rng{14};
    Case c{{4, 2, 3}, rng};
    c.head_scale = {1.0, 0.0};
    c.forward();
    const auto dy = random_values(c.out.size(), rng);
    std::vector<double> d_qkv(c.qkv.size());
    attention_backward<double>(d_qkv.data(), dy.data(), c.weights.data(), c.qkv.data(), c.head_scale, c.shape,
                               c.scratch);
    for (std::size_t t = 0; t < 4; ++t)
        for (std::size_t d = 3; d < 6; ++d) {
            CHECK(c.out[t * 6 + d] == 0.0);
            CHECK(d_qkv[t * 18 + 12 + d] == 0.0);
        }
}
