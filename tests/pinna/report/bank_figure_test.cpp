#include "pinna/report/bank_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;

constexpr double nyquist_hz = 4000;

/// Two triangles with peaks at 2 and 3 of 5 bins, and a band without weights.
dsp::BandMatrix small_bank() {
  dsp::BandMatrix bank{.num_bins = 5};
  for (const std::vector<float>& row :
       {std::vector<float>{0, 0.5F, 1, 0, 0}, {0, 0, 0.5F, 1, 0}, {0, 0, 0, 0, 0}})
    bank.append(row);
  return bank;
}

TEST(BankFigure, BandsAreLinesFromZeroToZero) {
  const std::string script = bank_figure(small_bank(), nyquist_hz).script;
  EXPECT_THAT(script, HasSubstr("0 0\n1 0.5\n2 1\n3 0\n"));
  EXPECT_THAT(script, HasSubstr("1 0\n2 0.5\n3 1\n4 0\n"));
  EXPECT_THAT(script, HasSubstr("'frequency [kHz]'"));
}

TEST(BankFigure, SmallWeightsGetRoomForTheirNumbers) {
  const auto right_margin = [](float peak) {
    dsp::BandMatrix bank{.num_bins = 3};
    bank.append(std::vector<float>{0, peak, 0});
    const std::string script = bank_figure(bank, nyquist_hz).script;
    return std::stod(script.substr(script.find("set rmargin at screen ") + 22));
  };
  EXPECT_LT(right_margin(1e-4F), right_margin(1) - 0.01);
}

TEST(BankFigure, IsDrawnInEveryFormat) {
  const Figure figure = bank_figure(small_bank(), nyquist_hz, ColourMap::grey);
  for (const FigureFormat format : {FigureFormat::png, FigureFormat::svg, FigureFormat::pdf})
    EXPECT_NO_THROW(render(figure, format));
}

TEST(BankFigure, EmptyBandsAloneAreDrawnToo) {
  dsp::BandMatrix bank{.num_bins = 5};
  bank.append(std::vector<float>(5, 0.0F));
  EXPECT_NO_THROW(render(bank_figure(bank, nyquist_hz), FigureFormat::png));
}

}  // namespace
}  // namespace pinna::report
