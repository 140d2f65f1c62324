#include "pinna/data/table_hash.h"

#include <filesystem>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/csv_dataset.h"

namespace pinna::data {
namespace {

ClipTable two_parts_and_a_file(const std::filesystem::path& root) {
  write_text(root / "a.wav", "first");
  write_text(root / "b.wav", "second");
  write_text(root / "clips.csv",
             "filename,label,onset,offset\na.wav,x,0,1\na.wav,y,1,2\nb.wav,x,,\n");
  return read_csv_dataset({.table = (root / "clips.csv").string()});
}

TEST(TableHash, DoesNotDependOnThePlace) {
  const test::TemporaryFolder here, there;
  EXPECT_EQ(table_hash(two_parts_and_a_file(here.path())),
            table_hash(two_parts_and_a_file(there.path())));
}

TEST(TableHash, DependsOnLabelsAndEveryByteOfTheFiles) {
  const test::TemporaryFolder root;
  const ClipTable table = two_parts_and_a_file(root.path());
  const std::string hash = table_hash(table);
  ClipTable relabelled = table;
  relabelled.labels[0] = "z";
  EXPECT_NE(table_hash(relabelled), hash);
  write_text(root / "b.wav", "Second");
  EXPECT_NE(table_hash(table), hash);
}

TEST(TableHash, MissingFileIsNamed) {
  const test::TemporaryFolder root;
  const ClipTable table = two_parts_and_a_file(root.path());
  std::filesystem::remove(root / "a.wav");
  EXPECT_THROW(table_hash(table), core::MissingInput);
}

}  // namespace
}  // namespace pinna::data
