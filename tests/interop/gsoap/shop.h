// A voucher shop in memory: batches, their vouchers, pools and pages. Knows nothing of SOAP.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace shop {

using Text = std::optional<std::string>;

// The answer is a SOAP fault with this text.
struct Fault {
  std::string text;
};

// What a voucher is worth, and to whom. Defaults are the documented ones.
struct Values {
  double amount = 0;
  int amount_type = 0;
  std::string currency = "EUR";
  std::optional<double> min_order_value;
  std::optional<double> max_discount_value;
  Text amount_multi_currency, min_order_value_multi_currency, max_discount_value_multi_currency;
  Text subshop;
  int type = 0;
  int type2 = 1;
  Text valid_from, valid_until;
  int vat_index = -1;
  Text customer_filter;
  std::optional<int> cat_prod_filter_set_behavior;
  Text cat_prod_filter;
  Text charge_label;
};

struct Voucher {
  std::string number;
  Values values;
  bool operator<(const Voucher &other) const { return number < other.number; }
};

// A number that waits in a pool, and the subshop where it may be redeemed.
struct Pooled {
  std::string number;
  std::string subshop;
};

struct Charge {
  Text id;
  bool has_template = true;
  Values values = {};
  Text subscribe_subshop = {};
  std::optional<int> valid_from_days = {}, valid_until_days = {};
  std::vector<Pooled> pool = {};
  std::set<Voucher> vouchers = {};  // sorted by number, as they are listed
};

// How CreateVouchers chooses the batch and the numbers.
struct Creation {
  int count;
  bool subscribe, create_charge, pool;
  Text subscribe_subshop, charge, subshop_validity;
};

struct Page {
  std::vector<Voucher> vouchers;
  std::string next_token;  // empty on the last page
};

struct Created {
  Values values;
  std::vector<std::string> numbers;
};

class Shop {
 public:
  Shop();

  // Makes vouchers, or draws them from the pool. `choose` gives their values, from those of the batch.
  Created create(const Creation &wanted, const std::function<Values(const Values &)> &choose);
  std::vector<Charge> charges(const Text &type);
  Page page(const Text &charge, int size, const Text &token);
  int pool_size(const Text &charge, const Text &type, const Text &subshop);
  Charge info(const Text &charge);

 private:
  Charge *find(const Text &id);
  Charge &existing(const Text &id);
  Charge &source(const Creation &wanted);

  std::mutex mutex_;
  std::vector<Charge> charges_;
};

}  // namespace shop
