#include "deliver/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::deliver {

Journal::Journal(const std::string& path) : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) throw Error(Code::failed, "cannot write '" + printable(path) + "': " + std::strerror(errno));
}

Journal::~Journal() { ::close(descriptor_); }

bool Journal::append(std::string_view line) const {
  return ::write(descriptor_, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fdatasync(descriptor_) == 0;
}

bool Journal::begin(const std::string& message_id) {
  return ::ftruncate(descriptor_, 0) == 0 && append(message_id + "\n");
}

bool Journal::handed_over() { return append(mail::handed_over_line); }

bool Journal::answer(const mail::Answer& answer) { return append(mail::written(answer)); }

}  // namespace mssp::deliver
