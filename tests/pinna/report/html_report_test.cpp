#include "pinna/report/html_report.h"

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/findings.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class HtmlReport : public testing::Test {
 protected:
  void add_runs(const std::string& arm) const {
    for (const int64_t fold : {1, 2})
      test::write_example_run(study_.run_path({arm, fold, 7}), fold, 7);
  }
  const test::TemporaryFolder folder_;
  const runs::StudyFolder study_ =
      runs::StudyFolder::create(folder_ / "study", test::example_recipe());
};

TEST_F(HtmlReport, StatesScoresIntervalsAndProtocol) {
  add_runs("resnet");
  EXPECT_THAT(html_report(findings_of(study_)),
              AllOf(HasSubstr("75.0 %"), HasSubstr("95 % interval 46.8 to 91.1 %"),
                    HasSubstr("accuracy, 12 held-out clips"),
                    HasSubstr("All 2 folds of tiny-clips were held out in turn"),
                    HasSubstr("The number of epochs (3) was fixed before training"),
                    HasSubstr("3 misclassified clips"), HasSubstr("epochs = 3")));
}

TEST_F(HtmlReport, NamesAreEscapedEverywhere) {
  add_runs("resnet");
  EXPECT_THAT(html_report(findings_of(study_)),
              AllOf(HasSubstr("&lt;b&gt;bell&lt;/b&gt;"), Not(HasSubstr("<b>bell"))));
}

TEST_F(HtmlReport, NothingIsLoadedFromElsewhere) {
  add_runs("resnet");
  const std::string html = html_report(findings_of(study_));
  EXPECT_THAT(html, AllOf(HasSubstr("default-src 'none'"), Not(HasSubstr("src=\"http")),
                          Not(HasSubstr("<script")), Not(HasSubstr("<link"))));
}

TEST_F(HtmlReport, FiguresAreInsideWithIdsOfTheirOwn) {
  add_runs("resnet");
  HtmlReportOptions options;
  options.figures.push_back({{.script = "plot x with points\n"}, "a < b"});
  const std::string html = html_report(findings_of(study_), options);
  EXPECT_THAT(html, AllOf(HasSubstr("id='arm0-curves-gp"), HasSubstr("id='arm0-bars-gp"),
                          HasSubstr("id='figure0-gp"), HasSubstr("a &lt; b"),
                          Not(HasSubstr("id='gp")), Not(HasSubstr("href='#gp"))));
}

TEST_F(HtmlReport, UnsafeNumbersAndMissingRunsAreStampedOnTop) {
  add_runs("resnet");
  const auto run = runs::RunFolder::open(study_.run_path({"resnet", 1, 7}));
  runs::RunScores scores = run.scores();
  scores.protocol.unsafe = "groups cross folds";
  run.write_scores(scores);
  runs::RunFolder::create(study_.run_path({"resnet", 3, 7}), {}, {}).mark_failed("loss: got nan");
  const std::string html = html_report(findings_of(study_));
  EXPECT_LT(html.find("Unsafe: do not trust these numbers. groups cross folds."),
            html.find("75.0 %"));
  EXPECT_THAT(html,
              HasSubstr("Not in these numbers: resnet, fold 3, seed 7 (failed: loss: got nan)"));
}

TEST_F(HtmlReport, ArmsAreComparedInATable) {
  add_runs("a");
  add_runs("b");
  EXPECT_THAT(html_report(findings_of(study_)),
              AllOf(HasSubstr("<td>a</td>"), HasSubstr("<h1>b</h1>"), HasSubstr("id='arm1-")));
}

TEST_F(HtmlReport, EnsemblesOfSeedsAreApartAndLabelled) {
  add_runs("resnet");
  EXPECT_THAT(html_report(findings_of(study_)), Not(HasSubstr("Ensembles of seeds")));
  for (const int64_t fold : {1, 2})
    test::write_example_run(study_.run_path({"resnet", fold, 8}), fold, 8);
  EXPECT_THAT(html_report(findings_of(study_)),
              AllOf(HasSubstr("Ensembles of seeds"), HasSubstr("Not single models")));
}

TEST_F(HtmlReport, TemperaturesSayWhatTheyChanged) {
  add_runs("resnet");
  const auto run = runs::RunFolder::open(study_.run_path({"resnet", 1, 7}));
  runs::RunScores scores = run.scores();
  scores.protocol.temperature = 1.25;
  scores.protocol.ece_unscaled = 0.125;
  run.write_scores(scores);
  EXPECT_THAT(html_report(findings_of(study_)),
              AllOf(HasSubstr("(1.25 to 1.25)"), HasSubstr("and 12.5 % without it")));
}

TEST_F(HtmlReport, MisclassifiedClipsCanBeHeard) {
  add_runs("resnet");
  core::write_file_atomically(folder_ / "x.wav", "foobar");
  const HtmlReportOptions options{
      .clip_audio = {{"1-5.wav", folder_ / "x.wav"}, {"2-1.wav", folder_ / "x.wav"}},
      .max_players = 1};
  const std::string html = html_report(findings_of(study_), options);
  const size_t player = html.find("<audio");
  EXPECT_NE(player, std::string::npos);
  EXPECT_EQ(html.find("<audio", player + 1), std::string::npos);
}

TEST_F(HtmlReport, ShortcutsStandBesideTheNetwork) {
  add_runs("resnet");
  HtmlReportOptions options;
  options.shortcuts = {.lines = {{.knows = "the length", .accuracy = 0.25, .interval = {0.1, 0.4}}},
                       .chance = 0.1};
  EXPECT_THAT(html_report(findings_of(study_), options),
              AllOf(HasSubstr("one that knows only the length</td><td class=\"number\">25.0 %"),
                    HasSubstr("10.0 to 40.0 %"), HasSubstr("the network</td>"),
                    HasSubstr("always the most frequent class</td><td class=\"number\">10.0 %")));
  EXPECT_THAT(html_report(findings_of(study_)), Not(HasSubstr("shortcuts")));
}

TEST_F(HtmlReport, ThePageOfErrorsIsLinked) {
  add_runs("resnet");
  HtmlReportOptions options;
  options.errors_pages["resnet"] = "errors.html";
  EXPECT_THAT(html_report(findings_of(study_), options), HasSubstr("href=\"errors.html\""));
  EXPECT_THAT(html_report(findings_of(study_)), Not(HasSubstr("href=\"errors")));
}

TEST_F(HtmlReport, OneRunHasAPageToo) {
  add_runs("resnet");
  const auto run = runs::RunFolder::open(study_.run_path({"resnet", 1, 7}));
  EXPECT_THAT(html_report(findings_of(run)),
              AllOf(HasSubstr("83.3 %"), HasSubstr("Fold 1 of 2 of tiny-clips"),
                    Not(HasSubstr("mean accuracy of"))));
}

TEST_F(HtmlReport, NothingEvaluatedIsMissingInput) {
  EXPECT_THROW(findings_of(study_), core::MissingInput);
  runs::RunFolder::create(study_.run_path({"resnet", 1, 7}), {}, {});
  EXPECT_THROW(findings_of(study_), core::MissingInput);
  EXPECT_THROW(findings_of(runs::RunFolder::open(study_.run_path({"resnet", 1, 7}))),
               core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
