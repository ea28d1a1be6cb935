#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "workload/commands.hpp"
#include "workload/solve.hpp"

namespace mssp::workload {
namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20U;

struct Options {
  std::string file;
};

Options read(const cli::Arguments& arguments) { return {arguments.text("file")}; }

render::Result run(Context& context, const Options& options) {
  const std::string text = context.input(options.file, largest_file);
  const Schedule schedule = solve(read_instance(text, printable(options.file == "-" ? "standard input" : options.file)));
  render::Array assignment(schedule.assignment.begin(), schedule.assignment.end());
  return {.answer = render::Record{.object = {{{"makespan", schedule.makespan},
                                               {"lower_bound", schedule.lower_bound},
                                               {"optimal", schedule.optimal},
                                               {"moves", schedule.moves},
                                               {"assignment", std::move(assignment)}}}}};
}

}  // namespace

cli::Command solve_command() {
  return {.path = "workload solve",
          .summary = "distribute jobs over equal machines so that the fullest holds least",
          .details = "The file is JSON: {\"machines\": 2, \"jobs\": [5, 4, 3], \"current\": [0, null, 1]}; \"current\" "
                     "may be left out. The answer names the machine of each job, from 0. It is optimal where it says "
                     "so; moves counts the jobs taken from the machine that holds them.",
          .examples = {"synos-mssp workload solve --file instance.json --format json"},
          .options = {options::file()},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::workload
