#include "deliver/secret.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "world/file.hpp"

namespace mssp::deliver {

std::string read_secret(const std::string& path) {
  const std::string shown = "the password file '" + printable(path) + "'";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw Error(Code::invalid_config, shown + " cannot be read: " + std::strerror(errno));
  if (!S_ISREG(status.st_mode)) throw Error(Code::invalid_config, shown + " is no file");
  constexpr mode_t too_much = S_IXUSR | S_IWGRP | S_IXGRP | S_IRWXO;
  if ((status.st_mode & too_much) != 0) {
    throw Error(Code::invalid_config, shown + " is open to others, make it mode 0600 or 0640");
  }
  const std::string text = world::read_file(path, 4096).value_or("");
  std::string secret(std::string_view(text).substr(0, text.find('\n')));
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) throw Error(Code::invalid_config, shown + " has an empty first line");
  return secret;
}

}  // namespace mssp::deliver
