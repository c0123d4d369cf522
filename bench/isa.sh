# SPDX-License-Identifier: MIT
# For the scripts beside it: what is measured is measured for every instruction set from AVX2 up that the processor has
# (v3 is AVX2 with FMA, v4 AVX-512), because a figure of one is not the program's.

# The sets, the lower at the front; "native" where the processor is of another family.
instruction_sets() {
    if [ "$(uname -m)" != x86_64 ]; then echo native; return; fi
    if ! grep -q ' fma ' /proc/cpuinfo; then echo v2; return; fi
    echo v3
    if grep -q ' avx512vl ' /proc/cpuinfo && grep -q ' avx512bw ' /proc/cpuinfo; then echo v4; fi
}

# build TARGET: builds the program of bench/ and prints where it is. It computes with the set that WORDFIELD_ISA names.
build() {
    cmake --preset release -B build/bench -DWORDFIELD_BENCH=ON -DBUILD_TESTING=OFF >/dev/null
    cmake --build build/bench --target "$1" >/dev/null
    echo "build/bench/bin/$1"
}
