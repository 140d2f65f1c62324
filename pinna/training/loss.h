// Losses on logits.
#pragma once

#include <ATen/core/Tensor.h>

namespace pinna::training {

/// Mean cross-entropy [scalar, nats] of logits [batch, classes] against soft targets of the same
/// shape whose rows sum to 1; `label_smoothing` spreads that share of each row over all classes
/// (Szegedy et al. 2016; equals torch.nn.functional.cross_entropy with probabilities).
at::Tensor soft_cross_entropy(const at::Tensor& logits, const at::Tensor& targets,
                              double label_smoothing);

}  // namespace pinna::training
