#include "pinna/report/figure_files.h"

#include "tests/support/example_run.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

TEST(FigureFiles, FourFiguresInThreeFormats) {
  const test::TemporaryFolder folder;
  test::write_example_run(folder / "run", 1, 7);
  const auto files =
      write_figures(findings_of(runs::RunFolder::open(folder / "run")), folder / "figures");
  EXPECT_EQ(files.size(), 12U);
  for (const auto& file : files) EXPECT_GT(std::filesystem::file_size(file), 1000U) << file;
  EXPECT_TRUE(std::filesystem::exists(folder / "figures" / "confusion_matrix.pdf"));
}

}  // namespace
}  // namespace pinna::report
