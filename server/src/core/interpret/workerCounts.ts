/** Numbers of workers that come from outside: as many as there are cores, if their names say what they count. */
import { someNumber, type Value } from './values';

const WORKERS = '(?:threads?|thrs?|workers?|proc(?:s|esse?s?)?|cores?|cpus?|jobs)';
const COUNTED = new RegExp(
  `^(?:(?:n|num|no|nr|number_?of|max|total)_?${WORKERS}|${WORKERS}_?(?:num|number|no|count)|(?:threads|workers|proc(?:s|esses)|cores|cpus|jobs))$`,
  'i',
);

/** More than this are no longer chosen by the number of cores. */
const MOST = 64;

/** `value`, or if that is a number that nobody knows and `name` says that it counts workers: about the number of cores. */
export function countedWorkers(name: string, value: Value, cores: number): Value {
  if (value.kind !== 'number' || value.type !== 'int' || value.range !== undefined) return value;
  return COUNTED.test(name) ? someNumber('int', { low: 1, mid: cores, high: MOST }, 'assumed') : value;
}
