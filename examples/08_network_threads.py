"""Fact 8: the GIL hardly hurts programs that wait for the network.

Sockets release it while they wait. Sixteen threads that each ask a slow server get their answers
together instead of one after another, and Gilscope has nothing to say against them.
"""

import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Slow(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.2)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"done")

    def log_message(self, *args):
        pass


def fetch(url):
    with urllib.request.urlopen(url) as response:
        return response.read()


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    started = time.perf_counter()
    with ThreadPoolExecutor(max_workers=16) as pool:
        answers = list(pool.map(fetch, [url] * 16))
    print(f"{len(answers)} answers in {time.perf_counter() - started:.1f} s")
    server.shutdown()


if __name__ == "__main__":
    main()
