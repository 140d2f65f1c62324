#include "pinna/report/preview_page.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PreviewPage, HoldsSoundsAndPictureAndNoMarkupFromOutside) {
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "1.wav", "RIFF");
  const std::string html =
      preview_page({.title = "a <b>",
                    .notes = {"x & y"},
                    .figure_png = "png",
                    .rows = {{"1<2", "dog", "dog 60 %, rain 40 %", folder / "1.wav"}}});
  EXPECT_THAT(html, HasSubstr("<h1>a &lt;b&gt;</h1>"));
  EXPECT_THAT(html, HasSubstr("<p>x &amp; y</p>"));
  EXPECT_THAT(html, HasSubstr("1&lt;2"));
  EXPECT_THAT(html, HasSubstr("dog 60 %, rain 40 %"));
  EXPECT_THAT(html, HasSubstr("data:image/png;base64,cG5n"));
  EXPECT_THAT(html, HasSubstr("base64,UklGRg=="));
}

TEST(PreviewPage, SoundsThatAreTooLargeHaveNoPlayer) {
  const test::TemporaryFolder folder;
  core::write_file_atomically(folder / "1.wav", "RIFF");
  const std::string html = preview_page(
      {.title = "t", .rows = {{"1", "dog", "dog", folder / "1.wav"}}, .max_audio_bytes = 3});
  EXPECT_THAT(html, Not(HasSubstr("<audio")));
  EXPECT_THAT(html, HasSubstr("dog"));
}

}  // namespace
}  // namespace pinna::report
