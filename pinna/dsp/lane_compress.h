// Per-channel energy normalisation of many values at a time.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_math.h"

namespace pinna::dsp {
namespace {

/// gain * energy of the rule, for one vector.
template <int Lanes>
inline Vec<Lanes> normalized_energy(const PcenRule& rule, Vec<Lanes> energy, Vec<Lanes> smooth) {
  return energy * natural_exp<Lanes>(-rule.gain * natural_log<Lanes>(smooth + rule.eps));
}

template <int Lanes>
inline Vec<Lanes> compressed(const PcenRule& rule, Vec<Lanes> energy, Vec<Lanes> smooth) {
  const Vec<Lanes> ratio = normalized_energy<Lanes>(rule, energy, smooth);
  if (rule.power == 0) return log_plus_one<Lanes>(ratio);
  if (rule.bias > 0)
    return rule.bias_power *
           exp_minus_one<Lanes>(rule.power * log_plus_one<Lanes>(ratio / rule.bias));
  const auto tiny = splat<Lanes>(1.17549435e-38f);
  const Vec<Lanes> safe = ratio > tiny ? ratio : tiny;
  const Vec<Lanes> raised = natural_exp<Lanes>(rule.power * natural_log<Lanes>(safe));
  return ratio > tiny ? raised : Vec<Lanes>{};
}

template <int Lanes>
void pcen(const PcenRule& rule, const float* smooth, int64_t count, float* values) {
  int64_t i = 0;
  for (; i + Lanes <= count; i += Lanes)
    store_unaligned<Lanes>(values + i, compressed<Lanes>(rule, load_unaligned<Lanes>(values + i),
                                                         load_unaligned<Lanes>(smooth + i)));
  if (i == count) return;
  Vec<Lanes> energy{}, level{};
  for (int64_t lane = 0; i + lane < count; ++lane) {
    energy[lane] = values[i + lane];
    level[lane] = smooth[i + lane];
  }
  const Vec<Lanes> result = compressed<Lanes>(rule, energy, level);
  for (int64_t lane = 0; i + lane < count; ++lane) values[i + lane] = result[lane];
}

}  // namespace
}  // namespace pinna::dsp
