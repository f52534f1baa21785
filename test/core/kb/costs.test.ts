import assert from 'node:assert/strict';
import { createCostIndex } from '../../../server/src/core/kb/costTable';
import { expandBraces } from '../../../server/src/core/kb/braces';
import { COST_TABLES } from '../../../server/src/core/kb/data/costs';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import type { CallCost } from '../../../server/src/core/model/fact';
import { checkLines } from './support';

const kb = createKnowledgeBase();
const INDEX = createCostIndex(COST_TABLES);
const COSTS = [...INDEX.names()].flatMap((name) => {
  const cost = INDEX.get(name);
  return cost === undefined ? [] : [[name, cost] as const];
});

/**
 * Holds the order of magnitude, `name → byte, 1 ns to 100 ns, measured`: between which two round figures the middle lies.
 * A middle inside them is shown as they are, so that measuring again on another machine changes no line.
 */
function checkCosts(expected: string): void {
  const bounds = new Map(
    [...expected.matchAll(/(\S+) → .*, (\S+ \S+) to (\S+ \S+), /g)].map(([, name, low, high]) => [
      name,
      { low, high },
    ]),
  );
  checkLines(expected, (name) => {
    const cost = kb.callCost(name);
    const { low = '', high = '' } = bounds.get(name) ?? {};
    if (cost === undefined) return 'nothing';
    const { mid } = cost.seconds;
    const figure = seconds(low) <= mid && mid <= seconds(high) ? `${low} to ${high}` : `${mid} s`;
    return `${perText(cost)}, ${figure}, ${cost.basis ?? 'no basis'}`;
  });
}

/** `byte of the result`: what the figure is multiplied by. */
function perText({ per = 'call', of, argument }: CallCost): string {
  if (argument !== undefined) return `${per} of argument ${argument}`;
  return of === undefined ? per : `${per} of the ${of}`;
}

const UNITS: Readonly<Record<string, number>> = { ps: 1e-12, ns: 1e-9, µs: 1e-6, ms: 1e-3, s: 1 };

function seconds(text: string): number {
  const [value = '', unit = ''] = text.split(' ');
  return Number(value) * (UNITS[unit] ?? NaN);
}

describe('knowledge base: costs', () => {
  it('every figure is a range of positive seconds', () => {
    const odd = COSTS.filter(
      ([
        ,
        {
          seconds: { low, mid, high },
          fixed,
        },
      ]) => {
        if (!(low >= 0 && low <= mid && mid <= high && high > 0)) return true;
        return fixed !== undefined && !(fixed.low >= 0 && fixed.low <= fixed.mid && fixed.mid <= fixed.high);
      },
    );
    assert.deepEqual(
      odd.map(([name]) => name),
      [],
    );
  });

  it('every cost says what it rests on; assumptions are wide', () => {
    const odd = COSTS.filter(
      ([
        ,
        {
          basis,
          source,
          seconds: { low, high },
        },
      ]) => {
        if (source === undefined || source === '') return true;
        return basis === 'assumed' ? high < low * 5 : basis !== 'measured';
      },
    );
    assert.deepEqual(
      odd.map(([name]) => name),
      [],
    );
  });

  it('every priced call has a fact', () => {
    const lost = COSTS.map(([name]) => name).filter(
      (name) => kb.lookup(name.replace('.*', '.any_method')) === undefined,
    );
    assert.deepEqual(lost, []);
  });

  it('no table of its own prices a call twice', () => {
    const twice = COST_TABLES.flatMap(({ rows }) => {
      const seen = new Set<string>();
      return rows.flatMap((row) => expandBraces(row[0])).filter((name) => seen.size === seen.add(name).size);
    });
    assert.deepEqual(twice, []);
  });

  it('orders of magnitude', () => {
    checkCosts(`
      math.sqrt → call, 3 ns to 100 ns, measured
      len → call, 2 ns to 50 ns, measured
      sorted → element-log, 1 ns to 50 ns, measured
      list.sort → element-log of the receiver, 1 ns to 50 ns, measured
      sum → element, 1 ns to 50 ns, measured
      list.append → call, 2 ns to 50 ns, measured
      str.upper → byte of the receiver, 100 ps to 5 ns, measured
      str.split → byte of the receiver, 1 ns to 20 ns, measured
      zlib.compress → byte, 5 ns to 100 ns, measured
      zlib.crc32 → byte, 50 ps to 2 ns, measured
      bz2.compress → byte, 30 ns to 400 ns, measured
      hashlib.sha256 → byte, 200 ps to 10 ns, measured
      hashlib.HASH.update → byte, 200 ps to 10 ns, measured
      hashlib.pbkdf2_hmac → element of argument 3, 50 ns to 2 µs, measured
      base64.b64encode → byte, 300 ps to 5 ns, measured
      json.loads → byte, 3 ns to 50 ns, measured
      json.dumps → byte of the result, 3 ns to 50 ns, measured
      pickle.dumps → byte of the result, 1 ns to 50 ns, measured
      copy.deepcopy → element, 50 ns to 5 µs, measured
      re.search → byte of argument 1, 300 ps to 50 ns, measured
      re.Pattern.search → byte, 300 ps to 50 ns, measured
      random.random → call, 5 ns to 100 ns, measured
      random.shuffle → element, 50 ns to 2 µs, measured
      time.time → call, 10 ns to 500 ns, measured
      threading.Lock.acquire → call, 10 ns to 1 µs, measured
      threading.Thread.start → call, 20 µs to 1 ms, measured
      os.stat → call, 1 µs to 100 µs, assumed
      open → call, 5 µs to 200 µs, assumed
      io.TextIOWrapper.read → byte of the result, 50 ps to 10 ns, assumed
      os.listdir → element of the result, 200 ns to 20 µs, assumed
      subprocess.run → call, 100 ms to 1 s, assumed
      socket.getaddrinfo → call, 1 ms to 100 ms, assumed
      requests.get → call, 50 ms to 500 ms, assumed
      urllib.request.urlopen → call, 50 ms to 500 ms, assumed
      psycopg2.extensions.cursor.execute → call, 1 ms to 50 ms, assumed
      numpy.add → element, 500 ps to 5 ns, assumed
      numpy.sort → element-log, 1 ns to 20 ns, assumed
      bcrypt.hashpw → call, 50 ms to 1 s, assumed
      my_module.thing → nothing
    `);
  });

  it('costs are found as facts are: under other spellings, in base classes, by wildcards', () => {
    checkCosts(`
      requests.sessions.Session.get → call, 50 ms to 500 ms, assumed
      hashlib.sha256().update → byte, 200 ps to 10 ns, measured
      numpy.ndarray.sum → element, 500 ps to 5 ns, assumed
      queue.LifoQueue.put → call, 200 ns to 5 µs, measured
      ssl.SSLSocket.settimeout → call, 200 ns to 10 µs, measured
      redis.Redis.hgetall → call, 500 µs to 10 ms, assumed
      botocore.client.BaseClient.list_buckets → call, 50 ms to 500 ms, assumed
    `);
  });
});
