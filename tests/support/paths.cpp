#include "support/paths.hpp"

namespace mssp::test {

std::filesystem::path source_tree() { return MSSP_SOURCE_DIR; }
std::filesystem::path data(const std::filesystem::path& file) { return source_tree() / "tests/data" / file; }
std::filesystem::path program() { return MSSP_PROGRAM; }

}  // namespace mssp::test
