#include "pinna/models/precision.h"

namespace pinna::models {

bool has_native_bfloat16() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

Precision resolve(Precision precision) {
  if (precision != Precision::automatic) return precision;
  return has_native_bfloat16() ? Precision::bfloat16 : Precision::float32;
}

}  // namespace pinna::models
