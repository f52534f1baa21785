"""A thread that notes how long it could run, and how long the main thread ran in between."""

import select
import sys
import threading
import time

#: Between two looks at the clock, less than this is running and more is waiting: a look takes about 1 µs.
PAUSE_SECONDS = 5e-5


class Watcher:
    """
    `ran`: seconds it ran so far. `longest_hold`: seconds of CPU time of the main thread between two looks of the watcher, the
    most since `forget`; what other programs take does not count.
    """

    def __enter__(self):
        self.ran = self.longest_hold = 0.0
        self._looks = 0
        self._ending = False
        self._thread = threading.Thread(target=self._watch, args=(main_thread_clock(),), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending = True
        sys.setswitchinterval(0.005)
        self._thread.join(5)

    def forget(self):
        self._catch_up()
        self.longest_hold = 0.0

    def hold(self):
        """The longest since `forget`, the one that has just ended included."""
        self._catch_up()
        return self.longest_hold

    def _catch_up(self):
        """Gives the GIL away until the watcher has had it, which on a busy machine takes a while."""
        looks = self._looks
        while self._looks < looks + 3:
            time.sleep(0.0005)

    def _watch(self, main_time):
        clock, look = time.perf_counter, select.select
        last, main_last = clock(), main_time()
        while not self._ending:
            # Gives the GIL away, so that the other thread gets it back as soon as its call is over.
            look((), (), (), 0)
            now, main_now = clock(), main_time()
            if now - last < PAUSE_SECONDS:
                self.ran += now - last
            # Also where no pause shows: this thread may lose the GIL between its two clocks.
            self.longest_hold = max(self.longest_hold, main_now - main_last)
            last, main_last = now, main_now
            self._looks += 1


def main_thread_clock():
    """A function that gives the CPU time of the main thread; where the system has no such clock, the time on the wall."""
    if not hasattr(time, 'pthread_getcpuclockid'):
        return time.perf_counter
    clock = time.pthread_getcpuclockid(threading.main_thread().ident)
    return lambda: time.clock_gettime(clock)
