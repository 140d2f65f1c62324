// The memory of this process: how the C library keeps it and how much there was.
#pragma once

namespace pinna::core {

/// Lets glibc's allocator keep freed memory for the next clip or training step instead of returning
/// it to the kernel and paying for every page again: 10 to 15 % of a step. Call it when a program
/// starts. Elsewhere than on glibc it does nothing.
void keep_memory_pages();

/// The most memory that this process has held so far [MiB], as the kernel counts it.
double peak_memory_mib();

}  // namespace pinna::core
