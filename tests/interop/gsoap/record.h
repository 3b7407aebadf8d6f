// What the server parsed, for the test to compare: one `Operation.Field=value` line for each field that
// came, none for one that did not. Line breaks and backslashes are escaped; a double is written as the
// shortest decimal that reads back as the same double.
#pragma once

#include <charconv>
#include <fstream>
#include <mutex>
#include <string>

class Record {
 public:
  explicit Record(const char *operation) : operation_(operation) {}
  Record(const Record &) = delete;

  // Writes the call in one piece.
  ~Record() {
    static std::mutex mutex;
    std::lock_guard<std::mutex> lock(mutex);
    if (file) std::ofstream(file, std::ios::app) << lines_;
  }

  template <class T>
  Record &field(const char *name, const T *value) {
    return value ? field(name, *value) : *this;
  }
  Record &field(const char *name, const std::string &value) {
    std::string escaped;
    for (char c : value) {
      if (c == '\\') escaped += "\\\\";
      else if (c == '\n') escaped += "\\n";
      else if (c == '\r') escaped += "\\r";
      else escaped += c;
    }
    return line(name, escaped);
  }
  Record &field(const char *name, bool value) { return line(name, value ? "true" : "false"); }
  Record &field(const char *name, int value) { return line(name, std::to_string(value)); }
  Record &field(const char *name, double value) {
    char digits[400];
    auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr;
    return line(name, std::string(digits, end));
  }

  // Where calls are recorded; nowhere if not set.
  static inline const char *file = nullptr;

 private:
  Record &line(const char *name, const std::string &value) {
    lines_ += std::string(operation_) + "." + name + "=" + value + "\n";
    return *this;
  }

  const char *operation_;
  std::string lines_;
};
