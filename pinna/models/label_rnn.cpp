#include "pinna/models/label_rnn.h"

#include <tuple>

#include <torch/torch.h>

namespace pinna::models {

namespace nn = torch::nn;

LabelRnn::LabelRnn(int64_t num_labels, int64_t cells) : num_labels_(num_labels), cells_(cells) {
  embedding_ = register_module("embedding", nn::Embedding(num_labels + 1, cells));
  rnn_ = register_module("rnn", nn::GRU(nn::GRUOptions(cells, cells).batch_first(true)));
  next_ = register_module("next", nn::Linear(cells, num_labels));
}

at::Tensor LabelRnn::log_probabilities(const at::Tensor& labels) {
  const at::Tensor known = labels.clamp_min(0);
  const at::Tensor start = at::full({labels.size(0), 1}, num_labels_, labels.options());
  const at::Tensor before = at::cat({start, known.slice(1, 0, labels.size(1) - 1)}, 1);
  const at::Tensor hidden = std::get<0>(rnn_->forward(embedding_(before)));
  const at::Tensor of_all = at::log_softmax(next_(hidden), 2);  // [batch, length, num_labels]
  return of_all.gather(2, known.unsqueeze(2)).squeeze(2) * labels.ge(0);
}

}  // namespace pinna::models
