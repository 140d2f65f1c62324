#include "pinna/features/gammatone.h"

#include <algorithm>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features {
namespace {

/// Beyond it, squares of outputs might overflow.
constexpr double largest_sample = 1e12;

/// The filters' state from chunk to chunk.
class GammatoneStream : public FeatureStream {
 public:
  explicit GammatoneStream(const Gammatone& gammatone) : gammatone_(gammatone) {
    gammatone.start(energies_);
  }

  void push(std::span<const float> samples, FeatureMatrix& frames) override {
    require_usable(samples, largest_sample);
    add(samples.data(), static_cast<int64_t>(samples.size()), frames);
  }

  void finish(FeatureMatrix& frames) override {
    const dsp::FrameGrid& grid = gammatone_.grid();
    require_frames(grid, time_);
    add(nullptr, grid.padding(), frames);
  }

  int64_t latency_samples() const override { return gammatone_.grid().after(); }

 private:
  void add(const float* samples, int64_t count, FeatureMatrix& frames) {
    const auto complete = [&](int64_t time) {
      const dsp::FrameGrid& grid = gammatone_.grid();
      return time < grid.n_fft ? 0 : 1 + (time - grid.n_fft) / grid.hop_length;
    };
    const int64_t before = gammatone_.grid().padding() + time_;
    frames.reshape(gammatone_.num_bins(), complete(before + count) - complete(before));
    dsp::Extremes range = Levels::begin();
    gammatone_.add(samples, count, energies_, range, frames, 0);
    gammatone_.limit(range, frames);
    time_ += count;
  }

  const Gammatone& gammatone_;
  FilterEnergies energies_;
  int64_t time_ = 0;  ///< samples so far, the silence at the end included
};

}  // namespace

Gammatone::Gammatone(const GammatoneOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      grid_(frame_grid(options_)),
      bank_(options_.sample_rate, gammatone_centers(options_), options_.bandwidth, kernels),
      levels_(options_.level, options_.power, kernels) {}

void Gammatone::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local FilterEnergies energies;
  const auto num_samples = static_cast<int64_t>(mono.size());
  require_frames(grid_, num_samples);
  require_usable(mono, largest_sample);
  output.reshape(num_bins(), num_frames(num_samples));
  dsp::Extremes range = Levels::begin();
  start(energies);
  const int64_t column = add(mono.data(), num_samples, energies, range, output, 0);
  add(nullptr, grid_.padding(), energies, range, output, column);
  limit(range, output);
}

Locality Gammatone::locality() const {
  Locality locality = locality_of(grid_);
  locality.whole_clip = "the filters remember every sample before: take the feature's stream";
  return locality;
}

std::unique_ptr<FeatureStream> Gammatone::make_stream() const {
  const Locality limited = levels_.limited({});
  if (!limited.whole_clip.empty()) throw_needs_whole_clip(limited.whole_clip);
  return std::make_unique<GammatoneStream>(*this);
}

BinAxis Gammatone::bin_axis() const {
  return {.quantity = "frequency", .unit = "Hz", .centers = gammatone_centers(options_)};
}

void Gammatone::start(FilterEnergies& energies) const {
  energies.start(bank_, grid_.n_fft, grid_.hop_length);
  energies.push(nullptr, grid_.padding(), [](float*) {});
}

int64_t Gammatone::add(const float* samples, int64_t count, FilterEnergies& energies,
                       dsp::Extremes& range, FeatureMatrix& output, int64_t column) const {
  const dsp::FlushDenormals flush;
  const dsp::Kernels& kernels = bank_.kernels();
  const int64_t filters = bank_.tables().num_filters;
  const float share = 1 / static_cast<float>(grid_.n_fft);
  energies.push(samples, count, [&](float* values) {
    for (int64_t i = 0; i < filters; ++i) values[i] *= share;
    if (options_.power != 2)
      kernels.raise(values, filters, static_cast<float>(options_.power / 2), values);
    levels_.to_levels(values, filters, range);
    for (int64_t bin = 0; bin < output.bins; ++bin) output.at(bin, column) = values[bin];
    ++column;
  });
  return column;
}

}  // namespace pinna::features
