// Plays every transcript. MSSP_UPDATE=1 rewrites the answers that differ: read the difference before committing it.
// One file alone: transcripts_tests "transcripts" -c tenant.txt
#include <catch2/catch.hpp>

#include <cstdlib>

#include "support/test_world.hpp"
#include "support/transcript.hpp"

using namespace mssp::test;

TEST_CASE("transcripts") {
  const bool update = std::getenv("MSSP_UPDATE") != nullptr;
  for (const auto& file : all_transcripts()) {
    DYNAMIC_SECTION(file.filename().native()) {
      const Outcome outcome = play(file);
      CHECK(outcome.commands > 0);
      for (const Mismatch& mismatch : outcome.mismatches) {
        INFO(file.native() << ":" << mismatch.line << ": $ " << mismatch.typed << "\nexpected\n"
                           << mismatch.expected << "got\n" << mismatch.got);
        if (update) {
          WARN("rewritten");
        } else {
          FAIL_CHECK("the answer differs");
        }
      }
      if (update && !outcome.mismatches.empty()) write_whole(file, outcome.rewritten);
    }
  }
}

TEST_CASE("a transcript's wildcards match lines and parts of lines and nothing else") {
  CHECK(match({"a", "*", "z"}, {"a", "z"}));
  CHECK(match({"a", "*", "z"}, {"a", "b", "c", "z"}));
  CHECK_FALSE(match({"a", "*", "z"}, {"a", "b"}));
  CHECK(match({"hash {...}, last"}, {"hash 12ab, last"}));
  CHECK_FALSE(match({"hash {...}, last"}, {"hash 12ab, first"}));
  CHECK_FALSE(match({"a"}, {"a", "b"}));
  CHECK_FALSE(match({"a", "b"}, {"a"}));
  CHECK(match({"\\*"}, {"*"}));
  CHECK_FALSE(match({"\\*"}, {"b"}));
}

TEST_CASE("a typed line is split as a shell splits it") {
  const Typed typed = split_as_shell(R"(NO_COLOR=1 synos-mssp x --name "Acme \"C\" Corp" --reason 'it'\''s' --empty "" < f.csv)");
  CHECK(typed.words ==
        std::vector<std::string>{"synos-mssp", "x", "--name", "Acme \"C\" Corp", "--reason", "it's", "--empty", ""});
  CHECK(typed.environment.at("NO_COLOR") == "1");
  CHECK(typed.input_file == "f.csv");
  CHECK_THROWS(split_as_shell("synos-mssp 'x"));
}
