// The step from power spectra to bands of any filter bank.
#pragma once

#include <vector>

#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// |X|^power, summed with a bank's weights. Uses the slots 0 and 1 of a ClipWork.
class BandLayer {
 public:
  BandLayer(dsp::BandMatrix bank, double power);
  BandLayer(const BandLayer&) = delete;
  BandLayer& operator=(const BandLayer&) = delete;

  /// [bands, lanes], valid until the next call with this work.
  float* apply(const SpectrumBlock& block, ClipWork& work) const;
  const dsp::BandMatrix& matrix() const { return bank_; }

 private:
  dsp::BandMatrix bank_;
  std::vector<dsp::BandTables::Band> bands_;  ///< points into bank_
  double power_;
};

/// |X|^power, [num_bins, lanes]: the block itself for power 2, slot 0 of `work` otherwise.
const float* raised(const SpectrumBlock& block, double power, ClipWork& work);
/// The largest |X|^2 whose power / 2 can still be summed in single precision.
double largest_power_for(double power);
/// Copies the frames of a block [rows, lanes] to their columns of the matrix.
void store_block(const SpectrumBlock& block, const float* values, FeatureMatrix& output);

}  // namespace pinna::features
