// A running average of a network's weights, which generalises better than the last step's.
#pragma once

#include <cstdint>
#include <functional>

#include "pinna/training/named_tensors.h"

namespace pinna::data {
struct Batch;
class BatchSource;
}  // namespace pinna::data
namespace pinna::models {
class Model;
}

namespace pinna::training {

/// Exponential moving average of parameters and running statistics (Polyak and Juditsky 1992;
/// Tarvainen and Valpola 2017 for networks). Update n keeps min(decay, n / (n + 9)) of the average,
/// so that the initial weights are soon forgotten.
class WeightAverage {
 public:
  /// Starts as a copy of the model's present weights, and follows `model`, which must outlive it.
  WeightAverage(const models::Model& model, double decay);

  /// After each optimizer step.
  void update();
  int64_t num_updates() const { return num_updates_; }
  void set_num_updates(int64_t count) { num_updates_ = count; }
  /// The averages by the names of what they average; writable, for checkpoints.
  const NamedTensors& state() const { return averages_; }
  /// Exchanges average and model: twice is as before.
  void swap();

 private:
  NamedTensors tensors_;
  NamedTensors averages_;
  double decay_;
  int64_t num_updates_ = 0;
};

/// Batch norms of averaged weights need statistics of their own (Izmailov et al. 2018, section 3):
/// forgets the running ones and takes the mean over all batches of the source's `epoch`. Those of
/// frozen parts stay. `ask`: what the network does with a batch.
void refresh_batch_norms(models::Model& model, data::BatchSource& source, int64_t epoch,
                         const std::function<void(const data::Batch&)>& ask);

}  // namespace pinna::training
