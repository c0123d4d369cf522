// SPDX-License-Identifier: MIT
#pragma once

#include "model/kernels/instruction_sets.hpp"

/// Does so many turns and returns how many operations those were.
#define WORDFIELD_DECLARE_CHAINS(name)                                                                       \
    namespace wordfield::isa_##name {                                                                        \
        double fma_chains(long turns);                                                                       \
    }
WORDFIELD_ISAS(WORDFIELD_DECLARE_CHAINS)
#undef WORDFIELD_DECLARE_CHAINS
