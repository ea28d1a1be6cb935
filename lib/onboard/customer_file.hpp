// One customer in one file: the tenant and everything that is set up for it, read strictly, with the place of each thing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"
#include "config/schedules.hpp"
#include "patch/window.hpp"
#include "scan/network.hpp"
#include "sla/policy_change.hpp"

namespace mssp::onboard {

// A thing of the file and where it stands.
template <class T>
struct Placed {
  T value;
  config::Place place;
};

struct TenantWish {
  std::string name;
  std::string slug;  // given, or made from the name
  std::string tier;
  std::int64_t seats = 0;
  std::optional<std::string> status;    // of a tenant that is new; onboarding when absent
  std::optional<std::string> timezone;  // absent: stays, or the provider's
  std::optional<std::string> contact;
};

struct ContractWish {
  std::string reference;
  std::optional<std::chrono::year_month_day> from;
  std::chrono::year_month_day until{};
};

struct UserWish {
  std::string email;
  std::string role;
};

struct StaffWish {
  std::string analyst;
  std::string role;  // primary, secondary
};

struct ScopeWish {
  scan::Network network;
  bool exclude = false;
  std::string reference;                             // empty for an exclusion
  std::optional<std::chrono::year_month_day> until;  // absent for an exclusion
};

struct ReportWish {
  std::string form;  // a template
  std::string frequency;
  std::string day;   // empty: the usual one
  std::optional<TimeOfDay> time;
  std::vector<std::string> files;
  std::vector<std::string> email;
  std::vector<std::string> roles;
};

struct WindowWish {
  std::string group;  // of devices; empty: all
  patch::Work work = patch::Work::os_updates;
  config::Recurrence times;
};

struct ServiceWish {
  std::string name;
  std::optional<std::string> url;
  std::optional<Seconds> interval;
};

// Given as people know it; whether it is one that is known is told by its signals, as with `device add`.
struct DeviceWish {
  std::string hostname;
  std::string serial;
  std::string uuid;
  std::vector<std::string> mac;
  std::string user;
  std::string location;
  std::string os;
  std::string os_version;
  std::string address;
  std::string group;
};

// Longer lists are for `device import`.
inline constexpr std::size_t most_devices = 500;

// Lists that the file does not have are absent: it says nothing of them.
struct CustomerFile {
  Placed<TenantWish> tenant;
  std::optional<Placed<ContractWish>> contract;
  std::optional<Placed<std::string>> checklist;
  std::optional<Placed<std::vector<sla::PolicyChange>>> sla;  // in this order
  std::vector<Placed<StaffWish>> staff;
  std::optional<std::vector<Placed<UserWish>>> users;
  std::optional<std::vector<Placed<ScopeWish>>> scopes;
  std::optional<std::vector<config::ScheduleFile>> scans;
  std::optional<config::Place> scans_place;
  std::optional<std::vector<Placed<ReportWish>>> reports;
  std::optional<std::vector<Placed<WindowWish>>> windows;
  std::vector<Placed<ServiceWish>> services;
  std::vector<Placed<DeviceWish>> devices;
};

inline constexpr std::size_t largest_customer_file = 4U << 20;  // bytes

// Every mistake goes to `problems`: unknown keys, keys and things that stand twice, values of another form.
CustomerFile read_customer_file(std::string_view text, config::Problems& problems);

}  // namespace mssp::onboard
