#include "pinna/report/window_figure.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/dsp/block_spectrum.h"
#include "pinna/dsp/scratch.h"
#include "pinna/features/feature.h"
#include "pinna/report/axis_ticks.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/panel_drawing.h"

namespace pinna::report {
namespace {

constexpr double width_cm = 15, height_cm = 10.5;
constexpr double left_cm = 1.9, right_cm = 0.4;
/// The level below the peak at which the spectra are cut off.
constexpr double shown_db = 120;

PanelPlace place(double bottom, double top) {
  return {.left = left_cm, .right = width_cm - right_cm, .bottom = bottom, .top = top};
}

/// The frame's first sample; the recording is continued by zeros.
int64_t first_sample(std::span<const float> mono, const features::SpectrumOptions& spectrum,
                     std::optional<double> at_seconds) {
  const int64_t n_fft = spectrum.n_fft, size = static_cast<int64_t>(mono.size());
  if (at_seconds) {
    const double at = *at_seconds * static_cast<double>(spectrum.sample_rate);
    if (!(at >= 0 && at <= static_cast<double>(size)))
      throw core::InvalidOptions(
          {.what = "time of the frame",
           .got = fmt::format("{} s", *at_seconds),
           .expected =
               fmt::format("0 to {:.6g} s, the length of the recording",
                           static_cast<double>(size) / static_cast<double>(spectrum.sample_rate))});
    return std::llround(at) - n_fft / 2;
  }
  int64_t loudest = 0;
  double most = -1;
  for (int64_t begin = 0; begin == 0 || begin + n_fft <= size; begin += *spectrum.hop_length) {
    double energy = 0;
    for (int64_t i = begin; i < std::min(size, begin + n_fft); ++i)
      energy += double{mono[static_cast<size_t>(i)]} * mono[static_cast<size_t>(i)];
    if (energy > most) most = energy, loudest = begin;
  }
  return loudest;
}

std::vector<double> frame_at(std::span<const float> mono, int64_t first, int64_t n_fft) {
  std::vector<double> frame(static_cast<size_t>(n_fft));
  for (int64_t i = 0; i < n_fft; ++i) {
    const int64_t sample = first + i;
    if (sample >= 0 && sample < static_cast<int64_t>(mono.size()))
      frame[static_cast<size_t>(i)] = mono[static_cast<size_t>(sample)];
  }
  return frame;
}

/// 20 log10 of the magnitude of every bin.
std::vector<double> levels(const std::vector<double>& frame, const std::vector<double>& window) {
  const std::vector<float> samples(frame.begin(), frame.end());
  const dsp::BlockSpectrum spectrum({.n_fft = static_cast<int64_t>(frame.size()), .center = false},
                                    window);
  dsp::Scratch scratch;
  float* power = scratch.floats(spectrum.block_floats());
  spectrum.compute(samples, 0, power);
  std::vector<double> result;
  for (int64_t bin = 0; bin < spectrum.num_bins(); ++bin)
    result.push_back(10 * std::log10(std::max(1e-20F, power[bin * spectrum.kernels().lanes])));
  return result;
}

std::string data(const std::vector<double>& values, double dx) {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i)
    text += fmt::format("{:.7g} {:.6g}\n", static_cast<double>(i) * dx, values[i]);
  return text + "e\n";
}

struct Line {
  const std::vector<double>& values;
  std::string_view colour;
  double width;
  std::string_view name;
};

/// Lines over a common axis from 0 on in steps of dx.
std::string plot(const std::vector<Line>& lines, double dx) {
  std::string command = "plot ", blocks;
  for (const Line& line : lines) {
    command += fmt::format("{}'-' using 1:2 with lines linecolor rgb '{}' linewidth {} {}",
                           blocks.empty() ? "" : ", ", line.colour, line.width,
                           line.name.empty() ? "notitle" : "title " + gnuplot_text(line.name));
    blocks += data(line.values, dx);
  }
  return command + "\n" + blocks;
}

std::string x_axis(const char* title, double end) {
  return fmt::format("set xrange [0:{:.8g}]\nset xtics {:g}\nset xlabel '{}' offset 0,0.4\n", end,
                     round_step(end, 12), title);
}

std::string y_axis(const char* title, ValueRange range) {
  return fmt::format("set yrange [{:.6g}:{:.6g}]\nset ytics {:g}\nset ylabel '{}' offset 0.9,0\n",
                     range.low, range.high, round_step(range.high - range.low, 5), title);
}

}  // namespace

Figure window_figure(const features::SpectrumOptions& spectrum, std::span<const float> mono,
                     std::optional<double> at_seconds) {
  if (mono.empty()) features::throw_too_short(0, 1);
  const int64_t first = first_sample(mono, spectrum, at_seconds);
  const std::vector<double> frame = frame_at(mono, first, spectrum.n_fft);
  const std::vector<double> window = features::analysis_window(spectrum);
  std::vector<double> windowed = frame;
  for (size_t i = 0; i < windowed.size(); ++i) windowed[i] *= window[i];
  const auto with = levels(frame, window);
  const auto without = levels(frame, std::vector<double>(frame.size(), 1.0));

  const auto rate = static_cast<double>(spectrum.sample_rate);
  const double ms = 1000 / rate, khz = rate / 1000 / static_cast<double>(spectrum.n_fft);
  const double length_ms = static_cast<double>(spectrum.n_fft) * ms;
  double peak = 1e-6;
  for (size_t i = 0; i < frame.size(); ++i)
    peak = std::max({peak, std::abs(frame[i]), std::abs(windowed[i])});
  const double loudest = std::max(*std::max_element(with.begin(), with.end()),
                                  *std::max_element(without.begin(), without.end()));
  const double highest = *std::max_element(window.begin(), window.end());
  std::string script = "set border 15 linewidth 0.5\nset tics scale 0.3\nset multiplot\n";
  script += place(8.65, 10.2).margins(width_cm, height_cm) + x_axis("", length_ms) +
            "set format x ''\n" + y_axis("window", {0, 1.1 * highest}) +
            plot({{window, dark_line, 1, ""}}, ms);
  script +=
      "set key opaque top right horizontal\n" + place(5.75, 8.35).margins(width_cm, height_cm) +
      "set format x '%g'\n" +
      x_axis(fmt::format("time from {:.4g} s on [ms]", static_cast<double>(first) / rate).c_str(),
             length_ms) +
      y_axis("amplitude", {-1.1 * peak, 1.4 * peak}) +
      plot({{frame, light_line, 0.7, "frame"}, {windowed, dark_line, 1, "frame times window"}}, ms);
  script +=
      place(1.05, 4.6).margins(width_cm, height_cm) + x_axis("frequency [kHz]", rate / 2000) +
      y_axis("magnitude [dB]", {loudest - shown_db, loudest + 15}) +
      plot({{without, light_line, 0.7, "without window"}, {with, dark_line, 1, "with window"}},
           khz);
  return {.width_cm = width_cm,
          .height_cm = height_cm,
          .font_points = 8,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
