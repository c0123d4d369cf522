// SPDX-License-Identifier: MIT
#include "model/nn/gpt.hpp"

#include <algorithm>
#include <cassert>

namespace wordfield::inline nn {
namespace {

// Rows of logits that are worked on at a time: few, so that they fit beside the rest into a cache, but enough
// to make the products with the whole table worthwhile.
Index head_rows(Index R, Index V) {
    constexpr Index numbers = Index{1} << 21; // 8 MB of logits
    return std::min(R, std::clamp<Index>(numbers / V, 128, 256));
}

} // namespace

template <class S>
void Activations<S>::reset(Index R, Index T, const NetworkSpec& spec) {
    const Index C = spec.dim;
    embedded.reset(R * C);
    blocks.resize(spec.layers);
    for (auto& block : blocks) block.reset(R, T, spec);
    stats.reset(2 * R);
    hidden.reset(R * C);
    logits.reset(head_rows(R, spec.vocabulary) * spec.vocabulary);
    d_hidden.reset(R * C), d_residual.reset(R * C);
    scratch.reset(R, spec);
}

template <class S>
Gpt<S>::Gpt(const NetworkSpec& spec, std::span<const S> parameters)
    : head_scale(static_cast<std::size_t>(spec.layers * spec.heads), S{1}), spec_{spec}, table_{spec},
      parameters_{parameters.data()}, blocks_(static_cast<std::size_t>(spec.layers)) {
    assert(static_cast<Index>(parameters.size()) >= table_.size());
    list_sources();
    pack_weights();
}

template <class S>
void Gpt<S>::list_sources() {
    const auto add = [&](Packed<S>& packed, MatrixView<S> source) {
        packed.reshape(source.rows, source.columns);
        sources_.push_back({&packed, source});
    };
    const auto tensor = [&](int i) { return view<S>(at(i), table_[i].rows, table_[i].columns); };
    const auto add_both = [&](Packed<S>& packed, Packed<S>& back, int i) {
        add(packed, tensor(i));
        add(back, tensor(i).transposed());
    };
    add_both(embedding_, unembedding_, table_.token);
    for (std::size_t layer = 0; layer < blocks_.size(); ++layer) {
        const BlockTensors& b = table_.blocks()[layer];
        BlockWeights<S>& w = blocks_[layer];
        add_both(w.qkv, w.qkv_back, b.qkv);
        add_both(w.out, w.out_back, b.out);
        add_both(w.up, w.up_back, b.up);
        add_both(w.down, w.down_back, b.down);
    }
}

template <class S>
void Gpt<S>::pack_weights(int part, int parts, bool table) {
    constexpr std::size_t of_table = 2; // the table's two come at the front of the sources
    const std::span<const Source> sources = std::span{sources_}.subspan(table ? 0 : of_table);
    Index total = 0, done = 0;
    for (const Source& source : sources) total += source.packed->panels() * source.view.rows;
    for (const Source& source : sources) { // a panel goes to the part in whose share of the rows it begins
        for (Index p = 0; p < source.packed->panels(); ++p) {
            if (done * parts / total == part) source.packed->pack_panels(source.view, p, p + 1);
            done += source.view.rows;
        }
    }
}

template <class S>
BlockContext<S> Gpt<S>::context(int layer, const Sequences& batch, const Hooks<S>& hooks) const {
    const auto H = static_cast<std::size_t>(spec_.heads), l = static_cast<std::size_t>(layer);
    return {{batch.length, spec_.heads, spec_.dim / spec_.heads},
            static_cast<Index>(batch.inputs.size()),
            spec_.hidden(),
            static_cast<S>(spec_.norm_epsilon),
            {table_, parameters_, layer},
            blocks_[l],
            std::span{head_scale}.subspan(l * H, H),
            layer,
            hooks};
}

template <class S>
void Gpt<S>::forward(const Sequences& batch, Activations<S>& a, const Hooks<S>& hooks) const {
    const Index R = static_cast<Index>(batch.inputs.size()), C = spec_.dim;
    assert(R % batch.length == 0 && batch.length <= spec_.context);
    a.reset(R, batch.length, spec_);
    embed_forward(a.embedded.data(), at(table_.token), at(table_.position), batch.inputs, batch.length, C);
    call(hooks.residual, 0, a.embedded.data(), R, C);
    for (int layer = 0; layer < spec_.layers; ++layer) {
        const auto l = static_cast<std::size_t>(layer);
        block_forward(context(layer, batch, hooks), a.residual(l), a.blocks[l], a.scratch);
        call(hooks.residual, layer + 1, a.blocks[l].output.data(), R, C);
    }
    final_norm(a.hidden.data(), a.stats.data(), a.residual(a.blocks.size()), R);
    call(hooks.hidden, spec_.layers, a.hidden.data(), R, C);
}

template <class S>
void Gpt<S>::final_norm(S* hidden, S* stats, const S* residual, Index R) const {
    norm_forward(hidden, {stats, stats + R}, residual, at(table_.final_gain), at(table_.final_bias), R,
                 spec_.dim, static_cast<S>(spec_.norm_epsilon));
}

template <class S>
void Gpt<S>::unembed(S* logits, const S* hidden, Index R) const {
    multiply(logits, spec_.vocabulary, view<S>(hidden, R, spec_.dim), unembedding_);
}

// Logits, loss and, when d_table is given, the way back into a.d_hidden; some rows at a time, because (R,V)
// is large.
template <class S>
double Gpt<S>::head(const Sequences& batch, S scale, S* d_table, Activations<S>& a) const {
    const Index R = static_cast<Index>(batch.inputs.size()), C = spec_.dim, V = spec_.vocabulary;
    const Index step = head_rows(R, V);
    S* const logits = a.logits.data();
    double loss = 0.0;
    for (Index r = 0; r < R; r += step) {
        const Index n = std::min(step, R - r);
        const S* const hidden = a.hidden.data() + r * C;
        unembed(logits, hidden, n);
        loss += cross_entropy(logits, batch.targets.subspan(r, static_cast<std::size_t>(n)), V, scale);
        if (d_table == nullptr) continue;
        multiply(a.d_hidden.data() + r * C, C, view<S>(logits, n, V), embedding_);
        a.scratch.packed.pack(view<S>(hidden, n, C));
        multiply(d_table, C, view<S>(logits, n, V).transposed(), a.scratch.packed, {nullptr, d_table});
    }
    return loss;
}

template <class S>
double Gpt<S>::sampled_head(const Sequences& batch, S scale, S* d_table, Activations<S>& a) const {
    const SampledPass<S> pass{a.hidden.data(), at(table_.token),  batch.targets,
                              spec_.dim,       a.d_hidden.data(), d_table};
    return sampled_cross_entropy(pass, drawn, scale, a.sampled);
}

template <class S>
double Gpt<S>::loss(const Sequences& batch, Activations<S>& a) const {
    forward(batch, a);
    return head(batch, 0, nullptr, a);
}

template <class S>
void Gpt<S>::row_losses(const Sequences& batch, std::span<double> each, Activations<S>& a,
                        const Hooks<S>& hooks) const {
    forward(batch, a, hooks);
    const Index R = static_cast<Index>(batch.inputs.size()), V = spec_.vocabulary, step = head_rows(R, V);
    for (Index r = 0; r < R; r += step) {
        const Index n = std::min(step, R - r);
        unembed(a.logits.data(), a.hidden.data() + r * spec_.dim, n);
        for (Index i = 0; i < n; ++i)
            each[r + i] = cross_entropy(a.logits.data() + i * V, batch.targets.subspan(r + i, 1), V, S{});
    }
}

template <class S>
double Gpt<S>::loss_and_gradient(const Sequences& batch, S scale, S* gradient, Activations<S>& a,
                                 const Hooks<S>& hooks) const {
    const Index R = static_cast<Index>(batch.inputs.size()), C = spec_.dim;
    const auto d = [&](int tensor) { return gradient + table_[tensor].offset; };
    forward(batch, a, hooks);
    const double loss = drawn.ids.empty() ? head(batch, scale, d(table_.token), a)
                                          : sampled_head(batch, scale, d(table_.token), a);
    S* const dx = a.d_residual.data();
    std::fill_n(dx, R * C, S{});
    norm_backward(dx, d(table_.final_gain), d(table_.final_bias), a.d_hidden.data(),
                  a.residual(a.blocks.size()), {a.stats.data(), a.stats.data() + R}, at(table_.final_gain), R,
                  C);
    call(hooks.residual_gradient, spec_.layers, dx, R, C);
    for (int layer = spec_.layers - 1; layer >= 0; --layer) {
        const auto l = static_cast<std::size_t>(layer);
        block_backward(context(layer, batch, hooks), dx, {table_, gradient, layer}, a.residual(l),
                       a.blocks[l], a.scratch);
        call(hooks.residual_gradient, layer, dx, R, C);
    }
    embed_backward(d(table_.token), d(table_.position), dx, batch.inputs, batch.length, C);
    return loss;
}

template struct Activations<float>;
template struct Activations<double>;
template class Gpt<float>;
template class Gpt<double>;

} // namespace wordfield::inline nn
