.DEFAULT_GOAL := help
.PHONY: help run check test lighthouse lock shell demo-reset
PORT ?= 8000
export PORT

help:  ## list what make can do
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run:  ## serve the demo market at http://127.0.0.1:8000 (elsewhere: make run PORT=8123)
	@bash ./run serve

check:  ## the fast tier: linters, types, import contracts, unit tests on SQLite
	@bash ./run check

test:  ## everything: check, then PostgreSQL and journeys in a real browser
	@bash ./run test

lighthouse:  ## measure the main pages as a phone sees them: docs/lighthouse.md
	@bash ./run lighthouse

lock:  ## lock requirements/*.in again, newest versions that fit
	@bash ./run lock

shell:  ## a Python shell inside the demo market
	@bash ./run shell

demo-reset:  ## throw the demo's database and photos away and seed them again
	@bash ./run reset
