#include "pinna/features/kaldi_options.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "pinna/dsp/sleef_math.h"

namespace pinna::features {
namespace {

constexpr double mel_per_nat = 1127, mel_corner_hz = 700;

template <class Real>
Real to_mel(Real hz) {
  return Real(mel_per_nat) * std::log(Real(1) + hz / Real(mel_corner_hz));
}

/// torchaudio's own order of multiplications, before rounding down.
int64_t whole_samples(int64_t sample_rate, double milliseconds) {
  return static_cast<int64_t>(static_cast<double>(sample_rate) * milliseconds * 0.001);
}

void check_frames(const KaldiFrameOptions& options) {
  constexpr int64_t most_samples = 1 << 20;
  const int64_t samples = options.frame_samples();
  if (samples < 2 || samples > most_samples)
    throw core::InvalidOptions(
        {.what = "frame_length",
         .got = fmt::format("{} ms, {} samples", options.frame_length, samples),
         .expected = fmt::format("2 to {} samples", most_samples)});
  if (options.hop_samples() < 1)
    throw core::InvalidOptions({.what = "frame_shift",
                                .got = fmt::format("{} ms", options.frame_shift),
                                .expected = "at least one sample"});
  if (options.n_fft() % 2 == 1)
    throw core::InvalidOptions({.what = "round_to_power_of_two",
                                .got = fmt::format("false with frames of {} samples", samples),
                                .expected = "an even number of samples",
                                .fix = "set it to true or change frame_length"});
}

void check_edges(const KaldiMelOptions& options, double nyquist) {
  if (options.low_freq >= nyquist)
    throw core::InvalidOptions(
        {.what = "low_freq",
         .got = fmt::format("{} Hz", options.low_freq),
         .expected = fmt::format("below half the sample rate, {} Hz", nyquist)});
  if (options.high_freq <= options.low_freq || options.high_freq > nyquist)
    throw core::InvalidOptions(
        {.what = "high_freq",
         .got = fmt::format("{} Hz", options.high_freq),
         .expected = fmt::format("above low_freq = {} Hz, at most half the sample rate, {} Hz",
                                 options.low_freq, nyquist),
         .fix = "0 stands for half the sample rate"});
}

[[noreturn]] void throw_coinciding_edges(const KaldiMelOptions& options) {
  throw core::InvalidOptions({.what = "num_mel_bins",
                              .got = fmt::format("{} from {} Hz to {} Hz", options.num_mel_bins,
                                                 options.low_freq, options.high_freq),
                              .expected = "bands wider than the numbers can resolve",
                              .fix = "widen low_freq to high_freq or lower num_mel_bins"});
}

/// cos(step i), i in [0, length).
std::vector<float> cosines(int64_t length, double step) {
  std::vector<float> values;
  for (int64_t i = 0; i < length; ++i)
    values.push_back(dsp::sleef_cos(static_cast<float>(i) * static_cast<float>(step)));
  return values;
}

/// The angle between the samples of a symmetric window.
double phase_step(int64_t length) {
  return 2 * std::numbers::pi / static_cast<double>(length - 1);
}

/// alpha - beta cos.
std::vector<float> raised_cosine(int64_t length, float alpha, float beta) {
  std::vector<float> window = cosines(length, phase_step(length));
  for (float& weight : window) weight = weight * -beta + alpha;
  return window;
}

/// torch.pow computes 16 weights at a time and leaves the rest to the C library.
std::vector<float> povey(int64_t length) {
  constexpr double exponent = 0.85;
  constexpr size_t together = 16;
  std::vector<float> window = raised_cosine(length, 0.5f, 0.5f);
  const size_t vectors_end = window.size() / together * together;
  for (size_t i = 0; i < window.size(); ++i)
    window[i] = i < vectors_end
                    ? dsp::sleef_pow(window[i], static_cast<float>(exponent))
                    : static_cast<float>(std::pow(static_cast<double>(window[i]), exponent));
  return window;
}

std::vector<float> blackman(int64_t length, double coefficient) {
  const double step = phase_step(length);
  const auto constant = static_cast<float>(coefficient),
             share = static_cast<float>(0.5 - coefficient);
  std::vector<float> window = cosines(length, step);
  const std::vector<float> doubled = cosines(length, 2 * step);
  for (size_t i = 0; i < window.size(); ++i)
    window[i] = constant - 0.5f * window[i] + share * doubled[i];
  return window;
}

}  // namespace

int64_t KaldiFrameOptions::frame_samples() const {
  return whole_samples(sample_rate, frame_length);
}

int64_t KaldiFrameOptions::hop_samples() const {
  return whole_samples(sample_rate, frame_shift);
}

int64_t KaldiFrameOptions::n_fft() const {
  const int64_t samples = frame_samples();
  return round_to_power_of_two ? static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(samples)))
                               : samples;
}

KaldiMelOptions resolved(KaldiMelOptions options) {
  core::check_options(options);
  check_frames(options.frame);
  const double nyquist = static_cast<double>(options.frame.sample_rate) / 2;
  if (options.high_freq <= 0) options.high_freq += nyquist;
  check_edges(options, nyquist);
  return options;
}

std::vector<float> kaldi_window(const KaldiFrameOptions& options) {
  const int64_t length = options.frame_samples();
  switch (options.window_type) {
    case KaldiWindow::hamming:
      return raised_cosine(length, 0.54f, 0.46f);
    case KaldiWindow::hanning:
      return raised_cosine(length, 0.5f, 0.5f);
    case KaldiWindow::povey:
      return povey(length);
    case KaldiWindow::rectangular:
      return std::vector<float>(static_cast<size_t>(length), 1.0f);
    case KaldiWindow::blackman:
      return blackman(length, options.blackman_coeff);
  }
  throw core::Bug({.what = "unknown window type"});
}

dsp::BandMatrix kaldi_mel_bank(const KaldiMelOptions& options) {
  const int64_t n_fft = options.frame.n_fft();
  const double low = to_mel(options.low_freq);
  const auto step = static_cast<float>((to_mel(options.high_freq) - low) /
                                       static_cast<double>(options.num_mel_bins + 1));
  const auto edge = [&](int64_t index) {
    return static_cast<float>(low) + static_cast<float>(index) * step;
  };
  const auto bin_hz = static_cast<float>(static_cast<double>(options.frame.sample_rate) /
                                         static_cast<double>(n_fft));
  dsp::BandMatrix bank{.num_bins = n_fft / 2 + 1};
  std::vector<float> row(static_cast<size_t>(bank.num_bins), 0.0f);
  for (int64_t band = 0; band < options.num_mel_bins; ++band) {
    const float left = edge(band), center = edge(band + 1), right = edge(band + 2);
    if (!(left < center && center < right)) throw_coinciding_edges(options);
    for (size_t k = 0; k + 1 < row.size(); ++k) {
      const float mel = to_mel(bin_hz * static_cast<float>(k));
      const float rise = (mel - left) / (center - left);
      const float fall = (right - mel) / (right - center);
      row[k] = std::max(0.0f, std::min(rise, fall));
    }
    bank.append(row);
  }
  return bank;
}

std::vector<double> kaldi_mel_centers(const KaldiMelOptions& options) {
  const double low = to_mel(options.low_freq), high = to_mel(options.high_freq);
  std::vector<double> hz;
  for (int64_t band = 1; band <= options.num_mel_bins; ++band) {
    const double share = static_cast<double>(band) / static_cast<double>(options.num_mel_bins + 1);
    hz.push_back(mel_corner_hz * std::expm1((low + share * (high - low)) / mel_per_nat));
  }
  return hz;
}

}  // namespace pinna::features
