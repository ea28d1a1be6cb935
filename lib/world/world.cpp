#include "world/world.hpp"

namespace mssp::world {

std::string World::variable(std::string_view name) const {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string{} : found->second;
}

std::filesystem::path World::at(const std::filesystem::path& path) const {
  if (root == "/" || !path.is_absolute()) return path;
  // Paths that a test or a caller already placed under the root stay where they are.
  const auto text = path.native();
  if (text.starts_with(root.native())) return path;
  return root / path.relative_path();
}

}  // namespace mssp::world
