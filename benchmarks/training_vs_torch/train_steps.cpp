// One side of compare.py: trains a ResNet-18 on random clips, or the CRNN of
// recipes/esc10-events-quick.toml on random scenes, a few steps whenever it is asked.
//
//     train_steps resnet|crnn CHANNELS BINS FRAMES BATCH THREADS float32|bfloat16
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
#include "pinna/training/event_objective.h"
#include "pinna/training/objective.h"
#include "pinna/training/optimizer.h"

namespace {

using namespace pinna;

constexpr int warm_up_steps = 3;

/// A network with batches of its kind and what it is trained for.
struct Task {
  std::shared_ptr<models::Model> model;
  std::unique_ptr<training::Objective> objective;
  data::Batch batch;  ///< with targets only
};

Task classification(const std::vector<int64_t>& input) {
  constexpr int64_t num_classes = 50;
  Task task{.model = models::make_model(models::ResNetOptions{}, {input[1], num_classes}, 0),
            .objective = std::make_unique<training::ClassificationObjective>(0, nullptr),
            .batch = {.size = input[0], .classes = num_classes}};
  task.batch.targets.resize(static_cast<size_t>(input[0] * num_classes));
  for (int64_t i = 0; i < input[0]; ++i)
    task.batch.targets[static_cast<size_t>(i * num_classes + i % num_classes)] = 1;
  return task;
}

Task detection(const std::vector<int64_t>& input) {
  constexpr int64_t num_classes = 10;
  const models::CrnnOptions options{.channels = {16, 32, 64, 128, 128, 128},
                                    .pool_bins = {2, 2, 2, 2, 2, 2},
                                    .pool_frames = {2, 1, 1, 1, 1, 1},
                                    .conv_dropout = 0.3,
                                    .rnn_dropout = 0.3};
  const int64_t scores = input[3] / models::frames_per_score(options);
  Task task{.model = models::make_model(options, {input[1], num_classes}, 0),
            .objective = std::make_unique<training::EventObjective>(num_classes, 0.5, nullptr),
            .batch = {.size = input[0], .classes = num_classes * scores}};
  task.batch.targets.resize(static_cast<size_t>(input[0] * num_classes * scores));
  for (size_t i = 0; i < task.batch.targets.size(); i += 7) task.batch.targets[i] = 1;
  return task;
}

class TrainSteps {
 public:
  TrainSteps(Task task, const std::vector<int64_t>& input_shape, models::Precision precision)
      : precision_(precision), inputs_(at::randn(input_shape)), task_(std::move(task)) {
    training::NamedTensors parameters;
    for (const auto& item : task_.model->named_parameters())
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
    at::Tensor answers;
    {
      const models::AutocastGuard autocast(precision_);
      answers = task_.model->forward(models::as_channels_last(inputs_));
    }
    task_.objective->judge(answers, task_.batch).loss.backward();
    optimizer_->step(1e-3, 1);
  }

  models::Precision precision_;
  at::Tensor inputs_;
  Task task_;
  std::unique_ptr<training::Optimizer> optimizer_;
};

models::Precision precision_named(const std::string& name) {
  return name == "bfloat16" ? models::Precision::bfloat16 : models::Precision::float32;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) {
    std::cerr << "usage: train_steps resnet|crnn CHANNELS BINS FRAMES BATCH THREADS "
                 "float32|bfloat16\n";
    return 2;
  }
  try {
    core::keep_memory_pages();
    models::use_threads(std::atoi(argv[6]));
    const std::vector<int64_t> shape{std::atoll(argv[5]), std::atoll(argv[2]), std::atoll(argv[3]),
                                     std::atoll(argv[4])};
    const bool is_crnn = argv[1] == std::string("crnn");
    TrainSteps steps(is_crnn ? detection(shape) : classification(shape), shape,
                     precision_named(argv[7]));
    steps.seconds_of(warm_up_steps);
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);)
      std::cout << steps.seconds_of(std::stoi(line)) << std::endl;
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
