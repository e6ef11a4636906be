#include "readers/fhir.h"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "readers/fhir_commit.h"
#include "readers/fhir_input.h"
#include "readers/fhir_read.h"

namespace eligo::readers {
namespace {

// A document of this size is read alone: several at once would take too much memory.
constexpr std::size_t kReadAlone = std::size_t{8} << 20;

// The input, a block at a time.
class Blocks {
 public:
  Blocks(const std::vector<InputFile>& files, std::size_t bytes) : files_(files), bytes_(bytes) {}

  // Fills in the input of a block; false behind the last.
  bool Next(FhirBlock& block) {
    if (next_ == files_.size()) return false;
    const InputFile& file = files_[next_];
    block.path = file.path;
    block.text.clear();
    block.lines = file.lines;
    block.first = !open_;
    block.last = true;
    block.too_long = false;
    block.failure.clear();
    if (!open_) {
      Result<TextFile> opened = TextFile::Open(file.path);
      if (!opened.ok()) return Failed(block, opened.error());
      open_ = std::move(opened).value();
    }
    if (!file.lines) {
      Result<std::string> whole = open_->Rest();
      if (!whole.ok()) return Failed(block, whole.error());
      block.text = std::move(*whole);
    } else if (open_->NextLines(bytes_, block.text)) {
      block.last = false;
      block.too_long = open_->too_long();
      return true;
    } else {
      block.failure = open_->failure();
    }
    return Close();
  }

 private:
  bool Failed(FhirBlock& block, const std::string& why) {
    block.lines = false;
    block.failure = why;
    return Close();
  }
  bool Close() {
    open_.reset();
    ++next_;
    return true;
  }

  const std::vector<InputFile>& files_;
  const std::size_t bytes_;
  std::size_t next_ = 0;
  std::optional<TextFile> open_;
};

// Blocks to be used again: one that has been through needs no new memory.
class Pool {
 public:
  std::unique_ptr<FhirBlock> Take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<FhirBlock>();
    std::unique_ptr<FhirBlock> block = std::move(free_.back());
    free_.pop_back();
    return block;
  }
  void Give(std::unique_ptr<FhirBlock> block) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(block));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<FhirBlock>> free_;
};

// Blocks are read on all cores and committed in order: no result depends on the number of threads.
void ReadBlocks(Blocks& blocks, const terms::Terms& terms, const Vocabulary* vocabulary, const records::EventSink& sink,
                FhirCommit& commit) {
  tbb::enumerable_thread_specific<FhirReader> readers([&] { return FhirReader(terms, vocabulary, sink); });
  Pool pool;
  const std::size_t under_way = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  std::unique_ptr<FhirBlock> alone;
  const auto take = [&](tbb::flow_control& control) -> FhirBlock* {
    std::unique_ptr<FhirBlock> block = pool.Take();
    const bool more = blocks.Next(*block);
    if (more && block->text.size() < kReadAlone) return block.release();
    if (more) alone = std::move(block);
    control.stop();
    return nullptr;
  };
  const auto read = [&](FhirBlock* block) {
    readers.local().Read(*block);
    return block;
  };
  const auto give = [&](FhirBlock* block) {
    commit.Commit(*block);
    pool.Give(std::unique_ptr<FhirBlock>(block));
  };
  do {
    alone.reset();
    tbb::parallel_pipeline(under_way, tbb::make_filter<void, FhirBlock*>(tbb::filter_mode::serial_in_order, take) &
                                          tbb::make_filter<FhirBlock*, FhirBlock*>(tbb::filter_mode::parallel, read) &
                                          tbb::make_filter<FhirBlock*, void>(tbb::filter_mode::serial_in_order, give));
    if (alone) commit.ReadAndCommit(*alone);
  } while (alone);
}

// The end of both readers: a reading without patients is no reading.
Result<Done> FinishReading(FhirCommit& commit, const std::string& name, std::size_t files, const ReadReport& report) {
  commit.Finish();
  if (report.patients == 0) {
    return Error{fmt::format("{}: no patient found in {} file{}, {} resource{}; is this FHIR R4?", name, files, files == 1 ? "" : "s",
                             report.resources, report.resources == 1 ? "" : "s")};
  }
  return Done{};
}

}  // namespace

Result<Done> ReadFhir(const std::string& path, const terms::Terms& terms, const FhirOptions& options, records::EventSink& sink,
                      ReadReport& report) {
  report.Restart("resource");
  const Result<std::vector<InputFile>> files = ListInput(path);
  if (!files.ok()) return Error{files.error()};
  FhirCommit commit(terms, options.vocabulary, sink, report);
  Blocks blocks(*files, options.block_bytes);
  ReadBlocks(blocks, terms, options.vocabulary, sink, commit);
  return FinishReading(commit, path, files->size(), report);
}

Result<Done> ReadFhirText(const std::string& name, std::string text, const terms::Terms& terms, const FhirOptions& options,
                          records::EventSink& sink, ReadReport& report) {
  report.Restart("resource");
  FhirCommit commit(terms, options.vocabulary, sink, report);
  FhirBlock block;
  block.path = name;
  block.text = std::move(text);
  commit.ReadAndCommit(block);
  return FinishReading(commit, name, 1, report);
}

}  // namespace eligo::readers
