// nmap: what `nmap -oX` writes.
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// A host covers the ports that were looked at and decided; a source covers where its script ran.
finding::Facts read_nmap(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
