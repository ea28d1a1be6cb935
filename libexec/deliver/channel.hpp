// The socket to `mail send`, on standard input and output.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mssp::deliver {

class Channel {
 public:
  std::optional<std::string> line();            // without the newline; empty at the end
  std::optional<std::string> bytes(std::size_t count);  // empty when there are fewer
  void write(std::string_view text);            // to nobody when `mail send` has ended: the journal keeps it
  bool hung_up() const;                         // `mail send` has ended

 private:
  bool fill();
  std::string read_;
};

}  // namespace mssp::deliver
