//! Transports for tests: no network, no server.
