#include "pinna/evaluation/predict_logits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <torch/torch.h>

#include "pinna/data/batch_loader.h"
#include "pinna/evaluation/batch_tensors.h"
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

/// The views of `inputs` that the options ask for: crops, each shifted.
std::vector<at::Tensor> views_of(const at::Tensor& inputs, const EvaluationOptions& options) {
  const int64_t frames = inputs.size(3);
  const int64_t kept =
      std::max<int64_t>(1, std::llround(options.crop_fraction * static_cast<double>(frames)));
  std::vector<at::Tensor> views;
  for (int64_t crop = 0; crop < options.crops; ++crop) {
    const int64_t start =
        options.crops > 1 ? crop * (frames - kept) / (options.crops - 1) : (frames - kept) / 2;
    const at::Tensor part = inputs.narrow(3, start, kept);
    for (int64_t shift = 0; shift < options.shifts; ++shift)
      views.push_back(shift == 0 ? part : part.roll(shift * kept / options.shifts, 3));
  }
  return views;
}

/// [batch, classes], float32: of one view as they are, of several the logarithm of the mean
/// probability.
at::Tensor logits_of(models::Model& model, const at::Tensor& inputs,
                     const EvaluationOptions& options) {
  const std::vector<at::Tensor> views = views_of(inputs, options);
  const auto ask = [&](const at::Tensor& view) {
    return model.forward(models::as_channels_last(view)).to(at::kFloat).contiguous();
  };
  if (views.size() == 1) return ask(views.front());
  at::Tensor probabilities = ask(views.front()).softmax(1);
  for (size_t view = 1; view < views.size(); ++view) probabilities += ask(views[view]).softmax(1);
  return (probabilities / static_cast<double>(views.size()))
      .clamp_min(std::numeric_limits<float>::min())
      .log();
}

}  // namespace

std::vector<float> LogitTable::probabilities(double temperature) const {
  std::vector<float> result;
  result.reserve(logits.size());
  std::vector<float> row(static_cast<size_t>(num_classes));
  for (int64_t clip = 0; clip < num_clips(); ++clip) {
    std::ranges::transform(row_of(*this, clip), row.begin(),
                           [&](float logit) { return static_cast<float>(logit / temperature); });
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
    const at::Tensor logits = logits_of(model, input_tensor(*batch), options);
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
