#include "pinna/features/delta.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

/// One row.
FeatureMatrix row(const std::vector<double>& values) {
  FeatureMatrix matrix(1, static_cast<int64_t>(values.size()));
  std::ranges::transform(values, matrix.values.begin(),
                         [](double value) { return static_cast<float>(value); });
  return matrix;
}

FeatureMatrix delta_of(const DeltaOptions& options, const FeatureMatrix& source) {
  FeatureMatrix output(source.bins, source.frames);
  Delta(options).derive(source, output);
  return output;
}

FeatureMatrix cubic() {
  std::vector<double> values;
  for (int t = 0; t < 20; ++t) values.push_back(2 + 3 * t - 0.5 * t * t + 0.01 * t * t * t);
  return row(values);
}

void expect_near(const FeatureMatrix& got, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(got.values.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(got.values[i], expected[i], tolerance) << i;
}

TEST(Delta, PolynomialsHaveTheirDerivatives) {
  std::vector<double> line, parabola;
  for (int t = 0; t < 12; ++t) {
    line.push_back(4 - 0.25 * t);
    parabola.push_back(1 + t + 0.5 * t * t);
  }
  const DeltaMode interp = DeltaMode::interp;
  expect_near(delta_of({.mode = interp}, row(line)), std::vector<double>(12, -0.25), 1e-5);
  expect_near(delta_of({.order = 2, .mode = interp}, row(parabola)), std::vector<double>(12, 1.0),
              1e-5);
  expect_near(delta_of({.order = 3, .delta_width = 11, .mode = interp}, cubic()),
              std::vector<double>(20, 0.06), 1e-4);
}

// Expected values of the next two: scipy.signal.savgol_filter 1.10 and
// torchaudio.functional.compute_deltas 0.13 of (1, 4, 9, 7, 0, -3, 2).
const std::vector<double> bumps{1, 4, 9, 7, 0, -3, 2};

TEST(Delta, EndsAreScipys) {
  expect_near(delta_of({.order = 1, .delta_width = 5, .mode = DeltaMode::interp}, row(bumps)),
              {0.100000, 0.100000, 0.100000, -2.300000, -2.400000, -2.400000, -2.400000}, 1e-5);
  expect_near(delta_of({.order = 2, .delta_width = 5, .mode = DeltaMode::interp}, row(bumps)),
              {-3.857143, -3.857143, -3.857143, -3.000000, 2.571429, 2.571429, 2.571429}, 1e-5);
  expect_near(delta_of({.order = 1, .delta_width = 5, .mode = DeltaMode::nearest}, row(bumps)),
              {1.900000, 2.000000, 0.100000, -2.300000, -2.400000, -0.800000, 0.900000}, 1e-5);
  expect_near(delta_of({.order = 2, .delta_width = 5, .mode = DeltaMode::nearest}, row(bumps)),
              {1.857143, -0.285714, -3.857143, -3.000000, 2.571429, 3.142857, 0.142857}, 1e-5);
  expect_near(delta_of({.order = 1, .delta_width = 5, .mode = DeltaMode::mirror}, row(bumps)),
              {-0.000000, 1.400000, 0.100000, -2.300000, -2.400000, -1.800000, -0.000000}, 1e-5);
  expect_near(delta_of({.order = 2, .delta_width = 5, .mode = DeltaMode::mirror}, row(bumps)),
              {3.714286, 0.571429, -3.857143, -3.000000, 2.571429, 1.714286, 0.285714}, 1e-5);
  expect_near(delta_of({.order = 1, .delta_width = 5, .mode = DeltaMode::wrap}, row(bumps)),
              {2.600000, 1.800000, 0.100000, -2.300000, -2.400000, -1.000000, 1.200000}, 1e-5);
  expect_near(delta_of({.order = 2, .delta_width = 5, .mode = DeltaMode::wrap}, row(bumps)),
              {0.571429, -0.000000, -3.857143, -3.000000, 2.571429, 2.857143, 0.857143}, 1e-5);
  expect_near(delta_of({.order = 1, .delta_width = 5, .mode = DeltaMode::constant}, row(bumps)),
              {2.200000, 2.200000, 0.100000, -2.300000, -2.400000, -1.200000, 0.300000}, 1e-5);
  expect_near(delta_of({.order = 2, .delta_width = 5, .mode = DeltaMode::constant}, row(bumps)),
              {1.714286, -0.571429, -3.857143, -3.000000, 2.571429, 2.571429, -0.142857}, 1e-5);
}

TEST(Delta, RegressionIsTorchaudios) {
  const auto regression = DeltaMethod::regression;
  expect_near(
      delta_of({.order = 2, .delta_width = 5, .method = regression, .mode = DeltaMode::nearest},
               row(bumps)),
      {-0.350000, -1.020000, -1.290000, -0.810000, 0.310000, 0.970000, 0.830000}, 1e-5);
  expect_near(
      delta_of({.order = 2, .delta_width = 5, .method = regression, .mode = DeltaMode::mirror},
               row(bumps)),
      {-0.000000, -0.730000, -0.850000, -0.890000, 0.030000, 0.340000, 0.000000}, 1e-5);
  expect_near(
      delta_of({.order = 2, .delta_width = 5, .method = regression, .mode = DeltaMode::wrap},
               row(bumps)),
      {0.280000, -0.950000, -1.410000, -0.810000, 0.350000, 1.340000, 1.200000}, 1e-5);
  expect_near(
      delta_of({.order = 2, .delta_width = 5, .method = regression, .mode = DeltaMode::constant},
               row(bumps)),
      {0.240000, -0.670000, -1.370000, -0.930000, 0.150000, 0.730000, 0.600000}, 1e-5);
}

TEST(Delta, WidthsAndMethodsAgreeWhereTheyMust) {
  const FeatureMatrix savgol = delta_of({.delta_width = 5}, row(bumps));
  const FeatureMatrix regression =
      delta_of({.delta_width = 6, .method = DeltaMethod::regression}, row(bumps));
  EXPECT_EQ(savgol.values, regression.values);
}

TEST(Delta, CepstraHaveDeltasToo) {
  const Delta delta({.source = DeltaSource::mfcc});
  EXPECT_EQ(delta.compute(test::noise_clip(9000)).bins, 20);
  EXPECT_EQ(Delta({}).num_bins(), 64);
  EXPECT_EQ(Delta({.order = 2}).value_unit(), "dB/frame^2");
}

DeltaOptions local_options(DeltaMode mode) {
  DeltaOptions options{.mode = mode};
  options.mfcc.log_mel.level.top_db = std::nullopt;
  return options;
}

TEST(Delta, StreamEqualsTheWholeClip) {
  const std::vector<float> clip = test::noise_clip(30000);
  for (const DeltaMode mode : {DeltaMode::interp, DeltaMode::nearest, DeltaMode::mirror}) {
    for (const DeltaMethod method : {DeltaMethod::savgol, DeltaMethod::regression}) {
      DeltaOptions options = local_options(mode);
      options.method = method;
      options.order = 2;
      const Delta delta(options);
      EXPECT_LT(test::largest_difference(test::streamed(delta, clip, 7), delta.compute(clip)),
                1e-5);
    }
  }
  EXPECT_THROW(Delta(local_options(DeltaMode::wrap)).make_stream(), core::InvalidOptions);
}

TEST(Delta, ShortClips) {
  EXPECT_EQ(delta_of({}, row({3})).values, std::vector<float>{0});
  EXPECT_EQ(delta_of({.mode = DeltaMode::mirror}, row({3})).values, std::vector<float>{0});
  EXPECT_THROW(delta_of({.mode = DeltaMode::interp}, row({1, 2, 3})), core::BadData);
}

TEST(Delta, BadOptionsAreRefused) {
  EXPECT_THROW(Delta({.delta_width = 8}), core::InvalidOptions);
  EXPECT_THROW(Delta({.order = 3, .delta_width = 3}), core::InvalidOptions);
  EXPECT_THROW(Delta({.order = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
