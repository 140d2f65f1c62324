#include "pinna/models/onnx_log_mel.h"

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

features::BinStatistics no_statistics(int64_t bins) {
  return features::BinStatistics::none(bins);
}

TEST(OnnxLogMel, NamesTheInputOfTheNetwork) {
  OnnxGraph graph;
  EXPECT_EQ(add_log_mel(graph, {}, no_statistics(64), "waveform", 22050), "front_end.input");
}

TEST(OnnxLogMel, ClipsShorterThanTheirReflectionAreRefused) {
  OnnxGraph graph;
  EXPECT_THROW(add_log_mel(graph, {}, no_statistics(64), "waveform", 512), core::InvalidOptions);
  features::LogMelOptions options;
  options.mel.spectrum.pad_mode = dsp::PadMode::constant;
  OnnxGraph padded;
  EXPECT_NO_THROW(add_log_mel(padded, options, no_statistics(64), "waveform", 512));
}

TEST(OnnxLogMel, OptionsThatContradictEachOtherAreRefused) {
  OnnxGraph graph;
  features::LogMelOptions options;
  options.mel.f_min = 9000;
  options.mel.f_max = 8000;
  EXPECT_THROW(add_log_mel(graph, options, no_statistics(64), "waveform", 22050),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::models
