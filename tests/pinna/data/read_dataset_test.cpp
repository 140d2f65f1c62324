#include "pinna/data/read_dataset.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

TEST(DatasetOptions, TypeSelectsTheReader) {
  const auto options = core::parse_options<DatasetOptions>(
      core::parse_toml("type = \"csv\"\ntable = \"x.csv\"\n", "recipe.toml"));
  EXPECT_EQ(std::get<CsvTableOptions>(options).table, "x.csv");
  EXPECT_EQ(core::parse_options<DatasetOptions>(core::to_config(options)), options);
  EXPECT_THROW(core::parse_options<DatasetOptions>(
                   core::parse_toml("type = \"esc50\"\nsubset = \"esc20\"\n", "recipe.toml")),
               core::InvalidOptions);
}

TEST(ReadDataset, BarePathsMeanTheirLayout) {
  const test::TemporaryFolder root;
  write_small_esc50(root / "esc");
  write_text(root / "folder/a/1.wav", "");
  write_text(root / "clips.csv", "filename,label\nfolder/a/1.wav,x\n");
  EXPECT_EQ(read_dataset(guess_dataset(root / "esc")).num_clips(), 4);
  EXPECT_EQ(read_dataset(guess_dataset(root / "folder")).labels.front(), "a");
  EXPECT_EQ(read_dataset(guess_dataset(root / "clips.csv")).labels.front(), "x");
  EXPECT_THROW(read_dataset(guess_dataset(root / "absent")), core::MissingInput);
}

}  // namespace
}  // namespace pinna::data
