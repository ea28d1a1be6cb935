#include "support/transcript.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "support/engine.hpp"
#include "support/paths.hpp"
#include "support/test_world.hpp"

namespace mssp::test {
namespace {

constexpr std::string_view marks = "#$>!?@*\\";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

bool match_line(std::string_view expected, std::string_view got) {
  const std::size_t gap = expected.find("{...}");
  if (gap == std::string_view::npos) return expected == got;
  if (!got.starts_with(expected.substr(0, gap))) return false;
  for (std::size_t from = gap; from <= got.size(); ++from) {
    if (match_line(expected.substr(gap + 5), got.substr(from))) return true;
  }
  return false;
}

bool match_from(const std::vector<std::string>& expected, std::size_t e, const std::vector<std::string>& got, std::size_t g) {
  if (e == expected.size()) return g == got.size();
  if (expected[e] == "*") {
    for (std::size_t next = g; next <= got.size(); ++next) {
      if (match_from(expected, e + 1, got, next)) return true;
    }
    return false;
  }
  // The backslash of a line that is no more than a star stays until here: before, it tells the two apart.
  const std::string_view plain = expected[e] == "\\*" ? std::string_view("*") : std::string_view(expected[e]);
  return g < got.size() && match_line(plain, got[g]) && match_from(expected, e + 1, got, g + 1);
}

// What a step is to answer, or has answered.
struct Answer {
  std::vector<std::string> out;
  std::vector<std::string> err;
  int status = 0;

  std::string text() const {
    std::string all;
    for (const std::string& line : err) all += line.empty() ? "!\n" : "! " + line + "\n";
    for (const std::string& line : out) {
      const bool marked = !line.empty() && marks.find(line.front()) != std::string_view::npos;
      all += (marked ? "\\" : "") + line + "\n";
    }
    if (status != 0) all += "? " + std::to_string(status) + "\n";
    return all;
  }
};

Answer answer_of(const Ran& ran) {
  Answer answer{lines_of(ran.out), lines_of(ran.err), ran.status};
  constexpr std::string_view prefix = "synos-mssp: ";
  for (std::string& line : answer.err) {
    if (line.starts_with(prefix)) line.erase(0, prefix.size());
  }
  return answer;
}

bool same(const Answer& expected, const Answer& got) {
  return expected.status == got.status && match(expected.out, got.out) && match(expected.err, got.err);
}

bool about_file(const std::string& note) {
  return note.starts_with("made the store '") || note.starts_with("there is no store yet at '");
}

class Player {
 public:
  explicit Player(const std::filesystem::path& file) : name_(file.filename().native()), lines_(lines_of(read_whole(file))) {
    before_ = std::filesystem::current_path();
    std::filesystem::current_path(world_.root());
  }
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;
  ~Player() {
    std::error_code ignored;
    std::filesystem::current_path(before_, ignored);
  }

  Outcome play() {
    while (at_ < lines_.size()) {
      const std::string& line = lines_[at_];
      if (left_out_ && !line.starts_with("@engine ")) {
        keep();
      } else if (line.starts_with("$ ")) {
        step();
      } else if (line.starts_with("@file ")) {
        file(trim(line.substr(6)));
      } else if (line.starts_with("@engine ")) {
        choose(trim(line.substr(8)));
      } else if (line.starts_with("@now ")) {
        const auto now = parse_instant(trim(line.substr(5)), Zone::utc());
        if (!now) fail("not a time");
        world_.now = *now;
        keep();
      } else if (line.starts_with("@user ")) {
        world_.login = trim(line.substr(6));
        keep();
      } else if (line.starts_with("@terminal ")) {
        const std::string wanted(trim(line.substr(10)));
        if (wanted != "on" && wanted != "off") fail("a terminal is on or off");
        world_.terminal = wanted == "on";
        keep();
      } else if (line.empty() || line.starts_with('#')) {
        keep();
      } else {
        fail("an answer without a command in front");
      }
    }
    return std::move(outcome_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(name_ + ":" + std::to_string(at_ + 1) + ": " + what);
  }

  void keep() { outcome_.rewritten += lines_[at_++] + "\n"; }

  std::filesystem::path place(std::string_view path, const std::string& folder) const {
    return world_.at(path.starts_with('/') ? std::string(path) : folder + "/" + std::string(path));
  }

  void choose(std::string_view wanted) {
    if (wanted != "sqlite" && wanted != "postgresql" && wanted != "any") fail("not an engine");
    left_out_ = wanted == (engine() == Engine::sqlite ? "postgresql" : "sqlite");
    keep();
  }

  void file(std::string_view path) {
    const std::filesystem::path target = place(path, "/etc/synos/mssp");
    std::string content;
    keep();
    while (at_ < lines_.size() && lines_[at_] != "@end") {
      content += lines_[at_] + "\n";
      keep();
    }
    if (at_ == lines_.size()) fail("@file without @end");
    keep();
    write_whole(target, content);
    if (content.starts_with("#!")) std::filesystem::permissions(target, std::filesystem::perms(0755));
  }

  std::string typed_line() {
    std::string typed = lines_[at_].substr(2);
    keep();
    while (at_ < lines_.size() && lines_[at_].starts_with('>')) {
      if (typed.ends_with('\\')) typed.pop_back();
      typed += " " + lines_[at_].substr(1);
      keep();
    }
    return typed;
  }

  Answer expectation() {
    Answer answer;
    for (; at_ < lines_.size(); ++at_) {
      const std::string& line = lines_[at_];
      if (line.starts_with("$ ") || line.starts_with('@') || line.starts_with('#')) break;
      if (line == "!" || line.starts_with("! ")) {
        answer.err.push_back(line.size() > 2 ? line.substr(2) : "");
      } else if (line.starts_with("? ")) {
        const auto status = parse_integer(line.substr(2));
        if (!status) fail("not an exit status");
        answer.status = static_cast<int>(*status);
      } else if (line.starts_with('\\') && line != "\\*") {
        answer.out.push_back(line.substr(1));
      } else {
        answer.out.push_back(line);
      }
    }
    while (!answer.out.empty() && answer.out.back().empty()) answer.out.pop_back();
    if (engine() == Engine::postgresql) std::erase_if(answer.err, about_file);
    return answer;
  }

  void step() {
    const int line = static_cast<int>(at_) + 1;
    const std::string typed = typed_line();
    const Typed command = split_as_shell(typed);
    if (command.words.empty() || command.words.front() != "synos-mssp") fail("not a synos-mssp command: " + typed);
    const std::size_t begin = at_;
    const Answer expected = expectation();
    const std::string input = command.input_file.empty() ? "" : read_whole(place(command.input_file, ""));
    world_.environment = command.environment;
    const Answer got = answer_of(world_.run({command.words.begin() + 1, command.words.end()}, input));
    ++outcome_.commands;
    std::string written;
    for (std::size_t i = begin; i < at_; ++i) written += lines_[i] + "\n";
    if (same(expected, got)) {
      outcome_.rewritten += written;
      return;
    }
    outcome_.mismatches.push_back({line, typed, written, got.text()});
    outcome_.rewritten += got.text();
    for (std::size_t i = at_; i > begin && lines_[i - 1].empty(); --i) outcome_.rewritten += "\n";
  }

  std::string name_;
  std::vector<std::string> lines_;
  std::size_t at_ = 0;
  TestWorld world_;
  std::filesystem::path before_;
  bool left_out_ = false;
  Outcome outcome_;
};

bool is_assignment(const std::string& word) {
  const std::size_t equals = word.find('=');
  return equals != std::string::npos && equals > 0 &&
         word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == equals;
}

}  // namespace

Typed split_as_shell(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0' && c == quote) {
      quote = '\0';
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      word += line[++i];
      inside = true;
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
      inside = true;
    } else if (quote == '\0' && c == ' ') {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (quote != '\0') throw std::runtime_error("a quote is open in: " + line);
  if (inside) words.push_back(std::move(word));
  Typed typed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t equals = words[i].find('=');
    if (words[i] == "<" && i + 1 < words.size()) {
      typed.input_file = words[++i];
    } else if (words[i].size() > 1 && words[i].starts_with('<')) {
      typed.input_file = words[i].substr(1);
    } else if (typed.words.empty() && is_assignment(words[i])) {
      typed.environment[words[i].substr(0, equals)] = words[i].substr(equals + 1);
    } else {
      typed.words.push_back(words[i]);
    }
  }
  return typed;
}

bool match(const std::vector<std::string>& expected, const std::vector<std::string>& got) {
  return match_from(expected, 0, got, 0);
}

Outcome play(const std::filesystem::path& transcript) { return Player(transcript).play(); }

std::vector<std::filesystem::path> all_transcripts() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_tree() / "tests/transcripts")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace mssp::test
