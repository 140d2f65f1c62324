# The commands of daily work. Each is thin: scripts in tools/ and the presets of CMakePresets.json.
.PHONY: help demo test build python notebooks install bench format
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: build ## trains and reports on built-in clips, or on DATA=folder in ESC-50's layout
	@tools/demo $(if $(DATA),"$(DATA)")

test: install build ## builds, then runs every test
	@ctest --preset release --parallel $$(nproc)

build: ## the programs: build/release/pinna and build/release/pinna-torch
	@tools/install build torch test report
	@cmake --preset release
	@cmake --build --preset release

python: ## the Python module, in build/release/python, and its tests
	@tools/install build torch test report python-module
	@cmake --preset release
	@cmake --build --preset release --target pinna_program pinna_torch_program _core _torch
	@ctest --preset release -R python_module

notebooks: python ## executes examples/notebooks again; tools/run_notebooks says with what data
	@tools/install notebooks
	@tools/run_notebooks

install: ## the packages of tools/packages.txt, by apt, where they are missing
	@tools/install

bench: ## builds and runs the benchmarks
	@tools/install build torch test
	@cmake --preset release -DPINNA_BENCHMARKS=ON
	@cmake --build --preset release
	@tools/bench

format: ## formats every C++ file in place
	@git ls-files -z '*.h' '*.cpp' | xargs -0 clang-format -i
