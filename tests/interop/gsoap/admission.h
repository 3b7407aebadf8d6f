// Who may call at all. The flags of the command line are kept here.
#pragma once

#include <atomic>
#include <string>

#include "shop.h"

struct Flags {
  bool tls = false;                // calls come over TLS
  bool require_tls = false;        // plain HTTP is answered with ES007
  std::atomic<int> starting{0};    // so many calls are still answered with ES005
};

inline Flags flags;

inline void admit(const std::string &shop_id, const std::string &password) {
  if (flags.require_tls && !flags.tls) throw shop::Fault{"ES007 SSL required"};
  if (flags.starting > 0 && flags.starting-- > 0) throw shop::Fault{"ES005 Server error- initialization"};
  if (shop_id.empty() || password.empty()) throw shop::Fault{"ES001 Missing ShopID or Password"};
  if (shop_id == "V7Shop") throw shop::Fault{"ES008 Wrong Shop version"};
  if (shop_id != "TestShop" || password != "secret") throw shop::Fault{"ES002 Invalid ShopID or invalid password"};
}
