/** Our own requests, as docs/protocol.md describes them; any parameters get an answer. */
import { strict as assert } from 'node:assert';
import {
  EXPLAIN_REQUEST,
  PROFILE_REQUEST,
  SCENARIO_REQUEST,
  SETTINGS_REQUEST,
  SITES_REQUEST,
  type ProfileResponse,
  type ScenarioResponse,
  type SitesResponse,
} from '../../server/src/core/protocol';
import { connectPair, FOLDER, type LspPair, type PairOptions } from './support/lspPair';

const A = `${FOLDER}/a.py`;
const CODE = ['def crunch():', '    pass', 'Thread(target=crunch); Thread(target=fetch)', ''].join('\n');

async function inSession(options: PairOptions, check: (pair: LspPair) => Promise<void>): Promise<void> {
  const pair = await connectPair(options);
  try {
    await pair.open(A, CODE, 3);
    await check(pair);
  } finally {
    await pair.close();
  }
}

describe(SCENARIO_REQUEST, () => {
  const ask = (pair: LspPair, params: object): Promise<ScenarioResponse> =>
    pair.client.sendRequest(SCENARIO_REQUEST, { textDocument: { uri: A }, ...params });

  it('gives the simulation of the site at a position', () =>
    inSession({ settings: { cores: 8, pythonVersion: '3.12' } }, async (pair) => {
      const { version, subject, sites } = await ask(pair, { position: { line: 2, character: 30 } });
      assert.equal(version, 3);
      assert.deepEqual(subject, {
        uri: A,
        site: {
          key: 'a.py:46',
          at: { path: 'a.py', line: 3, column: 24, endLine: 3, endColumn: 44 },
          api: 'threading.Thread',
          target: 'fetch',
          verdict: 'io',
          confidence: 'high',
          label: 'fetch in threading.Thread: io',
        },
        scenario: {
          schema: 1,
          cores: 8,
          switchIntervalSeconds: 0.005,
          seed: 1,
          executor: { kind: 'threads' },
          tasks: [{ name: 'fetch', body: [{ kind: 'hold', seconds: 0.9 }] }],
        },
        sentence: 'fetch holds the GIL.',
        pythonVersion: '3.12',
        gil: 'auto',
        assumptions: [],
        evidence: [],
        modes: [{ title: 'Threads', executor: { kind: 'threads' } }],
        measurePlan: { kind: 'ready', calls: '[((), {})]' },
      });
      assert.deepEqual(
        sites.map(({ key }) => key),
        ['a.py:23', 'a.py:46'],
      );
    }));

  it('gives the simulation of a site by its key', () =>
    inSession({}, async (pair) => {
      assert.equal((await ask(pair, { site: 'a.py:23' })).subject?.site.target, 'crunch');
    }));

  it('takes a cursor on the line of a site, and no other', () =>
    inSession({}, async (pair) => {
      const targetAt = async (line: number, character: number) =>
        (await ask(pair, { position: { line, character } })).subject?.site.target;
      assert.equal(await targetAt(2, 21), 'crunch');
      assert.equal(await targetAt(2, 22), 'crunch');
      assert.equal(await targetAt(2, 23), 'fetch');
      assert.equal(await targetAt(1, 2), undefined);
      assert.equal(await targetAt(99, 99), undefined);
    }));

  it('gives only the sites without a position or with an outdated key', () =>
    inSession({}, async (pair) => {
      for (const params of [{}, { site: 'a.py:1' }]) {
        const { subject, sites } = await ask(pair, params);
        assert.equal(subject, undefined);
        assert.equal(sites.length, 2);
      }
    }));

  it('reads a file that is not open', () =>
    inSession({ files: { [`${FOLDER}/b.py`]: 'Thread(target=crunch)' } }, async (pair) => {
      const response = await ask(pair, { textDocument: { uri: `${FOLDER}/b.py` }, site: 'b.py:0' });
      assert.equal(response.version, undefined);
      assert.equal(response.subject?.uri, `${FOLDER}/b.py`);
    }));

  it('answers anything', () =>
    inSession({}, async (pair) => {
      for (const params of [
        {},
        { textDocument: { uri: 7 } },
        { textDocument: { uri: 'file:///nowhere.py' } },
        { textDocument: { uri: 'no uri at all' } },
        { textDocument: 'a.py', position: 'here' },
      ])
        assert.deepEqual(await pair.client.sendRequest(SCENARIO_REQUEST, params), { sites: [] });
      const { subject } = await ask(pair, { position: { line: -1, character: 0.5 } });
      assert.equal(subject, undefined);
    }));
});

describe(SITES_REQUEST, () => {
  it('lists the sites of a document, or of the workspace', () =>
    inSession({ files: { [`${FOLDER}/b.py`]: 'Thread(target=other)' } }, async (pair) => {
      const ask = async (params: object) =>
        (await pair.client.sendRequest<SitesResponse>(SITES_REQUEST, params)).sites.map(
          ({ uri, label }) => `${uri}: ${label}`,
        );
      const inA = [`${A}: crunch in threading.Thread: cpu`, `${A}: fetch in threading.Thread: io`];
      assert.deepEqual(await ask({ textDocument: { uri: A } }), inA);
      assert.deepEqual(await ask({}), [...inA, `${FOLDER}/b.py: other in threading.Thread: unknown`]);
    }));
});

describe(PROFILE_REQUEST, () => {
  it('gives the work profile of a function as text, and null where there is none', () =>
    inSession({}, async (pair) => {
      const ask = (position: object): Promise<ProfileResponse | null> =>
        pair.client.sendRequest(PROFILE_REQUEST, { textDocument: { uri: A }, position });
      const profile = await ask({ line: 0, character: 0 });
      assert.equal(profile?.name, 'crunch');
      assert.match(profile.text, /crunch/);
      assert.equal(await ask({ line: 2, character: 0 }), null);
      assert.equal(await ask({}), null);
    }));
});

describe(EXPLAIN_REQUEST, () => {
  it('gives the page of a rule by code or name, or of all rules', () =>
    inSession({}, async (pair) => {
      const busyWait = { code: 'GIL412', title: 'A loop that only waits', page: '# GIL412: busy-wait\n' };
      for (const code of ['GIL412', 'gil412', 'busy-wait'])
        assert.deepEqual(await pair.client.sendRequest(EXPLAIN_REQUEST, { code }), { rules: [busyWait] });
      const all = await pair.client.sendRequest<{ rules: { code: string }[] }>(EXPLAIN_REQUEST, {});
      assert.deepEqual(
        all.rules.map(({ code }) => code),
        ['GIL101', 'GIL412'],
      );
      assert.deepEqual(await pair.client.sendRequest(EXPLAIN_REQUEST, { code: 'GIL999' }), { rules: [] });
    }));
});

describe(SETTINGS_REQUEST, () => {
  it('says what counts for a document', () =>
    inSession(
      { files: { [`${FOLDER}/gilscope.toml`]: 'python-version = "3.14t"\nexclude = ["old"]\n' } },
      async (pair) => {
        const ask = (uri: string) => pair.client.sendRequest(SETTINGS_REQUEST, { textDocument: { uri } });
        assert.deepEqual(await ask(A), {
          pythonVersion: '3.14t',
          hasGil: false,
          configFile: '/project/gilscope.toml',
          checked: true,
        });
        assert.deepEqual(await ask(`${FOLDER}/old/a.py`), {
          pythonVersion: '3.14t',
          hasGil: false,
          configFile: '/project/gilscope.toml',
          checked: false,
        });
      },
    ));
});
