// Everything that differs between LibTorch 1.13, 2.6 and current 2.x, and the settings of LibTorch
// that make a network run fast on a processor.
#pragma once

#include <cstdint>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "pinna/models/precision.h"

namespace torch::nn {
class Module;
}

namespace pinna::models {

/// While it lives, operations on the CPU that gain from it run in the given precision; before it,
/// what was set before. Guards nest. One per step: leaving the outermost drops the cached
/// bfloat16 copies of the weights, which an optimizer step makes stale.
class AutocastGuard {
 public:
  explicit AutocastGuard(Precision precision);
  ~AutocastGuard();
  AutocastGuard(const AutocastGuard&) = delete;
  AutocastGuard& operator=(const AutocastGuard&) = delete;

 private:
  bool enabled_before_;
  at::ScalarType dtype_before_;
};

/// Seeds LibTorch's default CPU generator and puts its former state back at the end, so that
/// drawing initial weights neither depends on nor disturbs anything else.
class SeedGuard {
 public:
  explicit SeedGuard(uint64_t seed);
  ~SeedGuard();
  SeedGuard(const SeedGuard&) = delete;
  SeedGuard& operator=(const SeedGuard&) = delete;

 private:
  at::Generator generator_;
  at::Tensor state_before_;
};

/// images [batch, channels, rows, columns] with channels innermost in memory, and with strides that
/// say so for one channel too. There `contiguous` leaves them as they are, because both layouts
/// then hold the same bytes, and the convolutions take the slow channels-first path.
at::Tensor as_channels_last(const at::Tensor& images);

/// Stores every convolution kernel of the module with channels innermost, as the convolutions want
/// it, which saves rearranging kernels and their gradients in every step.
void store_channels_last(torch::nn::Module& module);

/// Threads of one operation. LibTorch's second pool, for operations side by side, is set to one
/// thread: nothing here uses it. InvalidOptions unless `threads` is positive.
void use_threads(int threads);

/// "1.13.0": of the headers that Pinna was compiled with.
const char* libtorch_version();

}  // namespace pinna::models
