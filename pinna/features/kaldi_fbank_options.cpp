#include "pinna/features/kaldi_fbank_options.h"

#include <array>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<KaldiFbankOptions>{"pinna-1", "the settings of kaldi", {}},
    Preset<KaldiFbankOptions>{
        "kaldi", "torchaudio.compliance.kaldi.fbank, defaults of 0.13, of 16-bit samples", {}},
    Preset<KaldiFbankOptions>{
        "ast",
        "Audio Spectrogram Transformer: 16 kHz, 128 bands, Hann window, full scale 1",
        {.mel = {.frame = {.scale = 1, .window_type = KaldiWindow::hanning}, .num_mel_bins = 128},
         .htk_compat = true}}};

}  // namespace

std::span<const Preset<KaldiFbankOptions>> KaldiFbankOptions::presets() {
  return preset_table;
}

KaldiFbankOptions resolved(KaldiFbankOptions options) {
  options.mel = resolved(options.mel);
  return options;
}

}  // namespace pinna::features
