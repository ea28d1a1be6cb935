// Takes what a reader tells of a scan into the store in chunks, each with a fixed number of statements, and closes at the
// end what the scan would have seen. Memory does not grow with the file.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/connection.hpp"
#include "finding/sink.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

// What the chunks of one scan have in common.
struct Run {
  const tenant::Tenant& tenant;
  std::string scanner;
  std::int64_t number = 0;    // of this scan
  std::int64_t previous = 0;  // of the last scan of this scanner; 0 when there was none
  Instant now;
  std::function<std::optional<Instant>(const Draft&)> due;          // to repair what is new or back
  std::function<void(const std::string& address)> require_room;     // for an asset that is new; throws Error{limit}
};

struct Counts {
  std::int64_t hosts = 0;
  std::int64_t reported = 0;  // results as the file gives them: created + untouched + reopened, and repeats of these
  std::int64_t created = 0;
  std::int64_t untouched = 0;
  std::int64_t reopened = 0;
  std::int64_t skipped = 0;
};

class Staging : public Sink {
 public:
  // Makes the temporary tables, or empties them. To be used within the transaction that keeps the scan.
  Staging(db::Connection& store, Run run);

  void asset(AssetSeen asset) override;
  void draft(Draft draft) override;
  void problem(std::string what) override;

  // After the last piece. The first problems are in `problems`.
  const Counts& finish();
  const std::vector<std::string>& problems() const { return problems_; }

  // Closes the open findings of this scanner that the scan did not report although it looked where they were; how many.
  // A finding is covered when its asset was seen and either
  //   the asset was told whole, the finding's source ran, and its rule is not undecided there; or
  //   it has no port, and its source ran; or
  //   its port was looked at and is decided, and its source ran or the port is not open any more.
  std::int64_t close_absent(const Facts& facts);

 private:
  void flush();
  void keep_assets();
  void keep_drafts();

  db::Connection& store_;
  Run run_;
  Counts counts_;
  std::vector<std::string> problems_;
  std::unordered_map<std::string, AssetSeen> assets_;  // of this chunk, by address
  std::size_t ports_ = 0;                               // and rules of them
  std::unordered_map<std::string, std::size_t> index_;  // of the chunk's drafts, by identity
  std::vector<Draft> drafts_;
  std::vector<std::string> keys_;
};

}  // namespace mssp::finding
