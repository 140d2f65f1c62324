// How much trained networks compute for a second of sound.
#pragma once

#include "pinna/evaluation/window_options.h"

namespace pinna::evaluation {

struct Classifier;
struct Detector;

/// Multiply-adds of convolutions and matrix products of the detector on scenes as long as those it
/// was trained on, of the classifier whose tags it is told, and of the detectors that it stacks.
double multiply_adds_per_second(const Detector& detector);
/// Of a classifier that is asked about windows.
double multiply_adds_per_second(const Classifier& classifier, const WindowOptions& windows);

}  // namespace pinna::evaluation
