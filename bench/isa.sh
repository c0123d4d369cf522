# SPDX-License-Identifier: MIT
# For the scripts beside it: what is measured is measured for every level of instructions that the processor has (the x86-64
# psABI's: v3 is AVX2 with FMA, v4 is AVX-512), because a figure of one is not the program's.

# The levels, the lower at the front; "native" where the processor is of another family.
levels() {
    if ! grep -q ' fma ' /proc/cpuinfo 2>/dev/null; then echo native; return; fi
    echo x86-64-v3
    if grep -q ' avx512vl ' /proc/cpuinfo && grep -q ' avx512bw ' /proc/cpuinfo; then echo x86-64-v4; fi
}

# build_for LEVEL TARGET: builds the program of bench/ for this level and prints where it is.
build_for() {
    local folder=build/bench-$1
    cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DWORDFIELD_BENCH=ON -DBUILD_TESTING=OFF \
          -DWORDFIELD_NATIVE=OFF -DCMAKE_CXX_FLAGS="-march=$1" >/dev/null
    cmake --build "$folder" --target "$2" >/dev/null
    echo "$folder/bin/$2"
}
