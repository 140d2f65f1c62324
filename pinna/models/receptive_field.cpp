#include "pinna/models/receptive_field.h"

#include <variant>
#include <vector>

#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

void add_layer(ReceptiveField& field, int64_t kernel, int64_t stride) {
  field.size += (kernel - 1) * field.stride;
  field.stride *= stride;
}

/// `strides`: of the first convolution, the pooling and the last three stages.
ReceptiveField resnet_field(int64_t depth, ResNetStem stem, const std::vector<int64_t>& strides) {
  ReceptiveField field;
  add_layer(field, 7, strides[0]);
  if (stem == ResNetStem::pool) add_layer(field, 3, strides[1]);
  const auto blocks = blocks_per_stage(depth);
  for (size_t stage = 0; stage < blocks.size(); ++stage)
    for (int64_t block = 0; block < blocks[stage]; ++block) {
      add_layer(field, 3, block == 0 && stage > 0 ? strides[stage + 1] : 1);
      add_layer(field, 3, 1);
    }
  return field;
}

const std::vector<int64_t> torchvision_strides(5, 2);

struct FieldsOf {
  ReceptiveFields operator()(const ResNetOptions& options) const {
    core::check_options(options, "model");
    return {.bins = resnet_field(options.depth, options.stem, torchvision_strides),
            .frames = resnet_field(options.depth, options.stem, options.frame_strides)};
  }
  ReceptiveFields operator()(const EventResNetOptions& options) const {
    frames_per_score(options);  // checks them
    return {.bins = resnet_field(options.depth, ResNetStem::pool, torchvision_strides),
            .frames = resnet_field(options.depth, ResNetStem::pool, options.frame_strides)};
  }
  ReceptiveFields operator()(const CrnnOptions& options) const {
    frames_per_score(options);  // checks them
    ReceptiveFields fields;
    for (size_t block = 0; block < options.channels.size(); ++block) {
      add_layer(fields.bins, 3, 1);
      add_layer(fields.bins, options.pool_bins[block], options.pool_bins[block]);
      add_layer(fields.frames, 3, 1);
      add_layer(fields.frames, options.pool_frames[block], options.pool_frames[block]);
    }
    return fields;
  }
};

}  // namespace

ReceptiveFields receptive_fields(const ModelOptions& options) {
  return std::visit(FieldsOf{}, options);
}

}  // namespace pinna::models
