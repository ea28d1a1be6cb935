// Trivy: reports as JSON of images, file systems and clusters, and the older form that is an array of targets.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each vulnerability, failed misconfiguration, secret and licence; the asset is the artifact or the cluster,
// which is covered whole. The component is the package or file, without its version: an upgrade that does not help is
// no new finding.
bool is_trivy(std::string_view start);
finding::Facts read_trivy(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
