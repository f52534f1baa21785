# possible: pool-to-threads
import multiprocessing
import subprocess
import sys


def ask(number):
    code = f"import time; time.sleep(0.05); print({number} ** 2)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout


def main():
    with multiprocessing.Pool(4, maxtasksperchild=3) as pool:
        print("".join(pool.map(ask, range(4))))


if __name__ == "__main__":
    main()
