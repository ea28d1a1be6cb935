#include "pdf/picture.hpp"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::pdf {

Picture decode_png(std::string_view bytes) {
  const auto refuse = [](const std::string& reason) {
    throw Error{Code::invalid_input, "the logo cannot be shown: " + reason, "give a PNG file of at most 2000 by 2000 points and 1 MB"};
  };
  if (bytes.size() > largest_picture) refuse(fmt::format("it has {} bytes", bytes.size()));
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, void (*)(png_image*)> free_later(&image, png_image_free);
  // The simplified interface reports errors by value; the other one ends the process unless it is given a longjmp.
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) refuse(printable(image.message));
  if (image.width > static_cast<png_uint_32>(widest_picture) || image.height > static_cast<png_uint_32>(widest_picture)) {
    refuse(fmt::format("it is {} by {} points", image.width, image.height));
  }
  image.format = PNG_FORMAT_RGBA;
  std::vector<png_byte> points(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, points.data(), 0, nullptr) == 0) refuse(printable(image.message));

  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}, {}};
  for (std::size_t i = 0; i + 3 < points.size(); i += 4) {
    for (std::size_t part = 0; part < 3; ++part) picture.colours += static_cast<char>(points[i + part]);
    picture.opacity += static_cast<char>(points[i + 3]);
  }
  if (std::all_of(picture.opacity.begin(), picture.opacity.end(), [](char c) { return c == '\xff'; })) picture.opacity.clear();
  return picture;
}

}  // namespace mssp::pdf
