#include "store/place.hpp"

#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::store {

std::filesystem::path existing_store(Context& context) {
  const std::filesystem::path path = context.store_place().path;
  std::error_code failure;
  if (std::filesystem::exists(path, failure)) return path;
  throw Error(Code::not_found, "there is no store at '" + printable(path.native()) + "'",
              "'synos-mssp config show' says where the place comes from");
}

std::string entries_of(const audit::Verdict& verdict) {
  return std::to_string(verdict.checked) + (verdict.checked == 1 ? " entry" : " entries");
}

render::Member describe_audit(const audit::Verdict& verdict) {
  return {"audit", render::Object{{{"checked", verdict.checked}, {"last_hash", verdict.last_hash}}}};
}

}  // namespace mssp::store
