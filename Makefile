# The commands a person needs. Each one installs what is missing first (tools/setup is quiet when nothing is).
#
#   make demo     build and screen the bundled patients for the bundled protocols
#   make test     build with sanitizers and run every test
#   make check    layers, format, clang-tidy, exception lists
#   make bench    benchmarks; with ELIGO_BENCH_TEXTS=FOLDER also how fast its protocols are read
#   make conformance   one verdict from every format; a store against the schemas of MEDS; units against UCUM and @lhncbc/ucum-lhc;
#                      published CQL against cql-execution
#   make fuzz     every fuzzer for FUZZ_SECONDS (30)
#   make format   rewrite the layout      make clean   remove build/
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 30

ELIGO := ./build/release/eligo
SCREEN := $(ELIGO) screen --protocol examples/protocols --patients examples/patients --answers examples/answers.jsonl --as-of 2026-06-01 --keep-going

.DELETE_ON_ERROR:
.PHONY: demo release test check bench conformance fuzz format setup clean

demo: release
	@mkdir -p build/demo
	$(SCREEN) --format html --out build/demo/report.html
	$(SCREEN) --format text
	@echo "report: build/demo/report.html"

release: setup
	@cmake --preset release --log-level=WARNING
	@cmake --build --preset release -j $(JOBS)

test: setup
	@cmake --preset dev --log-level=WARNING
	@cmake --build --preset dev -j $(JOBS)
	ctest --preset dev -j $(JOBS)

check: setup
	@cmake --preset dev --log-level=WARNING
	@JOBS=$(JOBS) tools/check

bench: setup
	@cmake --preset bench --log-level=WARNING
	@cmake --build --preset bench -j $(JOBS)
	./build/bench/eligo_bench
	@./build/bench/compile_terms data/terms build/bench/without_model.bin
	ELIGO_BENCH_TERMS=build/bench/without_model.bin ./build/bench/eligo_bench --benchmark_filter='^Read(Examples|LongSentence|Texts)'

conformance: release
	@cmake --preset dev --log-level=WARNING
	@cmake --build --preset dev -j $(JOBS) --target eligo_tests
	@tools/conformance

fuzz: setup
	@cmake --preset fuzz --log-level=WARNING
	@cmake --build --preset fuzz -j $(JOBS)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz

format: setup
	@tools/format --write

setup:
	@tools/setup

clean:
	rm -rf build
