// Transcripts: what a user types and what the program answers, in one readable text file.
//
//     # a comment                              @now 2025-09-15T10:00:00Z   the clock for what follows
//     $ synos-mssp tenant show --tenant acm    @user ann                   who types what follows
//     > --format json                          @file tiers.yml ... @end    a file of /etc/synos/mssp, or an absolute path
//     ! no tenant 'acm'                        standard error, without "synos-mssp: "
//     !   did you mean 'acme'?
//     text                                     standard output; a line that begins with one of #$>!?@*\ has a \ in front
//     ? 3                                      the exit status, left out when it is 0
//
// "@engine sqlite" leaves what follows out when transcripts are played on PostgreSQL, until "@engine any": it is about the
// store's file. "@engine postgresql" leaves it out on SQLite. What is noted about a file in the making ("made the store",
// "there is no store yet") is not expected of PostgreSQL, whose stores are made by 'store migrate'.
//
// "@terminal on" makes standard input and error a terminal, until "@terminal off": commands ask, and `< FILE` answers.
// What is typed does not show, so that the next text stands behind the question.
//
// A typed line goes on in lines beginning with '>'. It is split as a shell does (quotes, backslash); NAME=VALUE words in
// front set the environment, `< FILE` gives standard input. A line '*' (or '! *') stands for any number of lines, {...}
// for any characters within one. A @file that begins with #! may be run. Blank lines at the end of an answer do not count. File names that are not absolute are
// under the root of the test world.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mssp::test {

// The words of a typed line, and where its standard input comes from.
struct Typed {
  std::map<std::string, std::string, std::less<>> environment;
  std::vector<std::string> words;  // the first is the program
  std::string input_file;
};
Typed split_as_shell(const std::string& line);  // throws std::runtime_error when a quote is open

// Whether lines are as expected, `*` and `{...}` considered.
bool match(const std::vector<std::string>& expected, const std::vector<std::string>& got);

struct Mismatch {
  int line = 0;  // of the '$'
  std::string typed;
  std::string expected;
  std::string got;
};

// Runs a transcript in a fresh TestWorld. `rewritten` is its text with the answers that were given in place of those
// that did not match. Throws std::runtime_error with FILE:LINE when it is malformed.
struct Outcome {
  int commands = 0;
  std::vector<Mismatch> mismatches;
  std::string rewritten;
};
Outcome play(const std::filesystem::path& transcript);

std::vector<std::filesystem::path> all_transcripts();  // tests/transcripts/*.txt, sorted

}  // namespace mssp::test
