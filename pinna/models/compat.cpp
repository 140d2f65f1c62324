#include "pinna/models/compat.h"

#include <mutex>
#include <string>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <torch/nn/module.h>
#include <torch/version.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

// LibTorch 2.4 gave the autocast functions a device and deprecated the ones named after it.
#define PINNA_AUTOCAST_TAKES_DEVICE \
  (TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4))

bool autocast_enabled() {
#if PINNA_AUTOCAST_TAKES_DEVICE
  return at::autocast::is_autocast_enabled(at::kCPU);
#else
  return at::autocast::is_cpu_enabled();
#endif
}

at::ScalarType autocast_dtype() {
#if PINNA_AUTOCAST_TAKES_DEVICE
  return at::autocast::get_autocast_dtype(at::kCPU);
#else
  return at::autocast::get_autocast_cpu_dtype();
#endif
}

void set_autocast(bool enabled, at::ScalarType dtype) {
#if PINNA_AUTOCAST_TAKES_DEVICE
  at::autocast::set_autocast_enabled(at::kCPU, enabled);
  at::autocast::set_autocast_dtype(at::kCPU, dtype);
#else
  at::autocast::set_cpu_enabled(enabled);
  at::autocast::set_autocast_cpu_dtype(dtype);
#endif
}

}  // namespace

AutocastGuard::AutocastGuard(Precision precision)
    : enabled_before_(autocast_enabled()), dtype_before_(autocast_dtype()) {
  at::autocast::increment_nesting();
  set_autocast(resolve(precision) == Precision::bfloat16, at::kBFloat16);
}

AutocastGuard::~AutocastGuard() {
  set_autocast(enabled_before_, dtype_before_);
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
}

SeedGuard::SeedGuard(uint64_t seed) : generator_(at::detail::getDefaultCPUGenerator()) {
  const std::lock_guard lock(generator_.mutex());
  state_before_ = generator_.get_state();
  generator_.set_current_seed(seed);
}

SeedGuard::~SeedGuard() {
  const std::lock_guard lock(generator_.mutex());
  generator_.set_state(state_before_);
}

at::Tensor as_channels_last(const at::Tensor& images) {
  const at::Tensor dense = images.contiguous(at::MemoryFormat::ChannelsLast);
  return dense.as_strided(dense.sizes(), c10::get_channels_last_strides_2d(dense.sizes()));
}

void store_channels_last(torch::nn::Module& module) {
  for (at::Tensor& parameter : module.parameters())
    if (parameter.dim() == 4) parameter.set_data(as_channels_last(parameter.detach()));
}

void use_threads(int threads) {
  if (threads < 1)
    throw core::InvalidOptions(
        {.what = "threads", .got = std::to_string(threads), .expected = "at least 1"});
  static std::once_flag interop_is_set;
  std::call_once(interop_is_set, [] { at::set_num_interop_threads(1); });
  at::set_num_threads(threads);
}

const char* libtorch_version() {
  return TORCH_VERSION;
}

}  // namespace pinna::models
