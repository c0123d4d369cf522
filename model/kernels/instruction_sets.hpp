// SPDX-License-Identifier: MIT
// The instruction sets that kernels are compiled for, and the choice among them: once, before anything is
// computed, because packed matrices are laid out for one of them.
#pragma once

#include "model/kernels/kernels.hpp"

#include <cstddef>

#ifdef __x86_64__
#define WORDFIELD_ISAS(each) each(v2) each(v3) each(v4)
#else
#define WORDFIELD_ISAS(each) each(native)
#endif

#define WORDFIELD_DECLARE_KERNELS(name)                                                                      \
    namespace wordfield::isa_##name {                                                                        \
        extern const NetworkKernels<float> float_kernels;                                                    \
        extern const NetworkKernels<double> double_kernels;                                                  \
        extern const MapKernels map_kernels;                                                                 \
    }
WORDFIELD_ISAS(WORDFIELD_DECLARE_KERNELS)
#undef WORDFIELD_DECLARE_KERNELS

namespace wordfield::inline kernels {

/// One of the x86-64 psABI's levels: v2 has SSE4.2, v3 AVX2 and fused multiply-adds, v4 AVX-512; or `native`,
/// the one set of another family.
struct InstructionSet {
    const char* name;  ///< "v3"
    const char* title; ///< "AVX2"
    bool (*here)();    ///< whether this processor has it
    const NetworkKernels<float>* floats;
    const NetworkKernels<double>* doubles;
    const MapKernels* map;
};

/// All that the program has, the widest last.
struct InstructionSets {
    const InstructionSet* first;
    std::size_t count;
    [[nodiscard]] const InstructionSet* begin() const { return first; }
    [[nodiscard]] const InstructionSet* end() const { return first + count; }
};
InstructionSets instruction_sets();

/// The one that everything is computed with: the widest that this processor has, until another one is chosen.
const InstructionSet& instruction_set();
/// Before any thread computes, and before any matrix is packed.
void choose_instruction_set(const InstructionSet& set);

} // namespace wordfield::inline kernels
