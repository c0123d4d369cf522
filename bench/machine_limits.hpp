// SPDX-License-Identifier: MIT
// What the processor itself can do, measured beside what it is compared with and with nothing of ours in it
// but the type of a vector: multiplications with addition from registers alone, and bytes that pass through a
// core.
#pragma once

namespace wordfield::bench {

/// Computes with the instruction set that the environment's WORDFIELD_ISA names; ends the program, with a
/// sentence, where the processor has none of that name. To be called first.
void use_requested_instructions();

/// 10^9 operations a second of one thread with the instructions that were chosen: chains of fused
/// multiply-adds that wait for nothing but themselves, a multiplication and an addition each, as many chains
/// as hide the latency (Fog, "Optimizing software in C++", section 11; 4 cycles on two ports, so 8 at least).
double fma_peak_gflops();

/// 10^9 bytes a second, read and written, of one thread that copies within `bytes`; half of them are read
/// (McCalpin 1995, STREAM, "copy").
double copy_gigabytes(double bytes);

} // namespace wordfield::bench
