#include "pinna/models/onnx_log_mel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

using features::LogKind;

std::vector<double> widened(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

std::string constant(OnnxGraph& graph, const std::string& name, std::vector<int64_t> values) {
  const auto size = std::ssize(values);
  return graph.constant(name, std::span<const int64_t>(values), {size});
}

const char* onnx_name(dsp::PadMode mode) {
  switch (mode) {
    case dsp::PadMode::constant:
      return "constant";
    case dsp::PadMode::reflect:
      return "reflect";
    case dsp::PadMode::replicate:
      return "edge";
  }
  throw core::Bug({.what = "unknown padding"});
}

/// [batch, samples] with what stands beyond the ends.
std::string padded(OnnxGraph& graph, const dsp::FrameGrid& grid, const std::string& samples,
                   int64_t num_samples) {
  const int64_t padding = grid.padding();
  if (padding == 0) return samples;
  if (grid.pad_mode == dsp::PadMode::reflect && num_samples <= padding)
    throw core::InvalidOptions({.what = "clips to export a network for",
                                .got = fmt::format("{} samples", num_samples),
                                .expected = fmt::format("more than the {} that are reflected "
                                                        "at each end",
                                                        padding),
                                .fix = "lengthen input.clip_seconds or lower feature.n_fft"});
  return graph.node("Pad",
                    {samples, constant(graph, "front_end.padding", {0, padding, 0, padding})},
                    "front_end.padded", {{"mode", std::string(onnx_name(grid.pad_mode))}});
}

/// |X|^power, [batch, frames, bins].
std::string spectrum(OnnxGraph& graph, const features::MelOptions& mel, const std::string& samples,
                     int64_t num_samples) {
  const dsp::FrameGrid grid = features::frame_grid(mel.spectrum);
  const std::vector<double> window = features::analysis_window(mel.spectrum);
  const std::string signal = graph.node(
      "Unsqueeze",
      {padded(graph, grid, samples, num_samples), constant(graph, "front_end.last_axis", {2})},
      "front_end.signal");
  const int64_t hop = grid.hop_length;
  const std::string transform = graph.node(
      "STFT",
      {signal, graph.constant("front_end.hop_length", std::span(&hop, 1), {}),
       graph.constant("front_end.window", std::span<const double>(window), {grid.n_fft})},
      "front_end.stft", {{"onesided", int64_t{1}}});
  const std::string squares = graph.node("Mul", {transform, transform}, "front_end.squares");
  const std::string power =
      graph.node("ReduceSum", {squares, constant(graph, "front_end.complex_axis", {3})},
                 "front_end.power", {{"keepdims", int64_t{0}}});
  if (mel.power == 2) return power;
  return graph.node("Pow", {power, graph.scalar("front_end.half_exponent", mel.power / 2)},
                    "front_end.raised");
}

/// The clip's extreme value, [batch, 1, 1].
std::string extreme(OnnxGraph& graph, const char* operation, const std::string& levels,
                    const std::string& name) {
  return graph.node(operation, {levels}, name,
                    {{"axes", std::vector<int64_t>{1, 2}}, {"keepdims", int64_t{1}}});
}

std::string floored(OnnxGraph& graph, const features::LevelOptions& options,
                    const std::string& values) {
  const char* operation = options.amin_mode == features::AminMode::clamp ? "Max" : "Add";
  return graph.node(operation, {values, graph.scalar("front_end.amin", options.amin)},
                    "front_end.floored");
}

std::string decibels(OnnxGraph& graph, const features::LevelOptions& options, double scale,
                     std::string levels) {
  const double* ref = std::get_if<double>(&options.ref);
  const std::string zero =
      ref ? graph.scalar("front_end.reference", scale * std::log(std::max(*ref, options.amin)))
          : extreme(graph, "ReduceMax", levels, "front_end.reference");
  levels = graph.node("Sub", {levels, zero}, "front_end.decibels");
  if (options.top_db) {
    const std::string lowest = graph.node("Sub",
                                          {extreme(graph, "ReduceMax", levels, "front_end.maximum"),
                                           graph.scalar("front_end.top_db", *options.top_db)},
                                          "front_end.range_end");
    levels = graph.node("Max", {levels, lowest}, "front_end.in_range");
  }
  if (options.lowest_db)
    levels = graph.node("Max", {levels, graph.scalar("front_end.lowest_db", *options.lowest_db)},
                        "front_end.raised_levels");
  if (options.highest_db)
    levels = graph.node("Min", {levels, graph.scalar("front_end.highest_db", *options.highest_db)},
                        "front_end.lowered_levels");
  return levels;
}

std::string logarithm(OnnxGraph& graph, const features::LogMelOptions& options,
                      const std::string& values) {
  const features::LevelOptions& level = options.level;
  if (level.log == LogKind::none) return values;
  const std::string natural =
      graph.node("Log", {floored(graph, level, values)}, "front_end.natural");
  if (level.log == LogKind::ln) return natural;
  const double scale = level.log == LogKind::log10 ? 1 / std::numbers::ln10
                                                   : features::log_scale(level, options.mel.power);
  const std::string scaled =
      graph.node("Mul", {natural, graph.scalar("front_end.log_scale", scale)}, "front_end.scaled");
  return level.log == LogKind::log10 ? scaled : decibels(graph, level, scale, scaled);
}

/// Each clip from -1 to 1.
std::string min_max(OnnxGraph& graph, const std::string& levels) {
  const std::string lowest = extreme(graph, "ReduceMin", levels, "front_end.clip_minimum");
  const std::string span =
      graph.node("Sub", {extreme(graph, "ReduceMax", levels, "front_end.clip_maximum"), lowest},
                 "front_end.clip_span");
  const std::string share =
      graph.node("Div",
                 {graph.node("Sub", {levels, lowest}, "front_end.above_minimum"),
                  graph.node("Max", {span, graph.scalar("front_end.least_span", 1e-30)},
                             "front_end.safe_span")},
                 "front_end.clip_share");
  return graph.node(
      "Sub",
      {graph.node("Mul", {share, graph.scalar("front_end.two", 2)}, "front_end.doubled"),
       graph.scalar("front_end.one", 1)},
      "front_end.scaled_clip");
}

/// [batch, frames, bands] less the mean, over the deviation, of each band.
std::string standardized(OnnxGraph& graph, const features::BinStatistics& statistics,
                         const std::string& levels) {
  const std::vector<double> mean = widened(statistics.mean);
  const std::vector<double> deviation = widened(statistics.deviation);
  const std::vector<int64_t> shape{std::ssize(mean)};
  return graph.node(
      "Div",
      {graph.node("Sub", {levels, graph.constant("front_end.mean", std::span(mean), shape)},
                  "front_end.centred"),
       graph.constant("front_end.deviation", std::span(deviation), shape)},
      "front_end.standardized");
}

}  // namespace

std::string add_log_mel(OnnxGraph& graph, const features::LogMelOptions& options,
                        const features::BinStatistics& statistics, const std::string& waveform,
                        int64_t num_samples) {
  const features::LogMelOptions resolved = features::resolved(options);
  const auto cast = [&](const std::string& value, OnnxType type, const std::string& name) {
    return graph.node("Cast", {value}, name, {{"to", static_cast<int64_t>(type)}});
  };
  const std::string samples = cast(waveform, OnnxType::float64, "front_end.samples");
  const dsp::BandMatrix bank = features::mel_bank(resolved.mel);
  std::vector<double> columns(static_cast<size_t>(bank.num_bins * bank.num_bands()));
  const std::vector<float> rows = bank.dense();
  for (int64_t band = 0; band < bank.num_bands(); ++band)
    for (int64_t bin = 0; bin < bank.num_bins; ++bin)
      columns[static_cast<size_t>(bin * bank.num_bands() + band)] =
          rows[static_cast<size_t>(band * bank.num_bins + bin)];
  const std::string bands =
      graph.node("MatMul",
                 {spectrum(graph, resolved.mel, samples, num_samples),
                  graph.constant("front_end.mel_bank", std::span<const double>(columns),
                                 {bank.num_bins, bank.num_bands()})},
                 "front_end.bands");
  std::string levels = logarithm(graph, resolved, bands);
  if (resolved.level.clip_scaling == features::ClipScaling::min_max)
    levels = min_max(graph, levels);
  const std::string rows_first =
      graph.node("Transpose", {standardized(graph, statistics, levels)}, "front_end.rows",
                 {{"perm", std::vector<int64_t>{0, 2, 1}}});
  return graph.node("Unsqueeze",
                    {cast(rows_first, OnnxType::float32, "front_end.feature"),
                     constant(graph, "front_end.channel_axis", {1})},
                    "front_end.input");
}

}  // namespace pinna::models
