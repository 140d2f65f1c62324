// Short-time spectra, mel bands, their levels and their cepstra.
#include <memory>

#include <torch/torch.h>

#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

class StftFrontEnd : public FrontEnd {
 public:
  explicit StftFrontEnd(const features::StftOptions& options) {
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(options.spectrum));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override { return spectrum_->forward(waveforms); }

  std::shared_ptr<Spectrum> spectrum_;
};

class SpectrogramFrontEnd : public FrontEnd {
 public:
  explicit SpectrogramFrontEnd(const features::SpectrogramOptions& options)
      : options_(features::resolved(options)) {
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(options.spectrum));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    return to_levels(to_power(spectrum_->forward(waveforms), options_.power), options_.level,
                     options_.power);
  }

  features::SpectrogramOptions options_;
  std::shared_ptr<Spectrum> spectrum_;
};

class LogMelFrontEnd : public FrontEnd {
 public:
  explicit LogMelFrontEnd(const features::LogMelOptions& options)
      : options_(features::resolved(options)) {
    spectrum_ = register_module("spectrum", std::make_shared<Spectrum>(options.mel.spectrum));
    bank_ = register_buffer("mel_bank", bank_tensor(features::mel_bank(options_.mel)));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    const double power = options_.mel.power;
    const at::Tensor mel =  // [batch, n_mels, frames]
        at::matmul(bank_.to(waveforms.scalar_type()),
                   to_power(spectrum_->forward(waveforms), power));
    return to_levels(mel, options_.level, power);
  }

  features::LogMelOptions options_;
  std::shared_ptr<Spectrum> spectrum_;
  at::Tensor bank_;
};

class CepstrumFrontEnd : public FrontEnd {
 public:
  /// `cosines`: [coefficients, bands].
  CepstrumFrontEnd(const features::LogMelOptions& bands, const at::Tensor& cosines) {
    bands_ = register_module("bands", make_log_mel_front_end(bands));
    cosines_ = register_buffer("cosines", cosines);
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    return at::matmul(cosines_.to(waveforms.scalar_type()), bands_->forward(waveforms));
  }

  std::shared_ptr<FrontEnd> bands_;
  at::Tensor cosines_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_stft_front_end(const features::StftOptions& options) {
  return std::make_shared<StftFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_spectrogram_front_end(const features::SpectrogramOptions& options) {
  return std::make_shared<SpectrogramFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_mel_front_end(const features::MelOptions& options) {
  return make_log_mel_front_end({.mel = options, .level = {.log = features::LogKind::none}});
}

std::shared_ptr<FrontEnd> make_log_mel_front_end(const features::LogMelOptions& options) {
  return std::make_shared<LogMelFrontEnd>(options);
}

std::shared_ptr<FrontEnd> make_mfcc_front_end(const features::MfccOptions& options) {
  const features::MfccOptions all = features::resolved(options);
  return std::make_shared<CepstrumFrontEnd>(
      all.log_mel, matrix_tensor(features::mfcc_matrix(all), all.n_mfcc, all.log_mel.mel.n_mels));
}

std::shared_ptr<FrontEnd> make_lfcc_front_end(const features::LfccOptions& options) {
  const features::LfccOptions all = features::resolved(options);
  return std::make_shared<CepstrumFrontEnd>(
      all.bands(), matrix_tensor(features::lfcc_matrix(all), all.n_lfcc, all.n_filter));
}

}  // namespace pinna::models
