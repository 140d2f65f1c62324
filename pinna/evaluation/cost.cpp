#include "pinna/evaluation/cost.h"

#include <cmath>

#include "pinna/data/clip_input.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detector.h"
#include "pinna/features/feature.h"
#include "pinna/models/describe_model.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

/// Of any trained network for `samples` of sound.
template <class Network>
double multiply_adds(const Network& network, int64_t samples, int64_t frames_per_score) {
  const auto feature = features::make_feature(network.feature);
  const int64_t bins = feature->num_bins() / feature->num_channels();
  const int64_t frames = feature->num_frames(samples);
  return static_cast<double>(
      models::describe_model(*network.model, bins, frames, frames / frames_per_score)
          .multiply_adds);
}

}  // namespace

double multiply_adds_per_second(const Detector& detector) {
  const int64_t rate = features::make_feature(detector.feature)->sample_rate();
  const int64_t samples = data::num_clip_samples(detector.input, rate);
  double sum = multiply_adds(detector, samples, models::frames_per_score(detector.model_options)) *
               static_cast<double>(rate) / static_cast<double>(samples);
  if (detector.tagging && detector.tagging->classifier)
    sum += multiply_adds_per_second(*detector.tagging->classifier,
                                    {.window_seconds = detector.tagging->options.window_seconds,
                                     .hop_seconds = detector.tagging->options.hop_seconds});
  for (const Detector& other : detector.others) sum += multiply_adds_per_second(other);
  return sum;
}

double multiply_adds_per_second(const Classifier& classifier, const WindowOptions& windows) {
  const auto rate = static_cast<double>(features::make_feature(classifier.feature)->sample_rate());
  return multiply_adds(classifier, std::llround(windows.window_seconds * rate), 1) /
         windows.hop_seconds;
}

}  // namespace pinna::evaluation
