#include "pinna/runs/protocol.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/runs/recorded_options.h"

namespace pinna::runs {

nlohmann::ordered_json to_json(const Protocol& protocol) {
  return core::to_json(core::to_config(protocol));
}

Protocol protocol_from_json(const nlohmann::ordered_json& json, const std::string& where) {
  return parse_recorded<Protocol>(json, where);
}

std::string describe(const Protocol& protocol) {
  const std::string held_out =
      protocol.test_part.empty()
          ? fmt::format("Fold {} of {} of {}", protocol.fold, protocol.num_folds, protocol.dataset)
          : fmt::format("A part of {}, {},", protocol.dataset, protocol.test_part);
  std::string text = fmt::format("{} ({} clips) was held out of training and scored once. ",
                                 held_out, protocol.test_clips);
  text += fmt::format("The weights were fitted to {} other clips. ", protocol.train_clips);
  text += protocol.selection == Selection::last_epoch
              ? fmt::format(
                    "Those of the last epoch, {}, were scored: the number of epochs was "
                    "fixed before training.",
                    protocol.epoch)
              : fmt::format(
                    "Those of epoch {} were scored: the best one on {} clips set aside "
                    "for that choice.",
                    protocol.epoch, protocol.validation_clips);
  if (protocol.ece_unscaled)
    text += fmt::format(
        " Its probabilities were scaled by the temperature {:.3g}, fitted on {} clips set aside "
        "from the training folds; without it the expected calibration error would be {:.1f} %.",
        protocol.temperature, protocol.validation_clips, 100 * *protocol.ece_unscaled);
  return text;
}

}  // namespace pinna::runs
