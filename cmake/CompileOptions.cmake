# SPDX-License-Identifier: MIT
# wordfield_target(<target>): the warnings and code generation that every target of this project shares.
function(wordfield_target target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wconversion -Wno-sign-conversion -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-psabi # vectors wider than the processor's registers are passed between our own functions alone
    # GCC 12 raises false alarms about its own AVX-512 header and its own string concatenation (GCC bugs 105593, 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-uninitialized;-Wno-maybe-uninitialized;-Wno-restrict;-Wno-stringop-overread;-Wno-stringop-overflow;-Wno-array-bounds>
    $<$<BOOL:${WORDFIELD_WERROR}>:-Werror>)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

# Code generation is global, not per target: Eigen's types change their alignment with the instruction set, so every
# object file but the kernels' (model/CMakeLists.txt), which know nothing of Eigen, must agree. errno and floating-point traps are never read here; NaN and infinity keep their meaning.
add_compile_options(-fno-math-errno -fno-trapping-math)
if(WORDFIELD_NATIVE)
  add_compile_options(-march=native)
endif()
# What is hot is in the kernels, which are compiled with -O3.
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")

# wordfield_precompile(<target> <headers...>): most of the time of a small file goes into reading the same headers of
# others; here they are read once a target. Every file still includes what it uses: -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
# builds without.
function(wordfield_precompile target)
  target_precompile_headers(${target} PRIVATE
    <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <numeric> <optional> <span>
    <string> <string_view> <thread> <unordered_map> <utility> <vector> ${ARGN})
endfunction()

# The instruction sets that kernels are compiled for (model/kernels/instruction_sets.hpp).
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(instruction_sets v2 v3 v4)
else()
  set(instruction_sets native)
endif()

# wordfield_kernels(<target> <set>): compiles the sources of an object library for one of them.
function(wordfield_kernels target set)
  wordfield_target(${target})
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  target_compile_definitions(${target} PRIVATE WORDFIELD_ISA=isa_${set})
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3> $<$<NOT:$<STREQUAL:${set},native>>:-march=x86-64-${set}>)
endfunction()
