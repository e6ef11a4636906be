// Program: runs the built `eligo` in a folder of its own, as a user's shell would.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::cli::test {

struct Ran {
  int status = -1;
  std::string out, err;

  std::vector<std::string> ErrorLines() const {
    std::vector<std::string> lines;
    std::istringstream in(err);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
};

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "eligo_cli_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void Write(const std::string& name, std::string_view content) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  bool Has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  const std::filesystem::path& path() const { return path_; }

  // `eligo ARGUMENTS`, in this folder; `after` may redirect or pipe what it prints.
  Ran Run(const std::string& arguments, const std::string& after = "> .out") const {
    const std::string command =
        "cd '" + path_.string() + "' && { '" + Executable() + "' " + arguments + "; echo $? > .status; } 2> .err " + after;
    Ran ran;
    if (std::system(command.c_str()) == -1) return ran;
    ran.out = Read(".out");
    ran.err = Read(".err");
    ran.status = std::atoi(Read(".status").c_str());
    return ran;
  }

  static std::string Executable() { return ELIGO_BUILD_DIR "/eligo"; }
  static bool Built() { return std::filesystem::exists(Executable()) && std::filesystem::exists(ELIGO_BUILD_DIR "/terms.bin"); }

 private:
  std::filesystem::path path_;
};

inline constexpr std::string_view kProtocol =
    "Inclusion Criteria:\n1. Age >= 18 years\n2. Hemoglobin >= 85 g/L\n\nExclusion Criteria:\n1. Rituximab within 9 months before first "
    "dose\n";

inline constexpr std::string_view kPatient =
    R"({"resource":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1980-05-05"}})";

// An Observation of hemoglobin; `fields` replaces what stands behind its code.
inline std::string Hemoglobin(const std::string& fields) {
  return R"({"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},)" +
         fields + "}}";
}

inline std::string Bundle(const std::vector<std::string>& entries) {
  std::string out = R"({"resourceType":"Bundle","type":"collection","entry":[)";
  for (std::size_t i = 0; i < entries.size(); ++i) out += (i > 0 ? "," : "") + entries[i];
  return out + "]}";
}

inline std::string GoodBundle() {
  return Bundle(
      {std::string(kPatient),
       Hemoglobin(
           R"("subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-05-20","valueQuantity":{"value":120,"unit":"g/L","code":"g/L"})")});
}

}  // namespace eligo::cli::test
