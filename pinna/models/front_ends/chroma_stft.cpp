// The chromagram of short-time spectra, of a tuning that is known.
#include <limits>
#include <memory>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

double tuning_of(const features::ChromaStftOptions& options) {
  if (const double* tuning = std::get_if<double>(&options.tuning)) return *tuning;
  throw core::InvalidOptions(
      {.what = "tuning",
       .got = "estimate",
       .expected = "a number of pitch classes, because an estimate has no gradient",
       .fix = "set tuning to a number, such as 0, or compute it on the CPU with make_feature"});
}

/// What dsp::normalize_columns divides each column of [batch, rows, columns] by; float64.
at::Tensor column_sizes(const at::Tensor& values, const dsp::VectorNorm& norm) {
  constexpr double tiny = std::numeric_limits<float>::min();
  at::Tensor sizes;
  if (const double* exponent = std::get_if<double>(&norm)) {
    const at::Tensor sums = raised(values.to(at::kDouble), *exponent).sum(1, /*keepdim=*/true);
    sizes = raised(sums, 1 / *exponent);
  } else {
    sizes = values.to(at::kDouble).amax(1, /*keepdim=*/true);
  }
  return sizes.masked_fill(sizes < tiny, 1);
}

class ChromaStftFrontEnd : public FrontEnd {
 public:
  explicit ChromaStftFrontEnd(const features::ChromaStftOptions& options)
      : options_(features::resolved(options)) {
    const std::vector<float> bank = features::chroma_bank(options_, tuning_of(options_));
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(options_.spectrum));
    bank_ = register_buffer("chroma_bank",
                            matrix_tensor(bank, options_.n_chroma, options_.spectrum.num_bins()));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    const at::Tensor classes =  // [batch, n_chroma, frames]
        at::matmul(bank_.to(waveforms.scalar_type()), to_power(spectrum_->forward(waveforms), 2));
    if (options_.norm == dsp::VectorNorm(dsp::NormWord::none)) return classes;
    return (classes / column_sizes(classes, options_.norm)).to(classes.scalar_type());
  }

  features::ChromaStftOptions options_;
  std::shared_ptr<Spectrum> spectrum_;
  at::Tensor bank_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_chroma_stft_front_end(const features::ChromaStftOptions& options) {
  return std::make_shared<ChromaStftFrontEnd>(options);
}

}  // namespace pinna::models
