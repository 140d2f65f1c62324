// Everything about one training that is not data, feature or model. No torch.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/data/loader_options.h"
#include "pinna/models/precision.h"
#include "pinna/training/balance_options.h"
#include "pinna/training/optimizer_options.h"
#include "pinna/training/schedule_options.h"

namespace pinna::training {

/// Which epoch's weights become the model. The test fold has no part in either rule.
enum class Selection {
  last_epoch,       ///< a fixed number of epochs, decided beforehand
  validation_loss,  ///< the lowest loss on the inner validation part
};

struct TrainingOptions {
  int64_t epochs = 60;
  data::LoaderOptions loader = {};
  OptimizerOptions optimizer = AdamWOptions{};
  ScheduleOptions schedule = OneCycleOptions{};
  double label_smoothing = 0;
  double weak_weight = 0.5;
  BalanceOptions balance = ConstantBalance{};
  double clip_norm = 0;
  double average_decay = 0;
  double teacher_weight = 0;
  double teacher_ramp_epochs = 5;
  models::Precision precision = models::Precision::automatic;
  Selection selection = Selection::last_epoch;
  int64_t threads = 0;

  static void fields(auto&& field);
  bool operator==(const TrainingOptions&) const = default;
};

}  // namespace pinna::training

template <>
struct pinna::core::EnumNames<pinna::training::Selection> {
  using Selection = pinna::training::Selection;
  static constexpr std::array names{std::pair{Selection::last_epoch, "last_epoch"},
                                    std::pair{Selection::validation_loss, "validation_loss"}};
};

namespace pinna::training {

void TrainingOptions::fields(auto&& field) {
  using core::at_least, core::between;
  field("epochs", &TrainingOptions::epochs, "passes over the training part", at_least(1));
  field("loader", &TrainingOptions::loader, "how batches are made");
  field("optimizer", &TrainingOptions::optimizer, "adamw or sgd, with its options");
  field("schedule", &TrainingOptions::schedule, "one_cycle, cosine, multi_step or constant");
  field("label_smoothing", &TrainingOptions::label_smoothing,
        "share of each target spread over all classes", between(0, 0.999));
  field("weak_weight", &TrainingOptions::weak_weight,
        "of detectors: weight of the loss on whole scenes beside that on frames", between(0, 100));
  field("balance", &TrainingOptions::balance,
        "of joint networks: constant, uncertainty or pcgrad, which makes one step of two losses");
  field("clip_norm", &TrainingOptions::clip_norm,
        "largest Euclidean norm of the gradient; 0 = unlimited", at_least(0));
  field("average_decay", &TrainingOptions::average_decay,
        "decay per step of the averaged weights that become the model; 0 = the last step's weights",
        between(0, 0.999999));
  field("teacher_weight", &TrainingOptions::teacher_weight,
        "weight of the squared distance from the answers of the averaged weights, the mean "
        "teacher; 0 = none",
        between(0, 1000));
  field("teacher_ramp_epochs", &TrainingOptions::teacher_ramp_epochs,
        "epochs in which that weight rises as exp(-5 (1 - t)^2)", between(0, 10'000));
  field("precision", &TrainingOptions::precision, "auto, float32 or bfloat16");
  field("selection", &TrainingOptions::selection, "last_epoch or validation_loss");
  field("threads", &TrainingOptions::threads, "threads of the network; 0 = all processors",
        at_least(0));
}

}  // namespace pinna::training
