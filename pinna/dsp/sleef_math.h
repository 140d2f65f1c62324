// Single-precision functions that round as those of SLEEF, which compute PyTorch's windows: within
// one unit in the last place of the true value, but not always the nearest.
// Reference: Shibata and Petrogalli, SLEEF: a portable vectorized library of C standard
// mathematical functions, IEEE TPDS 31 (2020): cosf and powf of at most 1.0 ulp, with fused
// multiply-add.
#pragma once

namespace pinna::dsp {

/// cos(x), |x| < 125.
float sleef_cos(float x);

/// base^exponent, base >= 0 and normal or 0, exponent > 0, the result normal or 0.
float sleef_pow(float base, float exponent);

}  // namespace pinna::dsp
