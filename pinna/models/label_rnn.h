// A recurrent network that predicts the next label of a sequence. Includes LibTorch's layers: for
// sources only.
#pragma once

#include <cstdint>

#include <torch/nn/module.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/rnn.h>

namespace pinna::models {

/// One GRU layer over embedded labels (Mikolov et al., "Recurrent neural network based language
/// model", Interspeech 2010, with gates).
class LabelRnn : public torch::nn::Module {
 public:
  LabelRnn(int64_t num_labels, int64_t cells);

  /// Labels [batch, length], -1 where a sequence has ended  ->  log-probability of each given those
  /// before it, [batch, length]; 0 where it has ended.
  at::Tensor log_probabilities(const at::Tensor& labels);

  int64_t num_labels() const { return num_labels_; }
  int64_t cells() const { return cells_; }

 private:
  int64_t num_labels_, cells_;
  torch::nn::Embedding embedding_{nullptr};  ///< of labels, and of the start of a sequence
  torch::nn::GRU rnn_{nullptr};
  torch::nn::Linear next_{nullptr};
};

}  // namespace pinna::models
