// A made-up case study: a recording of tones and noises, a reference, and three models of it.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "pinna/audio/waveform.h"
#include "pinna/core/random.h"
#include "pinna/features/feature.h"
#include "pinna/report/feature_panel.h"
#include "pinna/runs/inspection.h"

namespace pinna::test {

inline constexpr int64_t inspection_rate = 22050;  ///< Hz

/// A pattern of 24 s, again and again.
inline std::vector<events::Event> example_reference(double seconds) {
  const std::vector<events::Event> pattern{
      {1, 3.5, "siren"},    {4, 4.7, "dog"},      {5.5, 6.1, "dog"}, {7, 12, "rain"},
      {9, 9.6, "car_horn"}, {13, 16.5, "speech"}, {15, 15.5, "dog"}, {17, 17.8, "car_horn"},
      {19, 22.5, "siren"},  {20.5, 21.2, "dog"}};
  std::vector<events::Event> events;
  for (double start = 0; start < seconds; start += 24)
    for (const events::Event& event : pattern)
      if (start + event.offset <= seconds)
        events.push_back({start + event.onset, start + event.offset, event.event_label});
  return events;
}

/// Every label has a sound of its own, above a little noise.
inline audio::Waveform example_recording(double seconds) {
  audio::Waveform sound{.samples = {}, .num_channels = 1, .sample_rate = inspection_rate};
  sound.samples.resize(static_cast<size_t>(seconds * inspection_rate));
  core::Random random(1, "recording");
  for (float& sample : sound.samples) sample = static_cast<float>(random.uniform(-0.004, 0.004));
  for (const events::Event& event : example_reference(seconds)) {
    double phase = 0;
    const auto begin = static_cast<size_t>(event.onset * inspection_rate);
    const auto end = static_cast<size_t>(event.offset * inspection_rate);
    for (size_t i = begin; i < std::min(end, sound.samples.size()); ++i) {
      const double t = static_cast<double>(i - begin) / inspection_rate;
      double hz = 420, gain = 0.2;
      if (event.event_label == "siren") hz = 900 + 350 * std::sin(2 * std::numbers::pi * 0.7 * t);
      if (event.event_label == "speech") hz = 180 + 40 * std::sin(2 * std::numbers::pi * 2.1 * t);
      if (event.event_label == "dog") hz = 1600 * std::exp(-1.5 * t);
      if (event.event_label == "rain") gain = 0;
      phase += 2 * std::numbers::pi * hz / inspection_rate;
      double value = 0;
      for (int harmonic = 1; harmonic <= 6; ++harmonic)
        value += gain * std::sin(harmonic * phase) / harmonic;
      if (event.event_label == "rain") value = random.uniform(-0.08, 0.08);
      sound.samples[i] += static_cast<float>(value);
    }
  }
  return sound;
}

/// A view that hears the reference with late onsets and misses: how many of ten is `skill`.
inline runs::ModelView example_view(const std::string& name, runs::ViewKind kind, double seconds,
                                    std::vector<std::string> labels, double frame_seconds,
                                    double skill) {
  const bool is_tagger = kind == runs::ViewKind::tagger;
  runs::ModelView view{.name = name,
                       .run = "two inferences, arm " + name + ", fold 1, seed 7",
                       .method = is_tagger ? "resnet on log_mel" : "crnn on log_mel, median",
                       .kind = kind,
                       .window_seconds = is_tagger ? 2.0 : 0.0};
  core::Random random(7, name);
  view.scores = {.labels = labels,
                 .frame_seconds = frame_seconds,
                 .num_frames = static_cast<int64_t>(seconds / frame_seconds)};
  auto& scores = view.scores.scores;
  scores.resize(labels.size() * static_cast<size_t>(view.scores.num_frames));
  for (float& score : scores) score = static_cast<float>(random.uniform(0, 0.08));
  const double blur = std::max(view.window_seconds / 2, 0.15);
  for (const events::Event& event : example_reference(seconds)) {
    const auto label = std::find(labels.begin(), labels.end(), event.event_label);
    if (label == labels.end()) continue;
    const bool is_heard = random.uniform(0, 1) < skill;
    const double peak = is_heard ? random.uniform(0.7, 0.99) : random.uniform(0.05, 0.45);
    for (int64_t frame = 0; frame < view.scores.num_frames; ++frame) {
      const double t = (static_cast<double>(frame) + 0.5) * frame_seconds;
      const double inside = std::min(t - event.onset, event.offset - t);
      const double share = std::clamp(0.5 + inside / blur, 0.0, 1.0);
      float& score = scores[static_cast<size_t>(frame) * labels.size() +
                            static_cast<size_t>(label - labels.begin())];
      score = std::max(score, static_cast<float>(peak * share * random.uniform(0.9, 1)));
    }
  }
  for (int64_t index = 0; index < view.scores.num_classes(); ++index) {
    const auto events = events::runs_above(view.scores.column(index), 0.5F, frame_seconds,
                                           labels[static_cast<size_t>(index)]);
    view.events.insert(view.events.end(), events.begin(), events.end());
  }
  std::sort(view.events.begin(), view.events.end(),
            [](const auto& a, const auto& b) { return a.onset < b.onset; });
  return view;
}

inline runs::Inspection example_inspection(double seconds) {
  using runs::ViewKind;
  const std::vector<std::string> all{"car_horn", "dog", "rain", "rooster", "siren", "speech"};
  return {.recording = "recording.flac",
          .seconds = seconds,
          .sample_rate = inspection_rate,
          .num_channels = 1,
          .attribution = {.title = "A street corner, made up",
                          .author = "Pinna's tests",
                          .licence = "CC0",
                          .source = "tests/support/example_inspection.h"},
          .reference = example_reference(seconds),
          .views = {example_view("tagger", ViewKind::tagger, seconds, all, 0.25, 0.9),
                    example_view("detector-median", ViewKind::detector, seconds, all, 0.05, 0.85),
                    example_view("joint", ViewKind::detector, seconds,
                                 {"car_horn", "dog", "rain", "siren"}, 0.05, 0.7)}};
}

/// Where an event of the reference is heard by some views that know its label, not by all.
inline std::vector<runs::Disagreement> example_disagreements(const runs::Inspection& inspection) {
  std::vector<runs::Disagreement> found;
  for (const events::Event& event : *inspection.reference) {
    runs::Disagreement stretch{event.onset, event.offset, event.event_label};
    for (const runs::ModelView& view : inspection.views) {
      if (std::find(view.scores.labels.begin(), view.scores.labels.end(), event.event_label) ==
          view.scores.labels.end())
        continue;
      const bool is_heard =
          std::any_of(view.events.begin(), view.events.end(), [&](const events::Event& other) {
            return other.event_label == event.event_label && other.onset < event.offset &&
                   event.onset < other.offset;
          });
      (is_heard ? stretch.heard_by : stretch.missed_by).push_back(view.name);
    }
    if (!stretch.heard_by.empty() && !stretch.missed_by.empty()) found.push_back(stretch);
  }
  return found;
}

inline report::FeaturePanel example_spectrogram(const audio::Waveform& recording) {
  features::LogMelOptions options;
  options.mel.spectrum.sample_rate = recording.sample_rate;
  options.mel.n_mels = 96;
  return report::feature_panels(*features::make_feature(options), recording.channel(0), "log-mel")
      .front();
}

}  // namespace pinna::test
