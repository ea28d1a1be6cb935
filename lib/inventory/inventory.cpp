#include "inventory/inventory.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/action1.hpp"
#include "inventory/fleet.hpp"
#include "inventory/listed.hpp"
#include "inventory/nmap.hpp"
#include "inventory/osquery.hpp"
#include "inventory/start.hpp"

namespace mssp::inventory {
namespace {

bool is_json_line(std::string_view start) { return trim(start).starts_with('{'); }

bool is_nmap(std::string_view start) { return start.find("<nmaprun") != std::string_view::npos; }

bool is_list(std::string_view start) {
  const std::string line = lower_ascii(trim(start).substr(0, trim(start).find('\n')));
  return line.find("hostname") != std::string::npos || line.find("serial") != std::string::npos;
}

}  // namespace

std::string start_of(const Input& input) {
  const Source source = input.open();
  constexpr std::size_t start_bytes = 65536;
  std::string start(start_bytes, '\0');
  std::size_t filled = 0;
  while (filled < start.size()) {
    const std::size_t read = source(start.data() + filled, start.size() - filled);
    if (read == 0) break;
    filled += read;
  }
  start.resize(filled);
  if (start.starts_with("\xef\xbb\xbf")) start.erase(0, 3);
  return start;
}

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"nmap", "nmap", false, is_nmap, read_nmap},
      {"fleet", "fleet", true, is_fleet, read_fleet},
      {"action1", "action1", true, is_action1, read_action1},
      {"osquery", "osquery", true, is_osquery, read_osquery},
      {"jsonl", "list", false, is_json_line, read_json_lines},
      {"csv", "list", false, is_list, read_csv_list},
  };
  return all;
}

std::vector<std::string> sources() {
  std::vector<std::string> all;
  for (const Format& each : formats()) all.emplace_back(each.name);
  return all;
}

const Format& format(const Input& input, std::string_view source) {
  if (source != "auto") {
    return *std::find_if(formats().begin(), formats().end(), [&](const Format& each) { return each.name == source; });
  }
  const std::string start = start_of(input);
  for (const Format& each : formats()) {
    if (each.matches(start)) return each;
  }
  throw Error(Code::invalid_input, input.name + ": no list of devices that is known", "--source says what it is: " + join(sources(), ", "));
}

}  // namespace mssp::inventory
