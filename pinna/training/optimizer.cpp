#include "pinna/training/optimizer.h"

#include <cmath>

#include <torch/torch.h>

namespace pinna::training {
namespace {

constexpr int64_t kGrain = 1 << 15;  // elements per task: 128 KiB of each array

/// The gradient in the parameter's memory layout, so that both can be walked as flat arrays.
at::Tensor gradient_laid_out_like(const at::Tensor& parameter) {
  const at::Tensor& gradient = parameter.grad();
  if (gradient.strides() == parameter.strides()) return gradient;
  return at::empty_like(parameter).copy_(gradient);
}

bool decays(const at::Tensor& parameter) {
  return parameter.dim() >= 2;
}

struct AdamWStep {
  float beta1, beta2, gradient_scale, keep, step_size, inverse_root_correction, epsilon;

  void operator()(float* weight, const float* gradient, float* mean, float* square,
                  int64_t count) const {
    for (int64_t i = 0; i < count; ++i) {
      const float g = gradient[i] * gradient_scale;
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      const float denominator = std::sqrt(square[i]) * inverse_root_correction + epsilon;
      weight[i] = keep * weight[i] - step_size * mean[i] / denominator;
    }
  }
};

class AdamW : public Optimizer {
 public:
  AdamW(const AdamWOptions& options, NamedTensors parameters)
      : options_(options), parameters_(std::move(parameters)) {
    for (const auto& [name, parameter] : parameters_) {
      means_.push_back(at::zeros_like(parameter));
      squares_.push_back(at::zeros_like(parameter));
    }
  }

  void step(double learning_rate, double gradient_scale) override {
    const torch::NoGradGuard no_grad;
    ++num_steps_;
    const auto steps = static_cast<double>(num_steps_);
    const double mean_correction = 1 - std::pow(options_.beta1, steps);
    const double square_correction = 1 - std::pow(options_.beta2, steps);
    for (size_t i = 0; i < parameters_.size(); ++i) {
      at::Tensor& parameter = parameters_[i].second;
      if (!parameter.grad().defined()) continue;
      const double decay = decays(parameter) ? options_.weight_decay : 0.0;
      update(parameter, gradient_laid_out_like(parameter), means_[i], squares_[i],
             {.beta1 = static_cast<float>(options_.beta1),
              .beta2 = static_cast<float>(options_.beta2),
              .gradient_scale = static_cast<float>(gradient_scale),
              .keep = static_cast<float>(1 - learning_rate * decay),
              .step_size = static_cast<float>(learning_rate / mean_correction),
              .inverse_root_correction = static_cast<float>(1 / std::sqrt(square_correction)),
              .epsilon = static_cast<float>(options_.epsilon)});
      parameter.mutable_grad().reset();
    }
  }

  NamedTensors state() const override {
    NamedTensors tensors;
    for (size_t i = 0; i < parameters_.size(); ++i) {
      tensors.emplace_back("mean/" + parameters_[i].first, means_[i]);
      tensors.emplace_back("square/" + parameters_[i].first, squares_[i]);
    }
    return tensors;
  }

 private:
  static void update(at::Tensor& parameter, const at::Tensor& gradient, at::Tensor& mean,
                     at::Tensor& square, const AdamWStep& step) {
    if (!parameter.is_cpu()) {
      const at::Tensor g = gradient * step.gradient_scale;
      mean.mul_(step.beta1).add_(g, 1 - step.beta1);
      square.mul_(step.beta2).addcmul_(g, g, 1 - step.beta2);
      const at::Tensor denominator =
          square.sqrt().mul_(step.inverse_root_correction).add_(step.epsilon);
      parameter.mul_(step.keep).addcdiv_(mean, denominator, -step.step_size);
      return;
    }
    float* w = parameter.data_ptr<float>();
    const float* g = gradient.data_ptr<float>();
    float* m = mean.data_ptr<float>();
    float* s = square.data_ptr<float>();
    at::parallel_for(0, parameter.numel(), kGrain, [&](int64_t begin, int64_t end) {
      step(w + begin, g + begin, m + begin, s + begin, end - begin);
    });
  }

  AdamWOptions options_;
  NamedTensors parameters_;
  std::vector<at::Tensor> means_;
  std::vector<at::Tensor> squares_;
};

class Sgd : public Optimizer {
 public:
  Sgd(const SgdOptions& options, NamedTensors parameters)
      : options_(options), parameters_(std::move(parameters)) {
    for (const auto& [name, parameter] : parameters_)
      velocities_.push_back(at::zeros_like(parameter));
  }

  void step(double learning_rate, double gradient_scale) override {
    const torch::NoGradGuard no_grad;
    ++num_steps_;
    for (size_t i = 0; i < parameters_.size(); ++i) {
      at::Tensor& parameter = parameters_[i].second;
      if (!parameter.grad().defined()) continue;
      at::Tensor gradient = gradient_laid_out_like(parameter) * gradient_scale;
      if (decays(parameter)) gradient.add_(parameter, options_.weight_decay);
      velocities_[i].mul_(options_.momentum).add_(gradient);
      if (options_.nesterov) {
        gradient.add_(velocities_[i], options_.momentum);
      } else {
        gradient = velocities_[i];
      }
      parameter.add_(gradient, -learning_rate);
      parameter.mutable_grad().reset();
    }
  }

  NamedTensors state() const override {
    NamedTensors tensors;
    for (size_t i = 0; i < parameters_.size(); ++i)
      tensors.emplace_back("velocity/" + parameters_[i].first, velocities_[i]);
    return tensors;
  }

 private:
  SgdOptions options_;
  NamedTensors parameters_;
  std::vector<at::Tensor> velocities_;
};

}  // namespace

std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options,
                                          NamedTensors parameters) {
  if (const auto* adamw = std::get_if<AdamWOptions>(&options))
    return std::make_unique<AdamW>(*adamw, std::move(parameters));
  return std::make_unique<Sgd>(std::get<SgdOptions>(options), std::move(parameters));
}

double gradient_norm(const NamedTensors& parameters) {
  double sum = 0;
  for (const auto& [name, parameter] : parameters) {
    if (!parameter.grad().defined()) continue;
    const double norm = parameter.grad().norm().item<double>();
    sum += norm * norm;
  }
  return std::sqrt(sum);
}

}  // namespace pinna::training
