"""Runs a program as a script with the given way of starting processes: start_method.py fork|spawn|forkserver FILE."""
import multiprocessing
import runpy
import sys

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    runpy.run_path(sys.argv[2], run_name="__main__")
