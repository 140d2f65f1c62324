// The gammatone cochleagram, by transforms of the whole clip instead of the kernels' recursion.
#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <memory>
#include <vector>

#include <torch/torch.h>

#include "pinna/dsp/gammatone_bank.h"
#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

/// Time constants after which a response has fallen below the rounding of float64.
constexpr double time_constants = 45;
/// Values of a group of filters that are computed together, to bound the memory.
constexpr int64_t most_values = 1 << 24;

/// The smallest of 2^k, 5/8, 6/8 and 7/8 of it that is at least `length`: quick to transform.
int64_t transform_length(int64_t length) {
  const auto whole = std::max<int64_t>(8, std::bit_ceil(static_cast<uint64_t>(length)));
  int64_t eighths = 5;
  while (whole / 8 * eighths < length) ++eighths;
  return whole / 8 * eighths;
}

class GammatoneFrontEnd : public FrontEnd {
 public:
  explicit GammatoneFrontEnd(const features::GammatoneOptions& options)
      : options_(features::resolved(options)), grid_(features::frame_grid(options_)) {
    const dsp::GammatoneBank bank(options_.sample_rate, features::gammatone_centers(options_),
                                  options_.bandwidth);
    std::vector<double> gains, decays, turns;
    for (int64_t i = 0; i < options_.n_filters; ++i) {
      const std::complex<double> pole(bank.tables().pole_re[i], bank.tables().pole_im[i]);
      gains.push_back(bank.tables().gain[i]);
      decays.push_back(-std::log(std::abs(pole)));
      turns.push_back(std::arg(pole));
    }
    longest_response_ = static_cast<int64_t>(time_constants / std::ranges::min(decays)) + 1;
    gain_ = register_buffer("gain", at::tensor(gains, at::kDouble).unsqueeze(1));
    decay_ = register_buffer("decay", at::tensor(decays, at::kDouble).unsqueeze(1));
    turn_ = register_buffer("turn", at::tensor(turns, at::kDouble).unsqueeze(1));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    require_frame(grid_, waveforms.size(1), "win_length");
    const int64_t padding = grid_.padding();
    const at::Tensor padded = at::constant_pad_nd(waveforms, {padding, padding}).to(at::kDouble);
    const int64_t num_samples = padded.size(1);
    const int64_t taps = std::min(num_samples, longest_response_);
    const int64_t length = transform_length(num_samples + taps - 1);
    const at::Tensor spectrum = at::fft_rfft(padded, length).unsqueeze(1);

    const int64_t group = std::max<int64_t>(1, most_values / (length * waveforms.size(0)));
    std::vector<at::Tensor> energies;
    for (int64_t first = 0; first < options_.n_filters; first += group) {
      const int64_t count = std::min(group, options_.n_filters - first);
      const at::Tensor response = at::fft_rfft(responses(first, count, taps), length);
      const at::Tensor output = at::fft_irfft(spectrum * response, length)  // [batch, count, time]
                                    .narrow(2, 0, num_samples)
                                    .to(waveforms.scalar_type());
      energies.push_back(output.square().unfold(2, grid_.n_fft, grid_.hop_length).mean(/*dim=*/-1));
    }
    return to_levels(raised(at::cat(energies, 1), options_.power / 2), options_.level,
                     options_.power);  // [batch, n_filters, frames]
  }

  /// Impulse responses gain n^3 Re(pole^n), [count, taps].
  at::Tensor responses(int64_t first, int64_t count, int64_t taps) const {
    const at::Tensor n = at::arange(taps, gain_.options());
    return gain_.narrow(0, first, count) * n.pow(3) * (n * -decay_.narrow(0, first, count)).exp() *
           (n * turn_.narrow(0, first, count)).cos();
  }

  features::GammatoneOptions options_;
  dsp::FrameGrid grid_;
  int64_t longest_response_;  ///< samples
  at::Tensor gain_;           ///< [n_filters, 1], as the other two
  at::Tensor decay_;          ///< of ln |pole^n| for each sample
  at::Tensor turn_;           ///< radians for each sample
};

}  // namespace

std::shared_ptr<FrontEnd> make_gammatone_front_end(const features::GammatoneOptions& options) {
  return std::make_shared<GammatoneFrontEnd>(options);
}

}  // namespace pinna::models
