#include "pinna/evaluation/predict_logits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <torch/torch.h>

#include "pinna/data/batch_loader.h"
#include "pinna/models/compat.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

int64_t index_of_largest(std::span<const float> row) {
  return std::max_element(row.begin(), row.end()) - row.begin();
}

std::span<const float> row_of(const LogitTable& table, int64_t clip) {
  return std::span(table.logits)
      .subspan(static_cast<size_t>(clip * table.num_classes),
               static_cast<size_t>(table.num_classes));
}

/// log(sum(exp(row))), in double and without overflow.
double log_sum_exp(std::span<const float> row) {
  const double largest = *std::max_element(row.begin(), row.end());
  double sum = 0;
  for (const float logit : row) sum += std::exp(logit - largest);
  return largest + std::log(sum);
}

/// [batch, classes], float32. The shifts are spread evenly over the frames, the first being none.
at::Tensor logits_of(models::Model& model, const at::Tensor& inputs, int64_t shifts) {
  const auto ask = [&](const at::Tensor& view) {
    return model.forward(view).to(at::kFloat).contiguous();
  };
  if (shifts == 1) return ask(inputs);
  at::Tensor probabilities = ask(inputs).softmax(1);
  for (int64_t shift = 1; shift < shifts; ++shift)
    probabilities +=
        ask(models::as_channels_last(inputs.roll(shift * inputs.size(3) / shifts, 3))).softmax(1);
  return (probabilities / static_cast<double>(shifts))
      .clamp_min(std::numeric_limits<float>::min())
      .log();
}

}  // namespace

std::vector<float> LogitTable::probabilities() const {
  std::vector<float> result;
  result.reserve(logits.size());
  for (int64_t clip = 0; clip < num_clips(); ++clip) {
    const auto row = row_of(*this, clip);
    const double normalizer = log_sum_exp(row);
    for (const float logit : row)
      result.push_back(static_cast<float>(std::exp(logit - normalizer)));
  }
  return result;
}

double LogitTable::mean_loss() const {
  double sum = 0;
  for (int64_t clip = 0; clip < num_clips(); ++clip) {
    const auto row = row_of(*this, clip);
    sum += log_sum_exp(row) - row[static_cast<size_t>(targets[static_cast<size_t>(clip)])];
  }
  return sum / static_cast<double>(num_clips());
}

double LogitTable::accuracy() const {
  int64_t correct = 0;
  for (int64_t clip = 0; clip < num_clips(); ++clip)
    correct += index_of_largest(row_of(*this, clip)) == targets[static_cast<size_t>(clip)];
  return static_cast<double>(correct) / static_cast<double>(num_clips());
}

LogitTable predict_logits(models::Model& model, data::BatchLoader& loader,
                          const EvaluationOptions& options) {
  const torch::InferenceMode inference;
  model.eval();
  LogitTable table;
  loader.start_epoch(0);
  while (const auto batch = loader.next()) {
    const at::Tensor inputs = models::as_channels_last(
        at::from_blob(const_cast<float*>(batch->inputs.data()),
                      {batch->size, batch->channels, batch->bins, batch->frames}));
    const at::Tensor logits = logits_of(model, inputs, options.shifts);
    table.num_classes = logits.size(1);
    const float* values = logits.data_ptr<float>();
    table.logits.insert(table.logits.end(), values, values + logits.numel());
    table.clips.insert(table.clips.end(), batch->clips.begin(), batch->clips.end());
    for (int64_t i = 0; i < batch->size; ++i)
      table.targets.push_back(
          index_of_largest(std::span(batch->targets)
                               .subspan(static_cast<size_t>(i * table.num_classes),
                                        static_cast<size_t>(table.num_classes))));
  }
  return table;
}

}  // namespace pinna::evaluation
