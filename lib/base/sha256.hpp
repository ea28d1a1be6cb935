// SHA-256 (FIPS 180-4) as lower-case hexadecimal text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mssp {

std::string sha256_hex(std::string_view bytes);

// The same of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view piece);
  std::string hex();  // of all pieces; then it begins anew

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mssp
