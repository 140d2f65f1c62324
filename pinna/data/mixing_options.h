// How the clips of a batch are mixed with one another.
#pragma once

#include <cstdint>

#include "pinna/core/options.h"

namespace pinna::data {

/// Every batch draws one method by its weight: the share of batches that are mixed is
/// `probability`. As in EAT (Gazneli et al. 2022) mixing starts after a few epochs and ends before
/// the last ones.
struct MixingOptions {
  double probability = 1;
  int64_t warm_up_epochs = 5;
  double off_last_fraction = 0.1;
  double mixup = 1;
  double between_class = 0;
  double time_mix = 0;
  double frequency_mix = 0;
  double alpha = 0.2;
  double smallest_share = 0.5;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("probability", &MixingOptions::probability,
          "share of the batches that are mixed; 0 = off", between(0, 1));
    field("warm_up_epochs", &MixingOptions::warm_up_epochs, "first epochs without mixing",
          at_least(0));
    field("off_last_fraction", &MixingOptions::off_last_fraction,
          "share of all epochs, at the end, without mixing", between(0, 1));
    field("mixup", &MixingOptions::mixup,
          "weight of mixup: sums of features, the share drawn from Beta(alpha, alpha)",
          between(0, 1000));
    field("between_class", &MixingOptions::between_class,
          "weight of between-class mixing: sums of waveforms of two classes, equally loud, the "
          "share uniform",
          between(0, 1000));
    field("time_mix", &MixingOptions::time_mix, "weight of time mixing: frames from the other clip",
          between(0, 1000));
    field("frequency_mix", &MixingOptions::frequency_mix,
          "weight of frequency mixing: upper bins from the other clip", between(0, 1000));
    field("alpha", &MixingOptions::alpha, "of mixup's Beta distribution; 0 = no mixup",
          between(0, 100));
    field("smallest_share", &MixingOptions::smallest_share,
          "of time and frequency mixing: a clip keeps this share to all of itself, uniformly",
          between(0, 1));
  }
  bool operator==(const MixingOptions&) const = default;

  double total_weight() const {
    return (alpha > 0 ? mixup : 0) + between_class + time_mix + frequency_mix;
  }
  /// Whether any batch of any epoch may be mixed.
  bool is_on() const { return probability > 0 && total_weight() > 0; }
};

}  // namespace pinna::data
