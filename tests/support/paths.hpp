// Where the checkout, the tests' data and the built program are. Only paths.cpp is compiled with these paths, so that
// every other test comes out of the compiler's cache in any checkout.
#pragma once

#include <filesystem>

namespace mssp::test {

std::filesystem::path source_tree();
std::filesystem::path data(const std::filesystem::path& file);  // a file below tests/data
std::filesystem::path program();                                // the built synos-mssp

}  // namespace mssp::test
