import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { RpcClient } from '#messaging';
import { CDR_PATH } from '../../support/cdr.js';
import { EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { START_PATH, type EdgeCaller } from '../../support/edge-caller.js';
import {
  authorizeStarts,
  authorizeStops,
  chargeDetailRecords,
  chargingNotifications,
} from '../../support/odd-payloads/inbound-payloads.js';
import type { TestPlatform } from '../../support/test-platform.js';

const UID = '04DEFACED5A17E';
const EVCO_ID = 'DE-EMP-CF00BA12C-X';
const PIN = 'pin-0918273645-pin';
const API_KEY = 'kZ0918273645QwXy';
/** As partners write them, also by mistake: none of these may be in any line of a log. */
const WRITTEN: readonly string[] = [
  UID,
  UID.toLowerCase(),
  '04:DE:FA:CE:D5:A1:7E',
  `${UID}0`,
  ` ${UID}\u0000`,
  EVCO_ID,
  EVCO_ID.toLowerCase(),
  EVCO_ID.replaceAll('-', ''),
  'DE*EMP*F00BA1*2',
  `${EVCO_ID}-${UID}`,
  PIN,
  API_KEY,
];
const AROUND = /.{0,60}(?:DEFACED|DE:FA:CE|F00BA1|091827).{0,20}/i;

const STOP_PATH = START_PATH.replace('start', 'stop');
const NOTIFICATION_PATH = '/api/oicp/notificationmgmt/v11/charging-notifications';

type Tree = Record<string, unknown>;

/**
 * Payloads in which one value, one name or one whole part is replaced, a place and a way to write it after the other.
 */
function misplaced(payload: object): readonly object[] {
  const session = { ...payload, SessionID: randomUUID() };
  let next = 0;
  const text = (): string => WRITTEN[(next += 1) % WRITTEN.length] ?? UID;
  const changes: ((tree: Tree, name: string) => void)[] = [
    (tree, name) => (tree[name] = text()),
    (tree, name) => (tree[name] = [text()]),
    (tree, name) => (tree[name] = { [text()]: text() }),
    (tree, name) => (tree[text()] = tree[name]),
  ];
  const names = [...paths(session)];
  return names.flatMap((path) =>
    changes.map((change) => {
      const copy = structuredClone(session) as Tree;
      const parent = path.slice(0, -1).reduce<Tree>((tree, name) => tree[name] as Tree, copy);
      change(parent, path.at(-1) ?? '');
      return copy;
    }),
  );
}

function* paths(tree: object, above: readonly string[] = []): Generator<readonly string[]> {
  for (const [name, value] of Object.entries(tree)) {
    yield [...above, name];
    if (typeof value === 'object' && value !== null) yield* paths(value as object, [...above, name]);
  }
}

describe('the logs of the suite', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  const platforms: TestPlatform[] = [];
  const looked = new Map<object, number>();
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    platforms.push(
      await suite.startAuthorization(),
      await suite.start('cdr'),
      await suite.start('remote-session'),
    );
    const keys = [{ name: 'app', key: API_KEY, scopes: ['*'] }];
    gateway = await suite.startGateway({
      API_KEYS_FILE: suite.certificates.file('keys.json', JSON.stringify(keys)),
    });
    platforms.push(gateway.platform);
    hbs = await suite.hbs(gateway);
    const rpc = gateway.application.get(RpcClient);
    await rpc.call('authorization.put-contract', { evcoId: EVCO_ID, status: 'active', pin: PIN });
    await rpc.call('authorization.put-token', { uid: UID, evcoId: EVCO_ID, status: 'active' });
  });
  afterAll(() => suite.stop());

  const lines = (): readonly object[] => platforms.flatMap(({ recorded }) => recorded.lines);

  /** Personal data in lines that were not read before, with its surroundings. */
  function named(): readonly string[] {
    const found = platforms.flatMap(({ recorded }) => {
      const fresh = recorded.lines.slice(looked.get(recorded) ?? 0);
      looked.set(recorded, recorded.lines.length);
      return fresh.flatMap((line) => AROUND.exec(JSON.stringify(line))?.[0] ?? []);
    });
    return [...new Set(found)].slice(0, 20);
  }

  const ours = (payload: object): object =>
    JSON.parse(
      JSON.stringify(payload)
        .replaceAll('04A1B2C3D4E5F6', UID)
        .replaceAll('DE-EMP-C12345678-X', EVCO_ID)
        .replaceAll('"1234"', `"${PIN}"`),
    ) as object;

  it.each([
    ['AuthorizeStart', START_PATH, authorizeStarts],
    ['AuthorizeStop', STOP_PATH, authorizeStops],
    ['a charge detail record', CDR_PATH, chargeDetailRecords],
    ['a charging notification', NOTIFICATION_PATH, chargingNotifications],
  ])('name no driver that %s names, in any place and form', async (_, path, payloads) => {
    const before = lines().length;
    const bodies = payloads.flatMap((each) => [ours(each), ...misplaced(ours(each))]);
    for (const body of bodies)
      expect((await hbs.send({ path, body: JSON.stringify(body) })).status).toBe(200);
    expect(lines().length).toBeGreaterThanOrEqual(before + bodies.length);
    expect(named()).toEqual([]);
  });

  // A PIN or a key in a header looks like any other word.
  const inHeaders = WRITTEN.filter((each) => ![PIN, API_KEY].includes(each) && !each.includes('\u0000'));
  it.each(inHeaders)(
    'name no driver who is in a path, a header or a body that cannot be read: %j',
    async (written) => {
      const shown = encodeURIComponent(written);
      for (const path of [START_PATH, STOP_PATH, CDR_PATH, NOTIFICATION_PATH]) {
        await hbs.send({ path: path.replace('DE*ABC', shown), body: `{"UID": "${written}" oops}` });
        await hbs.send({ path: `${path}/${shown}?uid=${shown}`, body: written });
        const headers = {
          'content-type': `application/json; charset="${written}"`,
          'content-encoding': written,
        };
        await hbs.send({ path, body: written, headers });
      }
      expect(named()).toEqual([]);
    },
  );

  it.each(WRITTEN)(
    'name no driver and no key in whatever place the API is asked with it: %j',
    async (written) => {
      const shown = encodeURIComponent(written);
      const ask = (path: string, body?: object): Promise<unknown> =>
        request(`${gateway.apiUrl}/v1/${path}`, {
          method: body === undefined ? 'GET' : 'PUT',
          headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
          reset: true,
        }).then(({ body: answer }) => answer.dump());
      for (const path of [
        `contracts/${shown}`,
        `tokens/${shown}`,
        `sessions/${shown}`,
        `cdrs/${shown}`,
        shown,
      ])
        await ask(path);
      for (const name of ['card', 'sessionId', 'evseId', 'processId', 'operation', 'key', shown])
        await ask(`exchanges?${name}=${shown}`);
      await ask(`contracts/${shown}`, { status: written, pin: written, [written]: written });
      await ask(`tokens/${shown}`, { evcoId: written, group: written, status: 'active' });
      await request(`${gateway.apiUrl}/v1/sessions`, {
        headers: { authorization: `Bearer ${written.trim().replaceAll('\u0000', '')}` },
      });
      expect(named()).toEqual([]);
    },
  );

  it('contain no personal data after everything that was acknowledged has been processed', async () => {
    const rows = await suite.database.connect({ schema: 'cdr', entities: [], migrations: [] });
    await eventually(async () => {
      const [unsent] = await rows.query<{ count: string }[]>(
        `select (select count(*) from auth.outbox) + (select count(*) from cdr.outbox)
           + (select count(*) from session.outbox) as count`,
      );
      expect(Number(unsent?.count)).toBe(0);
    }, 30_000);
    expect(named()).toEqual([]);
    const codes = new Set(platforms.flatMap(({ recorded }) => recorded.alarms()));
    expect([...codes]).toEqual(expect.arrayContaining(['CDR_UNREADABLE']));
  });
});
