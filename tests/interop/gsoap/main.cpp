// A WEBSALE voucher shop on gSOAP, on 127.0.0.1. README.md beside this file says what it does.
#include "soapH.h"

#include "createvouchers.nsmap"

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <unistd.h>

#include "admission.h"
#include "record.h"

static const char *usage =
    "usage: server [--port N] [--tls PEM] [--strict] [--gzip] [--require-tls] [--starting CALLS] [--log FILE]\n";

struct Options {
  int port = 0;  // 0: any that is free
  const char *pem = nullptr;
  soap_mode mode = SOAP_C_UTFSTRING | SOAP_IO_KEEPALIVE;
};

static Options parse(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; i++) {
    auto is = [&](const char *flag) { return strcmp(argv[i], flag) == 0; };
    auto value = [&] {
      if (i + 1 < argc) return argv[++i];
      fputs(usage, stderr);
      exit(2);
    };
    if (is("--port")) options.port = atoi(value());
    else if (is("--tls")) options.pem = value(), flags.tls = true;
    else if (is("--strict")) options.mode |= SOAP_XML_STRICT;
    else if (is("--gzip")) options.mode |= SOAP_ENC_ZLIB | SOAP_IO_CHUNK;
    else if (is("--require-tls")) flags.require_tls = true;
    else if (is("--starting")) flags.starting = atoi(value());
    else if (is("--log")) Record::file = value();
    else {
      fputs(usage, stderr);
      exit(2);
    }
  }
  return options;
}

// Whoever started the server holds the other end of its standard input: when that is gone, so is the server.
static void end_with_input() {
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  _exit(0);
}

static int port_of(SOAP_SOCKET socket) {
  struct sockaddr_in address = {};
  socklen_t size = sizeof address;
  getsockname(socket, reinterpret_cast<struct sockaddr *>(&address), &size);
  return ntohs(address.sin_port);
}

static void serve_connection(struct soap *soap) {
  if (!flags.tls || soap_ssl_accept(soap) == SOAP_OK) soap_serve(soap);
  soap_destroy(soap);
  soap_end(soap);
  soap_free(soap);
}

int main(int argc, char **argv) {
  Options options = parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  soap_ssl_init();
  struct soap *soap = soap_new1(options.mode);
  soap->bind_flags = SO_REUSEADDR;
  soap->send_timeout = soap->recv_timeout = 10;
  if (options.pem && soap_ssl_server_context(soap, SOAP_SSL_DEFAULT, options.pem, "", nullptr, nullptr, nullptr,
                                             nullptr, "kontorhaus")) {
    soap_print_fault(soap, stderr);
    return 1;
  }
  if (!soap_valid_socket(soap_bind(soap, "127.0.0.1", options.port, 64))) {
    soap_print_fault(soap, stderr);
    return 1;
  }
  printf("listening on 127.0.0.1:%d\n", port_of(soap->master));
  fflush(stdout);
  std::thread(end_with_input).detach();
  while (soap_valid_socket(soap_accept(soap))) std::thread(serve_connection, soap_copy(soap)).detach();
  soap_print_fault(soap, stderr);
  return 1;
}
