#include "pinna/data/licence.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

namespace pinna::data {
namespace {

TEST(Licence, IsTheFirstLineThatNamesOneWithoutItsMarkup) {
  const test::TemporaryFolder root;
  EXPECT_EQ(find_licence(root.path()), "");
  write_text(root / "README.md",
             "# Clips\n\nThe *dataset* is under the [Creative Commons "
             "Attribution](http://example.org/by) license.\r\n");
  EXPECT_EQ(find_licence(root.path()),
            "The dataset is under the Creative Commons Attribution license.");
  write_text(root / "LICENSE", "Licence\n\n- CC BY 4.0\n");
  EXPECT_EQ(find_licence(root.path()), "CC BY 4.0");
}

TEST(Licence, LongLinesAreCut) {
  const test::TemporaryFolder root;
  write_text(root / "LICENSE", "CC0 " + std::string(5000, 'x'));
  EXPECT_EQ(find_licence(root.path()).size(), 300u);
}

}  // namespace
}  // namespace pinna::data
