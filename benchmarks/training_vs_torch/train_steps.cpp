// One side of compare.py: trains a ResNet-18 on random clips, a few steps whenever it is asked.
//
//     train_steps CHANNELS BINS FRAMES BATCH THREADS float32|bfloat16
//
// Prints "ready" after warming up. Then each line of standard input is a number of steps; the
// answer is the seconds that they took.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/memory.h"
#include "pinna/models/compat.h"
#include "pinna/models/make_model.h"
#include "pinna/training/loss.h"
#include "pinna/training/optimizer.h"

namespace {

using namespace pinna;

constexpr int64_t num_classes = 50;
constexpr int warm_up_steps = 3;

class TrainSteps {
 public:
  TrainSteps(std::vector<int64_t> input_shape, models::Precision precision)
      : precision_(precision),
        inputs_(at::randn(input_shape)),
        targets_(
            at::one_hot(at::randint(num_classes, {input_shape[0]}), num_classes).to(at::kFloat)),
        model_(models::make_model(models::ResNetOptions{}, {input_shape[1], num_classes}, 0)) {
    training::NamedTensors parameters;
    for (const auto& item : model_->named_parameters())
      parameters.emplace_back(item.key(), item.value());
    optimizer_ = training::make_optimizer(training::AdamWOptions{}, parameters);
  }

  double seconds_of(int steps) {
    const auto start = std::chrono::steady_clock::now();
    for (int step = 0; step < steps; ++step) train_step();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

 private:
  void train_step() {
    at::Tensor logits;
    {
      const models::AutocastGuard autocast(precision_);
      logits = model_->forward(models::as_channels_last(inputs_));
    }
    training::soft_cross_entropy(logits, targets_, 0).backward();
    optimizer_->step(1e-3, 1);
  }

  models::Precision precision_;
  at::Tensor inputs_, targets_;
  std::shared_ptr<models::Model> model_;
  std::unique_ptr<training::Optimizer> optimizer_;
};

models::Precision precision_named(const std::string& name) {
  return name == "bfloat16" ? models::Precision::bfloat16 : models::Precision::float32;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: train_steps CHANNELS BINS FRAMES BATCH THREADS float32|bfloat16\n";
    return 2;
  }
  try {
    core::keep_memory_pages();
    models::use_threads(std::atoi(argv[5]));
    TrainSteps steps(
        {std::atoll(argv[4]), std::atoll(argv[1]), std::atoll(argv[2]), std::atoll(argv[3])},
        precision_named(argv[6]));
    steps.seconds_of(warm_up_steps);
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);)
      std::cout << steps.seconds_of(std::stoi(line)) << std::endl;
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
