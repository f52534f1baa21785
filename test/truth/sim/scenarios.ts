/** Scenarios that real Pythons run beside the simulator, in the notation of test/sim/notation.ts. */

export const SCENARIOS: Readonly<Record<string, string>> = {
  // Threads that compute.
  'one CPU thread': 'threads\ncpu: hold 400',
  'two CPU threads': 'threads\ncpu * 2: hold 300',
  'three CPU threads': 'threads\ncpu * 3: hold 200',
  'four CPU threads': 'threads\ncpu * 4: hold 150',
  'six CPU threads': 'threads\ncpu * 6: hold 100',
  'eight CPU threads': 'threads\ncpu * 8: hold 80',
  'CPU tasks one after another': 'sequential\ncpu * 3: hold 200',
  'CPU tasks in a pool of 2': 'pool of 2\ncpu * 6: hold 100',
  'many short CPU tasks in a pool of 4': 'pool of 4\ncpu * 60: hold 10',
  'CPU threads of different length': 'threads\nshort: hold 100\nmiddle: hold 200\nlong: hold 400',
  'CPU threads, interval 0.2 ms': 'threads, interval 0.2 ms\ncpu * 2: hold 300',
  'CPU threads, interval 1 ms': 'threads, interval 1 ms\ncpu * 2: hold 300',
  'CPU threads, interval 20 ms': 'threads, interval 20 ms\ncpu * 3: hold 150',
  'C calls of 20 ms beside Python': 'threads\ncaller: 15 times (call 20)\ncpu: hold 300',
  'C calls of 50 ms in two threads': 'threads\ncaller * 2: 6 times (call 50)',

  // Threads that wait.
  'sleeps in threads': 'threads\nio * 8: 5 times (io 50, hold 0.2)',
  'sleeps in a pool of 4': 'pool of 4\nio * 10: io 80, hold 1',
  'sleeps in many threads': 'threads\nio * 32: 3 times (io 80, hold 0.5)',
  'sleeps and short computations': 'threads\nworker * 4: 20 times (io 10, hold 3)',
  'sleeps and long computations': 'threads\nworker * 3: 4 times (hold 40, io 60)',
  'sleeps, computations and a small pool': 'pool of 3\nworker * 12: io 40, hold 15',

  // C code that has released the GIL.
  'two native threads': 'threads\nhash * 2: native 300',
  'four native threads': 'threads\nhash * 4: native 200',
  'native beside Python': 'threads\nhash: native 300\ncpu: hold 300',
  'two native threads beside Python': 'threads\nhash * 2: native 250\ncpu: hold 250',
  'native and Python by turns': 'threads\nworker * 3: 10 times (hold 10, native 15)',
  'native, Python and sleeps': 'threads\nworker * 3: 8 times (hold 8, native 12, io 15)',

  // The convoy: I/O beside threads that compute.
  'convoy: I/O beside one busy thread': 'threads\nio: 60 times (probe 2, hold 0.1)\ncpu: hold 600',
  'convoy: I/O beside two busy threads': 'threads\nio: 80 times (probe 2, hold 0.1)\ncpu * 2: hold 500',
  'convoy: I/O beside four busy threads': 'threads\nio: 60 times (probe 2, hold 0.1)\ncpu * 4: hold 300',
  'convoy: two I/O threads beside one busy': 'threads\nio * 2: 40 times (probe 2, hold 0.1)\ncpu: hold 600',
  'convoy, interval 0.5 ms': 'threads, interval 0.5 ms\nio: 200 times (probe 2, hold 0.1)\ncpu: hold 700',
  'convoy, interval 1 ms': 'threads, interval 1 ms\nio: 150 times (probe 2, hold 0.1)\ncpu: hold 700',
  'convoy, interval 20 ms': 'threads, interval 20 ms\nio: 25 times (probe 2, hold 0.1)\ncpu: hold 700',
  'I/O beside C calls of 20 ms': 'threads\ncaller: 30 times (call 20)\nio: 20 times (probe 2, hold 0.1)',
  'I/O beside C calls of 50 ms': 'threads\ncaller: 16 times (call 50)\nio: 8 times (probe 2, hold 0.1)',

  // Threads that wait for each other.
  'a lock held across I/O': 'threads\nworker * 3: 5 times (lock L (io 20), hold 5)',
  'a lock held across computing': 'threads\nworker * 3: 5 times (lock L (hold 20), io 5)',
  'a producer and two consumers':
    'threads\nproducer: 20 times (io 10, put q)\nconsumer * 2: 10 times (get q, hold 8)',
  'a full queue': 'threads\nproducer: 20 times (hold 2, put q of 2)\nconsumer: 20 times (get q, io 15)',
  'an event and a join':
    'threads\nstarter: hold 60, set go\nrunner * 3: wait go, io 50, hold 20\nlast: join starter, hold 50',

  // Event loops.
  'an event loop':
    'threads\nloop: gather (10 times (io 20, hold 5)) (8 times (io 25, hold 5)) (5 times (io 30, hold 10))',
  'an event loop beside a busy thread': 'threads\nloop: gather (40 times (probe 5, hold 0.1))\ncpu: hold 600',
  'a call that blocks an event loop':
    'event-loop of 4\nclient * 4: 5 times (io 20, hold 3)\nblocker: 3 times (io 15, block 60)',
  'an event loop and CPU work in its threads':
    'event-loop of 4\nclient * 2: 20 times (probe 10, hold 0.2)\nworker * 2: hold 1, offload (hold 200)',
  'an event loop and native work in its threads':
    'event-loop of 2\nclient: 20 times (io 10, hold 2)\nworker * 3: offload (native 80), hold 5',
  'tasks that start tasks':
    'event-loop of 4\nmain: background (io 60, hold 20) (3 times (io 10, hold 5)), hold 15, gather (io 80) (hold 20), io 10',

  // Garbage.
  'objects that are kept': 'threads\nbuilder: hold 300 making 1000000\ncpu: hold 200',

  // Processes.
  'CPU tasks in 2 processes': 'processes of 2\ncpu * 2: hold 400',
  'four CPU tasks in 2 processes': 'processes of 2\ncpu * 4: hold 200',
  'four CPU tasks in 4 processes': 'processes of 4\ncpu * 4: hold 200',
  'sleeps in processes': 'processes of 2\nio * 4: io 150',
  'processes with large arguments': 'processes of 2, args 9000000\ncpu * 4: hold 100',
  'processes with many arguments': 'processes of 2, args 900000\ncpu * 20: hold 20',
  'processes with large results': 'processes of 2, results 9000000\ncpu * 4: hold 100',
  'processes with huge results': 'processes of 2, results 27000000\ncpu * 4: hold 50',
  'processes that are spawned': 'processes of 2, spawn\ncpu * 4: hold 200',
  'processes of a fork server': 'processes of 2, forkserver\ncpu * 4: hold 200',
};
