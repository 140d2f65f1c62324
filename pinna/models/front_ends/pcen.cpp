// Per-channel energy normalisation.
#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <torch/torch.h>

#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

constexpr int64_t block_frames = 256;

/// The filter M[f] = (1 - s) M[f - 1] + s x[f] without a loop over frames: within a block, M is the
/// sum of the frames so far, each weighted with s (1 - s)^age, and of what the block before left.
class Smoothing : public torch::nn::Module {
 public:
  explicit Smoothing(double coefficient) {
    const at::Tensor frame = at::arange(block_frames, at::kDouble);
    const at::Tensor age = frame.unsqueeze(0) - frame.unsqueeze(1);  // [from, to]
    weights_ = register_buffer("weights",
                               (coefficient * at::pow(1 - coefficient, age.clamp_min(0))).triu());
    rest_ = register_buffer("rest", at::pow(1 - coefficient, frame + 1));
  }

  /// Rows [batch, bands, frames], float64, from a past of ones.
  at::Tensor forward(const at::Tensor& rows) const {
    at::Tensor before = at::ones({rows.size(0), rows.size(1), 1}, rows.options());
    std::vector<at::Tensor> blocks;
    for (int64_t first = 0; first < rows.size(2); first += block_frames) {
      const int64_t count = std::min(block_frames, rows.size(2) - first);
      const at::Tensor weights = weights_.narrow(0, 0, count).narrow(1, 0, count);
      blocks.push_back(at::matmul(rows.narrow(2, first, count), weights) +
                       before * rest_.narrow(0, 0, count));
      before = blocks.back().narrow(2, count - 1, 1);
    }
    return at::cat(blocks, 2);
  }

 private:
  at::Tensor weights_, rest_;
};

class PcenFrontEnd : public FrontEnd {
 public:
  explicit PcenFrontEnd(const features::PcenOptions& options)
      : options_(features::resolved(options)) {
    mel_ = register_module("mel", make_mel_front_end(options_.mel));
    smoothing_ = register_module(
        "smoothing", std::make_shared<Smoothing>(features::smoothing_coefficient(options_)));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    // Each band over its own past: in float32 the transform's rounding would fill faint bands.
    const at::Tensor energies = mel_->forward(waveforms.to(at::kDouble)) * options_.scale;
    const at::Tensor smooth = smoothing_->forward(energies);
    const at::Tensor values = compressed(energies * (smooth + options_.eps).pow(-options_.gain));
    return values.to(waveforms.scalar_type());  // [batch, n_mels, frames]
  }

  at::Tensor compressed(const at::Tensor& ratio) const {
    const double power = options_.pcen_power, bias = options_.bias;
    if (power == 0) return ratio.log1p();
    if (bias == 0) return raised(ratio, power);
    return std::pow(bias, power) * ((ratio / bias).log1p() * power).expm1();
  }

  features::PcenOptions options_;
  std::shared_ptr<FrontEnd> mel_;
  std::shared_ptr<Smoothing> smoothing_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_pcen_front_end(const features::PcenOptions& options) {
  return std::make_shared<PcenFrontEnd>(options);
}

}  // namespace pinna::models
