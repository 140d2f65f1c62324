#include "pinna/models/recurrent_head.h"

#include <tuple>

#include <torch/torch.h>

namespace pinna::models {

namespace nn = torch::nn;

RecurrentHead::RecurrentHead(nn::Module& owner, int64_t channels, int64_t num_classes,
                             const Options& options)
    : dropout_(options.dropout) {
  rnn_ =
      owner.register_module("rnn", nn::GRU(nn::GRUOptions(channels, options.cells)
                                               .num_layers(options.layers)
                                               .bidirectional(true)
                                               .batch_first(true)
                                               .dropout(options.layers > 1 ? options.dropout : 0)));
  strong_ = owner.register_module("strong", nn::Linear(2 * options.cells, num_classes));
  attention_ = owner.register_module("attention", nn::Linear(2 * options.cells, num_classes));
}

at::Tensor RecurrentHead::sequence(const at::Tensor& maps) {
  return maps.mean(2).transpose(1, 2).contiguous();
}

at::Tensor RecurrentHead::hidden(const at::Tensor& sequence) {
  return std::get<0>(rnn_->forward(sequence));
}

at::Tensor RecurrentHead::answers(const at::Tensor& hidden, bool is_training) {
  const at::Tensor x = at::dropout(hidden, dropout_, is_training);
  return at::stack({strong_(x), attention_(x)}, 1).transpose(2, 3);
}

}  // namespace pinna::models
