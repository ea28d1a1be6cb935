// TrueType faces as installed on the machine: what glyphs they have, how wide they are, and cut-down copies to embed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace mssp::pdf {

using Glyph = std::uint32_t;  // index in the font file; 0 is the box that stands for a missing character

// One font file, mapped read-only. Copies share it; a Face may be used by several threads at once.
class Face {
 public:
  // Throws Code::failed when the file is not there or is no TrueType font.
  static Face load(const std::filesystem::path& file);

  Glyph glyph(char32_t point) const;  // 0 when the face has none
  int advance(Glyph glyph) const;     // thousandths of the font size

  // What a PDF font descriptor wants (ISO 32000-1, table 122), in thousandths of the font size.
  struct Metrics {
    std::string name;  // PostScript name, "NotoSans-Bold"
    int ascent, descent, cap_height;
    int left, bottom, right, top;  // of the box that holds every glyph
  };
  const Metrics& metrics() const;

  // A font file that holds only these glyphs, the parts composite glyphs are made of, and glyph 0; without hinting and
  // the tables that a PDF reader does not use. `renumbered` gives each asked glyph's index in the new file.
  struct Subset {
    std::string file;
    std::map<Glyph, Glyph> renumbered;
  };
  Subset subset(const std::set<Glyph>& glyphs) const;

  // The subset with what texts in English and its neighbours need, and its file compressed (pdf/deflate.hpp): made once
  // for all the documents that get along with it, because cutting and compressing cost more than drawing a page.
  const Subset& usual() const;
  const std::string& usual_packed() const;

 private:
  struct Data;
  explicit Face(std::shared_ptr<const Data> data);
  std::shared_ptr<const Data> data_;
};

// The faces of a document.
struct Fonts {
  Face regular;
  Face bold;
  std::vector<Face> others = {};  // for characters that neither has, the first that does

  // Noto Sans from a folder, and what is installed for other scripts: Noto Sans Hebrew beside it, Droid Sans Fallback
  // for Chinese, Japanese and Korean. The default is where Debian installs them. Throws as Face::load does when Noto
  // Sans itself is not there.
  static Fonts load(const std::filesystem::path& folder = "/usr/share/fonts/truetype/noto");
};

}  // namespace mssp::pdf
