// The logical structure of a document as objects of its file (ISO 32000-1, 14.7).
#pragma once

#include <vector>

#include "pdf/appendix.hpp"
#include "pdf/document.hpp"

namespace mssp::pdf {

// The tree of elements, and for each page which element each marked content belongs to. `root` is the number of the
// tree, `pages` are those of the pages.
void write_structure(Appendix& objects, const Document& document, Appendix::Id root,
                     const std::vector<Appendix::Id>& pages);

}  // namespace mssp::pdf
