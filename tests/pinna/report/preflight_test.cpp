#include "pinna/report/preflight.h"

#include <filesystem>
#include <functional>

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

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Files = std::map<std::string, std::string>;

const Machine anna{.user = "anna", .host = "lab-pc7", .home = "/homes/anna"};

class Preflight : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/bin/pdftotext"))
      GTEST_SKIP() << "needs pdftotext (poppler-utils)";
  }

  std::vector<PreflightCheck> checks_of(const Files& files, PreflightOptions options = {},
                                        const std::string& top = "coursework_x/") {
    std::vector<ZipSource> sources;
    for (const auto& [name, content] : files)
      sources.push_back({.name = top + name, .content = content});
    write_zip(folder_ / "a.zip", sources);
    options.machine = anna;
    return preflight(folder_ / "a.zip", options);
  }

  /// The checks that fail, as "name: found".
  static std::vector<std::string> failures(const std::vector<PreflightCheck>& checks) {
    std::vector<std::string> failed;
    for (const PreflightCheck& check : checks) {
      if (!check.passed) failed.push_back(check.name + ": " + check.found);
      EXPECT_NE(check.passed, !check.mend.empty()) << check.name;
      EXPECT_FALSE(check.requirement.empty()) << check.name;
      EXPECT_FALSE(check.found.empty()) << check.name;
    }
    return failed;
  }
  /// Of the example after a change.
  std::vector<std::string> failures_after(const std::function<void(Files&)>& change,
                                          const PreflightOptions& options = {}) {
    Files files = test::example_submission();
    change(files);
    return failures(checks_of(files, options));
  }
  /// The same with `from` replaced by `to` in one file.
  std::vector<std::string> failures_with(const std::string& name, const std::string& from,
                                         const std::string& to) {
    return failures_after([&](Files& files) {
      std::string& text = files.at(name);
      const size_t place = text.find(from);
      ASSERT_NE(place, std::string::npos);
      text.replace(place, from.size(), to);
    });
  }

  const core::TemporaryFolder folder_;
};

TEST_F(Preflight, TheExamplePasses) {
  EXPECT_THAT(failures(checks_of(test::example_submission())), IsEmpty());
}

TEST_F(Preflight, FilesMustLieInOneFolder) {
  EXPECT_THAT(failures(checks_of(test::example_submission(), {}, "")),
              ElementsAre(HasSubstr("archive: files that lie in no common folder")));
}

TEST_F(Preflight, LargeFilesAreNamed) {
  const auto add = [](Files& files) { files["code/data.txt"] = std::string(3'000'000, 'x'); };
  EXPECT_THAT(failures_after(add, {.max_file_bytes = 2'000'000}),
              ElementsAre("sizes: code/data.txt has 3.0 MB"));
  EXPECT_THAT(failures_after(add, {.max_total_bytes = 3'000'000}),
              ElementsAre("sizes: 3.0 MB in all"));
}

TEST_F(Preflight, ChecksumsMustAgreeWhereTheyAre) {
  const auto with_sums = [](Files& files) {
    std::string sums;
    for (const auto& [name, content] : files)
      sums += core::sha256_hex(content) + "  " + name + "\n";
    files["SHA256SUMS"] = sums;
  };
  EXPECT_THAT(failures_after(with_sums), IsEmpty());
  EXPECT_THAT(failures_after([&](Files& files) {
                with_sums(files);
                files["results.csv"] += "changed\n";
                files["code/new.py"] = "";
                files.erase("README.md");
              }),
              ElementsAre("checksums: other content: code/new.py, results.csv, README.md"));
}

TEST_F(Preflight, TheReportMustBeAReadablePdf) {
  EXPECT_THAT(failures_after([](Files& files) { files.erase("report.pdf"); }),
              ElementsAre("report: no report.pdf", HasSubstr("words"), HasSubstr("own words")));
  EXPECT_THAT(failures_after([](Files& files) { files["report.pdf"] = "no PDF"; }),
              ElementsAre(HasSubstr("report: no PDF that can be read"), HasSubstr("words"),
                          HasSubstr("own words")));
}

TEST_F(Preflight, WordsAreCountedAgainstTheReportsOwnLimitOrTheGivenOne) {
  const auto with_seven = [](Files& files) {
    files["report.pdf"] = test::example_pdf({{"one two three four five six seven"}});
  };
  EXPECT_THAT(failures_after(with_seven), IsEmpty());
  EXPECT_THAT(failures_after(with_seven, {.words = 7}), IsEmpty());
  EXPECT_THAT(failures_after(with_seven, {.words = 6}), ElementsAre("words: 7 words"));
  EXPECT_THAT(failures_after([&](Files& files) {
                with_seven(files);
                files["report/report.json"] = R"({"template": "coursework", "word_limit": 5})";
              }),
              ElementsAre("words: 7 words"));
}

TEST_F(Preflight, ADamagedRecordOfTheReportLeavesTheDefaults) {
  for (const char* json : {"", "[1]", "{\"word_limit\": \"many\"}"})
    EXPECT_THAT(failures_after([&](Files& files) { files["report/report.json"] = json; }),
                IsEmpty())
        << json;
}

TEST_F(Preflight, NothingMayBeLeftToWrite) {
  EXPECT_THAT(failures_with("discussion.md", "More data.", ""),
              ElementsAre("own words: empty: Outlook"));
  EXPECT_THAT(failures_with("discussion.md", "More data.", "Some.\n\n## Limits\n<!-- Which? -->\n"),
              ElementsAre("own words: empty: Limits"));
  EXPECT_THAT(failures_after([](Files& files) { files.erase("discussion.md"); }),
              ElementsAre("own words: no discussion.md"));
  EXPECT_THAT(failures_after([](Files& files) {
                files["report.pdf"] =
                    test::example_pdf({{"Outlook", "TO BE WRITTEN", "BY THE AUTHOR: what next"}});
              }),
              ElementsAre("own words: 'TO BE WRITTEN BY THE AUTHOR' in report.pdf"));
}

TEST_F(Preflight, EveryCellMustBeExecutedWithoutError) {
  EXPECT_THAT(
      failures_with("notebook.ipynb", "\"execution_count\": 1", "\"execution_count\": null"),
      ElementsAre("notebook: cell 2 was never executed"));
  EXPECT_THAT(failures_with("notebook.ipynb", "\"outputs\": [",
                            R"("outputs": [{"output_type": "error", "ename": "ValueError",
                                    "evalue": "too few", "traceback": []},)"),
              ElementsAre("notebook: cell 2 ended with ValueError: too few"));
  EXPECT_THAT(failures_after([](Files& files) { files.erase("notebook.ipynb"); }),
              ElementsAre("notebook: no notebook.ipynb"));
  EXPECT_THAT(failures_after([](Files& files) { files["notebook.ipynb"] = "{}"; }),
              ElementsAre(HasSubstr("notebook: nbformat")));
  EXPECT_THAT(failures_after([](Files& files) { files["notebook.ipynb"] = notebook_json({}); }),
              ElementsAre("notebook: 0 code cells"));
}

TEST_F(Preflight, TheRecordingMustBeThereWithItsLicence) {
  EXPECT_THAT(failures_after([](Files& files) { files.erase("case-study/recording.flac"); }),
              ElementsAre("case study: no audio file"));
  EXPECT_THAT(failures_after([](Files& files) { files["case-study/recording.flac"] = ""; }),
              ElementsAre("case study: no audio file"));
  EXPECT_THAT(failures_after([](Files& files) { files.erase("case-study/ATTRIBUTION.md"); }),
              ElementsAre("attribution: no ATTRIBUTION.md"));
  EXPECT_THAT(failures_with("case-study/ATTRIBUTION.md", "CC BY 4.0", ""),
              ElementsAre("attribution: no licence"));
  EXPECT_THAT(failures_with("case-study/ATTRIBUTION.md", "CC BY 4.0", "Unknown"),
              ElementsAre("attribution: no licence"));
  EXPECT_THAT(failures_with("case-study/ATTRIBUTION.md", "A. Person", " "),
              ElementsAre("attribution: no author"));
  EXPECT_THAT(failures_with("case-study/ATTRIBUTION.md", "- Licence:", "* **License**:"),
              IsEmpty());
}

TEST_F(Preflight, OtherTemplatesNeedNoCaseStudy) {
  EXPECT_THAT(failures_after([](Files& files) {
                files["report/report.json"] = R"({"template": "practical-1", "word_limit": 0})";
                files.erase("case-study/recording.flac");
                files.erase("case-study/ATTRIBUTION.md");
              }),
              IsEmpty());
}

TEST_F(Preflight, RecipesMustBeThereAndBeRecipes) {
  EXPECT_THAT(failures_after([](Files& files) { files.erase("recipes/study.toml"); }),
              ElementsAre("recipes: no recipes/study.toml"));
  EXPECT_THAT(failures_after([](Files& files) { files.erase("recipes/study-arm.toml"); }),
              ElementsAre("recipes: 0 recipes"));
  EXPECT_THAT(failures_after([](Files& files) { files["recipes/study-arm.toml"] = "= 1"; }),
              ElementsAre(HasSubstr("recipes: ")));
}

TEST_F(Preflight, RecipesMayBeAllTheCodeThereIs) {
  EXPECT_THAT(failures_after([](Files& files) { files.erase("code/main.py"); }), IsEmpty());
  EXPECT_THAT(failures_after([](Files& files) {
                files.erase("code/main.py");
                files.erase("recipes/study.toml");
                files.erase("recipes/study-arm.toml");
              }),
              ElementsAre(HasSubstr("recipes"), HasSubstr("code")));
}

TEST_F(Preflight, TextsMustNotTellOfTheMachine) {
  EXPECT_THAT(failures_with("code/main.py", "print(", "open('/home/anna/x.csv')\nprint("),
              ElementsAre("machine: code/main.py:2: /home/anna/x.csv"));
  EXPECT_THAT(failures_with("recipes/study.toml", "<data>", "/homes/anna/esc"),
              ElementsAre("machine: recipes/study.toml:3: /homes/anna/esc"));
  EXPECT_THAT(failures_with("README.md", "#", "by anna@lab-pc7\n#"),
              ElementsAre("machine: README.md:1: anna@lab-pc7"));
  EXPECT_THAT(failures_after([](Files& files) {
                files["report.pdf"] = test::example_pdf({{"see /home/anna/x.csv"}});
              }),
              ElementsAre("machine: report.pdf:1: /home/anna/x.csv"));
}

TEST_F(Preflight, WordsOfStrangersAreShownAsPlainText) {
  const auto failed = failures_with("notebook.ipynb", "\"outputs\": [",
                                    R"("outputs": [{"output_type": "error", "ename": "\u001b[31m\n",
                                                    "evalue": "", "traceback": []},)");
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].find_first_of("\x1b\n"), std::string::npos);
}

TEST_F(Preflight, WhatIsNoZipIsAnError) {
  EXPECT_THROW(preflight(folder_ / "absent.zip"), core::MissingInput);
  core::write_file_atomically(folder_ / "a.zip", "no ZIP");
  EXPECT_THROW(preflight(folder_ / "a.zip"), core::BadData);
}

}  // namespace
}  // namespace pinna::report
