#include "pinna/features/filter_energies.h"

#include <algorithm>
#include <array>

namespace pinna::features {
namespace {

/// Samples that are summed before the sum is added to those of others, for precision.
constexpr int64_t most_samples = 256;
constexpr std::array<float, most_samples> silence{};

}  // namespace

void FilterEnergies::start(const dsp::GammatoneBank& bank, int64_t length, int64_t hop) {
  bank_ = &bank;
  length_ = length;
  hop_ = hop;
  filters_ = bank.tables().num_filters;
  kept_hops_ = length / hop + 1;
  time_ = 0;
  const int64_t floats = filters_ * (dsp::GammatoneTables::state_floats + kept_hops_ + 2);
  states_ = memory_.floats(floats);
  std::fill_n(states_, floats, 0.0f);
  hops_ = states_ + filters_ * dsp::GammatoneTables::state_floats;
  part_ = hops_ + filters_ * kept_hops_;
  frame_ = part_ + filters_;
}

int64_t FilterEnergies::advance(const float* samples, int64_t count) {
  const int64_t phase = time_ % hop_;
  const int64_t frame_end = length_ % hop_;
  const int64_t limit = phase < frame_end ? frame_end : hop_;
  const int64_t part = std::min({count, limit - phase, most_samples});
  float* sums = hop_sums(time_ / hop_);
  if (phase == 0) std::fill_n(sums, filters_, 0.0f);
  bank_->kernels().gammatone(bank_->tables(), samples ? samples : silence.data(), part, states_,
                             part_);
  for (int64_t i = 0; i < filters_; ++i) sums[i] += part_[i];
  time_ += part;
  return part;
}

bool FilterEnergies::frame_is_complete() const {
  return time_ >= length_ && (time_ - length_) % hop_ == 0;
}

/// The hops of the frame that ends now; the last one may have only begun.
float* FilterEnergies::frame_sums() {
  std::fill_n(frame_, filters_, 0.0f);
  const int64_t end = (time_ + hop_ - 1) / hop_;
  for (int64_t hop = (time_ - length_) / hop_; hop < end; ++hop)
    for (int64_t i = 0; i < filters_; ++i) frame_[i] += hop_sums(hop)[i];
  return frame_;
}

}  // namespace pinna::features
