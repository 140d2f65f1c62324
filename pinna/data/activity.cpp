#include "pinna/data/activity.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "pinna/audio/level.h"
#include "pinna/audio/loudness.h"
#include "pinna/audio/trim.h"
#include "pinna/core/parallel.h"
#include "pinna/data/in_order.h"
#include "pinna/data/read_clip.h"

namespace pinna::data {
namespace {

/// Level of consecutive frames of the samples that are not zeros at the ends.
struct Envelope {
  double start_seconds = 0;
  double frame_seconds = 0;
  double end_seconds = 0;
  std::vector<double> levels = {};  ///< [dB]
};

audio::FrameRange sounding_range(std::span<const float> samples, int64_t sample_rate) {
  return audio::non_zero_range(
      {.samples = {samples.begin(), samples.end()}, .sample_rate = sample_rate});
}

Envelope envelope_of(std::span<const float> samples, int64_t sample_rate, double frame_seconds) {
  const audio::FrameRange range = sounding_range(samples, sample_rate);
  const std::vector<float> weighted = audio::k_weighted(samples, sample_rate);
  const auto rate = static_cast<double>(sample_rate);
  const int64_t frame = std::max<int64_t>(1, std::llround(frame_seconds * rate));
  Envelope envelope{.start_seconds = static_cast<double>(range.begin) / rate,
                    .frame_seconds = static_cast<double>(frame) / rate,
                    .end_seconds = static_cast<double>(range.end) / rate};
  for (int64_t begin = range.begin; begin < range.end; begin += frame) {
    const int64_t size = std::min(frame, range.end - begin);
    envelope.levels.push_back(audio::dbfs(audio::rms(
        std::span(weighted).subspan(static_cast<size_t>(begin), static_cast<size_t>(size)))));
  }
  return envelope;
}

double quantile(std::vector<double> values, double share) {
  const auto position =
      values.begin() + static_cast<ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), position, values.end());
  return *position;
}

std::vector<TimeSpan> active_frames(const Envelope& envelope, double threshold) {
  std::vector<TimeSpan> spans;
  for (size_t i = 0; i < envelope.levels.size(); ++i) {
    if (!(envelope.levels[i] > threshold)) continue;
    const double onset = envelope.start_seconds + static_cast<double>(i) * envelope.frame_seconds;
    const double offset = std::min(onset + envelope.frame_seconds, envelope.end_seconds);
    if (!spans.empty() && onset - spans.back().offset < envelope.frame_seconds / 2) {
      spans.back().offset = offset;
    } else {
      spans.push_back({onset, offset});
    }
  }
  return spans;
}

std::vector<TimeSpan> with_gaps_bridged(const std::vector<TimeSpan>& spans, double max_gap) {
  std::vector<TimeSpan> bridged;
  for (const TimeSpan& span : spans) {
    if (!bridged.empty() && span.onset - bridged.back().offset < max_gap) {
      bridged.back().offset = span.offset;
    } else {
      bridged.push_back(span);
    }
  }
  return bridged;
}

double loudest_level(const Envelope& envelope, const TimeSpan& span) {
  double loudest = -std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < envelope.levels.size(); ++i) {
    const double middle =
        envelope.start_seconds + (static_cast<double>(i) + 0.5) * envelope.frame_seconds;
    if (middle > span.onset && middle < span.offset)
      loudest = std::max(loudest, envelope.levels[i]);
  }
  return loudest;
}

audio::Waveform mono_clip(const Clip& clip) {
  const audio::Waveform waveform = read_clip(clip);
  audio::require_finite(waveform, clip.path.string());
  return audio::to_mono(waveform);
}

}  // namespace

SoundKind kind_of(const std::string& label, const ActivityOptions& options) {
  const auto names = [&](const std::vector<std::string>& labels) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  if (names(options.textures)) return SoundKind::texture;
  return names(options.repetitions) ? SoundKind::repetition : SoundKind::event;
}

std::vector<TimeSpan> find_activity(std::span<const float> samples, int64_t sample_rate,
                                    SoundKind kind, const ActivityOptions& options) {
  const Envelope envelope = envelope_of(samples, sample_rate, options.frame_seconds);
  if (envelope.levels.empty()) return {};
  const double floor = quantile(envelope.levels, 0.1);
  const double peak = *std::max_element(envelope.levels.begin(), envelope.levels.end());
  if (kind == SoundKind::texture || peak - floor < options.steady_db)
    return {{envelope.start_seconds, envelope.end_seconds}};

  const double threshold = std::max(peak - options.below_peak_db, floor + options.above_floor_db);
  const double max_gap =
      kind == SoundKind::repetition ? options.repetition_seconds : options.max_gap_seconds;
  std::vector<TimeSpan> spans = with_gaps_bridged(active_frames(envelope, threshold), max_gap);
  std::erase_if(spans, [&](const TimeSpan& span) {
    const bool is_short = span.duration() < options.min_seconds;
    const double least =
        peak - (is_short ? options.short_below_peak_db : options.event_below_peak_db);
    return loudest_level(envelope, span) < least;
  });
  return spans;
}

events::EventTable label_activity(const ClipTable& table, const ActivityOptions& options,
                                  int threads, const ProgressCallback& progress) {
  core::check_options(options, "activity");
  events::EventTable labels;
  InOrder<std::vector<events::Event>> done(64,
                                           [&](int64_t index, std::vector<events::Event>&& list) {
                                             labels[table.clip(index).id] = std::move(list);
                                             if (progress) progress(index + 1, table.num_clips());
                                           });
  core::parallel_for(table.num_clips(), threads, [&](int64_t index, int) {
    try {
      const Clip& clip = table.clip(index);
      const audio::Waveform mono = mono_clip(clip);
      std::vector<events::Event> list;
      for (const TimeSpan& span :
           find_activity(mono.samples, mono.sample_rate, kind_of(clip.label, options), options))
        list.push_back({.onset = span.onset, .offset = span.offset, .event_label = clip.label});
      done.put(index, std::move(list));
    } catch (...) {
      done.give_up();
      throw;
    }
  });
  return labels;
}

}  // namespace pinna::data
