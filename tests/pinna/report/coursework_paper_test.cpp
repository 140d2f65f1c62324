#include "pinna/report/coursework_paper.h"

#include "tests/support/example_combinations.h"
#include "tests/support/shared_data.h"
#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/case_study_section.h"
#include "pinna/report/light_text.h"
#include "pinna/report/pdf_text.h"

namespace pinna::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(CourseworkPaper, SaysWhatWasCombinedAndWhatCameOut) {
  const test::TemporaryFolder folder;
  const auto study = runs::StudyFolder::create(folder / "study", test::combination_study());
  test::write_combinations(study);
  const Paper paper =
      coursework_paper(study, {.author = "A. Student",
                               .discussion = {{"Choice of methods", "Because."}},
                               .scenes = SceneFacts{.source = "esc10",
                                                    .licence = "Dataset: CC BY 3.0.",
                                                    .scene_seconds = 10,
                                                    .labels = {"car", "dog"}}});
  const std::string latex = to_latex(paper);
  EXPECT_THAT(latex,
              AllOf(HasSubstr("bidirectional GRU of 64 cells"),
                    HasSubstr("a running median for each class over the scores of"),
                    HasSubstr("a ceiling"), HasSubstr("(CC BY 3.0)"), HasSubstr("Because.")));
  // tagger and detector are no combinations; the four detectors are rows of the table.
  const auto& blocks = paper.sections.at(4).blocks;
  const auto* table = std::get_if<PaperTable>(&blocks.at(1));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(table->rows.front().at(2), "–");
  EXPECT_EQ(fields_of(paper).size(), 4U);  // no case study, no question about it
  EXPECT_TRUE(unknown_targets(paper).empty());
}

TEST(CourseworkPaper, LeavesTheAuthorRoom) {
  const test::TemporaryFolder folder;
  const auto study = runs::StudyFolder::create(folder / "study", test::combination_study());
  test::write_combinations(study);
  int64_t words = 0, asked = 0;
  for (const PaperSection& section : coursework_paper(study, {}).sections)
    for (const PaperBlock& block : section.blocks) {
      if (const auto* text = std::get_if<PaperText>(&block))
        words += count_words(plain_text(parse_light_text(text->text)));
      if (const auto* field = std::get_if<PaperField>(&block)) asked += field->field.words;
    }
  EXPECT_LT(words, 700);
  EXPECT_GE(asked, 400);
}

TEST(CourseworkPaper, NeedsAComparisonOfDetectors) {
  const test::TemporaryFolder folder;
  const auto study = runs::StudyFolder::create(folder / "study", test::combination_study());
  EXPECT_THROW(coursework_paper(study, {}), core::MissingInput);
  const auto clips = runs::StudyFolder::create(folder / "clips", {});
  test::write_three_arms(clips);
  runs::write_comparison(clips, runs::compare_study(clips));
  EXPECT_THROW(coursework_paper(clips, {}), core::InvalidOptions);
}

TEST(CaseStudySection, NamesTheRecordingAndItsDisagreements) {
  const test::TemporaryFolder folder;
  const auto recording = folder / "sound.wav";
  core::write_file_atomically(recording, "not decoded here");
  const runs::InspectionFolder inspection(folder / "case");
  inspection.begin();
  inspection.write(test::small_inspection(), recording);
  const PaperSection section = case_study_section(inspection);
  const std::string latex = to_latex(Paper{.sections = {section}});
  EXPECT_THAT(latex, AllOf(HasSubstr("A street"), HasSubstr("CC BY 4.0"),
                           HasSubstr("tagger; not detector"), HasSubstr("one recording is an")));
  EXPECT_THROW(case_study_section(runs::InspectionFolder(folder / "none")), core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
