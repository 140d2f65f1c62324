// The analysis window as a figure: alone, on a frame of a recording, and what it does to the
// spectrum of that frame.
#pragma once

#include <optional>
#include <span>

#include "pinna/features/spectrum_options.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// One frame of n_fft samples with its middle at `at_seconds`, or where the frames are loudest.
/// Three panels: the window over time; the frame before and after it; the magnitude of the discrete
/// Fourier transform in dB, with the window and without. `spectrum`: resolved. BadData for an empty
/// recording, InvalidOptions for a time beyond it.
Figure window_figure(const features::SpectrumOptions& spectrum, std::span<const float> mono,
                     std::optional<double> at_seconds = std::nullopt);

}  // namespace pinna::report
