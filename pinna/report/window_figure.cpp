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

constexpr PageSize page{.width_cm = 15, .height_cm = 10.5};
constexpr double left_cm = 1.7, right_cm = 0.4, font_points = 8;

constexpr PanelPlace place(double bottom, double top) {
  return {.left = left_cm, .right = page.width_cm - right_cm, .bottom = bottom, .top = top};
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

std::string x_axis(const std::string& title, double end) {
  return fmt::format("set xrange [0:{:.8g}]\nset xtics {:g}\nset xlabel {} offset 0,0.4\n", end,
                     round_step(end, 12), gnuplot_text(title)) +
         (title.empty() ? "set format x ''\n" : "set format x '%g'\n");
}

std::string y_axis(const char* title, ValueRange range, const PanelPlace& place) {
  return place.margins(page) + left_title(title, place, page, font_points) +
         fmt::format("set yrange [{:.6g}:{:.6g}]\n", range.low, range.high) +
         ticks_command("y", value_ticks(range.low, range.high, place.height() / 0.5),
                       Labels::shown);
}

double largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

double largest_magnitude(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// A frame of a recording, as it is and under the window.
struct WindowedFrame {
  double start_seconds;
  std::vector<double> window, before, after;
};

WindowedFrame windowed_frame(const features::SpectrumOptions& spectrum, std::span<const float> mono,
                             std::optional<double> at_seconds) {
  const int64_t first = first_sample(mono, spectrum, at_seconds);
  WindowedFrame frame{
      .start_seconds = static_cast<double>(first) / static_cast<double>(spectrum.sample_rate),
      .window = features::analysis_window(spectrum),
      .before = frame_at(mono, first, spectrum.n_fft),
      .after = {}};
  for (size_t i = 0; i < frame.before.size(); ++i)
    frame.after.push_back(frame.before[i] * frame.window[i]);
  return frame;
}

std::string time_panels(const WindowedFrame& frame, double rate) {
  constexpr PanelPlace upper = place(8.65, 10.2), lower = place(5.75, 8.35);
  const double ms = 1000 / rate, length_ms = static_cast<double>(frame.window.size()) * ms;
  const double peak =
      std::max({1e-6, largest_magnitude(frame.before), largest_magnitude(frame.after)});
  return x_axis("", length_ms) + y_axis("window", {0, 1.1 * largest(frame.window)}, upper) +
         plot({{frame.window, dark_line, 1, ""}}, ms) +
         x_axis(fmt::format("time from {:.4g} s on [ms]", frame.start_seconds), length_ms) +
         y_axis("amplitude", {-1.1 * peak, 1.5 * peak}, lower) +
         plot({{frame.before, light_line, 0.7, "frame"},
               {frame.after, dark_line, 1, "frame times window"}},
              ms);
}

std::string spectrum_panel(const WindowedFrame& frame, double rate) {
  constexpr double shown_db = 120, key_db = 15;
  const auto with = levels(frame.before, frame.window);
  const auto without = levels(frame.before, std::vector<double>(frame.before.size(), 1.0));
  const double loudest = std::max(largest(with), largest(without));
  return x_axis("frequency [kHz]", rate / 2000) +
         y_axis("magnitude [dB]", {loudest - shown_db, loudest + key_db}, place(1.05, 4.6)) +
         plot({{without, light_line, 0.7, "without window"}, {with, dark_line, 1, "with window"}},
              rate / 1000 / static_cast<double>(frame.before.size()));
}

}  // namespace

Figure window_figure(const features::SpectrumOptions& spectrum, std::span<const float> mono,
                     std::optional<double> at_seconds) {
  if (mono.empty()) features::throw_too_short(0, 1);
  const WindowedFrame frame = windowed_frame(spectrum, mono, at_seconds);
  const auto rate = static_cast<double>(spectrum.sample_rate);
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script =
              "set border 15 linewidth 0.5\nset tics scale 0.3\n"
              "set key opaque top right horizontal\nset multiplot\n" +
              time_panels(frame, rate) + spectrum_panel(frame, rate) + "unset multiplot\n"};
}

}  // namespace pinna::report
