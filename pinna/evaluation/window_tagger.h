// A classifier of clips as a detector of events: it is asked about a short window around every
// moment. The baseline of every detector that was trained as one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/evaluation/window_options.h"
#include "pinna/events/frame_scores.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::features {
class Feature;
}

namespace pinna::evaluation {

struct Classifier;

/// Samples in, scores out. Frame f covers [f, f + 1) * hop_seconds; its score is the classifier's
/// probability in the window around its middle, with silence beyond the ends of the recording.
/// Windows are neither trimmed nor tiled, and asked about once, whatever the classifier does with
/// clips. Scores do not depend on the pieces in which samples come. Memory: a batch of windows, and
/// the scores.
class WindowTagger {
 public:
  /// The classifier must outlive the tagger. BadData if a window is too short for its feature.
  WindowTagger(const Classifier& classifier, const WindowOptions& options);
  ~WindowTagger();

  /// One channel at the sample rate of the classifier's feature.
  void push(std::span<const float> samples);
  /// Scores of everything. BadData for no sample at all.
  events::FrameScores finish();

 private:
  /// Where the window of a frame begins, counted from the first sample; negative before it.
  int64_t window_begin(int64_t frame) const;
  void run_windows(int64_t count);

  const Classifier& classifier_;
  std::unique_ptr<features::Feature> feature_;
  double hop_samples_;
  int64_t window_samples_;
  std::vector<float> samples_;  ///< from held_from_ on
  int64_t held_from_ = 0;
  events::FrameScores scores_;
};

/// Decodes the file piece by piece. MissingInput or BadData naming it.
events::FrameScores tag_windows(const Classifier& classifier, const WindowOptions& options,
                                const std::filesystem::path& file);

/// The same for the files of the clips `indices` of the table, by the clips' ids.
metrics::ScoreTable tag_scenes(const Classifier& classifier, const WindowOptions& options,
                               const data::ClipTable& table, const std::vector<int64_t>& indices);

}  // namespace pinna::evaluation
