// SPDX-License-Identifier: MIT
// The choice among instruction sets, and that all of them compute the same but for rounding. The whole suite
// can be asked of one: WORDFIELD_ISA=v2 model_tests "[model]".
#include "model/kernels/instruction_sets.hpp"

#include "model/core/rng.hpp"
#include "model/kernels/packed.hpp"
#include "model/map/map_points.hpp"
#include "model/nn/attention.hpp"

#include "tests/support/catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace wordfield;

namespace {

// Before main(): nothing has been computed yet.
[[maybe_unused]] const bool requested = [] {
    const char* const wanted = std::getenv("WORDFIELD_ISA");
    if (wanted == nullptr) return false;
    for (const InstructionSet& set : instruction_sets())
        if (std::string_view{wanted} == set.name && set.here()) {
            choose_instruction_set(set);
            return true;
        }
    std::fprintf(stderr, "WORDFIELD_ISA: this processor has no %s\n", wanted);
    std::exit(77); // for ctest: not run
}();

/// Computes with another set while it lives.
class Computing {
public:
    explicit Computing(const InstructionSet& set) : before_{instruction_set()} {
        choose_instruction_set(set);
    }
    ~Computing() { choose_instruction_set(before_); }
    Computing(const Computing&) = delete;
    Computing& operator=(const Computing&) = delete;

private:
    const InstructionSet& before_;
};

std::vector<float> noise(std::size_t n, std::uint64_t seed) {
    Pcg32 rng{seed};
    std::vector<float> values(n);
    for (float& value : values) value = rng.normal();
    return values;
}

double worst_difference(const std::vector<float>& a, const std::vector<float>& b) {
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return worst;
}

// Everything that a set is asked for, of sizes that are no multiple of any vector, one after the other.
std::vector<float> all_kernels(const InstructionSet& set) {
    const Computing computing{set};
    const NetworkKernels<float>& k = *set.floats;
    std::vector<float> all;
    const auto keep = [&](const std::vector<float>& values) {
        all.insert(all.end(), values.begin(), values.end());
    };
    constexpr Index R = 21, C = 37, V = 75;
    const auto x = noise(R * C, 1), table = noise(V * C, 2), gain = noise(C, 3), bias = noise(C, 4);
    const std::vector<TokenId> ids = [] {
        std::vector<TokenId> chosen;
        for (Index r = 0; r < R; ++r) chosen.push_back(static_cast<TokenId>(r * 7 % V));
        return chosen;
    }();
    std::vector<float> y(R * C), stats(2 * R), logits(R * V);
    k.norm_forward(y.data(), {stats.data(), stats.data() + R}, x.data(), gain.data(), bias.data(), R, C,
                   1e-5F);
    keep(y);
    std::vector<float> dx = x, d_gain(C), d_bias(C);
    k.norm_backward(dx.data(), d_gain.data(), d_bias.data(), y.data(), x.data(),
                    {stats.data(), stats.data() + R}, gain.data(), R, C);
    keep(dx), keep(d_gain), keep(d_bias);
    Packed<float> packed;
    packed.pack(view(table.data(), V, C).transposed());
    multiply(logits.data(), V, view(x.data(), R, C), packed);
    keep(logits);
    all.push_back(static_cast<float>(k.cross_entropy(logits.data(), ids.data(), R, V, 0.1F)));
    keep(logits);
    std::vector<float> slope = x;
    k.gelu_forward(y.data(), slope.data(), R * C);
    keep(y), keep(slope);
    k.embed_forward(y.data(), table.data(), x.data(), ids.data(), R, 5, C);
    keep(y);
    std::vector<float> w = x, m(R * C), v(R * C);
    for (const UpdateRule rule : {UpdateRule::Sgd, UpdateRule::Momentum, UpdateRule::Adam})
        all.push_back(static_cast<float>(k.update(rule, w.data(), y.data(), m.data(), v.data(), R * C,
                                                  {0.5F, 0.01F, 0.9F, 0.99F, 1e-8F, 0.01F, 1.2F, 0.999F})));
    keep(w), keep(m), keep(v);
    std::vector<float> center(C), other = table;
    std::vector<float*> rows;
    for (Index i = 0; i < 6; ++i) rows.push_back(other.data() + i * C);
    all.push_back(
        static_cast<float>(k.negative_sampling(center.data(), x.data(), rows.data(), 6, 0.1F, C, true)));
    keep(center), keep(other);
    const AttentionShape shape{19, 3, 11};
    AttentionScratch<float> scratch;
    const auto qkv = noise(static_cast<std::size_t>(3 * shape.T * shape.C()), 5);
    std::vector<float> out(static_cast<std::size_t>(shape.T * shape.C())), d_qkv(qkv.size()),
        weights(static_cast<std::size_t>(shape.H * AttentionCells<float>::size(shape.T)));
    const std::vector<float> heads{1.0F, 0.5F, 0.0F};
    attention_forward<float>(out.data(), weights.data(), qkv.data(), heads, shape, scratch);
    attention_backward<float>(d_qkv.data(), out.data(), weights.data(), qkv.data(), heads, shape, scratch);
    keep(out), keep(d_qkv);
    return all;
}

// Of a map: forces between points, and what lies near.
std::vector<float> all_map_kernels(const InstructionSet& set, int dims) {
    std::vector<float> all;
    constexpr Index n = 77;
    MapPoints points{n, dims, MapPoints::far_away}, force{n, dims};
    const auto places = noise(static_cast<std::size_t>(n * dims), 6);
    for (int d = 0; d < dims; ++d)
        for (Index i = 0; i < n; ++i) points[d][i] = places[static_cast<std::size_t>(d * n + i)];
    float* const forces[]{force[0], force[1], force[2]};
    all.push_back(static_cast<float>(set.map->repel(points.view(), forces, 0, n)));
    for (int d = 0; d < dims; ++d) all.insert(all.end(), force[d], force[d] + n);
    const float own[]{0.1F, 0.2F, 0.3F};
    const Index from[]{3, 40}, to[]{20, 77};
    float pushed[3] = {};
    all.push_back(set.map->repel_near(points.view(), own, from, to, 2, {0.7F, 0.6F}, pushed));
    all.insert(all.end(), pushed, pushed + dims);
    std::vector<std::int32_t> column;
    for (int i = 0; i < 160; ++i) column.push_back(i * 5 % static_cast<int>(n));
    const auto weight = noise(column.size(), 7);
    set.map->attract(points.view(), 2, column.data(), weight.data(), std::ssize(column), pushed);
    all.insert(all.end(), pushed, pushed + dims);
    return all;
}

} // namespace

TEST_CASE("instruction sets: the widest that is here is chosen", "[model][isa]") {
    const InstructionSet* widest = nullptr;
    for (const InstructionSet& set : instruction_sets())
        if (set.here()) widest = &set;
    REQUIRE(widest != nullptr);
    if (std::getenv("WORDFIELD_ISA") == nullptr) CHECK(&instruction_set() == widest);
    CHECK(network_kernels<float>().lanes == instruction_set().floats->lanes);
    CHECK(&map_kernels() == instruction_set().map);
}

TEST_CASE("instruction sets: each computes what the others do, but for rounding", "[model][isa]") {
    const InstructionSet& first = *instruction_sets().begin();
    const std::vector<float> expected = all_kernels(first);
    for (const InstructionSet& set : instruction_sets()) {
        if (!set.here()) continue;
        INFO(set.name);
        CHECK(worst_difference(all_kernels(set), expected) < 2e-4);
        for (const int dims : {2, 3})
            CHECK(worst_difference(all_map_kernels(set, dims), all_map_kernels(first, dims)) < 2e-4);
    }
}

TEST_CASE("instruction sets: the same distances are near, whichever computes them", "[model][isa]") {
    const auto products = noise(203, 8), squares = noise(203, 9);
    for (const InstructionSet& set : instruction_sets()) {
        if (!set.here()) continue;
        INFO(set.name);
        for (const float worst : {-1.0F, 0.0F, 0.3F, 100.0F})
            for (const Index n : {Index{1}, Index{63}, Index{64}, Index{203}}) {
                std::vector<std::int32_t> index(static_cast<std::size_t>(n) + 1);
                std::vector<float> distance(index.size());
                const Index found = set.map->collect({products.data(), squares.data(), 0.5F}, n, worst,
                                                     index.data(), distance.data());
                Index expected = 0;
                for (Index j = 0; j < n; ++j) {
                    const float d = std::max(squares[j] - 2.0F * products[j] + 0.5F, 0.0F);
                    if (d > worst) continue;
                    REQUIRE(expected < found);
                    CHECK(index[expected] == j);
                    CHECK(distance[expected++] == Approx(d).margin(1e-5));
                }
                CHECK(found == expected);
            }
    }
}

TEST_CASE("instruction sets: rows are compared with one, whichever compares them", "[model][isa]") {
    for (const Index C : {Index{1}, Index{16}, Index{37}, Index{100}}) {
        constexpr Index n = 5;
        const auto rows = noise(static_cast<std::size_t>(n * C), 21);
        const auto centre = noise(static_cast<std::size_t>(C), 22),
                   towards = noise(static_cast<std::size_t>(C), 23);
        for (const InstructionSet& set : instruction_sets()) {
            if (!set.here()) continue;
            INFO(set.name << ", " << C << " columns");
            std::vector<float> products(n, -1.0F), squares(n, -1.0F);
            set.map->compare(rows.data(), n, C, centre.data(), towards.data(), products.data(),
                             squares.data());
            for (Index i = 0; i < n; ++i) {
                double product = 0.0, square = 0.0;
                for (Index d = 0; d < C; ++d) {
                    const double away = static_cast<double>(rows[i * C + d]) - static_cast<double>(centre[d]);
                    product += away * static_cast<double>(towards[d]);
                    square += away * away;
                }
                CHECK(products[i] == Approx(product).margin(1e-4));
                CHECK(squares[i] == Approx(square).margin(1e-4));
            }
        }
    }
}

TEST_CASE("kernels: running means and sums of gradients are what they are by hand", "[model][isa]") {
    const std::vector<float> x = noise(45, 10), mean = noise(45, 11), alternating = noise(45, 12);
    for (const InstructionSet& set : instruction_sets()) {
        if (!set.here()) continue;
        INFO(set.name);
        std::vector<float> m = mean, a = alternating, sum = x, other = mean;
        set.floats->average(m.data(), a.data(), x.data(), std::ssize(x), 0.9F, -0.1F);
        float* const gradients[]{sum.data(), other.data()};
        const double squares = set.floats->gather(gradients, 2, 3, std::ssize(x));
        double expected = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(m[i] == Approx(0.9F * mean[i] + 0.1F * x[i]).margin(1e-6));
            CHECK(a[i] == Approx(0.9F * alternating[i] - 0.1F * x[i]).margin(1e-6));
            CHECK(sum[i] == Approx(i < 3 ? x[i] : x[i] + mean[i]).margin(1e-6));
            if (i >= 3) expected += static_cast<double>(sum[i]) * static_cast<double>(sum[i]);
        }
        CHECK(squares == Approx(expected).epsilon(1e-5));
    }
}
