// Peaks over valleys of the octaves of a magnitude spectrum.
#include <memory>
#include <vector>

#include <torch/torch.h>

#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

/// The mean of the `count` largest (or smallest) of the bins, [batch, 1, frames].
enum class Extreme { smallest, largest };
at::Tensor mean_extreme(const at::Tensor& bins, int64_t count, Extreme extreme) {
  const auto [values, indices] =
      at::topk(bins, count, 1, extreme == Extreme::largest, /*sorted=*/false);
  return values.mean(1, /*keepdim=*/true);
}

class SpectralContrastFrontEnd : public FrontEnd {
 public:
  explicit SpectralContrastFrontEnd(const features::SpectralContrastOptions& options)
      : options_(features::resolved(options)), bands_(features::contrast_bands(options_)) {
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(options_.spectrum));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    // Logarithms of the faintest bins: in float32 the transform's rounding would show.
    const at::Tensor magnitudes = to_power(spectrum_->forward(waveforms.to(at::kDouble)), 1);
    std::vector<at::Tensor> peaks, valleys;
    for (const features::ContrastBand& band : bands_) {
      const at::Tensor bins = magnitudes.narrow(1, band.first_bin, band.num_bins);
      peaks.push_back(mean_extreme(bins, band.num_extreme, Extreme::largest));
      valleys.push_back(mean_extreme(bins, band.num_extreme, Extreme::smallest));
    }
    const at::Tensor contrast = level(at::cat(peaks, 1)) - level(at::cat(valleys, 1));
    return contrast.to(waveforms.scalar_type());  // [batch, bands, frames]
  }

  /// Decibels as librosa writes them here: 10 log10 of a magnitude.
  at::Tensor level(const at::Tensor& magnitudes) const {
    if (options_.linear) return magnitudes;
    return to_levels(magnitudes, {.amin = features::contrast_amin, .top_db = options_.top_db}, 2);
  }

  features::SpectralContrastOptions options_;
  std::vector<features::ContrastBand> bands_;
  std::shared_ptr<Spectrum> spectrum_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_spectral_contrast_front_end(
    const features::SpectralContrastOptions& options) {
  return std::make_shared<SpectralContrastFrontEnd>(options);
}

}  // namespace pinna::models
