#include "reader/nmap.hpp"

#include <set>

#include "finding/from_nmap.hpp"
#include "scan/nmap.hpp"

namespace mssp::reader {

finding::Facts read_nmap(const Input& input, finding::Sink& sink) {
  std::set<std::string> sources;
  const scan::Report report = scan::read_nmap(input.open(), input.name, {}, [&](scan::Host&& host) {
    if (host.status != scan::HostStatus::up || host.address().empty()) return;
    sink.asset(finding::asset_of(host));
    for (finding::Draft& draft : finding::drafts_of(host)) sink.draft(std::move(draft));
    finding::add_sources(sources, host);
  });
  for (std::size_t i = 0; i < report.problem_count; ++i) {
    sink.problem(i < report.problems.size() ? report.problems[i] : std::string{});
  }
  sources.merge(finding::named_sources(report.arguments));
  return {.arguments = report.arguments,
          .started = report.started,
          .finished = report.finished,
          .incomplete = report.incomplete,
          .partial = {},
          .sources = {sources.begin(), sources.end()},
          .ports = finding::spans_of(report.scanned),
          .ambiguous = finding::ambiguous_protocols(report.scanned)};
}

}  // namespace mssp::reader
