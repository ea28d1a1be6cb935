#include "support/test_world.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/error.hpp"
#include "run.hpp"
#include "support/engine.hpp"
#include "support/paths.hpp"
#include "support/postgres.hpp"
#include "world/real.hpp"
#include "world/world.hpp"

namespace mssp::test {
namespace {

class Text : public world::Output {
 public:
  explicit Text(bool is_terminal) : is_terminal_(is_terminal) {}
  void write(std::string_view bytes) override { bytes_ += bytes; }
  void flush() override {}
  bool is_terminal() const override { return is_terminal_; }
  const std::string& bytes() const { return bytes_; }

 private:
  bool is_terminal_;
  std::string bytes_;
};

std::string without(std::string text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
  return text;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "mssp-test-XXXXXX").native();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.native());
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_whole(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error("cannot write " + file.native());
}

TestWorld::TestWorld() {
  std::filesystem::create_directories(at("/etc/synos"));
  std::filesystem::copy(source_tree() / "etc/synos/mssp", at("/etc/synos/mssp"),
                        std::filesystem::copy_options::recursive);
  if (engine() == Engine::postgresql) database_ = std::make_unique<Database>();
}

TestWorld::~TestWorld() = default;

Ran TestWorld::run(const std::vector<std::string>& words, const std::string& input) {
  Text out(false);
  Text err(terminal);
  std::size_t line_start = 0;
  auto variables = environment;
  if (terminal) variables.try_emplace("NO_COLOR", "1");
  if (database_) variables.try_emplace("SYNOS_MSSP_STORE", database_->url());
  world::World world{.out = out,
                     .err = err,
                     .read_input =
                         [&](std::size_t limit) {
                           if (input.size() <= limit) return input;
                           throw Error(Code::invalid_input,
                                       "standard input is larger than " + std::to_string(limit) + " bytes");
                         },
                     .input = from_text(input),
                     .read_line =
                         [&] {
                           const std::size_t end = std::min(input.find('\n', line_start), input.size());
                           std::string line = input.substr(std::min(line_start, input.size()), end - line_start);
                           line_start = std::min(end + 1, input.size());
                           return line;
                         },
                     .input_is_terminal = terminal,
                     .now = [this] { return now; },
                     .environment = std::move(variables),
                     .person = [this] { return world::Person{login, false}; },
                     .host = "test.example.net",
                     .program = world::running_program(),
                     .root = root()};
  const int status = mssp::run(words, world);
  return {status, without(out.bytes(), root().native()), without(err.bytes(), root().native())};
}

}  // namespace mssp::test
