// From maps over time to answers about events: what detectors have in common behind their
// convolutions. Includes LibTorch's layers: for sources only.
#pragma once

#include <cstdint>

#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/rnn.h>

namespace pinna::models {

/// Bidirectional GRU layers, and behind them a score and an attention for every class in every
/// frame, as DCASE's baseline.
class RecurrentHead {
 public:
  struct Options {
    int64_t layers = 2;
    int64_t cells = 128;
    double dropout = 0.5;
  };

  /// Registers "rnn", "strong" and "attention" with `owner`.
  RecurrentHead(torch::nn::Module& owner, int64_t channels, int64_t num_classes,
                const Options& options);

  /// [batch, channels, bins, frames] -> [batch, frames, channels]: bins averaged.
  static at::Tensor sequence(const at::Tensor& maps);
  /// [batch, frames, channels] -> [batch, frames, 2 * cells].
  at::Tensor hidden(const at::Tensor& sequence);
  /// hidden -> answers [batch, 2, num_classes, frames] (models/event_answers.h).
  at::Tensor answers(const at::Tensor& hidden, bool is_training);

 private:
  double dropout_;
  torch::nn::GRU rnn_{nullptr};
  torch::nn::Linear strong_{nullptr}, attention_{nullptr};
};

}  // namespace pinna::models
