// The clips of a batch mixed with one another, and their targets with them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/core/random.h"
#include "pinna/data/batch.h"
#include "pinna/data/mixing_options.h"

namespace pinna::data {

class WeightedLevel;

enum class MixMethod { none, mixup, between_class, time_mix, frequency_mix };

/// What happens to one batch: row i keeps the share shares[i] of itself and takes the rest from row
/// partners[i].
struct MixPlan {
  MixMethod method = MixMethod::none;
  std::vector<int64_t> partners = {};
  std::vector<float> shares = {};
  std::vector<double> places = {};  ///< in [0, 1): where time mixing puts the other clip's frames
};

/// Whether the schedule of `options` mixes in `epoch` (from 0) of `num_epochs`.
bool mixes_in_epoch(const MixingOptions& options, int64_t epoch, int64_t num_epochs);

/// Draws method, partners and shares for a batch of clips with these classes. A row is never its
/// own partner; between-class mixing takes the next row of another class, and leaves a row whose
/// batch has none as it is (share 1). A batch of one is not mixed.
MixPlan draw_mixing(const MixingOptions& options, std::span<const int64_t> classes,
                    core::Random& random);

/// waveforms [rows], equally long: between-class mixing as Tokozume et al. 2018, equation 2: with
/// the share r and levels G in dB, p = 1 / (1 + 10^((G1 - G2) / 20) (1 - r) / r) makes both clips
/// as loud as r says, and (p x1 + (1 - p) x2) / sqrt(p^2 + (1 - p)^2) keeps the energy.
/// Other methods leave waveforms alone.
void mix_waveforms(std::vector<std::vector<float>>& waveforms, const MixPlan& plan,
                   const WeightedLevel& level);

/// Features and targets of the other methods; of between-class mixing the targets.
///
/// mixup: w x + (1 - w) x' (Zhang et al. 2018, equation 1). time_mix: a contiguous part of the
/// frames, frequency_mix: the upper bins of every channel, come from the partner (Gazneli et al.
/// 2022); shares are then rounded to whole frames and bins. Targets: share of the own, rest of the
/// partner's.
void mix_batch(Batch& batch, const MixPlan& plan);

}  // namespace pinna::data
