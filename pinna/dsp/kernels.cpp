#include "pinna/dsp/kernels.h"

#include <cstdlib>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/kernel_tables.h"

namespace pinna::dsp {
namespace {

const Kernels& chosen_kernels() {
  const std::vector<const Kernels*> available = available_kernels();
  const char* wanted = std::getenv("PINNA_ISA");
  if (!wanted) return *available.front();
  std::string names;
  for (const Kernels* set : available) {
    if (set->name == wanted) return *set;
    names += names.empty() ? "" : ", ";
    names += set->name;
  }
  throw core::InvalidOptions({.what = "PINNA_ISA",
                              .got = wanted,
                              .expected = "one of " + names,
                              .where = "environment",
                              .fix = "unset it to use the widest set of this processor"});
}

}  // namespace

int64_t Kernels::work_floats(const RealFftTables& fft) const {
  return 2 * lanes * (fft.num_points + fft.max_radix);
}

int64_t Kernels::work_floats(const FftpackTables& fft) const {
  return 2 * lanes * (fft.n_fft + fft.max_radix);
}

const Kernels& kernels() {
  static const Kernels& chosen = chosen_kernels();
  return chosen;
}

std::vector<const Kernels*> available_kernels() {
  std::vector<const Kernels*> available;
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    available.push_back(&avx512_kernels);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    available.push_back(&avx2_kernels);
#endif
  available.push_back(&baseline_kernels);
  return available;
}

}  // namespace pinna::dsp
