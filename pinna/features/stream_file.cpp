#include "pinna/features/stream_file.h"

#include "pinna/audio/stream_mono.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features {

void stream_file(const Feature& feature, audio::AudioReader& reader,
                 const std::function<void(const FeatureMatrix&)>& take) {
  const auto stream = feature.make_stream();
  FeatureMatrix frames;
  audio::stream_mono(reader, feature.sample_rate(), [&](std::span<const float> samples) {
    stream->push(samples, frames);
    if (frames.frames > 0) take(frames);
  });
  stream->finish(frames);
  if (frames.frames > 0) take(frames);
}

}  // namespace pinna::features
