#include "pinna/report/inspection_spectrogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/level.h"
#include "pinna/audio/resample.h"
#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/stream_file.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr int64_t highest_rate = 48000;
constexpr int64_t num_bands = 96, shortest_fft = 256;
constexpr double hop_seconds = 0.01, least_window_seconds = 0.03;

std::unique_ptr<features::Feature> feature_for(const audio::AudioInfo& info) {
  const int64_t rate = std::min(info.sample_rate, highest_rate);
  const auto seconds_to_samples = [&](double seconds) {
    return static_cast<int64_t>(std::ceil(seconds * static_cast<double>(rate)));
  };
  features::LogMelOptions options;
  options.mel.spectrum.sample_rate = rate;
  options.mel.spectrum.hop_length = seconds_to_samples(hop_seconds);
  options.mel.spectrum.n_fft =
      std::max(shortest_fft, static_cast<int64_t>(std::bit_ceil(
                                 static_cast<uint64_t>(seconds_to_samples(least_window_seconds)))));
  options.mel.n_mels = num_bands;
  options.level.top_db = std::nullopt;  // needs the whole clip; figures choose a range anyway
  return features::make_feature(options);
}

/// Of so many frames each the largest values.
class MergedFrames {
 public:
  MergedFrames(int64_t bins, int64_t merged) : merged_(merged), rows_(static_cast<size_t>(bins)) {}

  void push(const features::FeatureMatrix& frames) {
    for (int64_t frame = 0; frame < frames.frames; ++frame, ++seen_)
      for (int64_t bin = 0; bin < frames.bins; ++bin) {
        std::vector<float>& row = rows_[static_cast<size_t>(bin)];
        if (seen_ % merged_ == 0)
          row.push_back(frames.at(bin, frame));
        else
          row.back() = std::max(row.back(), frames.at(bin, frame));
      }
  }
  features::FeatureMatrix matrix() const {
    features::FeatureMatrix all(std::ssize(rows_), std::ssize(rows_.front()));
    auto values = all.values.begin();
    for (const std::vector<float>& row : rows_) values = std::ranges::copy(row, values).out;
    return all;
  }

 private:
  int64_t merged_;
  int64_t seen_ = 0;
  std::vector<std::vector<float>> rows_;
};

int64_t frames_to_merge(double seconds, int64_t max_frames) {
  return std::max<int64_t>(
      1, static_cast<int64_t>(std::ceil(seconds / hop_seconds / static_cast<double>(max_frames))));
}

FeaturePanel panel_of(const features::Feature& feature, const MergedFrames& merged, int64_t factor,
                      double begin, double seconds) {
  FeaturePanel panel = feature_panels(feature, merged.matrix(), seconds, "").front();
  panel.first_frame += begin + static_cast<double>(factor - 1) / 2 * panel.frame_seconds;
  panel.frame_seconds *= static_cast<double>(factor);
  return panel;
}

/// BadData of a feature that does not know the recording's name.
template <class Work>
auto with_name_of(const fs::path& recording, const Work& work) {
  try {
    return work();
  } catch (const core::BadData& error) {
    core::ErrorParts parts = error.parts();
    if (parts.where.empty()) parts.where = recording.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace

FeaturePanel inspection_spectrogram(const fs::path& recording, int64_t max_frames) {
  audio::AudioReader reader(recording);
  const double seconds = reader.info().seconds();
  const auto feature = feature_for(reader.info());
  const int64_t factor = frames_to_merge(seconds, max_frames);
  MergedFrames merged(feature->num_bins(), factor);
  with_name_of(recording, [&] {
    features::stream_file(*feature, reader,
                          [&](const features::FeatureMatrix& frames) { merged.push(frames); });
  });
  return panel_of(*feature, merged, factor, 0, seconds);
}

FeaturePanel inspection_spectrogram(const fs::path& recording, const ValueRange& seconds,
                                    int64_t max_frames) {
  audio::AudioReader reader(recording);
  const audio::AudioInfo info = reader.info();
  if (!(0 <= seconds.low && seconds.low < seconds.high && seconds.high <= info.seconds()))
    throw core::InvalidOptions({.what = "part of a recording",
                                .got = fmt::format("{:g} to {:g} s", seconds.low, seconds.high),
                                .expected = fmt::format("within {:g} s", info.seconds()),
                                .where = recording.string()});
  const auto at = [&](double second) {
    return std::min(std::llround(second * static_cast<double>(info.sample_rate)),
                    static_cast<long long>(info.num_frames));
  };
  const auto feature = feature_for(info);
  const audio::Waveform part = audio::resample(
      audio::to_mono(reader.read(
          {.start_frame = at(seconds.low), .num_frames = at(seconds.high) - at(seconds.low)})),
      feature->sample_rate());
  const int64_t factor = frames_to_merge(seconds.high - seconds.low, max_frames);
  MergedFrames merged(feature->num_bins(), factor);
  merged.push(with_name_of(recording, [&] { return feature->compute(part.samples); }));
  return panel_of(*feature, merged, factor, seconds.low, info.seconds());
}

}  // namespace pinna::report
