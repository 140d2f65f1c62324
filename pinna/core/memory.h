// Settings of the C library's allocator.
#pragma once

namespace pinna::core {

/// Lets glibc's allocator keep freed memory for the next clip or training step instead of returning
/// it to the kernel and paying for every page again: 10 to 15 % of a step. Call it when a program
/// starts. Elsewhere than on glibc it does nothing.
void keep_memory_pages();

}  // namespace pinna::core
