// Deltas of a log-mel spectrogram or of its cepstrum.
#include <memory>

#include <torch/torch.h>

#include "pinna/models/front_ends/front_ends.h"
#include "pinna/models/front_ends/spectrum.h"

namespace pinna::models {
namespace {

using features::DeltaMode;

std::shared_ptr<FrontEnd> make_source(const features::DeltaOptions& options) {
  if (options.source == features::DeltaSource::mfcc) return make_mfcc_front_end(options.mfcc);
  return make_log_mel_front_end(options.mfcc.log_mel);
}

/// The indices of the rows that are not constant beyond their ends.
at::Tensor row_indices(int64_t frames, int64_t padding, DeltaMode mode) {
  if (mode == DeltaMode::wrap) return at::arange(-padding, frames + padding).remainder(frames);
  return padded_indices(
      frames, padding, mode == DeltaMode::mirror ? dsp::PadMode::reflect : dsp::PadMode::replicate);
}

/// Rows [batch, bins, frames] with `padding` frames more at either end.
at::Tensor padded(const at::Tensor& rows, int64_t padding, DeltaMode mode) {
  if (mode == DeltaMode::constant) return at::constant_pad_nd(rows, {padding, padding});
  return rows.index_select(2, row_indices(rows.size(2), padding, mode).to(rows.device()));
}

class DeltaFrontEnd : public FrontEnd {
 public:
  explicit DeltaFrontEnd(const features::DeltaOptions& options)
      : options_(features::resolved(options)) {
    source_ = register_module("source", make_source(options_));
    const std::vector<float> weights = features::delta_weights(options_);
    weights_ =
        register_buffer("weights", matrix_tensor(weights, static_cast<int64_t>(weights.size()), 1));
  }

 private:
  at::Tensor compute(const at::Tensor& waveforms) override {
    at::Tensor rows = source_->forward(waveforms);  // [batch, bins, frames]
    features::require_window(options_, rows.size(2));
    for (int64_t pass = 0; pass < options_.passes(); ++pass) rows = differentiated(rows);
    return rows;
  }

  at::Tensor differentiated(const at::Tensor& rows) const {
    const int64_t half = options_.half_width();
    const bool extends_fit = options_.mode == DeltaMode::interp;
    const at::Tensor windows =  // [batch, bins, frames, width]
        (extends_fit ? rows : padded(rows, half, options_.mode)).unfold(2, weights_.size(0), 1);
    const at::Tensor slopes = at::matmul(windows, weights_.to(rows.scalar_type())).squeeze(3);
    return extends_fit ? padded(slopes, half, options_.mode) : slopes;
  }

  features::DeltaOptions options_;
  std::shared_ptr<FrontEnd> source_;
  at::Tensor weights_;
};

}  // namespace

std::shared_ptr<FrontEnd> make_delta_front_end(const features::DeltaOptions& options) {
  return std::make_shared<DeltaFrontEnd>(options);
}

}  // namespace pinna::models
