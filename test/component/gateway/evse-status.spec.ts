import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StreamClient, type WithBytes } from '#messaging';
import { parseHbsReply, type EvseStatusChunk, type SuiteMessages } from '#suite';
import { operatorEvseStatus } from '#oicp';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { aRequest } from '../../support/hbs-requests.js';
import { answering, FakeHbsServer, type ServerBehaviour } from '../../support/fake-hbs-server.js';

type Chunk = WithBytes<EvseStatusChunk>;

interface Operator {
  readonly OperatorID: string;
  readonly OperatorName?: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

const anOperator = (name: string, records: number): Operator => ({
  OperatorID: name,
  OperatorName: `Operator ${name}`,
  EvseStatusRecord: Array.from({ length: records }, (_, index) => ({
    EvseID: `${name}*E${index}`,
    EvseStatus: 'Available',
  })),
});
const envelope = (operators: unknown): object => ({
  EvseStatuses: { OperatorEvseStatus: operators },
  StatusCode: { Code: '000' },
});

describe('the status of the whole network as a stream, over real TLS and RabbitMQ', () => {
  let suite: EdgeSuite;
  let hbs: FakeHbsServer;
  let gateway: RunningGateway;
  let streams: StreamClient<SuiteMessages>;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbs = await FakeHbsServer.start({ certificates: suite.certificates });
    gateway = await suite.startGateway({ HBS_BASE_URL: hbs.baseUrl, HBS_LIMIT_PULL_EVSE_STATUS: '1000' });
    streams = gateway.application.get(StreamClient);
    hbs.behaviour = answering(200, envelope([]));
    await eventually(() => pull()); // a gateway listens before its database is connected
  });
  beforeEach(() => void (hbs.calls.length = 0));
  afterAll(async () => {
    await suite.stop();
    await hbs.stop();
  });

  async function pull(): Promise<Chunk[]> {
    const chunks: Chunk[] = [];
    for await (const chunk of streams.stream('hbs.pull-evse-status', {
      providerId: 'DE-EMP',
      body: aRequest('pullEvseStatus'),
    }))
      chunks.push(chunk);
    return chunks;
  }
  /** The received records by operator, as `libs/oicp` reads them. */
  function recordsIn(chunks: readonly Chunk[]): Map<string, string[]> {
    const records = new Map<string, string[]>();
    for (const { about, bytes } of chunks) {
      if (about.part !== 'operators') continue;
      expect(bytes.length).toBeLessThanOrEqual(1024 * 1024);
      for (const operator of JSON.parse(bytes.toString()) as unknown[]) {
        const { OperatorID = '', EvseStatusRecord = [] } = operatorEvseStatus.readValue(operator).value;
        const ids = EvseStatusRecord.map(({ EvseID }) => String(EvseID));
        records.set(OperatorID, [...(records.get(OperatorID) ?? []), ...ids]);
      }
    }
    return records;
  }

  it('arrives in chunks of a megabyte at most, every record once, and ends with the Process-ID', async () => {
    const operators = [
      anOperator('DE*BIG', 40_000),
      ...Array.from({ length: 200 }, (_, i) => anOperator(`DE*${i}`, 20)),
    ];
    hbs.behaviour = answering(200, envelope(operators), { 'process-id': 'P-7' });
    const chunks = await pull();
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.at(-1)?.about).toEqual({ part: 'end', records: 44_000, processId: 'P-7' });
    const records = recordsIn(chunks);
    for (const { OperatorID, EvseStatusRecord } of operators)
      expect(records.get(OperatorID)).toEqual(EvseStatusRecord.map(({ EvseID }) => EvseID));
    await eventually(() =>
      expect(journaled(gateway).at(-1)).toMatchObject({
        operation: 'pullEvseStatus',
        code: '000',
        processId: 'P-7',
      }),
    );
  });

  it.each<[string, object]>([
    ['one operator instead of a list', envelope(anOperator('DE*ONE', 3))],
    ['a bare list', { EvseStatuses: [anOperator('DE*ONE', 3)] }],
    ['other spellings', { evseStatuses: { operatorEvseStatus: [anOperator('DE*ONE', 3)] } }],
    ['no status code', { EvseStatuses: { OperatorEvseStatus: [anOperator('DE*ONE', 3)] }, StatusCode: null }],
    ['an operator of null beside it', envelope([null, anOperator('DE*ONE', 3)])],
  ])('is read with %s', async (_, body) => {
    hbs.behaviour = answering(200, body);
    const chunks = await pull();
    expect(recordsIn(chunks)).toEqual(new Map([['DE*ONE', ['DE*ONE*E0', 'DE*ONE*E1', 'DE*ONE*E2']]]));
    expect(chunks.at(-1)?.about).toMatchObject({ part: 'end', records: 3 });
  });

  it('is read with one record instead of a list, which counts as one', async () => {
    const EvseStatusRecord = { EvseID: 'DE*ONE*E0', EvseStatus: 'Occupied' };
    hbs.behaviour = answering(200, envelope([{ OperatorID: 'DE*ONE', EvseStatusRecord }]));
    const chunks = await pull();
    expect(recordsIn(chunks).get('DE*ONE')).toEqual(['DE*ONE*E0']);
    expect(chunks.at(-1)?.about).toMatchObject({ part: 'end', records: 1 });
  });

  it.each([
    ['twice under one name', 'EvseStatusRecord', 'EvseStatusRecord'],
    ['in two spellings', 'EvseStatusRecord', 'evseStatusRecord'],
    ['twice in another spelling', 'EVSEStatusRecords', 'EVSEStatusRecords'],
    ['twice with other punctuation', 'Evse.StatusRecord', 'Evse.StatusRecord'],
    ['twice with blanks around it', ' evse status\u00A0record ', ' evse status\u00A0record '],
    ['once with an escape', 'Evse\\u0053tatusRecord', 'EvseStatusRecord'],
  ])('has every record of an operator that gives its list %s', async (_, ...names) => {
    const [few, many] = [anOperator('DE*FEW', 3), anOperator('DE*MNY', 4_500)].map((operator) => {
      const records = operator.EvseStatusRecord;
      const lists = [records.slice(0, records.length - 1), records.slice(-1)];
      const members = names.map((name, index) => `"${name}":${JSON.stringify(lists[index])}`);
      return `{"OperatorID":"${operator.OperatorID}",${members.join(',')}}`;
    });
    for (const operators of [`{"OperatorEvseStatus":[${few},${many}]}`, `[${few},${many}]`]) {
      hbs.behaviour = answering(200, `{"EvseStatuses":${operators}}`);
      const chunks = await pull();
      const records = recordsIn(chunks);
      expect(new Set(records.get('DE*FEW'))).toEqual(new Set(['DE*FEW*E0', 'DE*FEW*E1', 'DE*FEW*E2']));
      expect([...new Set(records.get('DE*MNY'))]).toHaveLength(4_500);
      expect(chunks.at(-1)?.about).toMatchObject({ part: 'end', records: 4_503 });
    }
  });

  const list = (...ids: readonly string[]): string =>
    JSON.stringify(ids.map((id) => ({ EvseID: id, EvseStatus: 'Available' })));
  const twice = (name: string, one: string, other: string): string =>
    `{"OperatorID":"${name}","EvseStatusRecord":${list(one)},"EvseStatusRecord":${list(other)}}`;
  const ofOne = `{"OperatorID":"DE*ONE","EvseStatusRecord":${list('DE*ONE*E1')}}`;
  const inAndBeside = `"EvseStatusRecord":[],"X":{"EvseStatusRecord":${list('DE*X*E1')},"EvseStatusRecord":[]}`;

  it.each<[string, string, Record<string, readonly string[]>]>([
    [
      'beside the operators',
      `{"Extension":{"Of":[${twice('DE*XYZ', 'DE*XYZ*E1', 'DE*XYZ*E2')}]},"EvseStatuses":{"OperatorEvseStatus":[${ofOne}]}}`,
      { 'DE*ONE': ['DE*ONE*E1'] },
    ],
    [
      'in another member of the envelope',
      `{"EvseStatuses":{"Of":[${twice('DE*XYZ', 'DE*XYZ*E1', 'DE*XYZ*E2')}],"OperatorEvseStatus":[${ofOne}]}}`,
      { 'DE*ONE': ['DE*ONE*E1'] },
    ],
    [
      'by a single operator before a list of operators',
      `{"EvseStatuses":{"OperatorEvseStatus":${twice('DE*TWO', 'DE*TWO*E1', 'DE*TWO*E2')},"OperatorEvseStatus":[${ofOne}]}}`,
      { 'DE*TWO': ['DE*TWO*E1', 'DE*TWO*E2'], 'DE*ONE': ['DE*ONE*E1'] },
    ],
    [
      'in a member of an operator, amid its own',
      `{"EvseStatuses":[{"OperatorID":"DE*TWO","EvseStatusRecord":${list('DE*TWO*E1')},${inAndBeside},"EvseStatusRecord":${list('DE*TWO*E2')}}]}`,
      { 'DE*TWO': ['DE*TWO*E1', 'DE*TWO*E2'] },
    ],
    [
      'with one charging point in several, the last status last',
      `{"EvseStatuses":{"OperatorEvseStatus":[{"OperatorID":"DE*TWO","EvseStatusRecord":${list('1')},"evseStatusRecord":${list('2')},"EvseStatusRecord":${list('3')}}]}}`,
      { 'DE*TWO': ['1', '2', '3'] },
    ],
  ])(
    'has each list for its own operator, in their order, where some are given twice %s',
    async (_, body, expected) => {
      hbs.behaviour = answering(200, body);
      expect([...recordsIn(await pull())]).toEqual(Object.entries(expected));
    },
  );

  it('preserves names in UTF-8 and ISO-8859-1, wherever its pieces are cut', async () => {
    const name = 'Stadtwerke München — Ñandú';
    for (const [encoding, shown] of [
      ['utf8', name],
      ['latin1', 'Stadtwerke München'],
    ] as const) {
      const body = Buffer.from(
        JSON.stringify(envelope([{ ...anOperator('DE*ONE', 1), OperatorName: shown }])),
        encoding,
      );
      hbs.behaviour = async (_call, response) => {
        response.writeHead(200);
        for (const byte of body)
          await new Promise<void>((resolve) => void response.write(Buffer.of(byte), () => resolve()));
        response.end();
      };
      const [chunk] = await pull();
      expect(JSON.parse(chunk!.bytes.toString())).toMatchObject([{ OperatorName: shown }]);
    }
  });

  it('is empty only if HBS answers with an empty list', async () => {
    hbs.behaviour = answering(200, envelope([]));
    expect((await pull()).map(({ about }) => about)).toEqual([
      { part: 'end', records: 0, processId: 'test-process' },
    ]);
  });

  it.each<[string, ServerBehaviour, string]>([
    ['an object without statuses', answering(200, {}), 'unavailable'],
    ['statuses of null', answering(200, { EvseStatuses: null }), 'unavailable'],
    ['nothing', answering(200, ''), 'unavailable'],
    ['HTML', answering(200, '<html>hello</html>'), 'unavailable'],
    ['gzip', answering(200, gzipSync('{}'), { 'content-encoding': 'gzip' }), 'unavailable'],
    ['much that is not it', answering(200, { content: 'x'.repeat(200_000) }), 'unavailable'],
    ['a refusal with 200', answering(200, { StatusCode: { Code: '210' } }), 'refused'],
    ['a refusal with 400', answering(400, { StatusCode: { Code: '300' } }), 'refused'],
    ['HTML with 500', answering(500, '<html>oops</html>'), 'unavailable'],
    ['HTML with 403', answering(403, '<html>Forbidden</html>'), 'not-whitelisted'],
    ['a connection cut at once', (_call, response) => void response.socket?.destroy(), 'unavailable'],
  ])('is a single answer where HBS sends %s', async (_, behaviour, outcome) => {
    hbs.behaviour = behaviour;
    const chunks = await pull();
    expect(chunks).toHaveLength(1);
    const [{ about, bytes } = { about: undefined, bytes: Buffer.alloc(0) }] = chunks;
    if (about?.part !== 'answer') throw new Error(`it is ${about?.part}`);
    expect(parseHbsReply('pullEvseStatusByOperatorId', { about: about.reply, bytes })).toMatchObject({
      outcome,
    });
  });

  it.each<[string, (text: string) => string, boolean]>([
    ['cut off', (text) => text.slice(0, -30_000), true],
    ['broken', (text) => text.replace('{"EvseID":"DE*30*E7"', '{EvseID:"DE*30*E7"'), false],
    ['followed by a no', (text) => text.replace('"000"', '"300"'), false],
  ])('fails if it began correctly and is then %s', async (_, spoil, cut) => {
    const operators = Array.from({ length: 40 }, (_, index) => anOperator(`DE*${index}`, 1_000));
    const text = spoil(JSON.stringify(envelope(operators)));
    hbs.behaviour = (_call, response) => {
      response.writeHead(200);
      response.write(text, () => (cut ? response.socket?.destroy() : response.end()));
    };
    await expect(pull()).rejects.toMatchObject({ code: 'INTERNAL' });
    await eventually(() =>
      expect(journaled(gateway).at(-1)).toMatchObject({
        operation: 'pullEvseStatus',
        reason: expect.any(String),
      }),
    );
    hbs.behaviour = answering(200, envelope([anOperator('DE*ONE', 1)]));
    expect(await pull()).toHaveLength(2);
  });

  it('ends the exchange with HBS when the receiver cancels', async () => {
    let closed = false;
    hbs.behaviour = (_call, response) => {
      response.on('close', () => (closed = true));
      response.writeHead(200);
      response.write('{"EvseStatuses":{"OperatorEvseStatus":[');
      const more = (): void => {
        while (!response.destroyed && response.write(`${JSON.stringify(anOperator('DE*EVER', 1_000))},`));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    for await (const chunk of streams.stream('hbs.pull-evse-status', {
      providerId: 'DE-EMP',
      body: aRequest('pullEvseStatus'),
    })) {
      expect(chunk.about.part).toBe('operators');
      break;
    }
    await eventually(() => expect(closed).toBe(true));
  });

  it('is refused at once when the limit is used up, with the time to wait', async () => {
    hbs.behaviour = answering(429, '<html>Too Many</html>', { 'retry-after': '40' });
    const [chunk] = await pull();
    expect(chunk?.about).toMatchObject({ part: 'answer', reply: { kind: 'answered', httpStatus: 429 } });
    await eventually(() =>
      expect(pull()).rejects.toMatchObject({
        code: 'HBS_LIMIT_REACHED',
        details: { retryAfterMs: expect.any(Number) },
      }),
    );
  });
});
