#include "tenant/contract.hpp"

namespace mssp::tenant {

render::Object describe(const std::string& tenant, const Contract& contract) {
  return {{{"tenant", tenant}, {"reference", contract.reference}, {"starts_at", contract.starts}, {"ends_at", contract.ends}}};
}

}  // namespace mssp::tenant
