# SPDX-License-Identifier: MIT
# For the scripts beside it: what is measured is measured for every instruction set from AVX2 up that the processor has
# (v3 is AVX2 with FMA, v4 AVX-512), because a figure of one is not the program's.

# The sets, the lower at the front; "native" where the processor is of another family.
instruction_sets() {
    if ! grep -q ' fma ' /proc/cpuinfo 2>/dev/null; then echo native; return; fi
    echo v3
    if grep -q ' avx512vl ' /proc/cpuinfo && grep -q ' avx512bw ' /proc/cpuinfo; then echo v4; fi
}

# build TARGET: builds the program of bench/ and prints where it is. It computes with the set that WORDFIELD_ISA names.
build() {
    cmake --preset release -DWORDFIELD_BENCH=ON >/dev/null
    cmake --build build/release --target "$1" >/dev/null
    echo "build/release/bin/$1"
}
