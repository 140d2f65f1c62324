#include "pinna/training/weight_average.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "pinna/data/batch_source.h"
#include "pinna/models/model.h"

namespace pinna::training {
namespace {

using torch::nn::BatchNorm2dImpl;
/// c10::optional in LibTorch 1, std::optional in 2.
using Momentum = std::decay_t<decltype(std::declval<BatchNorm2dImpl>().options.momentum())>;

}  // namespace

WeightAverage::WeightAverage(const models::Model& model, double decay) : decay_(decay) {
  for (const auto& item : model.named_parameters()) tensors_.emplace_back(item.key(), item.value());
  for (const auto& item : model.named_buffers())
    if (item.value().is_floating_point()) tensors_.emplace_back(item.key(), item.value());
  for (const auto& [name, tensor] : tensors_)
    averages_.emplace_back(name, tensor.detach().clone(at::MemoryFormat::Preserve));
}

void WeightAverage::update() {
  const torch::NoGradGuard no_grad;
  ++num_updates_;
  const auto n = static_cast<double>(num_updates_);
  const double keep = std::min(decay_, n / (n + 9));
  for (size_t i = 0; i < tensors_.size(); ++i)
    averages_[i].second.lerp_(tensors_[i].second.detach(), 1 - keep);
}

void WeightAverage::swap() {
  const torch::NoGradGuard no_grad;
  for (size_t i = 0; i < tensors_.size(); ++i) {
    const at::Tensor average = averages_[i].second.clone();
    averages_[i].second.copy_(tensors_[i].second);
    tensors_[i].second.copy_(average);
  }
}

void refresh_batch_norms(models::Model& model, data::BatchSource& source, int64_t epoch,
                         const std::function<void(const data::Batch&)>& ask) {
  const torch::NoGradGuard no_grad;
  const bool was_training = model.is_training();
  model.train();
  std::vector<BatchNorm2dImpl*> norms;
  for (const auto& module : model.modules(/*include_self=*/false))
    if (auto* norm = module->as<torch::nn::BatchNorm2d>(); norm && norm->is_training())
      norms.push_back(norm);
  std::vector<Momentum> momenta;
  for (auto* norm : norms) {
    momenta.push_back(norm->options.momentum());
    norm->reset_running_stats();
    norm->options.momentum(Momentum());  // none: the mean over all batches
  }
  source.start_epoch(epoch);
  while (const auto batch = source.next()) ask(*batch);
  model.train(was_training);
  for (size_t i = 0; i < norms.size(); ++i) norms[i]->options.momentum(momenta[i]);
}

}  // namespace pinna::training
