#include "pinna/features/pcen.h"

#include <cmath>

#include "pinna/features/feature_stream.h"
#include "pinna/features/mel.h"

namespace pinna::features {
namespace {

dsp::PcenRule rule_of(const PcenOptions& options) {
  return {.gain = static_cast<float>(options.gain),
          .eps = static_cast<float>(options.eps),
          .bias = static_cast<float>(options.bias),
          .power = static_cast<float>(options.pcen_power),
          .bias_power = static_cast<float>(std::pow(options.bias, options.pcen_power))};
}

/// The mel frames of the stream, normalised with the states that the frames before them left.
class PcenStream : public FeatureStream {
 public:
  explicit PcenStream(const Pcen& pcen)
      : pcen_(pcen), bands_stream_(pcen.source().make_stream()), state_(pcen.initial_state()) {}

  void push(std::span<const float> samples, FeatureMatrix& frames) override {
    bands_stream_->push(samples, bands_);
    pcen_.normalize(bands_, state_, frames);
  }
  void finish(FeatureMatrix& frames) override {
    bands_stream_->finish(bands_);
    pcen_.normalize(bands_, state_, frames);
  }
  int64_t latency_samples() const override { return bands_stream_->latency_samples(); }

 private:
  const Pcen& pcen_;
  std::unique_ptr<FeatureStream> bands_stream_;
  std::vector<double> state_;
  FeatureMatrix bands_;
};

}  // namespace

Pcen::Pcen(const PcenOptions& options, const dsp::Kernels& kernels)
    // Each band over its own past: in float32 the rounding of a transform would fill faint bands.
    : DerivedFeature(std::make_unique<Mel>(options.mel, kernels, dsp::Precision::float64)),
      options_(resolved(options)),
      smoothing_(smoothing_coefficient(options_)),
      rule_(rule_of(options_)) {}

Locality Pcen::locality() const {
  Locality locality = source().locality();
  locality.whole_clip =
      "the smoothing filter remembers every frame before: take the feature's stream";
  return locality;
}

std::unique_ptr<FeatureStream> Pcen::make_stream() const {
  return std::make_unique<PcenStream>(*this);
}

void Pcen::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  thread_local std::vector<double> state;
  state.assign(static_cast<size_t>(source.bins), 1.0);
  normalize(source, state, output);
}

std::vector<double> Pcen::initial_state() const {
  return std::vector<double>(static_cast<size_t>(num_bins()), 1.0);
}

void Pcen::normalize(const FeatureMatrix& bands, std::span<double> state,
                     FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  output.reshape(bands.bins, bands.frames);
  float* smooth = scratch.floats(bands.frames);
  const auto scale = static_cast<float>(options_.scale);
  for (int64_t band = 0; band < bands.bins; ++band) {
    const float* energies = bands.row(band).data();
    float* values = output.values.data() + band * output.frames;
    double level = state[static_cast<size_t>(band)];
    for (int64_t f = 0; f < bands.frames; ++f) {
      values[f] = energies[f] * scale;
      level += smoothing_ * (static_cast<double>(values[f]) - level);
      smooth[f] = static_cast<float>(level);
    }
    state[static_cast<size_t>(band)] = level;
    kernels().pcen(rule_, smooth, bands.frames, values);
  }
}

}  // namespace pinna::features
