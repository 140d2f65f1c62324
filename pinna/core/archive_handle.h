// Ownership of libarchive's objects. Include in sources only.
#pragma once

#include <memory>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

namespace pinna::core {

struct ArchiveFree {
  void operator()(archive* object) const { archive_free(object); }
};
/// A reader or writer.
using ArchiveHandle = std::unique_ptr<archive, ArchiveFree>;

struct ArchiveEntryFree {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using ArchiveEntryHandle = std::unique_ptr<archive_entry, ArchiveEntryFree>;

/// libarchive's words for its last failure.
inline std::string archive_message(archive* object) {
  const char* text = archive_error_string(object);
  return text ? text : "an unknown error";
}

/// The name of an entry in UTF-8, or empty where it cannot be told.
inline std::string archive_entry_name(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  return name ? name : "";
}

/// libarchive converts names to the locale's alphabet and loses those that do not fit; while such
/// an object lives, that alphabet is UTF-8 in this thread.
class Utf8Names {
 public:
  Utf8Names()
      : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})),
        previous_(uselocale(utf8_ ? utf8_ : LC_GLOBAL_LOCALE)) {}
  ~Utf8Names() {
    uselocale(previous_);
    if (utf8_) freelocale(utf8_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t utf8_;
  locale_t previous_;
};

}  // namespace pinna::core
