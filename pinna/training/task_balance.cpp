#include "pinna/training/task_balance.h"

#include <numeric>
#include <variant>

#include <torch/torch.h>

#include "pinna/core/random.h"
#include "pinna/models/model.h"
#include "pinna/training/conflicting_gradients.h"
#include "pinna/training/task_uncertainty.h"

namespace pinna::training {
namespace {

double minimised(const at::Tensor& loss) {
  loss.backward();
  return loss.item<double>();
}

class ConstantWeights : public TaskBalance {
 public:
  explicit ConstantWeights(const ConstantBalance& options) : options_(options) {}
  double backward(const std::vector<at::Tensor>& losses, const NamedTensors&, uint64_t) override {
    at::Tensor sum =
        options_.first_weight == 1 ? losses.front() : options_.first_weight * losses.front();
    for (size_t i = 1; i < losses.size(); ++i) sum = sum + options_.weight * losses[i];
    return minimised(sum);
  }

 private:
  ConstantBalance options_;
};

class LearntWeights : public TaskBalance {
 public:
  explicit LearntWeights(models::Model& model)
      : uncertainty_(
            model.register_module("uncertainty", std::make_shared<TaskUncertainty>(num_tasks))) {}
  double backward(const std::vector<at::Tensor>& losses, const NamedTensors&, uint64_t) override {
    return minimised(uncertainty_->combined(losses));
  }

 private:
  static constexpr int64_t num_tasks = 2;
  std::shared_ptr<TaskUncertainty> uncertainty_;
};

/// Parameters that one loss alone depends on have a gradient of zero for the other, so the surgery
/// leaves theirs as it is and the vectors may cover all of them.
class GradientSurgery : public TaskBalance {
 public:
  double backward(const std::vector<at::Tensor>& losses, const NamedTensors& parameters,
                  uint64_t seed) override {
    std::vector<at::Tensor> tensors;
    for (const auto& [name, tensor] : parameters) tensors.push_back(tensor);
    std::vector<at::Tensor> gradients;
    double sum = 0;
    for (const at::Tensor& loss : losses) {
      gradients.push_back(flat_gradient(loss, tensors));
      sum += loss.item<double>();
    }
    core::Random random(seed, "gradient surgery");
    give_back(without_conflicts(gradients, random), tensors);
    return sum;
  }

 private:
  static at::Tensor flat_gradient(const at::Tensor& loss, const std::vector<at::Tensor>& tensors) {
    const auto parts = torch::autograd::grad({loss}, tensors, /*grad_outputs=*/{},
                                             /*retain_graph=*/true, /*create_graph=*/false,
                                             /*allow_unused=*/true);
    std::vector<at::Tensor> flat;
    for (size_t i = 0; i < tensors.size(); ++i)
      flat.push_back(parts[i].defined() ? parts[i].reshape({-1}) : at::zeros({tensors[i].numel()}));
    return at::cat(flat);
  }

  static void give_back(const at::Tensor& gradient, const std::vector<at::Tensor>& tensors) {
    int64_t begin = 0;
    for (at::Tensor tensor : tensors) {
      tensor.mutable_grad() = at::empty_like(tensor, tensor.options().requires_grad(false));
      tensor.mutable_grad().copy_(
          gradient.slice(0, begin, begin + tensor.numel()).view(tensor.sizes()));
      begin += tensor.numel();
    }
  }
};

struct Make {
  models::Model& model;
  std::unique_ptr<TaskBalance> operator()(const ConstantBalance& options) const {
    return std::make_unique<ConstantWeights>(options);
  }
  std::unique_ptr<TaskBalance> operator()(const UncertaintyBalance&) const {
    return std::make_unique<LearntWeights>(model);
  }
  std::unique_ptr<TaskBalance> operator()(const PcGradBalance&) const {
    return std::make_unique<GradientSurgery>();
  }
};

}  // namespace

std::unique_ptr<TaskBalance> make_task_balance(const BalanceOptions& options,
                                               models::Model& model) {
  return std::visit(Make{model}, options);
}

}  // namespace pinna::training
