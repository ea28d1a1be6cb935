// The configuration folder: each command loads only the files it needs (yaml-cpp reads 2 to 4 MB a second).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/calendars.hpp"
#include "config/onboarding.hpp"
#include "config/profiles.hpp"
#include "config/schedules.hpp"
#include "config/settings.hpp"
#include "config/staff.hpp"
#include "config/tiers.hpp"

namespace mssp::config {

// The text of a file of the folder by its name ("mssp.yml"); empty when there is no such file. Other failures throw.
using ReadFile = std::function<std::optional<std::string>(const std::string& name)>;

struct Folder {
  std::string path;  // "/etc/synos/mssp", for messages and origins
  ReadFile read;
  // The names of the *.yml files of a folder inside it, sorted; none when it is not there.
  std::function<std::vector<std::string>(const std::string& subfolder)> names = {};
};

// Each throws the first mistake of its file, Error{invalid_config}. A missing file gives what is built in: defaults,
// the three tiers, two scan profiles, two checklists, no calendars, no schedules.
Settings load_settings(const Folder& folder);
std::vector<Tier> load_tiers(const Folder& folder);
std::vector<CalendarFile> load_calendars(const Folder& folder);
std::vector<ScheduleFile> load_schedules(const Folder& folder);
std::vector<Profile> load_profiles(const Folder& folder);
Workload load_workload(const Folder& folder);
std::vector<Checklist> load_checklists(const Folder& folder);

// Every mistake of calendars.yml; `found` is false when there is no such file.
struct CheckedCalendars {
  bool found = false;
  std::vector<CalendarFile> calendars;
  std::vector<Error> mistakes;
};
CheckedCalendars check_calendars(const Folder& folder);

// A file of the folder, as messages name it.
std::string path_of(const Folder& folder, const std::string& name);

// Every mistake of every file, file by file, for `config check`.
std::vector<Error> check(const Folder& folder);

}  // namespace mssp::config
