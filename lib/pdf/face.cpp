#include "pdf/face.hpp"

#include <hb-ot.h>
#include <hb-subset.h>

#include <cmath>
#include <mutex>
#include <type_traits>

#include "base/error.hpp"
#include "pdf/deflate.hpp"

namespace mssp::pdf {
namespace {

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* object) const {
    destroy(object);
  }
};
using Blob = std::unique_ptr<hb_blob_t, Destroy<hb_blob_destroy>>;
using FacePtr = std::unique_ptr<hb_face_t, Destroy<hb_face_destroy>>;
using FontPtr = std::unique_ptr<hb_font_t, Destroy<hb_font_destroy>>;
using Input = std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_destroy>>;
using Plan = std::unique_ptr<hb_subset_plan_t, Destroy<hb_subset_plan_destroy>>;

int big_endian_16(const Blob& table, unsigned offset) {
  unsigned length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(hb_blob_get_data(table.get(), &length));
  if (offset + 2 > length) return 0;
  return static_cast<std::int16_t>(bytes[offset] << 8 | bytes[offset + 1]);
}

std::string postscript_name(hb_face_t* face) {
  char name[128] = {};
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  std::string safe;
  for (const char c : std::string_view(name))
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') safe += c;
  return safe.empty() ? "Unnamed" : safe;
}

}  // namespace

struct Face::Data {
  FacePtr face;
  FontPtr font;
  double scale = 1;  // thousandths per font unit
  Metrics metrics;
  mutable std::once_flag cut;
  mutable Subset usual;
  mutable std::string usual_packed;

  int thousandths(int units) const { return static_cast<int>(std::lround(units * scale)); }
};

Face::Face(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

Face Face::load(const std::filesystem::path& file) {
  const Blob blob(hb_blob_create_from_file_or_fail(file.c_str()));
  auto data = std::make_shared<Data>();
  data->face.reset(hb_face_create(blob ? blob.get() : hb_blob_get_empty(), 0));
  hb_face_t* face = data->face.get();
  const Blob outlines(hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f')));
  if (hb_blob_get_length(outlines.get()) == 0)
    throw Error{
        Code::failed,
        blob ? "'" + file.string() + "' is not a TrueType font" : "cannot read the font '" + file.string() + "'",
        "install the Debian package 'fonts-noto-core'"};
  hb_face_make_immutable(face);
  data->font.reset(hb_font_create(face));
  hb_font_make_immutable(data->font.get());
  data->scale = 1000.0 / hb_face_get_upem(face);

  // The offsets are those of the OpenType tables head, hhea and OS/2 (version 2 and later for the cap height).
  const Blob head(hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd')));
  const Blob hhea(hb_face_reference_table(face, HB_TAG('h', 'h', 'e', 'a')));
  const Blob os2(hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2')));
  const auto value = [&](const Blob& table, unsigned offset) {
    return data->thousandths(big_endian_16(table, offset));
  };
  data->metrics = {postscript_name(face), value(hhea, 4),  value(hhea, 6),  value(os2, 88),
                   value(head, 36),       value(head, 38), value(head, 40), value(head, 42)};
  return Face(std::move(data));
}

Glyph Face::glyph(char32_t point) const {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(data_->font.get(), point, &glyph) ? glyph : 0;
}

int Face::advance(Glyph glyph) const {
  return data_->thousandths(hb_font_get_glyph_h_advance(data_->font.get(), glyph));
}

const Face::Metrics& Face::metrics() const {
  return data_->metrics;
}

Face::Subset Face::subset(const std::set<Glyph>& glyphs) const {
  const Input input(hb_subset_input_create_or_fail());
  if (!input) throw Error{Code::failed, "cannot prepare a font for embedding: out of memory"};
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  for (const Glyph glyph : glyphs) hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
  hb_set_t* drop = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* tag :
       {"GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2", "gasp", "kern", "DSIG", "STAT", "meta"})
    hb_set_add(drop, hb_tag_from_string(tag, 4));

  const Plan plan(hb_subset_plan_create_or_fail(data_->face.get(), input.get()));
  const FacePtr cut(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!cut) throw Error{Code::failed, "cannot cut the font '" + data_->metrics.name + "' down for embedding"};

  Subset subset;
  const Blob bytes(hb_face_reference_blob(cut.get()));
  unsigned length = 0;
  const char* start = hb_blob_get_data(bytes.get(), &length);
  subset.file.assign(start, length);
  const hb_map_t* mapping = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const Glyph glyph : glyphs) subset.renumbered[glyph] = hb_map_get(mapping, glyph);
  return subset;
}

const Face::Subset& Face::usual() const {
  std::call_once(data_->cut, [this] {
    std::set<Glyph> glyphs{0};
    for (char32_t point = U' '; point < 0x7f; ++point) glyphs.insert(glyph(point));
    for (const char32_t point : std::u32string_view(U"§°·×ÄÅÆÉÖØÜßàáäåæçèéíñóöøüŁłŠš–—‘’“”„•…€→−≤≥"))
      glyphs.insert(glyph(point));
    data_->usual = subset(glyphs);
    data_->usual_packed = deflated(data_->usual.file);
  });
  return data_->usual;
}

const std::string& Face::usual_packed() const {
  usual();
  return data_->usual_packed;
}

Fonts Fonts::load(const std::filesystem::path& folder) {
  Fonts fonts{Face::load(folder / "NotoSans-Regular.ttf"), Face::load(folder / "NotoSans-Bold.ttf")};
  for (const char* other : {"NotoSansHebrew-Regular.ttf", "../droid/DroidSansFallbackFull.ttf"}) {
    std::error_code failure;
    if (std::filesystem::exists(folder / other, failure)) fonts.others.push_back(Face::load(folder / other));
  }
  return fonts;
}

}  // namespace mssp::pdf
