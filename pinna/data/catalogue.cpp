#include "pinna/data/catalogue.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/hash.h"
#include "pinna/core/options.h"
#include "pinna/data/archive.h"
#include "pinna/data/esc50.h"
#include "pinna/data/verify.h"
#include "pinna/data/work_folder.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxNamed = 5;

std::string first_of(const std::vector<std::string>& names) {
  const auto end = names.begin() + static_cast<long>(std::min(names.size(), kMaxNamed));
  return fmt::format("{}{}", fmt::join(names.begin(), end, ", "),
                     names.size() > kMaxNamed ? ", ..." : "");
}

/// Compares with the publisher's manifest where there is one, or writes our own.
ManifestOrigin settle_manifest(const fs::path& folder, const ProgressCallback& progress) {
  if (!fs::exists(folder / kManifestName)) {
    write_manifest(folder, 0, progress);
    return ManifestOrigin::download;
  }
  const VerifyReport report = verify_folder(folder, 0, progress);
  if (!report.intact())
    throw core::BadData({.what = "downloaded dataset differs from its manifest",
                         .got = fmt::format("{} missing ({}), {} changed ({})",
                                            report.missing.size(), first_of(report.missing),
                                            report.changed.size(), first_of(report.changed)),
                         .expected = fmt::format("{} intact files", report.num_listed),
                         .where = folder.string()});
  return ManifestOrigin::publisher;
}

GetReport unpack_and_check(const CatalogueEntry& entry, const fs::path& archive,
                           const fs::path& unpacked, const GetOptions& options) {
  const UnpackReport content = unpack_archive(
      archive, unpacked, {.top_folder = TopFolder::strip, .progress = options.unpack_progress});
  const int64_t num_clips = entry.read(unpacked).num_clips();
  if (num_clips != entry.num_clips)
    throw core::BadData({.what = "downloaded dataset",
                         .got = fmt::format("{} clips", num_clips),
                         .expected = fmt::format("{}", entry.num_clips),
                         .where = entry.url});
  return {.num_clips = num_clips,
          .num_files = content.num_files,
          .num_bytes = content.num_bytes,
          .archive_sha256 = core::sha256_file(archive),
          .manifest = settle_manifest(unpacked, options.hash_progress)};
}

}  // namespace

const std::vector<CatalogueEntry>& catalogue() {
  static const std::vector<CatalogueEntry> entries{
      {.name = "esc50",
       .title = "ESC-50: Dataset for Environmental Sound Classification",
       .url = "https://github.com/karolpiczak/ESC-50/archive/master.zip",
       .licence = "CC BY-NC 3.0 (non-commercial); its subset ESC-10 CC BY 3.0; each clip's author "
                  "and licence are in the file LICENSE",
       .citation = "K. J. Piczak. ESC: Dataset for Environmental Sound Classification. Proceedings "
                   "of the 23rd ACM International Conference on Multimedia, 2015",
       .approximate_bytes = 600'000'000,
       .num_clips = 2000,
       .read = [](const fs::path& root) { return read_esc50({.root = root.string()}); }}};
  return entries;
}

const CatalogueEntry& find_in_catalogue(std::string_view name) {
  std::vector<std::string> known;
  for (const CatalogueEntry& entry : catalogue()) {
    if (entry.name == name) return entry;
    known.push_back(entry.name);
  }
  core::throw_unknown_word("dataset", {}, std::string(name), known);
}

GetReport get_dataset(const CatalogueEntry& entry, const fs::path& folder,
                      const GetOptions& options) {
  WorkFolder work(folder, Leftovers::keep);
  const fs::path archive = work / "archive", unpacked = work / "unpacked";
  if (!fs::exists(archive))
    download(entry.url, archive,
             {.transport = options.transport, .progress = options.download_progress});
  fs::remove_all(unpacked);
  try {
    const GetReport report = unpack_and_check(entry, archive, unpacked, options);
    work.commit(unpacked);
    return report;
  } catch (const core::Error& error) {
    // A damaged archive would fail again; an interrupted or crowded-out call can go on with it.
    if (error.kind() == core::ErrorKind::bad_data || error.kind() == core::ErrorKind::missing_input)
      work.remove();
    throw;
  }
}

}  // namespace pinna::data
