#include "shop.h"

#include <algorithm>
#include <cstdio>

namespace shop {

namespace {

constexpr int kMost = 1000;

Fault missing(const char *field) { return {std::string("ES009 Missing required field ") + field}; }

// 'all' or 'template', which is the default.
bool only_templates(const Text &type) {
  if (type && *type != "all" && *type != "template") throw Fault{"ES021 Invalid value"};
  return !type || *type == "template";
}

std::vector<Pooled> available(const Charge &charge, const Text &subshop) {
  std::vector<Pooled> found;
  for (const Pooled &pooled : charge.pool)
    if (!subshop || pooled.subshop == *subshop) found.push_back(pooled);
  return found;
}

std::string numbered(const std::string &charge, size_t serial) {
  char tail[16];
  snprintf(tail, sizeof tail, "-%06zu", serial);
  return charge + tail;
}

}  // namespace

Shop::Shop() {
  Values full;
  full.amount = 49.9;  // has no exact double: gSOAP writes 49.899999999999999
  full.amount_type = 1;
  full.currency = "CHF";
  full.min_order_value = 60.05;
  full.max_discount_value = 19.99;
  full.amount_multi_currency = "CHF:49.90";
  full.min_order_value_multi_currency = "CHF:60.05";
  full.max_discount_value_multi_currency = "CHF:19.99";
  full.subshop = "north,south";
  full.type = 7;
  full.type2 = 2;
  full.valid_from = "2031-03-01";
  full.valid_until = "2031-05-31";
  full.vat_index = 3;
  full.customer_filter = "<n>K-2001</n>";
  full.cat_prod_filter_set_behavior = 1;
  full.cat_prod_filter = "<ci>543</ci>";
  full.charge_label = "spring,print";

  Charge spring{"SPRING", true, full};
  spring.valid_from_days = 3;
  spring.valid_until_days = 90;
  Charge pool{"POOL"};
  pool.pool = {{"POOL-A", "north"}, {"POOL-B", "north"}, {"POOL-C", "south"}};
  Charge newsletter{std::nullopt};
  newsletter.subscribe_subshop = "north";
  charges_ = {spring, {"PLAIN", false}, pool, newsletter};
}

Charge *Shop::find(const Text &id) {
  auto found = std::find_if(charges_.begin(), charges_.end(), [&](const Charge &c) { return c.id && c.id == id; });
  return found == charges_.end() ? nullptr : &*found;
}

Charge &Shop::existing(const Text &id) {
  Charge *charge = find(id);
  if (!charge) throw Fault{"ES019 ChargeId does not exist"};
  return *charge;
}

Charge &Shop::source(const Creation &wanted) {
  if (wanted.subscribe) {
    if (!wanted.subscribe_subshop) throw missing("SubscribeSubshopID");
    for (Charge &charge : charges_)
      if (charge.subscribe_subshop == wanted.subscribe_subshop) return charge;
    throw Fault{"ES022 Invalid subshop for registration voucher"};
  }
  if (!wanted.charge) throw missing("ChargeId");
  Charge &charge = existing(wanted.charge);
  if (!charge.has_template) throw Fault{"ES020 Batch does not contain a template"};
  return charge;
}

Created Shop::create(const Creation &wanted, const std::function<Values(const Values &)> &choose) {
  size_t count = wanted.count;
  if (wanted.count > kMost) throw Fault{"ES017 Max. VoucherCount value (1000) exceeded"};
  if (wanted.count < 1) throw Fault{"ES021 Invalid value"};
  if (wanted.pool && (wanted.create_charge || wanted.subscribe))
    throw Fault{"ES023 CreateCharge/ SubscribeVoucher and Pool cannot be active at the same time"};

  std::lock_guard<std::mutex> lock(mutex_);
  bool fresh = wanted.create_charge && !wanted.subscribe;
  if (fresh && !wanted.charge) throw missing("ChargeId");
  if (fresh && find(wanted.charge)) throw Fault{"ES018 ChargeId already exists"};
  Created created{choose(fresh ? Values{} : source(wanted).values), {}};
  if (fresh) charges_.push_back({wanted.charge, true, created.values});

  Charge &charge = source(wanted);
  if (wanted.pool) {
    for (const Pooled &pooled : available(charge, wanted.subshop_validity))
      if (created.numbers.size() < count) created.numbers.push_back(pooled.number);
    if (created.numbers.size() < count)
      throw Fault{"ES024 Unsufficient number of vouchers in the pool (" + std::to_string(count) + ")"};
    auto drawn = [&](const Pooled &pooled) {
      return std::count(created.numbers.begin(), created.numbers.end(), pooled.number) > 0;
    };
    charge.pool.erase(std::remove_if(charge.pool.begin(), charge.pool.end(), drawn), charge.pool.end());
  } else {
    for (size_t i = 1; i <= count; i++)
      created.numbers.push_back(numbered(charge.id.value_or("NEWS"), charge.vouchers.size() + i));
  }
  for (const std::string &number : created.numbers) charge.vouchers.insert({number, created.values});
  return created;
}

std::vector<Charge> Shop::charges(const Text &type) {
  bool templates = only_templates(type);
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Charge> listed;
  for (const Charge &charge : charges_)
    if (charge.has_template || !templates) listed.push_back(charge);
  return listed;
}

// A token is the batch and the place where the next page begins: `SPRING@2`.
Page Shop::page(const Text &id, int size, const Text &token) {
  if (!id) throw Fault{"ES029 ChargeId missing."};
  if (size < 1 || size > kMost) throw Fault{"ES021 Invalid value"};
  std::lock_guard<std::mutex> lock(mutex_);
  const Charge *charge = find(id);
  if (!charge) throw Fault{"ES028 ChargeId does not exist in database."};

  size_t from = 0;
  if (token) {
    size_t at = token->rfind('@');
    if (at == std::string::npos || at + 1 == token->size() ||
        token->find_first_not_of("0123456789", at + 1) != std::string::npos)
      throw Fault{"ES027 ParseNextPageToken failed"};
    if (token->size() - at > 9) throw Fault{"ES026 CreateNextPageToken failed"};
    from = std::stoul(token->substr(at + 1));
    if (token->substr(0, at) != *id || from == 0 || from >= charge->vouchers.size())
      throw Fault{"ES030 Token is invalid"};
  }
  Page page;
  size_t place = 0;
  for (const Voucher &voucher : charge->vouchers) {
    if (place >= from && place < from + size) page.vouchers.push_back(voucher);
    place++;
  }
  if (from + size < charge->vouchers.size()) page.next_token = *id + "@" + std::to_string(from + size);
  return page;
}

int Shop::pool_size(const Text &id, const Text &type, const Text &subshop) {
  only_templates(type);
  if (!id) throw missing("ChargeId");
  std::lock_guard<std::mutex> lock(mutex_);
  return int(available(existing(id), subshop).size());
}

Charge Shop::info(const Text &id) {
  if (!id) throw missing("ChargeId");
  std::lock_guard<std::mutex> lock(mutex_);
  return existing(id);
}

}  // namespace shop
