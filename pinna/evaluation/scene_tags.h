// Tags: for every class and moment, whether the class sounds somewhere around it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/evaluation/tag_options.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::evaluation {

struct Classifier;

/// Labelled scenes of one length.
struct LabelledScenes {
  const data::ClipTable& table;
  const events::EventTable& events;
  double seconds = 0;
};

/// Tags of the scenes `indices`, in frames of options.hop_seconds, classes in the order of
/// `labels`. `classifier` may be null where the source is the reference. Shuffled tags are those of
/// another of these scenes, the same whenever the same scenes are given. InvalidOptions for
/// shuffled tags of one scene, and if the classifier lacks a label.
metrics::ScoreTable scene_tags(const Classifier* classifier, const TagOptions& options,
                               const std::vector<std::string>& labels, const LabelledScenes& scenes,
                               const std::vector<int64_t>& indices);

/// The same for a recording; InvalidOptions unless tags are predicted.
events::FrameScores recording_tags(const Classifier& classifier, const TagOptions& options,
                                   const std::vector<std::string>& labels,
                                   const std::filesystem::path& file);

}  // namespace pinna::evaluation
