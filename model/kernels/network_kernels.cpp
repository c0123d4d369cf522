// SPDX-License-Identifier: MIT
// The kernels of networks for one instruction set, WORDFIELD_ISA (model/CMakeLists.txt).
#include "model/kernels/attention.hpp"
#include "model/kernels/gemm.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/kernels/layers.hpp"
#include "model/kernels/update.hpp"
#include "model/kernels/words.hpp"

namespace wordfield::WORDFIELD_ISA {
namespace {

template <class S>
constexpr NetworkKernels<S> kernels_of() {
    return {.lanes = lanes<S>,
            .panel_columns = full_width<S>,
            .pack_panels = pack_panels<S>,
            .multiply = multiply<S>,
            .embed_forward = embed_forward<S>,
            .embed_backward = embed_backward<S>,
            .norm_forward = norm_forward<S>,
            .norm_backward = norm_backward<S>,
            .gelu_forward = gelu_forward<S>,
            .gelu_backward = gelu_backward<S>,
            .add_column_sums = add_column_sums<S>,
            .cross_entropy = cross_entropy<S>,
            .attention_forward = attention_forward<S>,
            .attention_backward = attention_backward<S>,
            .sampled_softmax = sampled_softmax<S>,
            .add_scaled = add_scaled<S>,
            .dot = dot<S>,
            .negative_sampling = negative_sampling<S>,
            .gather = gather<S>,
            .update = update<S>,
            .average = average<S>};
}

} // namespace

constexpr NetworkKernels<float> float_kernels = kernels_of<float>();
constexpr NetworkKernels<double> double_kernels = kernels_of<double>();

} // namespace wordfield::WORDFIELD_ISA
