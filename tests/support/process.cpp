#include "support/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

namespace mssp::test {
namespace {

void redirect(const std::filesystem::path& file, int descriptor) {
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(opened, descriptor);
  ::close(opened);
}

}  // namespace

Process::Process(std::vector<std::string> words, const std::map<std::string, std::string>& environment,
                 const std::function<void()>& in_child) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  std::vector<char*> arguments;
  std::vector<char*> settings;
  for (std::string& word : words) arguments.push_back(word.data());
  for (std::string& variable : variables) settings.push_back(variable.data());
  arguments.push_back(nullptr);
  settings.push_back(nullptr);
  // Made here, because a child that is killed early makes none.
  for (const char* name : {"out", "err"}) write_whole(folder_.path() / name, "");
  id_ = ::fork();
  if (id_ < 0) throw std::runtime_error("cannot fork");
  if (id_ == 0) {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    redirect(folder_.path() / "out", STDOUT_FILENO);
    redirect(folder_.path() / "err", STDERR_FILENO);
    if (in_child) in_child();
    ::execvpe(arguments[0], arguments.data(), settings.data());
    ::_exit(127);
  }
}

Process::~Process() {
  if (ended_) return;
  ::kill(id_, SIGKILL);
  collect(0);
}

void Process::collect(int flags) {
  if (ended_) return;
  pid_t found = 0;
  do {
    found = ::waitpid(id_, &raw_, flags);
  } while (found < 0 && errno == EINTR);
  ended_ = found == id_;
}

bool Process::running() {
  collect(WNOHANG);
  return !ended_;
}

void Process::signal(int number) const {
  if (!ended_) ::kill(id_, number);
}

Ended Process::wait() {
  collect(0);
  Ended result;
  if (WIFEXITED(raw_)) result.status = WEXITSTATUS(raw_);
  if (WIFSIGNALED(raw_)) result.signal = WTERMSIG(raw_);
  result.out = read_whole(folder_.path() / "out");
  result.err = read_whole(folder_.path() / "err");
  return result;
}

std::map<std::string, std::string> ProcessWorld::environment() const {
  return {{"SYNOS_MSSP_STORE", url_.empty() ? "sqlite://" + store().native() : url_},
          {"SYNOS_MSSP_CONFIG_DIR", configuration_.native()},
          {"PATH", "/usr/bin:/bin"}};
}

void ProcessWorld::configure(const std::string& mssp_yml) {
  configuration_ = folder_.path() / "etc";
  write_whole(configuration_ / "mssp.yml", mssp_yml);
}

std::unique_ptr<Process> ProcessWorld::start(std::vector<std::string> words, const std::function<void()>& in_child) const {
  words.insert(words.begin(), program().native());
  return std::make_unique<Process>(std::move(words), environment(), in_child);
}

Ended ProcessWorld::run(std::vector<std::string> words, const std::function<void()>& in_child) const {
  return start(std::move(words), in_child)->wait();
}

std::vector<std::string> ProcessWorld::create(const std::string& name, int seats) {
  return {"tenant", "create", "--name", name, "--tier", "starter", "--seats", std::to_string(seats)};
}

std::vector<std::string> ProcessWorld::tenants() const {
  const Ended ended = run({"tenant", "list", "--format", "json"});
  INFO(ended.err);
  REQUIRE(ended.status == 0);
  std::vector<std::string> slugs;
  for (const auto& tenant : nlohmann::json::parse(ended.out)) slugs.push_back(tenant.at("tenant"));
  return slugs;
}

void ProcessWorld::require_sound() const {
  const Ended ended = run({"store", "check"});
  INFO(ended.out << ended.err);
  REQUIRE(ended.status == 0);
}

std::vector<Ended> run_lanes(const ProcessWorld& world, const std::vector<std::vector<std::vector<std::string>>>& lanes) {
  std::vector<Ended> all;
  std::vector<std::unique_ptr<Process>> running(lanes.size());
  std::vector<std::size_t> next(lanes.size(), 0);
  for (bool busy = true; busy;) {
    busy = false;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      if (running[lane] && !running[lane]->running()) {
        all.push_back(running[lane]->wait());
        running[lane].reset();
      }
      if (!running[lane] && next[lane] < lanes[lane].size()) running[lane] = world.start(lanes[lane][next[lane]++]);
      busy = busy || running[lane];
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return all;
}

}  // namespace mssp::test
