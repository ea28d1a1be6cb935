// Times two commands in turn, as whole processes, and prints medians and their ratio:
//   pair RUNS A-NAME A-PREPARE A-COMMAND B-NAME B-PREPARE B-COMMAND
// The prepare texts run in a shell before each run and are not timed; the commands are split at blanks and run without
// a shell, their output thrown away. Taking turns lets both meet the same weather on the machine.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

extern char** environ;

namespace {

struct Contender {
  std::string name;
  std::string prepare;
  std::vector<std::string> command;
  std::vector<double> milliseconds = {};
};

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    std::replace(word.begin(), word.end(), '\x1f', ' ');  // ctrl-_ stands for a blank within a word
    words.push_back(word);
  }
  return words;
}

void run(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failure != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "'%s' failed\n", words[0].c_str());
    std::exit(1);
  }
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int count, char** words) {
  if (count != 8) return 2;
  const int runs = std::atoi(words[1]);
  Contender contenders[] = {{words[2], words[3], split(words[4])}, {words[5], words[6], split(words[7])}};
  std::vector<double> ratios;
  for (int i = -2; i < runs; ++i) {  // two rounds to warm up
    for (Contender& each : contenders) {
      if (!each.prepare.empty() && std::system(each.prepare.c_str()) != 0) return 1;
      const auto start = std::chrono::steady_clock::now();
      run(each.command);
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
      if (i >= 0) each.milliseconds.push_back(took.count());
    }
    if (i >= 0) ratios.push_back(contenders[0].milliseconds.back() / contenders[1].milliseconds.back());
  }
  for (const Contender& each : contenders) {
    std::printf("%-28s median %8.2f ms, fastest %8.2f ms of %d runs\n", each.name.c_str(), median(each.milliseconds),
                *std::min_element(each.milliseconds.begin(), each.milliseconds.end()), runs);
  }
  std::printf("%-28s median of pairs %.2f\n\n", "ratio", median(ratios));
}
