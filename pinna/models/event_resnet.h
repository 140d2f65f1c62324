// A residual network that detects events.
#pragma once

#include <memory>

#include "pinna/models/event_resnet_options.h"
#include "pinna/models/model_options.h"

namespace pinna::models {

class Model;

/// Answers as those of event_answers.h, frames / frames_per_score of them, rounded up. Drawn from
/// LibTorch's generator; InvalidOptions for options out of range.
std::shared_ptr<Model> make_event_resnet(const EventResNetOptions& options, ModelShape shape);

}  // namespace pinna::models
