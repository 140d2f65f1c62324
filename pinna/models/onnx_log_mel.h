// The log-mel front end as nodes of an ONNX graph.
#pragma once

#include <cstdint>
#include <string>

#include "pinna/features/log_mel_options.h"
#include "pinna/features/statistics.h"
#include "pinna/models/onnx_graph.h"

namespace pinna::models {

/// From `waveform`, float32 [batch, num_samples], to the network's input, float32 [batch, 1,
/// n_mels, frames], standardised: returns its name. In between everything is float64, because the
/// faint bands of a clip hold nothing but rounding otherwise. top_db counts from each clip's
/// maximum. InvalidOptions, naming the field, for options that the feature refuses and for clips
/// no longer than what is reflected at their ends.
std::string add_log_mel(OnnxGraph& graph, const features::LogMelOptions& options,
                        const features::BinStatistics& statistics, const std::string& waveform,
                        int64_t num_samples);

}  // namespace pinna::models
