#include "pinna/models/receptive_field.h"

#include <variant>

#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

void add_layer(ReceptiveField& field, int64_t kernel, int64_t stride) {
  field.size += (kernel - 1) * field.stride;
  field.stride *= stride;
}

ReceptiveField field_of(const ResNetOptions& options) {
  ReceptiveField field;
  add_layer(field, 7, 2);
  if (options.stem == ResNetStem::pool) add_layer(field, 3, 2);
  bool is_first_stage = true;
  for (const int64_t blocks : blocks_per_stage(options.depth)) {
    for (int64_t block = 0; block < blocks; ++block) {
      add_layer(field, 3, block == 0 && !is_first_stage ? 2 : 1);
      add_layer(field, 3, 1);
    }
    is_first_stage = false;
  }
  return field;
}

struct FieldsOf {
  ReceptiveFields operator()(const ResNetOptions& options) const {
    core::check_options(options, "model");
    const ReceptiveField field = field_of(options);
    return {.bins = field, .frames = field};
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
