#include "pinna/core/memory.h"

#include <cstdlib>

#include <sys/resource.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pinna::core {

void keep_memory_pages() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);         // large blocks come from the heap like small ones
  mallopt(M_TRIM_THRESHOLD, -1);  // whose free end is never given back
#endif
}

double peak_memory_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace pinna::core
