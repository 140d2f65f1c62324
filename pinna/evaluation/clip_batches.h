// Clips as a classifier's network is given them.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/data/batch_loader.h"
#include "pinna/data/clip_table.h"

namespace pinna::evaluation {

struct Classifier;

/// The clips `indices` of the table, in that order, as the classifier's network is given them.
data::BatchLoader clip_loader(const Classifier& classifier, const data::ClipTable& table,
                              const std::vector<int64_t>& indices);

/// `inputs` [batch, channels, bins, frames] live as long as the call.
using UseBatch = std::function<void(const data::Batch& batch, const at::Tensor& inputs)>;

/// Calls `use` for the clips `indices` of the table, batch by batch in that order.
void for_each_batch(const Classifier& classifier, const data::ClipTable& table,
                    const std::vector<int64_t>& indices, const UseBatch& use);

}  // namespace pinna::evaluation
