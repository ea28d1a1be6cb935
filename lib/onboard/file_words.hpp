// What a command says of its flags, in the words of a customer's file, whose author typed none.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mssp::onboard {

// The keys of the file by the flags, without --, that were made of them.
using KeyOfFlag = std::map<std::string, std::string, std::less<>>;

// The error with 'key' in place of --flag. A hint that names a flag which is no key of the file, and no whole command,
// begins with the command that has it: "'synos-mssp device add' says more: --new ...".
Error in_file_words(const Error& error, const KeyOfFlag& keys, std::string_view command);

}  // namespace mssp::onboard
