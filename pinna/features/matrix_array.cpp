#include "pinna/features/matrix_array.h"

#include <complex>

#include "pinna/core/error.h"

namespace pinna::features {

core::DType array_type(const Feature& feature) {
  return feature.is_complex() ? core::DType::complex64 : core::DType::float32;
}

int64_t array_bins(const Feature& feature) {
  return feature.is_complex() ? feature.num_bins() / 2 : feature.num_bins();
}

core::Array to_array(const Feature& feature, const FeatureMatrix& matrix) {
  if (!feature.is_complex()) return core::Array::from(matrix.values, {matrix.bins, matrix.frames});
  const int64_t bins = matrix.bins / 2;
  core::Array array = core::Array::uninitialized(array_type(feature), {bins, matrix.frames});
  const auto values = array.as<std::complex<float>>();
  const float* real = matrix.values.data();
  const float* imaginary = real + bins * matrix.frames;
  for (size_t i = 0; i < values.size(); ++i) values[i] = {real[i], imaginary[i]};
  return array;
}

FeatureMatrix complex_matrix(const core::Array& array) {
  if (array.shape.size() != 2 || array.dtype != core::DType::complex64)
    throw core::BadData(
        {.what = "complex spectrum",
         .got = std::string(core::dtype_name(array.dtype)) + " " + core::shape_text(array.shape),
         .expected = "complex64 [bins, frames]"});
  const auto values = array.as<std::complex<float>>();
  FeatureMatrix matrix(2 * array.shape[0], array.shape[1]);
  float* real = matrix.values.data();
  float* imaginary = real + values.size();
  for (size_t i = 0; i < values.size(); ++i) {
    real[i] = values[i].real();
    imaginary[i] = values[i].imag();
  }
  return matrix;
}

}  // namespace pinna::features
