#include "onboard/customer_devices.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "config/fields.hpp"
#include "device/signal.hpp"
#include "onboard/once.hpp"

namespace mssp::onboard {
namespace {

using config::Fields;
using config::Node;
using config::Problems;

// A text that is a signal of that kind.
std::string signal_text(const Node* node, device::Kind kind, std::string_view wanted, Problems& problems) {
  return config::accepted(node, wanted, problems, [&](std::string_view written) { return device::signal(kind, written).has_value(); }).value_or("");
}

}  // namespace

std::vector<Placed<DeviceWish>> read_devices(const Node& node, Problems& problems) {
  std::vector<Placed<DeviceWish>> all;
  Once names("the device", problems);
  Once serials("the serial number", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a device",
                        {"hostname", "serial", "uuid", "mac", "user", "location", "os", "os_version", "address", "group"}, problems);
    DeviceWish wish;
    wish.hostname = signal_text(fields.find("hostname"), device::Kind::hostname, "a host name", problems);
    wish.serial = signal_text(fields.find("serial"), device::Kind::serial, "a serial number", problems);
    wish.uuid = signal_text(fields.find("uuid"), device::Kind::uuid, "a UUID", problems);
    for (const Node* mac : config::items(fields.find("mac"), problems)) {
      wish.mac.push_back(signal_text(mac, device::Kind::mac, "a MAC such as 3c:22:fb:00:00:07", problems));
    }
    if (!fields.find("hostname") && !fields.find("serial") && !fields.find("uuid") && !fields.find("mac")) {
      problems.add(item->place, "nothing to recognise the device by", "give hostname, serial, uuid or mac");
    }
    wish.user = config::text(fields.find("user"), problems).value_or("");
    wish.location = config::text(fields.find("location"), problems).value_or("");
    wish.os = config::text(fields.find("os"), problems).value_or("");
    wish.os_version = config::text(fields.find("os_version"), problems).value_or("");
    wish.address = config::text(fields.find("address"), problems).value_or("");
    wish.group = config::accepted(fields.find("group"), "a name such as servers", problems, is_handle).value_or("");
    names.add(lower_ascii(wish.hostname), item->place);
    serials.add(wish.serial, item->place);
    all.push_back({std::move(wish), item->place});
  }
  if (all.size() > most_devices) {
    problems.add(node.place, fmt::format("a customer's file has at most {} devices", most_devices), "'synos-mssp device import' takes longer lists");
  }
  return all;
}

}  // namespace mssp::onboard
