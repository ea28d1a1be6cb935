#include "world/process.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "world/file.hpp"

namespace mssp::world {
namespace {

constexpr std::size_t largest_proc_file = 65536;
constexpr std::int64_t largest_id = std::int64_t{1} << 22;  // proc(5), pid_max
constexpr std::size_t start_field = 19;  // of /proc/PID/stat behind the name: proc(5), (22) starttime

// When a process started, in ticks since the boot. Empty when that cannot be seen; "dead" for one that only waits for
// its parent.
std::string start_of(const std::string& id) {
  const std::string stat = read_file("/proc/" + id + "/stat", largest_proc_file).value_or("");
  // The name in brackets may hold anything.
  const std::size_t name_end = stat.rfind(") ");
  if (name_end == std::string::npos) return {};
  const std::string fields = stat.substr(name_end + 2);
  const auto parts = split(fields, ' ');
  if (parts.front() == "Z" || parts.front() == "X") return "dead";
  return parts.size() > start_field ? std::string(parts[start_field]) : std::string();
}

std::string boot() { return std::string(trim(read_file("/proc/sys/kernel/random/boot_id", largest_proc_file).value_or("-"))); }

std::string id_namespace() {
  std::error_code failure;
  const auto name = std::filesystem::read_symlink("/proc/self/ns/pid", failure);
  return failure ? "-" : name.native();
}

}  // namespace

std::string this_process(const std::string& host) {
  const std::string id = std::to_string(::getpid());
  return join({host, boot(), id_namespace(), id, start_of(id)}, " ");
}

bool process_is_gone(const std::string& holder, const std::string& host) {
  const auto parts = split(holder, ' ');
  if (parts.size() != 5 || parts[0] != host || parts[1] != boot() || parts[2] != id_namespace()) return false;
  const auto id = parse_integer(parts[3]);
  if (!id || *id < 1 || *id > largest_id) return false;
  // A process of another user may be hidden in /proc and lives all the same.
  if (::kill(static_cast<pid_t>(*id), 0) != 0) return errno == ESRCH;
  const std::string start = start_of(std::string(parts[3]));
  return !start.empty() && start != parts[4];
}

PrivateFolder::PrivateFolder(const std::filesystem::path& parent) {
  std::string name = (parent / "synos-mssp-XXXXXX").native();
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(Code::failed, "cannot make a folder in '" + printable(parent.native()) + "': " + std::strerror(errno));
  }
  path_ = name;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace mssp::world
