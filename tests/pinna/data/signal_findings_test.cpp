#include "pinna/data/signal_findings.h"

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SignalFindings : public testing::Test {
 protected:
  const ClipTable table_ = make_table({{"a", 1, "x"}, {"a", 2, "y"}, {"b", 1, "z"}, {"b", 2, "w"}});
  std::vector<ClipSignal> signals_ = std::vector<ClipSignal>(
      4, {.sample_rate = 44100,
          .num_channels = 1,
          .seconds = 5,
          .bandwidth = Bandwidth{.energy_95 = 5000, .energy_99 = 9000, .occupied = 20000}});
  std::vector<ClassAudit> classes_{{.label = "a", .occupied_hz = 20000},
                                   {.label = "b", .occupied_hz = 20000}};
};

TEST_F(SignalFindings, GoodClipsGiveNone) {
  EXPECT_THAT(find_unreadable(table_, signals_), IsEmpty());
  EXPECT_THAT(find_silence(table_, signals_, classes_), IsEmpty());
  EXPECT_THAT(find_clipping(table_, signals_), IsEmpty());
  EXPECT_THAT(find_dc_offset(table_, signals_), IsEmpty());
  EXPECT_THAT(find_band_limits(table_, signals_, classes_), IsEmpty());
  EXPECT_THAT(find_durations(table_, signals_), IsEmpty());
  EXPECT_THAT(find_formats(table_, signals_), IsEmpty());
}

TEST_F(SignalFindings, UnreadableAndNonFiniteClipsAreErrors) {
  signals_[1].failure = "cut short";
  signals_[3].is_finite = false;
  const auto findings = find_unreadable(table_, signals_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::error);
  EXPECT_THAT(findings[0].clips, ElementsAre("clip1", "clip3"));
  EXPECT_THAT(findings[0].sentence, HasSubstr("the first: cut short"));
}

TEST_F(SignalFindings, PaddingThatTellsClassesApartIsAWarning) {
  signals_[0].trailing_zero_seconds = 1;
  classes_[0].zero_share = 0.05;
  EXPECT_EQ(find_silence(table_, signals_, classes_)[0].severity, Severity::note);
  classes_[0].zero_share = 0.5;
  const auto findings = find_silence(table_, signals_, classes_);
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_THAT(findings[0].sentence,
              AllOf(HasSubstr("0.0 % of the time in \"b\""), HasSubstr("50.0 % in \"a\"")));
}

TEST_F(SignalFindings, ClipsOfZerosAreErrors) {
  signals_[2].trailing_zero_seconds = 5;
  const auto findings = find_silence(table_, signals_, classes_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::error);
  EXPECT_THAT(findings[0].clips, ElementsAre("clip2"));
}

TEST_F(SignalFindings, ClippingAndOffsetsListTheirClips) {
  signals_[0].clipped_share = 0.01;
  signals_[1].dc = 0.05;
  EXPECT_THAT(find_clipping(table_, signals_)[0].clips, ElementsAre("clip0"));
  EXPECT_THAT(find_dc_offset(table_, signals_)[0].clips, ElementsAre("clip1"));
}

TEST_F(SignalFindings, BandLimitsOfOneClassAreAWarning) {
  signals_[2].bandwidth->occupied = 8000;
  EXPECT_EQ(find_band_limits(table_, signals_, classes_)[0].severity, Severity::note);
  classes_[1].occupied_hz = 8000;
  const auto findings = find_band_limits(table_, signals_, classes_);
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_THAT(findings[0].sentence, HasSubstr("8.0 kHz (\"b\") to 20.0 kHz (\"a\")"));
}

TEST_F(SignalFindings, ClassesWithoutUsableClipsAreNotCompared) {
  signals_[0].trailing_zero_seconds = 1;
  classes_[0].zero_share = 0.5;
  classes_[1] = {.label = "b"};
  signals_[2].failure = signals_[3].failure = "cut short";
  signals_[2].bandwidth = signals_[3].bandwidth = std::nullopt;
  EXPECT_EQ(find_silence(table_, signals_, classes_)[0].severity, Severity::note);
  signals_[0].bandwidth->occupied = 8000;
  const auto findings = find_band_limits(table_, signals_, classes_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::note);
}

TEST_F(SignalFindings, DifferentLengthsAreANote) {
  signals_[0].seconds = 4;
  const auto findings = find_durations(table_, signals_);
  EXPECT_EQ(findings[0].severity, Severity::note);
  EXPECT_THAT(findings[0].sentence,
              HasSubstr("4.00 to 5.00 s; 1 are shorter or longer than the median of 5.00 s"));
}

TEST_F(SignalFindings, FormatsWeighByWhetherClassesShareThem) {
  signals_[0].sample_rate = 22050;
  auto findings = find_formats(table_, signals_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_THAT(findings[0].sentence, HasSubstr("22050 Hz (1 clips), 44100 Hz (3 clips)"));
  signals_[2].sample_rate = 22050;
  EXPECT_EQ(find_formats(table_, signals_)[0].severity, Severity::note);
}

}  // namespace
}  // namespace pinna::data
