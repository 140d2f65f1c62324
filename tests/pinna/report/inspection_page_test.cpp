#include "pinna/report/inspection_page.h"

#include <algorithm>

#include "tests/support/example_inspection.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/embedded_text.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

/// A page of 24 s, or of more.
class InspectionPage : public testing::Test {
 protected:
  void set_length(double seconds) {
    const audio::Waveform recording = test::example_recording(seconds);
    audio::write_audio(folder_ / "recording.flac", recording);
    inspection_ = test::example_inspection(seconds);
    pictures_.spectrogram = test::example_spectrogram(recording);
    pictures_.recording = folder_ / "recording.flac";
  }
  void SetUp() override { set_length(24); }

  std::string page(const std::vector<runs::ViewScores>& scores = {}) const {
    const auto disagreements = inspection_.reference ? test::example_disagreements(inspection_)
                                                     : std::vector<runs::Disagreement>{};
    return inspection_page(inspection_, disagreements, scores, pictures_);
  }

  test::TemporaryFolder folder_;
  runs::Inspection inspection_;
  InspectionPictures pictures_;
};

TEST_F(InspectionPage, HasALaneForEveryLabelInEveryBlock) {
  const std::string html = page();
  EXPECT_EQ(count(html, "<section class=\"block\""), 4U);
  for (const char* label : {"car horn", "dog", "rain", "siren", "speech"})
    EXPECT_EQ(count(html, "title=\"" + std::string(label) + "\""), 4U) << label;
  EXPECT_EQ(count(html, "not one of its classes"), 1U);
  size_t bars = inspection_.reference->size();
  for (const runs::ModelView& view : inspection_.views) bars += view.events.size();
  EXPECT_EQ(count(html, "class=\"bar"), bars);
}

TEST_F(InspectionPage, SaysWhoseRecordingItIs) {
  EXPECT_THAT(page(), HasSubstr("Licence: <strong>CC0</strong>"));
  inspection_.attribution = {.source = "https://example.org/a?b=1&c"};
  const std::string html = page();
  EXPECT_THAT(html, HasSubstr("Licence not stated"));
  EXPECT_THAT(html, HasSubstr("href=\"https://example.org/a?b=1&amp;c\""));
  EXPECT_THAT(html, HasSubstr("<h1>recording.flac</h1>"));
}

TEST_F(InspectionPage, NeedsNothingFromElsewhere) {
  const std::string html = page();
  EXPECT_THAT(html, Not(HasSubstr("http:")));
  EXPECT_THAT(html, Not(HasSubstr("https:")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_EQ(count(html, "<script"), 2U);  // one of them numbers
  for (const char* handler : {" onclick", " onload", " onerror", "javascript:"})
    EXPECT_THAT(html, Not(HasSubstr(handler)));
}

TEST_F(InspectionPage, NamesCannotBecomeMarkup) {
  const std::string hostile = "\"><img src=x onerror='1'></script><script>";
  inspection_.attribution = {hostile, hostile, hostile, hostile};
  inspection_.reference->front().event_label = hostile;
  inspection_.views[0].name = inspection_.views[0].run = inspection_.views[0].method = hostile;
  inspection_.views[0].events.front().event_label = hostile;
  const std::string html = page();
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_EQ(count(html, "<script"), 2U);
  EXPECT_EQ(count(html, "</script"), 2U);
  inspection_.attribution.source = "javascript:alert(1)";
  EXPECT_THAT(page(), Not(HasSubstr("href=\"javascript")));
}

TEST_F(InspectionPage, DisagreementsHaveButtonsThatPlayThem) {
  const std::string html = page();
  const auto disagreements = test::example_disagreements(inspection_);
  ASSERT_FALSE(disagreements.empty());
  EXPECT_EQ(count(html,
                  "class=\"listen\" data-onset=\"5.500\" data-offset=\"6.100\" "
                  "data-disagreement=\"0\""),
            1U);
  EXPECT_EQ(count(html, "class=\"mark\""), disagreements.size());
}

TEST_F(InspectionPage, ScoresAgainstTheReferenceAreATable) {
  runs::ViewScores row{.view = "<joint>", .unknown_labels = {"dog_bark", "speech"}};
  row.event_based.f_measure = 0.5;
  row.errors.onset_error = 0.125;
  const std::string html = page({row});
  EXPECT_THAT(html, HasSubstr("<td>&lt;joint&gt;</td><td class=\"number\">50.0</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"number\">0.12</td>"));
  EXPECT_THAT(html, HasSubstr("&lt;joint&gt; does not know dog bark, speech"));
  EXPECT_THAT(page(), Not(HasSubstr("id=\"scores\"")));
}

TEST_F(InspectionPage, WhatIsNotThereLeavesNoTrace) {
  inspection_.reference.reset();
  std::string html = page();
  EXPECT_THAT(html, Not(HasSubstr("<section class=\"block\" data-block=\"reference\"")));
  EXPECT_THAT(html, Not(HasSubstr("id=\"previous\"")));
  EXPECT_THAT(html, HasSubstr("Nowhere"));
  EXPECT_THAT(html, Not(HasSubstr("id=\"pictures\"")));
  inspection_.views.resize(1);
  inspection_.views[0].events.clear();
  html = page();
  EXPECT_THAT(html, HasSubstr("Nothing was heard"));
  EXPECT_THAT(html, Not(HasSubstr("id=\"disagreements\"")));
}

TEST_F(InspectionPage, PicturesHaveTheirCaptions) {
  core::write_file_atomically(folder_ / "a.png", "foobar");
  pictures_.pictures = {{folder_ / "a.png", "what <i>dog</i> rests on"},
                        {folder_ / "absent.png", "nothing"}};
  const std::string html = page();
  EXPECT_THAT(html, HasSubstr("data:image/png;base64,Zm9vYmFy"));
  EXPECT_THAT(html, HasSubstr("<figcaption>what &lt;i&gt;dog&lt;/i&gt; rests on</figcaption>"));
  EXPECT_THAT(html, HasSubstr("absent.png"));
}

TEST_F(InspectionPage, OfTenMinutesIsSmallAndPlaysACopy) {
  set_length(600);
  const std::string html = page();
  EXPECT_LT(html.size(), 12U << 20);
  EXPECT_THAT(html, HasSubstr("You hear a copy (Ogg Vorbis, mono, 22050 Hz)"));
  EXPECT_THAT(html, HasSubstr("10 min 0 s"));
}

TEST_F(InspectionPage, WithoutRoomForTheSoundSaysSo) {
  pictures_.max_audio_bytes = 100;
  EXPECT_THAT(page(), HasSubstr("too long to be played"));
}

TEST_F(InspectionPage, OfNothingIsRefused) {
  inspection_.seconds = 0;
  EXPECT_THROW(page(), core::InvalidOptions);
  set_length(24);
  pictures_.spectrogram.values = features::FeatureMatrix(1, 10);
  EXPECT_THROW(page(), core::InvalidOptions);
  set_length(24);
  pictures_.recording = folder_ / "absent.flac";
  EXPECT_THROW(page(), core::MissingInput);
}

TEST(InspectionPageScript, CanStandInAPage) {
  EXPECT_THAT(inspection_page_js, HasSubstr("drawSpectrogram"));
  EXPECT_THAT(inspection_page_js, Not(HasSubstr("</script")));
  EXPECT_THAT(inspection_page_js, Not(HasSubstr("eval(")));
  EXPECT_THAT(inspection_page_css, Not(HasSubstr("</style")));
  EXPECT_THAT(inspection_page_css, Not(HasSubstr("url(")));
}

}  // namespace
}  // namespace pinna::report
