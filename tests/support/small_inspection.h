// A case study whose disagreements and scores can be counted on fingers: two views of ten seconds,
// and a reference.
#pragma once

#include "pinna/runs/inspection.h"

namespace pinna::test {

/// Scores of 0.9 within the events, 0.1 elsewhere, in frames of half a second.
inline events::FrameScores scores_of(const std::vector<events::Event>& list,
                                     std::vector<std::string> labels) {
  events::FrameScores scores{.labels = std::move(labels), .frame_seconds = 0.5, .num_frames = 20};
  scores.scores.assign(20 * scores.labels.size(), 0.1F);
  for (const events::Event& event : list)
    for (int64_t frame = 0; frame < scores.num_frames; ++frame)
      for (size_t i = 0; i < scores.labels.size(); ++i)
        if (scores.labels[i] == event.event_label &&
            event.onset <= 0.5 * static_cast<double>(frame) &&
            0.5 * static_cast<double>(frame) < event.offset)
          scores.scores[static_cast<size_t>(frame) * scores.labels.size() + i] = 0.9F;
  return scores;
}

/// "tagger" hears a dog from 1 to 4 s and rain from 6 to 8 s, "detector" the dog from 2 to 4 s
/// alone; by the reference the dog barks from 2 to 4 s and a siren sounds from 5 to 6 s, which
/// neither knows.
inline runs::Inspection small_inspection() {
  const std::vector<events::Event> tagged{{1, 4, "dog"}, {6, 8, "rain"}}, detected{{2, 4, "dog"}};
  return {.recording = "recording.wav",
          .seconds = 10,
          .sample_rate = 16000,
          .num_channels = 1,
          .attribution = {.title = "A street",
                          .author = "somebody",
                          .licence = "CC BY 4.0",
                          .source = "by ear"},
          .reference = std::vector<events::Event>{{2, 4, "dog"}, {5, 6, "siren"}},
          .views = {{.name = "tagger",
                     .run = "study, tagger, fold1-seed1",
                     .method = "resnet on log_mel",
                     .kind = runs::ViewKind::tagger,
                     .window_seconds = 2,
                     .scores = scores_of(tagged, {"dog", "rain"}),
                     .events = tagged},
                    {.name = "detector",
                     .run = "study, detector, fold1-seed1",
                     .method = "event_resnet on log_mel",
                     .kind = runs::ViewKind::detector,
                     .scores = scores_of(detected, {"dog", "rain"}),
                     .events = detected}}};
}

}  // namespace pinna::test
