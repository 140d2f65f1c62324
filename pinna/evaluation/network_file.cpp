#include "pinna/evaluation/network_file.h"

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::evaluation {

nlohmann::ordered_json decoding_json(const std::vector<decoding::DecodingOptions>& decoding) {
  auto json = nlohmann::ordered_json::array();
  for (const decoding::DecodingOptions& options : decoding) json.push_back(json_of(options));
  return json;
}

std::vector<decoding::DecodingOptions> read_decoding(const NetworkMetadata& metadata,
                                                     size_t num_classes) {
  std::vector<decoding::DecodingOptions> decoding;
  for (const nlohmann::ordered_json& entry : metadata.json("decoding"))
    decoding.push_back(core::parse_options<decoding::DecodingOptions>(
        core::from_json(entry, metadata.where() + ": decoding")));
  if (decoding.size() != num_classes)
    throw core::BadData({.what = "decoding of a detector",
                         .got = fmt::format("{} classes", decoding.size()),
                         .expected = fmt::to_string(num_classes),
                         .where = metadata.where()});
  return decoding;
}

}  // namespace pinna::evaluation
