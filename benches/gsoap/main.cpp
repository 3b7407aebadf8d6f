// gSOAP's own times for the two documents it is given, from and to memory:
//
//   bench ANSWER TIMES REQUEST TIMES
//
// reads the GetVoucherCodes answer in the file ANSWER, and writes the CreateVouchers request in the file REQUEST,
// so many times each. Prints a `name number` line for each of
//
//   vouchers  how many records stand in the answer
//   decode    nanoseconds to read the answer
//   encode    nanoseconds to write the envelope of the request, in one pass
//   send      nanoseconds to write the request as gSOAP's client does: it counts, writes the HTTP head, then the envelope
//
// The times are medians and include freeing what was allocated.
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

// Reads the request to be written. It belongs to a context of its own, since that of the measurement is emptied.
static __ns__CreateVouchers read(const std::string &request) {
  struct soap *soap = soap_new1(SOAP_C_UTFSTRING);
  std::istringstream stream(request);
  soap->is = &stream;
  __ns__CreateVouchers operation;
  soap_default___ns__CreateVouchers(soap, &operation);
  check(soap, !soap_begin_recv(soap) && !soap_envelope_begin_in(soap) && !soap_body_begin_in(soap) &&
                  soap_get___ns__CreateVouchers(soap, &operation, "-ns:CreateVouchers", nullptr) &&
                  !soap_body_end_in(soap) && !soap_envelope_end_in(soap) && !soap_end_recv(soap));
  return operation;
}

static void encode(struct soap *soap, const __ns__CreateVouchers &operation, int times) {
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
  soap->os = nullptr;
  printf("encode %ld\n", time);
}

static void send(struct soap *soap, const __ns__CreateVouchers &operation, int times) {
  static std::string sent;
  // A connection to nowhere.
  soap->fopen = [](struct soap *, const char *, const char *, int) -> SOAP_SOCKET { return 1000; };
  soap->fclose = [](struct soap *soap) { return soap->socket = SOAP_INVALID_SOCKET, SOAP_OK; };
  soap->fsend = [](struct soap *, const char *data, size_t size) { return sent.append(data, size), SOAP_OK; };
  long time = median(times, [&] {
    sent.clear();
    soap->socket = SOAP_INVALID_SOCKET;
    check(soap, !soap_send___ns__CreateVouchers(soap, "http://127.0.0.1/", "", operation.ns__CreateVouchers));
    soap_destroy(soap);
    soap_end(soap);
  });
  soap->socket = SOAP_INVALID_SOCKET;
  printf("send %ld\n", time);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fputs("usage: bench ANSWER TIMES REQUEST TIMES\n", stderr);
    return 2;
  }
  struct soap *soap = soap_new1(SOAP_C_UTFSTRING);
  decode(soap, contents(argv[1]), atoi(argv[2]));
  const __ns__CreateVouchers request = read(contents(argv[3]));
  encode(soap, request, atoi(argv[4]));
  send(soap, request, atoi(argv[4]));
}
