#include "pinna/report/pack.h"

#include <filesystem>

#include "tests/support/example_study.h"
#include "tests/support/example_submission.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/report/zip_file.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// A study with two arms, a report and a case study.
class Pack : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists("/usr/bin/pdftotext")) GTEST_SKIP() << "needs pdftotext (poppler-utils)";
    const auto study = runs::StudyFolder::create(
        folder_ / "study",
        core::parse_toml(
            "name = 'tiny'\n[data]\ntype = 'soundscapes'\nroot = '/data/of/anna/scenes'\n"
            "sources = '/data/of/anna'\n[study]\nfolds = [1, 2]\nseeds = [1]\n"
            "[study.arms.good]\n[study.arms.bad]\n",
            "study.toml"));
    for (const int64_t fold : {1, 2}) {
      test::write_run(study, {"good", fold, 1}, test::answers(fold, test::wrong_every(20, 3)));
      test::write_run(study, {"bad", fold, 1}, test::answers(fold, test::wrong_every(4, 1)));
    }
    study.write_results();
    for (const auto& [name, content] : test::example_submission()) {
      const std::string flat = name.starts_with("report/") ? name.substr(7) : name;
      if (!name.starts_with("recipes/") && !name.starts_with("code/"))
        write("study/report/coursework/" + flat, content);
    }
    fs::remove(folder_ / "study/report/coursework/case-study/ATTRIBUTION.md");
    write("study/report/coursework/case-study/inspection.json",
          R"({"schema": "pinna.inspection/1", "recording": "recording.flac",
              "attribution": {"title": "A street", "author": "A. Person",
                              "licence": "CC BY 4.0", "source": "an archive"}})");
    write("study/report/coursework/figures/plot.pdf", test::example_pdf({{"x"}}));
    write("src/main.py");
  }

  void write(const std::string& name, const std::string& content = "text\n") {
    core::make_folder((folder_ / name).parent_path());
    core::write_file_atomically(folder_ / name, content);
  }
  PackOptions options() const {
    return {.name = "x",
            .code = {folder_ / "src"},
            .output = folder_ / "out.zip",
            .preflight = {.machine = {.user = "anna", .host = "lab-pc7", .home = "/homes/anna"}}};
  }
  PackResult pack(const PackOptions& options) const {
    return pack_study(runs::StudyFolder::open(folder_ / "study"), options);
  }
  std::string content(const std::string& name) const {
    const ZipContent zip = read_zip(folder_ / "out.zip");
    const ZipEntry* entry = zip.find("coursework_x/" + name);
    return entry && entry->content ? *entry->content : "no such file";
  }
  static std::vector<std::string> failed(const PackResult& result) {
    std::vector<std::string> names;
    for (const PreflightCheck& check : result.checks)
      if (!check.passed) names.push_back(check.name + ": " + check.found);
    return names;
  }

  const core::TemporaryFolder folder_;
};

TEST_F(Pack, HoldsEverythingAndPasses) {
  const PackResult result = pack(options());
  EXPECT_THAT(failed(result), testing::IsEmpty());
  EXPECT_TRUE(result.written);
  std::vector<std::string> names;
  for (const ZipEntry& entry : read_zip(folder_ / "out.zip").entries)
    names.push_back(entry.name.substr(std::string("coursework_x/").size()));
  EXPECT_THAT(names,
              testing::ElementsAre("README.md", "SHA256SUMS", "case-study/ATTRIBUTION.md",
                                   "case-study/inspection.json", "case-study/recording.flac",
                                   "code/src/main.py", "discussion.md", "notebook.ipynb",
                                   "recipes/bad.toml", "recipes/good.toml", "recipes/study.toml",
                                   "report.pdf", "report/figures/plot.pdf", "report/report.json",
                                   "report/report.tex", "results.csv"));
  EXPECT_THAT(content("case-study/ATTRIBUTION.md"),
              testing::AllOf(HasSubstr("- Author: A. Person"), HasSubstr("- Licence: CC BY 4.0")));
  EXPECT_THAT(content("README.md"),
              testing::AllOf(HasSubstr("2 arms (good, bad), 2 folds, 1 seed"),
                             HasSubstr("--data DATA --sources SOURCES"),
                             HasSubstr("--case case-study"), HasSubstr("libtorch 1.13.1")));
  EXPECT_THAT(content("SHA256SUMS"), HasSubstr(core::sha256_hex("text\n") + "  code/src/main.py"));
}

TEST_F(Pack, FoldersOfTheMachineAreRenamedInTheCopyAlone) {
  const std::string before = core::read_file(folder_ / "study/study.toml");
  pack(options());
  EXPECT_THAT(content("recipes/study.toml"),
              testing::AllOf(HasSubstr("<data>"), HasSubstr("<sources>"), Not(HasSubstr("anna"))));
  EXPECT_EQ(core::read_file(folder_ / "study/study.toml"), before);
}

TEST_F(Pack, OutputsOfTheNotebookAreCleanedItsCellsAreNot) {
  write("study/report/coursework/notebook.ipynb",
        notebook_json({.cells = {{.kind = CellKind::code,
                                  .id = "a",
                                  .source = "open('/home/anna/mine.csv')",
                                  .execution_count = 1,
                                  .outputs = {{.kind = OutputKind::stream,
                                               .name = "stdout",
                                               .text = "/data/of/anna/1.wav /tmp/k/2.py\n"}}}}}));
  PackOptions kept = options();
  kept.if_unready = IfUnready::keep;
  EXPECT_THAT(failed(pack(kept)), testing::ElementsAre(HasSubstr("/home/anna/mine.csv")));
  EXPECT_THAT(content("notebook.ipynb"), HasSubstr("<sources>/1.wav <path>/2.py"));
}

TEST_F(Pack, HasTheSameBytesWheneverItIsMade) {
  pack(options());
  const std::string first = core::read_file(folder_ / "out.zip");
  fs::last_write_time(folder_ / "src/main.py", fs::file_time_type::clock::now());
  pack(options());
  EXPECT_EQ(core::read_file(folder_ / "out.zip"), first);
}

TEST_F(Pack, WhatFailsIsNotWrittenUnlessAskedFor) {
  write("study/report/coursework/discussion.md", "## Outlook\n\n<!-- What next? -->\n");
  write("out.zip", "an older file");
  const PackResult result = pack(options());
  EXPECT_THAT(failed(result), testing::ElementsAre("own words: empty: Outlook"));
  EXPECT_FALSE(result.written);
  EXPECT_EQ(core::read_file(folder_ / "out.zip"), "an older file");

  PackOptions kept = options();
  kept.if_unready = IfUnready::keep;
  EXPECT_TRUE(pack(kept).written);
  EXPECT_THAT(content("discussion.md"), HasSubstr("Outlook"));
  int64_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder_.path())) files += entry.is_regular_file();
  EXPECT_EQ(files, 1) << "no draft is left behind";
}

TEST_F(Pack, ACaseStudyMayLieElsewhere) {
  fs::rename(folder_ / "study/report/coursework/case-study", folder_ / "case");
  EXPECT_THAT(failed(pack(options())), testing::Contains("case study: no audio file"));
  PackOptions with_case = options();
  with_case.case_study = folder_ / "case";
  EXPECT_THAT(failed(pack(with_case)), testing::IsEmpty());
  with_case.case_study = folder_ / "absent";
  EXPECT_THROW(pack(with_case), core::MissingInput);
}

TEST_F(Pack, AnAttributionOfTheAuthorsOwnIsKept) {
  write("study/report/coursework/case-study/ATTRIBUTION.md", "- Author: me\n- Licence: CC0\n");
  pack(options());
  EXPECT_EQ(content("case-study/ATTRIBUTION.md"), "- Author: me\n- Licence: CC0\n");
}

TEST_F(Pack, WrongNamesAndMissingReportsAreRefused) {
  PackOptions wrong = options();
  for (const char* name : {"", "a b", "../x", "a.b", "\u00e9"}) {
    wrong.name = name;
    EXPECT_THROW(pack(wrong), core::InvalidOptions) << name;
  }
  wrong = options();
  wrong.report_template = "../report/coursework";
  EXPECT_THROW(pack(wrong), core::InvalidOptions);
  wrong.report_template = "practical-1";
  EXPECT_THROW(pack(wrong), core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
