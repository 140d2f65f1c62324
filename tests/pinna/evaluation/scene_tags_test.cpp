#include "pinna/evaluation/scene_tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"

namespace pinna::evaluation {
namespace {

using testing::ElementsAre;

/// Four scenes of 4 s; in scene i class "dog" sounds from i to i + 0.5.
class TaggedScenes : public testing::Test {
 protected:
  TaggedScenes() {
    for (int i = 0; i < 4; ++i) {
      const std::string name = "scene" + std::to_string(i);
      table_.clips.push_back({.id = name});
      events_[name] = {{.onset = static_cast<double>(i), .offset = i + 0.5, .event_label = "dog"}};
    }
  }

  LabelledScenes scenes() const { return {table_, events_, 4}; }

  data::ClipTable table_;
  events::EventTable events_;
  const std::vector<std::string> labels_{"car", "dog"};
};

TEST_F(TaggedScenes, ThoseOfTheReferenceSayWhatSoundsWithinReach) {
  const TagOptions options{.source = TagSource::reference, .hop_seconds = 1, .reach_seconds = 1};
  const metrics::ScoreTable tags = scene_tags(nullptr, options, labels_, scenes(), {0, 2});
  ASSERT_EQ(tags.size(), 2u);
  EXPECT_THAT(tags.at("scene0").column(1), ElementsAre(1, 1, 0, 0));
  EXPECT_THAT(tags.at("scene2").column(1), ElementsAre(0, 1, 1, 1));
  EXPECT_THAT(tags.at("scene2").column(0), ElementsAre(0, 0, 0, 0));
}

TEST_F(TaggedScenes, OfRecordingsOnlyPredictedOnesAreKnown) {
  const Classifier classifier;
  for (const TagSource source : {TagSource::shuffled, TagSource::reference})
    EXPECT_THROW(recording_tags(classifier, {.source = source}, labels_, "street.wav"),
                 core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::evaluation
