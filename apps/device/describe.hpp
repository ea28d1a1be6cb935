// What commands about devices have in common: their options, and how a match is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "device/intake_store.hpp"
#include "render/value.hpp"

namespace mssp {
class Context;
}

namespace mssp::device {

cli::Option device_option(bool required = true);
cli::Option group_option(const std::string& help);

std::string_view word(Resolved::Fate fate);

// "'a' (score 40: ...) or 'b' (score 30: ...)", and "or a new device" when only one is possible.
std::string possible(const Told& told);
render::Object describe(const Told& told);

// Error{conflict} naming what each unsure record may be, one line for each, at most 20.
[[noreturn]] void refuse_unsure(const std::string& file, const Imported& imported);

// Refuses what exceeds the assets of the tenant's tier. `used` is the number before the change. Error{limit}.
void require_room(Context& context, db::Connection& store, const tenant::Tenant& tenant, std::int64_t used, const std::string& item);
std::int64_t used_assets(Context& context, db::Connection& store, const tenant::Tenant& tenant);

}  // namespace mssp::device
