// Errors of commands in the words of a customer's file.
#include <catch2/catch.hpp>

#include "onboard/file_words.hpp"

using namespace mssp;
using namespace mssp::onboard;

namespace {

const KeyOfFlag keys{{"until", "until"}, {"os-version", "os_version"}, {"response-time", "response"}};

std::string told(const std::string& message, const std::string& hint = {}) {
  const Error error = in_file_words(Error(Code::usage, message, hint), keys, "device add");
  CHECK(error.code() == Code::usage);
  return error.message() + (error.hint().empty() ? "" : "|" + error.hint());
}

}  // namespace

TEST_CASE("a flag is told as the key it was made of") {
  CHECK(told("--until '2020-01-01' has passed") == "'until' '2020-01-01' has passed");
  CHECK(told("--os-version needs --until, or --response-time: --until") == "'os_version' needs 'until', or 'response': 'until'");
  CHECK(told("--until-when and --unti") == "--until-when and --unti");
  CHECK(told("1 -- 2 --") == "1 -- 2 --");
  CHECK(told("no flag", "give --until") == "no flag|give 'until'");
}

TEST_CASE("a hint about a flag that no key stands for names its command") {
  CHECK(told("it may be A", "--new says no, --until when") == "it may be A|'synos-mssp device add' says more: --new says no, --until when");
  CHECK(told("x", "'synos-mssp device set --until 3' ends that") == "x|'synos-mssp device set --until 3' ends that");
}
