// The five operations, as gSOAP calls them: each records what it was sent, checks the caller, asks the
// shop, and answers. gSOAP's generated types stay in this file.
#include "soapH.h"

#include "admission.h"
#include "record.h"
#include "shop.h"

using shop::Fault;
using shop::Text;
using shop::Values;

static shop::Shop store;

// ---- what came

static void record(const ns__CreateVouchersRequest &r) {
  Record("CreateVouchers")
      .field("ShopID", r.ShopID)
      .field("Password", r.Password)
      .field("MsgID", r.MsgID)
      .field("VoucherCount", r.VoucherCount)
      .field("SubscribeVoucher", r.SubscribeVoucher)
      .field("SubscribeSubshopID", r.SubscribeSubshopID)
      .field("ChargeId", r.ChargeId)
      .field("CreateCharge", r.CreateCharge)
      .field("Amount", r.Amount)
      .field("AmountType", r.AmountType)
      .field("AmountMultiCurrency", r.AmountMultiCurrency)
      .field("Currency", r.Currency)
      .field("MinOrderValue", r.MinOrderValue)
      .field("MinOrderValueMultiCurrency", r.MinOrderValueMultiCurrency)
      .field("MaxDiscountValue", r.MaxDiscountValue)
      .field("MaxDiscountValueMultiCurrency", r.MaxDiscountValueMultiCurrency)
      .field("SubShop", r.SubShop)
      .field("Type", r.Type)
      .field("Type2", r.Type2)
      .field("ValidFrom", r.ValidFrom)
      .field("ValidUntil", r.ValidUntil)
      .field("VATIndex", r.VATIndex)
      .field("Pool", r.Pool)
      .field("SubShopValidity", r.SubShopValidity)
      .field("CustomerFilter", r.CustomerFilter)
      .field("CatProdFilterSetBehavior", r.CatProdFilterSetBehavior)
      .field("CatProdFilter", r.CatProdFilter)
      .field("ChargeDescr", r.ChargeDescr)
      .field("ChargeLabel", r.ChargeLabel);
}

static void record(const ns__GetVoucherChargesRequest &r) {
  Record("GetVoucherCharges")
      .field("ShopID", r.ShopID)
      .field("Password", r.Password)
      .field("MsgID", r.MsgID)
      .field("ChargeType", r.ChargeType);
}

static void record(const ns__GetVoucherCodesRequest &r) {
  Record("GetVoucherCodes")
      .field("ShopID", r.ShopID)
      .field("Password", r.Password)
      .field("MsgID", r.MsgID)
      .field("ChargeId", r.ChargeId)
      .field("PageSize", r.PageSize)
      .field("NextPageToken", r.NextPageToken);
}

static void record(const ns__GetVoucherPoolInfoRequest &r) {
  Record("GetVoucherPoolInfo")
      .field("ShopID", r.ShopID)
      .field("Password", r.Password)
      .field("MsgID", r.MsgID)
      .field("ChargeId", r.ChargeId)
      .field("ChargeType", r.ChargeType)
      .field("SubShopValidity", r.SubShopValidity);
}

static void record(const ns__GetVoucherChargeInfoRequest &r) {
  Record("GetVoucherChargeInfo")
      .field("ShopID", r.ShopID)
      .field("Password", r.Password)
      .field("MsgID", r.MsgID)
      .field("ChargeId", r.ChargeId);
}

// An absent text and an empty one are the same to the shop.
static Text text(const std::string &sent) { return sent.empty() ? Text() : Text(sent); }
static Text text(const std::string *sent) { return sent ? text(*sent) : Text(); }
static bool on(const bool *sent) { return sent && *sent; }

// `slot` becomes what was sent, and stays as the batch has it if nothing was sent, or a value that stands for that.
static void choose(Text &slot, const std::string *sent) {
  if (sent && *sent != "$ChargeVal$") slot = text(sent);
}
static void choose(std::string &slot, const std::string *sent) {
  if (sent && *sent != "$ChargeVal$") slot = *sent;
}
template <class Slot, class Number>
static void choose(Slot &slot, const Number *sent) {
  if (sent && *sent > -999999999) slot = *sent;
}

static void among(int value, int least, int most) {
  if (value < least || value > most) throw Fault{"ES021 Invalid value"};
}

static void date(const Text &value) {
  static const std::string form = "0000-00-00";
  if (!value) return;
  bool good = value->size() == form.size();
  for (size_t i = 0; good && i < form.size(); i++)
    good = form[i] == '-' ? (*value)[i] == '-' : isdigit((unsigned char)(*value)[i]) != 0;
  if (!good) throw Fault{"ES012 Format error"};
}

static Values merged(Values values, const ns__CreateVouchersRequest &r) {
  choose(values.amount, r.Amount);
  choose(values.amount_type, r.AmountType);
  choose(values.amount_multi_currency, r.AmountMultiCurrency);
  choose(values.currency, r.Currency);
  choose(values.min_order_value, r.MinOrderValue);
  choose(values.min_order_value_multi_currency, r.MinOrderValueMultiCurrency);
  choose(values.max_discount_value, r.MaxDiscountValue);
  choose(values.max_discount_value_multi_currency, r.MaxDiscountValueMultiCurrency);
  choose(values.subshop, r.SubShop);
  choose(values.type, r.Type);
  choose(values.type2, r.Type2);
  choose(values.valid_from, r.ValidFrom);
  choose(values.valid_until, r.ValidUntil);
  choose(values.vat_index, r.VATIndex);
  choose(values.customer_filter, r.CustomerFilter);
  choose(values.cat_prod_filter_set_behavior, r.CatProdFilterSetBehavior);
  choose(values.cat_prod_filter, r.CatProdFilter);
  choose(values.charge_label, r.ChargeLabel);
  among(values.amount_type, 0, 2);
  among(values.type, 0, 7);
  among(values.type2, 1, 2);
  among(values.vat_index, -1, 10);
  among(values.cat_prod_filter_set_behavior.value_or(0), 0, 1);
  date(values.valid_from);
  date(values.valid_until);
  return values;
}

// ---- what goes

// An optional field of an answer; it lives as long as the call.
static int *slot(struct soap *soap, const std::optional<int> &value) {
  return value ? new (soap_malloc(soap, sizeof(int))) int(*value) : nullptr;
}
static double *slot(struct soap *soap, const std::optional<double> &value) {
  return value ? new (soap_malloc(soap, sizeof(double))) double(*value) : nullptr;
}
static std::string *slot(struct soap *soap, const Text &value) {
  if (!value) return nullptr;
  std::string *copy = soap_new_std__string(soap);
  *copy = *value;
  return copy;
}

// The fields that all three records of a voucher's or a batch's values have.
template <class Answer>
static void put_values(struct soap *soap, Answer &answer, const Values &values) {
  answer.Amount = values.amount;
  answer.AmountType = values.amount_type;
  answer.Currency = values.currency;
  answer.MinOrderValue = slot(soap, values.min_order_value);
  answer.Subshop = slot(soap, values.subshop);
  answer.Type = values.type;
  answer.Type2 = values.type2;
  answer.ValidFrom = slot(soap, values.valid_from);
  answer.ValidUntil = slot(soap, values.valid_until);
}

// The fields that a voucher has and a batch has not.
template <class Answer>
static void put_voucher_values(struct soap *soap, Answer &answer, const Values &values) {
  put_values(soap, answer, values);
  answer.VATIndex = values.vat_index;
  answer.MaxDiscountValue = slot(soap, values.max_discount_value);
  answer.CustomerFilter = slot(soap, values.customer_filter);
  answer.CatProdFilterSetBehavior = slot(soap, values.cat_prod_filter_set_behavior);
  answer.CatProdFilter = slot(soap, values.cat_prod_filter);
  answer.AmountMultiCurrency = slot(soap, values.amount_multi_currency);
  answer.MinOrderValueMultiCurrency = slot(soap, values.min_order_value_multi_currency);
  answer.MaxDiscountValueMultiCurrency = slot(soap, values.max_discount_value_multi_currency);
}

// As in the vendor's sample, a listed voucher has empty elements where it has no text.
static void empty_for_absent(Values &values) {
  for (Text *value : {&values.subshop, &values.valid_from, &values.valid_until, &values.customer_filter,
                      &values.cat_prod_filter, &values.amount_multi_currency, &values.min_order_value_multi_currency,
                      &values.max_discount_value_multi_currency, &values.charge_label})
    if (!*value) *value = "";
}

// One call: `answer` fills the response; a Fault it throws becomes a SOAP fault.
template <class Operation, class Response, class Result, class Answer>
static int serve(struct soap *soap, const Operation *operation, Response &response, Result *result, Answer answer) {
  response.response = result;
  try {
    if (!operation || !operation->request) throw Fault{"ES001 Missing ShopID or Password"};
    const auto &request = *operation->request;
    record(request);
    admit(request.ShopID, request.Password);
    result->MsgID = request.MsgID;
    answer(request);
    return SOAP_OK;
  } catch (const Fault &fault) {
    const char *text = soap_strdup(soap, fault.text.c_str());
    return fault.text.rfind("ES005", 0) == 0 ? soap_receiver_fault(soap, text, nullptr)
                                             : soap_sender_fault(soap, text, nullptr);
  }
}

int __ns__CreateVouchers(struct soap *soap, _ns__CreateVouchers *operation, ns__CreateVouchersResponse &response) {
  auto *result = soap_new_ns__CreateVouchersResult(soap);
  return serve(soap, operation, response, result, [&](const ns__CreateVouchersRequest &r) {
    shop::Creation wanted{r.VoucherCount, on(r.SubscribeVoucher), on(r.CreateCharge), on(r.Pool),
                          text(r.SubscribeSubshopID), text(r.ChargeId), text(r.SubShopValidity)};
    shop::Created created = store.create(wanted, [&](const Values &inherited) { return merged(inherited, r); });
    put_voucher_values(soap, *result, created.values);
    result->VoucherNumbers = soap_new_ns__VoucherNumbers(soap);
    result->VoucherNumbers->VoucherNumber = created.numbers;
  });
}

int __ns__GetVoucherCharges(struct soap *soap, _ns__GetVoucherCharges *operation,
                            ns__GetVoucherChargesResponse &response) {
  auto *result = soap_new_ns__GetVoucherChargesResult(soap);
  return serve(soap, operation, response, result, [&](const ns__GetVoucherChargesRequest &r) {
    result->ChargeList = soap_new_ns__ChargeList(soap);
    for (const shop::Charge &charge : store.charges(text(r.ChargeType))) {
      auto *data = soap_new_ns__ChargeData(soap);
      data->ChargeId = slot(soap, charge.id);
      data->SubscribeSubshopID = slot(soap, charge.subscribe_subshop);
      put_values(soap, *data, charge.values);
      // Optional here: the vendor's samples lack it. This server leaves it out where it is the default.
      if (charge.values.vat_index != -1) data->VATIndex = slot(soap, std::optional<int>(charge.values.vat_index));
      data->ValidFromDays = slot(soap, charge.valid_from_days);
      data->ValidUntilDays = slot(soap, charge.valid_until_days);
      result->ChargeList->ChargeData.push_back(data);
    }
  });
}

int __ns__GetVoucherCodes(struct soap *soap, _ns__GetVoucherCodes *operation, ns__GetVoucherCodesResponse &response) {
  auto *result = soap_new_ns__GetVoucherCodesResult(soap);
  return serve(soap, operation, response, result, [&](const ns__GetVoucherCodesRequest &r) {
    shop::Page page = store.page(text(r.ChargeId), r.PageSize ? *r.PageSize : 1000, text(r.NextPageToken));
    result->VoucherList = soap_new_ns__VoucherList(soap);
    for (shop::Voucher voucher : page.vouchers) {
      empty_for_absent(voucher.values);
      auto *data = soap_new_ns__VoucherData(soap);
      data->Num = voucher.number;
      put_voucher_values(soap, *data, voucher.values);
      data->ChargeLabel = slot(soap, voucher.values.charge_label);
      result->VoucherList->VoucherData.push_back(data);
    }
    result->NextPageToken = slot(soap, Text(page.next_token));
    result->LastPage = page.next_token.empty();
  });
}

int __ns__GetVoucherPoolInfo(struct soap *soap, _ns__GetVoucherPoolInfo *operation,
                             ns__GetVoucherPoolInfoResponse &response) {
  auto *result = soap_new_ns__GetVoucherPoolInfoResult(soap);
  return serve(soap, operation, response, result, [&](const ns__GetVoucherPoolInfoRequest &r) {
    result->VoucherCount = store.pool_size(text(r.ChargeId), text(r.ChargeType), text(r.SubShopValidity));
  });
}

int __ns__GetVoucherChargeInfo(struct soap *soap, _ns__GetVoucherChargeInfo *operation,
                               ns__GetVoucherChargeInfoResponse &response) {
  auto *result = soap_new_ns__GetVoucherChargeInfoResult(soap);
  return serve(soap, operation, response, result, [&](const ns__GetVoucherChargeInfoRequest &r) {
    shop::Charge charge = store.info(text(r.ChargeId));
    result->VoucherCount = int(charge.vouchers.size());
    result->HasTemplate = charge.has_template;
  });
}
