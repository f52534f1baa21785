/** Small scenarios, results and subjects for the tests of the view. */
import type { SimulationSubject } from '../../server/src/core/protocol';
import type { Scenario, Task } from '../../server/src/core/model/scenario';
import { exactly } from '../../server/src/core/model/estimate';

export function exampleTask(name: string): Task {
  return {
    name,
    body: [
      { kind: 'hold', seconds: 0.9, source: { path: 'a.py', line: 3, column: 5, what: 'crunch' } },
      { kind: 'io', seconds: 0.1, source: { path: 'a.py', line: 5, column: 5, what: 'file.write' } },
    ],
  };
}

export function exampleScenario(): Scenario {
  return {
    schema: 1,
    cores: 4,
    switchIntervalSeconds: 0.005,
    seed: 1,
    executor: { kind: 'pool', workers: 2 },
    tasks: [exampleTask('crunch 1'), exampleTask('crunch 2')],
  };
}

export function exampleSubject(): SimulationSubject {
  const at = { path: 'a.py', line: 9, column: 5, endLine: 9, endColumn: 31 };
  return {
    uri: 'file:///project/a.py',
    site: {
      key: 'a.py:120',
      at,
      api: 'concurrent.futures.ThreadPoolExecutor.submit',
      target: 'crunch',
      verdict: 'cpu',
      confidence: 'high',
      label: 'crunch in ThreadPoolExecutor.submit: cpu',
    },
    scenario: exampleScenario(),
    sentence:
      'crunch holds the GIL for about 0.9 s a call; 2 threads take 1.9 s, as long as one after another.',
    pythonVersion: '3.13',
    gil: 'auto',
    assumptions: [
      { id: 'loop:a.py:3', at, sentence: 'The loop at line 3 runs 100 times.', value: exactly(100) },
    ],
    modes: [
      { title: 'Thread pool', executor: { kind: 'pool', workers: 2 } },
      { title: 'One after another', executor: { kind: 'sequential' } },
      { title: 'Processes', executor: { kind: 'processes', workers: 2 } },
      { title: 'Free-threaded', executor: { kind: 'free-threaded', workers: 2 } },
    ],
  };
}
