#include "pinna/features/pyin.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

double voiced_probability(std::span<const PitchCandidate> candidates) {
  double sum = 0;
  for (const PitchCandidate& candidate : candidates) sum += candidate.probability;
  return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

Pyin::Pyin(const PyinOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      difference_(options_.pitch, kernels),
      candidates_(options_),
      model_(options_, kernels) {}

int64_t Pyin::num_frames(int64_t num_samples) const {
  return difference_.grid().num_frames(num_samples);
}

Locality Pyin::locality() const {
  Locality locality = locality_of(difference_.grid());
  if (options_.output != PyinOutput::voiced_prob)
    locality.whole_clip =
        "the path of the pitch is known at the end only: set output = \"voiced_prob\" or use yin";
  return locality;
}

BinAxis Pyin::bin_axis() const {
  switch (options_.output) {
    case PyinOutput::f0:
      return {.quantity = "pitch"};
    case PyinOutput::voiced_flag:
      return {.quantity = "voicing"};
    case PyinOutput::voiced_prob:
      break;
  }
  return {.quantity = "probability of voicing"};
}

std::string Pyin::value_unit() const {
  return options_.output == PyinOutput::f0 ? "Hz" : "";
}

void Pyin::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  thread_local std::vector<PitchCandidate> candidates;
  thread_local PitchPath path;
  const dsp::FlushDenormals flush;
  require_frames(difference_.grid(), mono);
  const int64_t periods = difference_.num_periods(), lanes = difference_.lanes();
  const bool needs_path = options_.output != PyinOutput::voiced_prob;
  output.reshape(1, num_frames(static_cast<int64_t>(mono.size())));
  float* differences = scratch.floats(lanes * periods);
  if (needs_path) path.begin(model_);
  for (int64_t first = 0; first < output.frames; first += lanes) {
    difference_.compute(mono, first, differences);
    for (int64_t lane = 0; lane < std::min(lanes, output.frames - first); ++lane) {
      candidates_.find({differences + lane * periods, static_cast<size_t>(periods)}, candidates);
      const double voiced = voiced_probability(candidates);
      output.at(0, first + lane) = static_cast<float>(voiced);
      if (needs_path) path.add(candidates, voiced);
    }
  }
  if (needs_path) write_path(path, output);
}

void Pyin::write_path(const PitchPath& path, FeatureMatrix& output) const {
  thread_local std::vector<int64_t> states;
  path.states(states);
  const auto per_octave = static_cast<double>(12 * options_.bins_per_semitone());
  const float unvoiced =
      options_.unvoiced == UnvoicedPitch::nan ? std::numeric_limits<float>::quiet_NaN() : 0.0f;
  for (size_t f = 0; f < states.size(); ++f) {
    const bool is_voiced = states[f] < model_.num_pitch_bins();
    const double pitch =
        options_.pitch.f_min * std::exp2(static_cast<double>(states[f]) / per_octave);
    if (options_.output == PyinOutput::voiced_flag) {
      output.values[f] = is_voiced ? 1.0f : 0.0f;
    } else {
      output.values[f] = is_voiced ? static_cast<float>(pitch) : unvoiced;
    }
  }
}

}  // namespace pinna::features
