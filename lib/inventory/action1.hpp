// Action1: its endpoints as the API gives them page by page, or as PSAction1 exports them.
#pragma once

#include "inventory/inventory.hpp"

namespace mssp::inventory {

// {"items":[...]} of endpoints, with id, name, serial, MAC, OS, last_seen, reboot_required and numbers of missing updates
// (fields of PSAction1 and of the API's documentation; no recorded answer is public, so what is missing says nothing).
bool is_action1(std::string_view start);
void read_action1(const Input& input, const device::Sink& sink);

}  // namespace mssp::inventory
