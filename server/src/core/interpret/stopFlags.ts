/**
 * Loops that another thread ends: `while not stop.is_set()`, `while self.running`. What computes in such a loop without
 * ever waiting was not written to be stopped at once.
 */
import { assignedNames } from '../bind/boundNames';
import type { Segment, Trips } from '../model/profile';
import { midSeconds, totalsOf } from '../profile/totals';
import type { Expr, Stmt, While } from '../syntax/ast';
import { flatten, placeOf } from './codeWalk';
import { foreverTrips, knownTrips } from './iteration';
import type { LoopState, Machine } from './machine';

/** Rounds of a search that others may end: it tries one candidate a round. */
const TRIED: Trips['count'] = { low: 1, mid: 1e6, high: 1e10 };

/** Work beside computing that a loop may do and still be one that computes: what it says when it has found something. */
const BESIDE_COMPUTING = 0.2;
const UNKNOWN_CALLS = 0.05;

/** Names of flags, in the words that programs use. */
const FLAG =
  /(?:^|_)(?:run|running|stop|stopped|stopping|active|alive|done|exit|exiting|quit|finished|abort|aborted|cancel|cancelled|canceled|shutdown|shut|kill|killed|terminate|terminated|flag|end|ended|found|go|keep|event)(?:$|_)/i;

/** Whether a loop goes on until somebody else changes a flag: nothing in its body assigns what its test asks. */
export function asksStopFlag({ test, body }: While): boolean {
  const flags = flagsIn(test);
  if (flags === undefined) return false;
  const assigned = assignedNames(body);
  return flags.every((flag) => !assigned.has(flag) && !assignsAttribute(body, flag));
}

/** Places of the flags of a test that asks nothing else; undefined for any other test. */
function flagsIn(test: Expr): readonly string[] | undefined {
  switch (test.kind) {
    case 'UnaryOp':
      return test.op === 'not' ? flagsIn(test.operand) : undefined;
    case 'Name':
    case 'Attribute': {
      const place = placeOf(test);
      const name = test.kind === 'Name' ? test.id : flagName(test.attr, test.value);
      return place !== undefined && FLAG.test(name) ? [place] : undefined;
    }
    case 'Call': {
      const isQuery =
        test.func.kind === 'Attribute' && (test.func.attr === 'is_set' || test.func.attr === 'isSet');
      return isQuery && test.args.length === 0 ? [] : undefined;
    }
    default:
      return undefined;
  }
}

/** `stop.value` is how processes share a flag called `stop`. */
function flagName(attr: string, owner: Expr): string {
  if (attr !== 'value') return attr;
  return owner.kind === 'Name' ? owner.id : owner.kind === 'Attribute' ? owner.attr : attr;
}

function assignsAttribute(body: readonly Stmt[], place: string): boolean {
  return flatten(body).some(
    ({ statement }) =>
      (statement.kind === 'Assign' && statement.targets.some((target) => placeOf(target) === place)) ||
      (statement.kind === 'AugAssign' && placeOf(statement.target) === place),
  );
}

/** Rounds of a loop that goes on until it is stopped, if all it does is compute; else `trips`. */
export function untilStopped(
  machine: Machine,
  trips: Trips,
  exit: LoopState['exit'],
  body: readonly Segment[],
): Trips {
  const totals = totalsOf(body);
  const computes =
    totals.held.mid >= (1 - BESIDE_COMPUTING) * midSeconds(totals) && totals.unknownCalls.mid < UNKNOWN_CALLS;
  if (!computes || totals.held.mid === 0) return trips;
  return exit === 'never' ? foreverTrips(machine) : knownTrips(TRIED, 'assumed');
}
