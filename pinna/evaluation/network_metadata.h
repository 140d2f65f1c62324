// What a file of a trained network says about itself besides its weights.
#pragma once

#include <functional>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "pinna/core/config.h"
#include "pinna/core/error.h"
#include "pinna/features/statistics.h"

namespace pinna::evaluation {

/// The entries of a safetensors file's metadata, each JSON, parsed on demand. Errors are BadData
/// naming the entry and the file.
class NetworkMetadata {
 public:
  using StringMap = std::map<std::string, std::string, std::less<>>;

  /// BadData unless the entry "schema" is `schema`. `kind`: what such a file is, for the message.
  NetworkMetadata(const StringMap& entries, std::string where, const std::string& schema,
                  const std::string& kind);

  bool has(const std::string& key) const { return entries_.contains(key); }
  nlohmann::ordered_json json(const std::string& key) const;
  core::ConfigTable table(const std::string& key) const;
  template <class T>
  T value(const std::string& key) const {
    try {
      return json(key).get<T>();
    } catch (const nlohmann::ordered_json::exception& error) {
      throw bad_entry(key, error.what());
    }
  }
  const std::string& where() const { return where_; }

 private:
  core::BadData bad_entry(const std::string& key, const char* problem) const;
  std::string text(const std::string& key) const;

  const StringMap& entries_;
  std::string where_;
};

/// BadData naming `where` unless there is a finite mean and a positive deviation for each bin.
void require_statistics(const features::BinStatistics& statistics, int64_t num_bins,
                        const std::string& where);

}  // namespace pinna::evaluation
