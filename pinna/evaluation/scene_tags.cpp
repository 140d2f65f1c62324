#include "pinna/evaluation/scene_tags.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/data/scene_loader.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/window_tagger.h"

namespace pinna::evaluation {
namespace {

events::FrameScores predicted(const Classifier& classifier, const TagOptions& options,
                              const std::vector<std::string>& labels,
                              const std::filesystem::path& file) {
  const events::FrameScores heard = tag_windows(
      classifier, {.window_seconds = options.window_seconds, .hop_seconds = options.hop_seconds},
      file);
  return events::running_maximum(
      events::on_grid(heard, labels, heard.num_frames, heard.frame_seconds), options.reach_seconds);
}

events::FrameScores true_tags(const TagOptions& options, const std::vector<std::string>& labels,
                              const std::vector<events::Event>& events, double seconds) {
  const auto frames = static_cast<int64_t>(std::ceil(seconds / options.hop_seconds));
  events::FrameScores tags{
      .labels = labels, .frame_seconds = options.hop_seconds, .num_frames = frames};
  tags.scores.resize(labels.size() * static_cast<size_t>(frames));
  for (int64_t index = 0; index < std::ssize(labels); ++index) {
    std::vector<float> column(static_cast<size_t>(frames));
    for (const events::Event& event : events) {
      if (event.event_label != labels[static_cast<size_t>(index)]) continue;
      const auto first = static_cast<int64_t>(event.onset / options.hop_seconds);
      const auto end = static_cast<int64_t>(std::ceil(event.offset / options.hop_seconds));
      for (int64_t k = std::max<int64_t>(0, first); k < std::min(end, frames); ++k)
        column[static_cast<size_t>(k)] = 1;
    }
    tags.set_column(index, column);
  }
  return events::running_maximum(tags, options.reach_seconds);
}

/// Each gets those of the next in a random circle.
metrics::ScoreTable given_to_others(const metrics::ScoreTable& tags) {
  if (tags.size() < 2)
    throw core::InvalidOptions(
        {.what = "tags of other scenes", .got = "one scene", .expected = "at least two"});
  std::vector<std::string> circle;
  for (const auto& [name, frames] : tags) circle.push_back(name);
  core::Random(0, "shuffled tags").shuffle(std::span(circle));
  metrics::ScoreTable given;
  for (size_t i = 0; i < circle.size(); ++i)
    given[circle[i]] = tags.at(circle[(i + 1) % circle.size()]);
  return given;
}

}  // namespace

metrics::ScoreTable scene_tags(const Classifier* classifier, const TagOptions& options,
                               const std::vector<std::string>& labels, const LabelledScenes& scenes,
                               const std::vector<int64_t>& indices) {
  metrics::ScoreTable tags;
  for (const int64_t index : indices) {
    const data::Clip& scene = scenes.table.clip(index);
    tags[scene.id] = options.source == TagSource::reference
                         ? true_tags(options, labels, scenes.events.at(scene.id), scenes.seconds)
                         : predicted(*classifier, options, labels, scene.path);
  }
  return options.source == TagSource::shuffled ? given_to_others(tags) : tags;
}

events::FrameScores recording_tags(const Classifier& classifier, const TagOptions& options,
                                   const std::vector<std::string>& labels,
                                   const std::filesystem::path& file) {
  if (options.source != TagSource::predicted)
    throw core::InvalidOptions({.what = "tags of a recording",
                                .got = std::string(core::enum_name(options.source)),
                                .expected = "predicted ones",
                                .where = file.string(),
                                .fix = "this run is a control, made for labelled scenes alone"});
  return predicted(classifier, options, labels, file);
}

}  // namespace pinna::evaluation
