#include "pinna/report/figure.h"

#include <cstdlib>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Figure titled(std::string_view title) {
  return {.width_cm = 5,
          .height_cm = 3,
          .script = "set title " + gnuplot_text(title) + "\nplot [0:1] x\n"};
}

TEST(Figure, EveryFormatIsWrittenByItsExtension) {
  const test::TemporaryFolder folder;
  for (const auto& [name, signature] :
       {std::pair{"a.png", "\x89PNG"}, std::pair{"a.svg", "<?xml"}, std::pair{"a.pdf", "%PDF"}}) {
    write_figure(titled("a title"), folder / name);
    EXPECT_TRUE(core::read_file(folder / name).starts_with(signature)) << name;
  }
  write_figure(titled("a"), folder / "LOUD.PNG");
  EXPECT_TRUE(core::read_file(folder / "LOUD.PNG").starts_with("\x89PNG"));
  EXPECT_THROW(write_figure(titled("a"), folder / "a.gif"), core::InvalidOptions);
}

TEST(Figure, PngHasTwoHundredDotsAnInch) {
  const std::string png = render(titled("a"), FigureFormat::png);
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(png.at(at)); };
  EXPECT_EQ(byte(18) << 8 | byte(19), 394);  // 5 cm
  EXPECT_EQ(byte(22) << 8 | byte(23), 236);  // 3 cm
}

TEST(Figure, HostileTextIsDrawnAndNotExecuted) {
  const test::TemporaryFolder folder;
  const std::string victim = (folder / "victim").string();
  for (const std::string& text :
       {"`touch " + victim + "`", "'\nsystem 'touch " + victim + "'\n'", "@" + victim,
        "' . system('touch " + victim + "') . '", "'' . system('touch " + victim + "') . ''",
        std::string("\xff\xfe_{x}^2 & <b>"), std::string("\\")}) {
    const std::string svg = render(titled(text), FigureFormat::svg);
    EXPECT_FALSE(std::filesystem::exists(victim)) << text;
    EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  }
  EXPECT_THAT(render(titled("sea_waves ^2 `x`"), FigureFormat::svg), HasSubstr("sea_waves ^2 `x`"));
}

TEST(Figure, TextWidthIsThatOfDejaVuSans) {
  const double em_cm = 72 / 72.0 * 2.54;  // 72 points
  EXPECT_NEAR(text_width_cm("A#", 72), (0.684 + 0.838) * em_cm, 0.02);
  EXPECT_NEAR(text_width_cm("il", 72), 2 * 0.278 * em_cm, 0.02);
  EXPECT_EQ(text_width_cm("\xC3\xA9", 72), text_width_cm("\xC3\xBC", 72));
  EXPECT_EQ(text_width_cm("", 72), 0);
}

TEST(Figure, BadScriptIsAnErrorWithGnuplotsReason) {
  try {
    render({.script = "plot nonsense(\n"}, FigureFormat::png);
    FAIL();
  } catch (const core::IoError& error) {
    EXPECT_THAT(error.what(), HasSubstr("gnuplot"));
  }
}

TEST(Figure, AbsentGnuplotSaysHowToInstallIt) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  std::string message;
  try {
    render(titled("a"), FigureFormat::png);
  } catch (const core::IoError& error) {
    message = error.what();
  }
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(message, HasSubstr("apt-get install gnuplot-nox"));
}

}  // namespace
}  // namespace pinna::report
