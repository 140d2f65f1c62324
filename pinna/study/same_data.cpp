#include "pinna/study/same_data.h"

#include <string>

#include "pinna/core/error.h"
#include "pinna/data/table_hash.h"

namespace pinna::study {

void require_same_data(const runs::RunFolder& run, const data::ClipTable& table) {
  const std::string recorded = run.environment().data_hash;
  const std::string present = data::table_hash(table);
  if (recorded == present) return;
  throw core::BadData({.what = "the data set changed since the run began",
                       .got = "hash " + present,
                       .expected = recorded + ", as " + run.path().string() + " recorded",
                       .where = table.root.string(),
                       .fix = "restore the data or train again in another folder"});
}

}  // namespace pinna::study
