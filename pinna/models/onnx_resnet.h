// A residual network as nodes of an ONNX graph.
#pragma once

#include <string>

#include "pinna/core/safetensors.h"
#include "pinna/models/onnx_graph.h"
#include "pinna/models/resnet_options.h"

namespace pinna::models {

/// From `input`, float32 [batch, channels, bins, frames], to the logits [batch, classes]: returns
/// the name `logits`. `weights` as weights_of(model) has them, whose names the constants keep; the
/// network is that of evaluation. BadData naming a weight that is not there.
std::string add_resnet(OnnxGraph& graph, const ResNetOptions& options,
                       const core::SafeTensors& weights, const std::string& input);

}  // namespace pinna::models
