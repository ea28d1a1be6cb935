// The password by which mail is sent: the first line of a file that only the service may read.
#pragma once

#include <string>

namespace mssp::deliver {

// Error{invalid_config} when the file is missing, no regular file, readable by others, writable by its group, or empty.
std::string read_secret(const std::string& path);

}  // namespace mssp::deliver
