// SPDX-License-Identifier: MIT
// The kernels of maps for one instruction set, WORDFIELD_ISA (model/CMakeLists.txt).
#include "model/kernels/fourier.hpp"
#include "model/kernels/halves.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/kernels/neighbours.hpp"
#include "model/kernels/points.hpp"

namespace wordfield::WORDFIELD_ISA {

constexpr MapKernels map_kernels{.lanes = simd::lanes<float>,
                                 .repel = repel,
                                 .repel_near = repel_near,
                                 .attract = attract,
                                 .weigh = weigh,
                                 .fourier = fourier,
                                 .collect = collect,
                                 .compare = compare,
                                 .widen = widen,
                                 .narrow = narrow};

} // namespace wordfield::WORDFIELD_ISA
