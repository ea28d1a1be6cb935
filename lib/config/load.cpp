#include "config/load.hpp"

#include "config/patch_policy.hpp"
#include "config/remediation.hpp"

namespace mssp::config {

std::string path_of(const Folder& folder, const std::string& name) {
  return folder.path.ends_with('/') ? folder.path + name : folder.path + '/' + name;
}

namespace {

template <class T, class Read>
T load(const Folder& folder, const std::string& name, Read read, T when_missing) {
  const auto text = folder.read(name);
  return text ? strictly(path_of(folder, name), *text, read) : when_missing;
}

template <class Read>
void check_file(const Folder& folder, const std::string& name, Read read, std::vector<Error>& errors) {
  const auto text = folder.read(name);
  if (!text) return;
  Problems problems(path_of(folder, name));
  read(*text, problems);
  const auto found = problems.errors();
  errors.insert(errors.end(), found.begin(), found.end());
}

}  // namespace

Settings load_settings(const Folder& folder) {
  // The built-in values need their entries too.
  return strictly(path_of(folder, "mssp.yml"), folder.read("mssp.yml").value_or(""), read_settings);
}

std::vector<Tier> load_tiers(const Folder& folder) { return load(folder, "tiers.yml", read_tiers, built_in_tiers()); }

std::vector<CalendarFile> load_calendars(const Folder& folder) {
  return load(folder, "calendars.yml", read_calendars, std::vector<CalendarFile>{});
}

std::vector<ScheduleFile> load_schedules(const Folder& folder) {
  return load(folder, "scan-schedule.yml", read_schedules, std::vector<ScheduleFile>{});
}

std::vector<Profile> load_profiles(const Folder& folder) {
  return load(folder, "scan-profiles.yml", read_profiles, built_in_profiles());
}

Remediation load_remediation(const Folder& folder) { return load(folder, "remediation.yml", read_remediation, Remediation{}); }

Workload load_workload(const Folder& folder) {
  return strictly(path_of(folder, "staff.yml"), folder.read("staff.yml").value_or(""), read_workload);
}

std::vector<Checklist> load_checklists(const Folder& folder) {
  const auto text = folder.read("onboarding.yml");
  return text ? strictly(path_of(folder, "onboarding.yml"), *text, read_onboarding) : built_in_checklists();
}

PatchPolicies load_patch_policies(const Folder& folder) {
  return load(folder, "patch-policy.yml", read_patch_policies, built_in_patch_policies());
}

CheckedCalendars check_calendars(const Folder& folder) {
  const auto text = folder.read("calendars.yml");
  if (!text) return {};
  Problems problems(path_of(folder, "calendars.yml"));
  auto calendars = read_calendars(*text, problems);
  return {true, std::move(calendars), problems.errors()};
}

std::vector<Error> check(const Folder& folder) {
  std::vector<Error> errors;
  check_file(folder, "mssp.yml", read_settings, errors);
  check_file(folder, "tiers.yml", read_tiers, errors);
  const auto calendars = check_calendars(folder).mistakes;
  errors.insert(errors.end(), calendars.begin(), calendars.end());
  check_file(folder, "scan-schedule.yml", read_schedules, errors);
  check_file(folder, "scan-profiles.yml", read_profiles, errors);
  check_file(folder, "remediation.yml", read_remediation, errors);
  check_file(folder, "staff.yml", read_workload, errors);
  check_file(folder, "onboarding.yml", read_onboarding, errors);
  check_file(folder, "patch-policy.yml", read_patch_policies, errors);
  return errors;
}

}  // namespace mssp::config
