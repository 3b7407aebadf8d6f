// gSOAP's own times for the two documents it is given, from and to memory:
//
//   bench ANSWER TIMES REQUEST TIMES
//
// reads the GetVoucherCodes answer in the file ANSWER, and writes the CreateVouchers request in the file REQUEST,
// so many times each. Prints `vouchers COUNT`, `decode NANOSECONDS` and `encode NANOSECONDS`: the number of records
// in the answer, and the medians. Each time includes freeing what was allocated.
#include "soapH.h"

#include "createvouchers.nsmap"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

static void check(struct soap *soap, bool good) {
  if (good) return;
  soap_print_fault(soap, stderr);
  exit(1);
}

static std::string contents(const char *path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Work>
static long median(int times, Work work) {
  std::vector<long> taken;
  for (int i = 0; i < times; i++) {
    auto start = std::chrono::steady_clock::now();
    work();
    auto end = std::chrono::steady_clock::now();
    taken.push_back(std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count());
  }
  std::sort(taken.begin(), taken.end());
  return taken[taken.size() / 2];
}

static void decode(struct soap *soap, const std::string &answer, int times) {
  std::istringstream stream(answer);
  size_t vouchers = 0;
  long time = median(times, [&] {
    stream.clear();
    stream.seekg(0);
    soap->is = &stream;
    ns__GetVoucherCodesResponse response;
    check(soap, soap_recv___ns__GetVoucherCodes(soap, response) == SOAP_OK);
    vouchers = response.response->VoucherList->VoucherData.size();
    soap_destroy(soap);
    soap_end(soap);
  });
  printf("vouchers %zu\ndecode %ld\n", vouchers, time);
}

static void encode(struct soap *soap, const std::string &request, int times) {
  // Its objects belong to a context of their own, since the other one is emptied each time.
  struct soap *reader = soap_new1(SOAP_C_UTFSTRING);
  std::istringstream source(request);
  reader->is = &source;
  struct __ns__CreateVouchers operation;
  soap_default___ns__CreateVouchers(reader, &operation);
  check(reader, !soap_begin_recv(reader) && !soap_envelope_begin_in(reader) && !soap_body_begin_in(reader) &&
                    soap_get___ns__CreateVouchers(reader, &operation, "-ns:CreateVouchers", nullptr) &&
                    !soap_body_end_in(reader) && !soap_envelope_end_in(reader) && !soap_end_recv(reader));

  std::ostringstream stream;
  long time = median(times, [&] {
    stream.seekp(0);
    soap->os = &stream;
    soap->encodingStyle = nullptr;
    soap_serialize___ns__CreateVouchers(soap, &operation);
    check(soap, !soap_begin_send(soap) && !soap_envelope_begin_out(soap) && !soap_body_begin_out(soap) &&
                    !soap_put___ns__CreateVouchers(soap, &operation, "-ns:CreateVouchers", "") &&
                    !soap_body_end_out(soap) && !soap_envelope_end_out(soap) && !soap_end_send(soap));
    soap_destroy(soap);
    soap_end(soap);
  });
  printf("encode %ld\n", time);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fputs("usage: bench ANSWER TIMES REQUEST TIMES\n", stderr);
    return 2;
  }
  struct soap *soap = soap_new1(SOAP_C_UTFSTRING);
  decode(soap, contents(argv[1]), atoi(argv[2]));
  encode(soap, contents(argv[3]), atoi(argv[4]));
}
