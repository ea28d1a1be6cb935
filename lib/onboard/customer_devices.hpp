// The devices of a customer's file.
#pragma once

#include <vector>

#include "config/yaml.hpp"
#include "onboard/customer_file.hpp"

namespace mssp::onboard {

// Each needs something to be recognised by; host names and serial numbers stand once. At most most_devices.
std::vector<Placed<DeviceWish>> read_devices(const config::Node& node, config::Problems& problems);

}  // namespace mssp::onboard
