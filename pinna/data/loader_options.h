// How batches are made, as a recipe says it.
#pragma once

#include <cstdint>

#include "pinna/core/options.h"

namespace pinna::data {

struct LoaderOptions {
  int64_t batch_size = 32;
  int64_t workers = 1;

  static void fields(auto&& field) {
    field("batch_size", &LoaderOptions::batch_size, "clips in a batch", core::between(1, 65536));
    field("workers", &LoaderOptions::workers, "threads that make batches; 0 = the caller's own",
          core::between(0, 256));
  }
  bool operator==(const LoaderOptions&) const = default;
};

}  // namespace pinna::data
