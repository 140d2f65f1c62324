#include "pinna/events/score_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::events {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

FrameScores example() {
  return {.labels = {"dog", "car"},
          .frame_seconds = 0.064,
          .num_frames = 3,
          .scores = {0, 1, 0.25F, 0.1F, 1e-7F, 0.5F}};
}

TEST(ScoreTable, ComesBackAsItWas) {
  const FrameScores back = parse_score_table(to_tsv(example()), "scores.tsv");
  EXPECT_EQ(back.labels, example().labels);
  EXPECT_EQ(back.scores, example().scores);
  EXPECT_DOUBLE_EQ(back.frame_seconds, 0.064);
  EXPECT_EQ(back.num_frames, 3);
}

TEST(ScoreTable, RoundedTimesOfAnHourAreFrames) {
  FrameScores hour{.labels = {"a"}, .frame_seconds = 1.0 / 44.1, .num_frames = 150000};
  hour.scores.resize(150000);
  EXPECT_EQ(parse_score_table(to_tsv(hour), "hour").num_frames, 150000);
}

TEST(ScoreTable, OtherDelimitersAndAShorterEndAreRead) {
  const FrameScores scores =
      parse_score_table("onset,offset,dog\n0,0.5,0.1\n0.5,1,0.2\n1,1.2,0.3\n", "s.csv");
  EXPECT_EQ(scores.num_frames, 3);
  EXPECT_EQ(scores.frame_seconds, 0.5);
}

TEST(ScoreTable, WhatIsNoneIsRefusedWithItsLine) {
  for (const auto& [text, problem] :
       {std::pair{"", "no frame"},
        {"onset\toffset\tdog\n", "no frame"},
        {"onset\toffset\n0\t1\n", "header"},
        {"0\t1\t0.5\n1\t2\t0.5\n", "header"},
        {"onset\toffset\tdog\tdog\n0\t1\t0\t0\n", "every class once"},
        {"onset\toffset\tdog\n0\t1\tnan\n", "3 numbers"},
        {"onset\toffset\tdog\n0\t1\t0.5\n2\t3\t0.5\n", "from 0 to 2 s"},
        {"onset\toffset\tdog\n0\t1\t0.5\n1\t3\t0.5\n", "from 1 to 2 s"},
        {"onset\toffset\tdog\n1\t0\t0.5\n", "frame"},
        {"onset\toffset\tdog\n0\t1\t0.5\n1\t1.5\t0\n1.5\t2.5\t0\n", "frame"}})
    EXPECT_THAT([text = text] { parse_score_table(text, "s.tsv"); },
                ThrowsMessage<core::BadData>(HasSubstr(problem)))
        << text;
}

}  // namespace
}  // namespace pinna::events
