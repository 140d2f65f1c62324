// Measures of a magnitude spectrum's shape, one number for each frame: [batch, 1, frames].
#include <limits>
#include <memory>

#include <torch/torch.h>

#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

/// Frames with a smaller sum of magnitudes count as silent.
constexpr double least_total = std::numeric_limits<float>::min();

class SpectralShapeFrontEnd : public FrontEnd {
 public:
  SpectralShapeFrontEnd(const features::SpectrumOptions& spectrum, double power) : power_(power) {
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(spectrum));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) final {
    return measure(to_power(spectrum_->forward(waveforms), power_));
  }
  /// |X|^power, [batch, bins, frames] -> [batch, 1, frames].
  virtual at::Tensor measure(const at::Tensor& spectrum) = 0;

  double power_;
  std::shared_ptr<Spectrum> spectrum_;
};

class SpectralCentroidFrontEnd : public SpectralShapeFrontEnd {
 public:
  explicit SpectralCentroidFrontEnd(const features::SpectralCentroidOptions& options)
      : SpectralShapeFrontEnd(options.spectrum, 1) {
    const features::SpectralCentroidOptions all = features::resolved(options);
    of_silence_ = all.silence == features::SilentCentroid::nan
                      ? std::numeric_limits<double>::quiet_NaN()
                      : 0.0;
    hz_ = register_buffer(
        "bin_hz", at::tensor(features::bin_frequencies(all.spectrum, all.bin_hertz), at::kDouble)
                      .unsqueeze(0));
  }

 private:
  at::Tensor measure(const at::Tensor& spectrum) override {
    const at::Tensor total = spectrum.sum(1, /*keepdim=*/true);
    const at::Tensor moment = at::matmul(hz_.to(spectrum.scalar_type()), spectrum);
    const at::Tensor silent = total < least_total;
    return (moment / total.masked_fill(silent, 1)).masked_fill(silent, of_silence_);
  }

  double of_silence_;
  at::Tensor hz_;
};

class SpectralBandwidthFrontEnd : public SpectralShapeFrontEnd {
 public:
  explicit SpectralBandwidthFrontEnd(const features::SpectralBandwidthOptions& options)
      : SpectralShapeFrontEnd(options.spectrum, 1), options_(features::resolved(options)) {
    half_rate_ = static_cast<double>(options_.spectrum.sample_rate) / 2;
    positions_ = register_buffer(
        "bin_positions",
        at::tensor(features::bin_frequencies(options_.spectrum, features::BinHertz::exact),
                   at::kDouble) /
            half_rate_);
  }

 private:
  at::Tensor measure(const at::Tensor& spectrum) override {
    const at::Tensor positions = positions_.to(spectrum.scalar_type()).unsqueeze(1);
    const at::Tensor sum = spectrum.sum(1, /*keepdim=*/true);
    const at::Tensor total = sum.masked_fill(sum < least_total, 1);
    const at::Tensor centroid = (spectrum * positions).sum(1, /*keepdim=*/true) / total;
    const at::Tensor distance = (positions - centroid).abs();  // [batch, bins, frames]
    const at::Tensor spread = (spectrum * raised(distance, options_.p)).sum(1, /*keepdim=*/true);
    return half_rate_ * raised(options_.norm ? spread / total : spread, 1 / options_.p);
  }

  features::SpectralBandwidthOptions options_;
  double half_rate_;
  at::Tensor positions_;  ///< in half sample rates, as the kernels count
};

class SpectralRolloffFrontEnd : public SpectralShapeFrontEnd {
 public:
  explicit SpectralRolloffFrontEnd(const features::SpectralRolloffOptions& options)
      : SpectralShapeFrontEnd(options.spectrum, 1), options_(features::resolved(options)) {}

 private:
  at::Tensor measure(const at::Tensor& spectrum) override {
    const at::Tensor sums = spectrum.cumsum(1);
    const at::Tensor total = sums.narrow(1, sums.size(1) - 1, 1);
    const at::Tensor below = (sums < total * options_.roll_percent).sum(1, /*keepdim=*/true);
    const at::Tensor hz = below.to(at::kDouble) * options_.spectrum.bin_hz(1);
    return hz.to(spectrum.scalar_type()) + 0 * total;  // a step has a gradient: zero
  }

  features::SpectralRolloffOptions options_;
};

class SpectralFlatnessFrontEnd : public SpectralShapeFrontEnd {
 public:
  explicit SpectralFlatnessFrontEnd(const features::SpectralFlatnessOptions& options)
      : SpectralShapeFrontEnd(options.spectrum, options.power),
        amin_(features::resolved(options).amin) {}

 private:
  at::Tensor measure(const at::Tensor& spectrum) override {
    const at::Tensor values = spectrum.clamp_min(amin_);
    const at::Tensor mean_log = values.log().mean(1, /*keepdim=*/true, at::kDouble);
    const at::Tensor mean = values.mean(1, /*keepdim=*/true, at::kDouble);
    return (mean_log.exp() / mean).to(spectrum.scalar_type());
  }

  double amin_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_spectral_centroid_front_end(
    const features::SpectralCentroidOptions& options) {
  return std::make_shared<SpectralCentroidFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_spectral_bandwidth_front_end(
    const features::SpectralBandwidthOptions& options) {
  return std::make_shared<SpectralBandwidthFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_spectral_rolloff_front_end(
    const features::SpectralRolloffOptions& options) {
  return std::make_shared<SpectralRolloffFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_spectral_flatness_front_end(
    const features::SpectralFlatnessOptions& options) {
  return std::make_shared<SpectralFlatnessFrontEnd>(options);
}

}  // namespace pinna::models
