// Convolutional recurrent network for sound event detection: what sounds in every frame, and in the
// recording as a whole.
#pragma once

#include <memory>

#include "pinna/models/crnn_options.h"
#include "pinna/models/model_options.h"

namespace pinna::models {

class Model;

/// Answers [batch, 2, num_classes, frames / frames_per_score(options)]: logits of every class in
/// every frame, then the logits of its attention (models/event_answers.h says what they mean). Each
/// block is a 3x3 convolution, batch norm (eps 1e-3, momentum 0.01), a gated linear unit, dropout
/// and average pooling; bins that are left are averaged. Initial weights are LibTorch's own, which
/// are PyTorch's.
std::shared_ptr<Model> make_crnn(const CrnnOptions& options, ModelShape shape);

}  // namespace pinna::models
