#include "pinna/metrics/distributions.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

// Student's t: mpmath 1.2.1 at 30 digits, the root t of
//   mpmath.betainc(v / 2, 0.5, 0, v / (v + t * t), regularized=True) / 2 = 1 - p
// (scipy 1.10.1's stats.t.ppf agrees, but with errors up to 3e-9). The others: scipy 1.10.1,
//   python3 -c "from scipy import stats; print(f'{stats.norm.ppf(p):.15g}')"
// statistics_scipy compares the distribution functions on many values more.
TEST(StudentT, QuantilesEqualTheReference) {
  struct Row {
    double p, degrees_of_freedom, quantile;
  };
  for (const Row& row : std::vector<Row>{{0.975, 1, 12.7062047361747},
                                         {0.975, 2, 4.30265272974946},
                                         {0.975, 4, 2.77644510519779},
                                         {0.975, 9, 2.2621571627982},
                                         {0.95, 4, 2.13184678632665},
                                         {0.995, 29, 2.75638590367061},
                                         {0.975, 2.5, 3.57465484200368},
                                         {0.975, 1000, 1.96233908082641},
                                         {1e-06, 3, -103.299467780419},
                                         {0.51, 4, 0.026670618302639}})
    EXPECT_NEAR(student_t_quantile(row.p, row.degrees_of_freedom) / row.quantile, 1, 1e-9)
        << row.p << " with " << row.degrees_of_freedom;
}

TEST(StudentT, OneDegreeOfFreedomIsTheCauchyDistribution) {
  EXPECT_NEAR(student_t_quantile(0.75, 1), 1, 1e-12);
  EXPECT_EQ(student_t_quantile(0.5, 1), 0);
}

RC_GTEST_PROP(StudentT, QuantilesAreSymmetricAndExceedTheNormalOnes, ()) {
  const double p = 0.5 + *rc::gen::inRange(1, 499) / 1000.0;
  const double freedom = *rc::gen::inRange(1, 200);
  const double quantile = student_t_quantile(p, freedom);
  RC_ASSERT(std::abs(quantile + student_t_quantile(1 - p, freedom)) < 1e-9 * (1 + quantile));
  RC_ASSERT(quantile > normal_quantile(p));
}

TEST(Normal, QuantilesEqualScipy) {
  EXPECT_NEAR(normal_quantile(0.975), 1.95996398454005, 1e-12);
  EXPECT_NEAR(normal_quantile(0.995), 2.5758293035489, 1e-12);
  EXPECT_NEAR(normal_quantile(0.5001), 0.000250662830088008, 1e-12);
  EXPECT_NEAR(normal_quantile(1e-10), -6.36134090240406, 1e-12);
}

TEST(Normal, CumulativeProbabilitiesEqualScipy) {
  EXPECT_NEAR(normal_cdf(1.5), 0.933192798731142, 1e-14);
  EXPECT_NEAR(normal_cdf(-8) / 6.22096057427178e-16, 1, 1e-12);
  EXPECT_NEAR(normal_two_sided(-9) / 2.2571768119076e-19, 1, 1e-12);
}

RC_GTEST_PROP(StudentT, TheDistributionFunctionUndoesTheQuantile, ()) {
  const double p = *rc::gen::inRange(1, 1000) / 1000.0;
  const double freedom = *rc::gen::inRange(1, 200);
  RC_ASSERT(std::abs(student_t_cdf(student_t_quantile(p, freedom), freedom) - p) < 1e-12);
}

TEST(StudentT, FarTailsKeepTheirDigits) {
  EXPECT_NEAR(student_t_two_sided(50, 10) / 2.47431032930269e-13, 1, 1e-12);
  EXPECT_EQ(student_t_two_sided(std::numeric_limits<double>::infinity(), 3), 0);
  EXPECT_EQ(student_t_cdf(0, 3), 0.5);
}

// I_x(a, 1) = x^a and I_x(1, b) = 1 - (1 - x)^b; I_x(a, b) = 1 - I_(1-x)(b, a).
RC_GTEST_PROP(RegularizedBeta, EqualsItsClosedForms, ()) {
  const double x = *rc::gen::inRange(1, 1000) / 1000.0;
  const double a = *rc::gen::inRange(1, 4000) / 20.0;
  const double b = *rc::gen::inRange(1, 4000) / 20.0;
  RC_ASSERT(std::abs(regularized_beta(x, a, 1) - std::pow(x, a)) < 1e-12);
  RC_ASSERT(std::abs(regularized_beta(x, 1, b) - 1 + std::pow(1 - x, b)) < 1e-12);
  RC_ASSERT(std::abs(regularized_beta(x, a, b) + regularized_beta(1 - x, b, a) - 1) < 1e-11);
}

TEST(RegularizedBeta, ArgumentsOutOfRangeAreRefused) {
  EXPECT_THROW(regularized_beta(1.5, 1, 1), core::InvalidOptions);
  EXPECT_THROW(regularized_beta(0.5, 0, 1), core::InvalidOptions);
  EXPECT_THROW(student_t_quantile(0.5, 0), core::InvalidOptions);
  EXPECT_THROW(normal_quantile(1), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
