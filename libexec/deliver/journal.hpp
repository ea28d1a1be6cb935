// How far the current message came, on disk: when `mail send` is killed, the next one reads here what became of it.
#pragma once

#include <string>
#include <string_view>

#include "mail/wire.hpp"

namespace mssp::deliver {

class Journal {
 public:
  explicit Journal(const std::string& path);  // Error{failed}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();

  // Each is false when it could not be written; then the message must not go out.
  bool begin(const std::string& message_id);
  bool handed_over();
  bool answer(const mail::Answer& answer);

 private:
  bool append(std::string_view line) const;
  int descriptor_;
};

}  // namespace mssp::deliver
