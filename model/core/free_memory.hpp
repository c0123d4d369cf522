// SPDX-License-Identifier: MIT
// How much memory this process may still take, and what it gives back.
#pragma once

namespace wordfield::inline core {

/// Bytes, an estimate: the least of what the machine has available (/proc/meminfo), what a control group of
/// the process leaves (cgroup v2, memory.max) and what `ulimit -v` leaves of its address space. Infinity
/// where none of them can be read.
double free_memory();

/// Bytes of address space that `ulimit -v` leaves; infinity where there is no such limit.
double free_address_space();

/// Gives memory that was freed back to the system; the allocator keeps it else, for what may come.
/// Milliseconds.
void give_back_freed_memory();

} // namespace wordfield::inline core
