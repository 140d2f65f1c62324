// Which trackers a training writes to, besides the run's own log.
#pragma once

#include <cstdint>
#include <string>

#include "pinna/core/options.h"

namespace pinna::tracking {

struct WandbOptions {
  bool enabled = false;
  std::string project = "pinna";
  std::string entity = "";
  std::string group = "";

  static void fields(auto&& field) {
    field("enabled", &WandbOptions::enabled, "write W&B runs for `wandb sync` into wandb/");
    field("project", &WandbOptions::project, "the W&B project");
    field("entity", &WandbOptions::entity, "the W&B user or team; empty: whoever syncs");
    field("group", &WandbOptions::group, "the W&B group, such as a study; may be empty");
  }
  bool operator==(const WandbOptions&) const = default;
};

struct MlflowOptions {
  std::string uri = "";
  std::string experiment = "pinna";

  static void fields(auto&& field) {
    field("uri", &MlflowOptions::uri,
          "an MLflow server: http:// or https://, without password; empty: none");
    field("experiment", &MlflowOptions::experiment, "the MLflow experiment, made if it is absent");
  }
  bool operator==(const MlflowOptions&) const = default;
};

/// None of this changes the outcome of a training: a run may be resumed with other trackers.
struct TrackingOptions {
  bool tensorboard = false;
  WandbOptions wandb = {};
  MlflowOptions mlflow = {};
  int64_t histogram_every = 0;

  static void fields(auto&& field) {
    using core::at_least;
    field("tensorboard", &TrackingOptions::tensorboard, "write event files into tensorboard/");
    field("wandb", &TrackingOptions::wandb, "Weights & Biases");
    field("mlflow", &TrackingOptions::mlflow, "MLflow");
    field("histogram_every", &TrackingOptions::histogram_every,
          "epochs between histograms of the first and last weights; 0: none", at_least(0));
  }
  bool operator==(const TrackingOptions&) const = default;
};

/// InvalidOptions for an address that MLflow cannot have or that holds a password.
void require_valid(const TrackingOptions& options);

}  // namespace pinna::tracking
