// A detector on recordings of any length: overlapping windows, so that every score but those at the
// ends has been heard with its surroundings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/decoding/decode_events.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::evaluation {

struct Detector;

/// Frames in, scores out. Windows have the length of the scenes that the detector was trained on
/// and begin at fixed times, two seconds of each neighbour apart; the last one ends with the
/// recording. So scores do not depend on the pieces in which frames come. Memory: one batch of
/// windows, and the scores.
class ScoreStream {
 public:
  /// The detector must outlive the stream. `tags`: of the recording, for a network that is told
  /// them.
  explicit ScoreStream(const Detector& detector,
                       std::optional<events::FrameScores> tags = std::nullopt);

  /// Frames [num_bins, any], as the detector's feature gives them.
  void push(const features::FeatureMatrix& frames);
  /// Scores of everything. BadData for less than one frame of scores.
  events::FrameScores finish();

 private:
  int64_t num_scores_held() const;
  void run_full_windows();
  void run_windows(int64_t count, int64_t first_score, int64_t window_scores);
  at::Tensor conditions(int64_t count, int64_t first_score, int64_t window_scores) const;
  void keep(const std::vector<float>& scores, int64_t first_score, int64_t keep_until);
  void drop_frames_before(int64_t first_score);

  const Detector& detector_;
  std::optional<events::FrameScores> tags_;
  int64_t bins_;  ///< of all channels
  int64_t frames_per_score_;
  int64_t window_scores_, context_scores_;
  std::vector<std::vector<float>> rows_;  ///< standardised frames of each bin, from held_from_ on
  int64_t held_from_ = 0;                 ///< first frame in rows_
  events::FrameScores scores_;
};

/// What a detector hears in a recording.
struct RecordingEvents {
  std::filesystem::path file = {};
  double seconds = 0;
  events::FrameScores scores = {};
  std::vector<events::Event> events = {};  ///< by onset, none beyond the end
};

/// What scores of a recording say.
RecordingEvents decoded_recording(const std::filesystem::path& file, events::FrameScores scores,
                                  const std::vector<decoding::DecodingOptions>& decoding);

/// Decodes the file piece by piece. MissingInput or BadData naming it; BadData if it is shorter
/// than a frame of scores.
RecordingEvents detect_recording(const Detector& detector, const std::filesystem::path& file);

}  // namespace pinna::evaluation
