#include "pinna/models/event_answers.h"

#include <torch/torch.h>

namespace pinna::models {

EventProbabilities event_probabilities(const at::Tensor& answers) {
  constexpr double least = 1e-7;
  const at::Tensor logits = answers.to(at::kFloat);
  const at::Tensor strong = at::sigmoid(logits.select(1, 0));
  const at::Tensor attention = at::softmax(logits.select(1, 1), 1).clamp(least, 1);
  const at::Tensor weak = (strong * attention).sum(2) / attention.sum(2);
  return {strong, weak.clamp(least, 1 - least)};
}

}  // namespace pinna::models
