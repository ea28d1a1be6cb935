#include "base/error.hpp"
#include "base/text.hpp"
#include "json/read.hpp"
#include "workload/solve.hpp"

namespace mssp::workload {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& where) : where_(where) {}

  Instance read(const render::Value& value) {
    const auto* object = std::get_if<render::Object>(&value.content());
    if (object == nullptr) fail("an object with the keys machines, jobs and current is expected");
    bool has_machines = false;
    bool has_jobs = false;
    const render::Value* current = nullptr;
    for (const render::Member& member : object->members) {
      if (member.key == "machines") {
        instance_.machines = static_cast<std::size_t>(whole(member.value, "machines", 1, most_machines));
        has_machines = true;
      } else if (member.key == "jobs") {
        jobs(member.value);
        has_jobs = true;
      } else if (member.key == "current") {
        current = &member.value;
      } else {
        fail("unknown key '" + printable(member.key) + "': the keys are machines, jobs and current");
      }
    }
    if (!has_machines || !has_jobs) fail(std::string("the key '") + (has_machines ? "jobs" : "machines") + "' is missing");
    instance_.current.resize(instance_.jobs.size());
    if (current != nullptr && !std::holds_alternative<std::nullptr_t>(current->content())) homes(*current);
    return std::move(instance_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw Error(Code::invalid_input, where_ + ": " + what); }

  std::int64_t whole(const render::Value& value, const std::string& name, std::int64_t low, std::int64_t high) const {
    const auto* number = std::get_if<std::int64_t>(&value.content());
    if (number == nullptr || *number < low || *number > high) {
      fail(name + " must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return *number;
  }

  const render::Array& list(const render::Value& value, const std::string& name) const {
    const auto* array = std::get_if<render::Array>(&value.content());
    if (array == nullptr) fail(name + " must be a list");
    return *array;
  }

  void jobs(const render::Value& value) {
    std::int64_t sum = 0;
    for (const render::Value& each : list(value, "jobs")) {
      const std::string name = "jobs[" + std::to_string(instance_.jobs.size()) + "]";
      instance_.jobs.push_back(whole(each, name, 0, most_work_in_all));
      sum += instance_.jobs.back();
      if (sum > most_work_in_all) fail("the jobs together exceed " + std::to_string(most_work_in_all));
    }
  }

  void homes(const render::Value& value) {
    const render::Array& given = list(value, "current");
    if (given.size() != instance_.jobs.size()) {
      fail("current has " + std::to_string(given.size()) + " items, jobs has " + std::to_string(instance_.jobs.size()));
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (std::holds_alternative<std::nullptr_t>(given[i].content())) continue;
      const auto last = static_cast<std::int64_t>(instance_.machines) - 1;
      instance_.current[i] = static_cast<std::size_t>(whole(given[i], "current[" + std::to_string(i) + "]", 0, last));
    }
  }

  const std::string& where_;
  Instance instance_;
};

}  // namespace

Instance read_instance(std::string_view text, const std::string& where) {
  return Reader(where).read(json::read(text, where));
}

}  // namespace mssp::workload
