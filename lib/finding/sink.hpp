// What the reader of a scanner's file tells of it, piece by piece, so that a file of any size takes the same memory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "finding/finding.hpp"

namespace mssp::finding {

// What was learnt of one port that a network scan looked at.
struct PortSeen {
  std::string protocol;
  int number = 0;
  bool open = false;
  bool decided = true;  // false: the scan could not tell (open|filtered, unfiltered)
};

// A host or another thing that the scan looked at. It may be told more than once; then what is known adds up.
struct AssetSeen {
  std::string address;   // how the tenant's asset is known; never empty
  std::string hostname;  // may be empty
  bool whole = true;     // what the scanner has to say of it is in the file; false for a scan of ports, or a part
  std::vector<PortSeen> ports;
  std::vector<std::string> undecided;  // rules of a whole asset that were not, or could not be, looked at
  bool listed_only = false;  // of protocols in Facts::ambiguous, only what `ports` holds is known
};

struct PortSpan {
  int first = 0;
  int last = 0;  // included
};

// What is known when the file has been read to its end.
struct Facts {
  std::string arguments;            // the scanner's own command line, or what comes near it
  std::optional<Instant> started;   // by the scanner's clock
  std::optional<Instant> finished;  // by the scanner's clock
  std::string incomplete;           // why the file is no whole scan; empty when it is one
  std::string partial;              // why it may not be all that there is to say of its assets; empty when it is
  std::vector<std::string> sources;                    // parts of the scanner that ran: "nmap", "nmap/vulners"
  std::map<std::string, std::vector<PortSpan>> ports;  // that were looked at, by protocol; ascending
  std::vector<std::string> ambiguous;                  // protocols in which silence may mean an open port
};

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void asset(AssetSeen asset) = 0;
  // On an asset that was told before, or is told at once.
  virtual void draft(Draft draft) = 0;
  // A part that could not be read, "LINE:COLUMN: why", or only counted when there are many.
  virtual void problem(std::string what) = 0;
};

}  // namespace mssp::finding
