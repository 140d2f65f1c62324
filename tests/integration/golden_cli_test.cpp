// Every feature against the numbers of librosa 0.11.0 and torchaudio 0.13.1, as a user asks for it:
//
//   golden_cli_test PATH_TO_PINNA
#include <cstdio>
#include <string>
#include <vector>

#include "tests/support/golden_cases.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/npy.h"
#include "pinna/core/subprocess.h"

namespace pinna::test {
namespace {

std::string program;

/// The words of `pinna features compute` or `pinna features bank` that ask for this case.
std::vector<std::string> command_of(const GoldenCase& golden, const std::string& output) {
  const bool is_bank = golden.kind.result == GoldenKind::Result::bank;
  std::vector<std::string> words{program, "features"};
  if (is_bank) {
    words.insert(words.end(), {"bank", golden.kind.feature});
  } else {
    words.insert(words.end(),
                 {"compute", golden.input.string(), "--feature", golden.kind.feature,
                  "--sample-rate", std::to_string(golden.input_rate), "--resampler", "sinc_hann"});
  }
  words.insert(words.end(), {"--preset", golden.kind.preset, "-o", output});
  for (const auto& [key, value] : golden.options.items())
    if (key != "type" && key != "preset")
      words.insert(words.end(), {"--set", key + "=" + core::to_toml_text(value)});
  return words;
}

TEST(GoldenCli, EveryCase) {
  REQUIRE_SHARED(shared_path("golden/features"));
  const TemporaryFolder folder;
  const std::string output = folder / "out.npy";
  for (const GoldenCase& golden : read_golden_cases()) {
    SCOPED_TRACE(golden.name);
    ASSERT_EQ(golden.resampling, audio::ResampleOptions{.method = audio::ResampleMethod::sinc_hann})
        << "the command line has no other filter";
    const core::ProcessResult result = core::run_program(command_of(golden, output));
    ASSERT_EQ(result.exit_status, 0) << result.errors;
    const core::Array got = core::read_npy(output);
    ASSERT_EQ(got.shape, golden.expected.shape);
    EXPECT_LE(golden.error_of(got), golden.kind.tolerance);
  }
}

}  // namespace
}  // namespace pinna::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2) {
    std::fputs("usage: golden_cli_test PATH_TO_PINNA\n", stderr);
    return 2;
  }
  pinna::test::program = argv[1];
  return RUN_ALL_TESTS();
}
