import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { authorizeStart, chargeDetailRecord, evseData, mediumOf, writeStartAuthorized } from '#oicp';
import { aChargeDetailRecord, anAuthorizeStart, anEvseDataRecord } from '../../../libs/oicp/test/builders.js';
import { benchRow, type BenchRow } from './bench-row.js';

const RECORDS = 2_000;

/** Reads a page of 2,000 EVSE records, an authorisation from body to answer, and 5 MB of signed values. */
export function benchOicp(): Promise<readonly BenchRow[]> {
  const text = JSON.stringify(aPage());
  const bytes = new TextEncoder().encode(text);
  const page = race(
    60,
    () => JSON.parse(text),
    () => evseData.read(text),
  );
  const body = race(
    60,
    () => JSON.parse(new TextDecoder().decode(bytes)),
    () => evseData.read(bytes),
  );
  const call = new TextEncoder().encode(JSON.stringify(anAuthorizeStart()));
  const authorization = race(
    200,
    () => repeat(200, () => parseAndAnswer(call)),
    () => repeat(200, () => readAndAnswer(call)),
  );
  const signed = new TextEncoder().encode(JSON.stringify(aSignedRecord()));
  const record = race(
    20,
    () => JSON.parse(new TextDecoder().decode(signed)),
    () => chargeDetailRecord.read(signed),
  );
  const [floor, suite] = authorization.map((ms) => (ms / 200) * 1_000) as [number, number];
  return Promise.resolve([
    benchRow('read and check 2,000 EVSE records, from text', 'ms', page, 'ratio ≤ 5', (ratio) => ratio <= 5),
    benchRow('read and check 2,000 EVSE records, from bytes', 'ms', body, 'ratio ≤ 5', (ratio) => ratio <= 5),
    benchRow(
      'AuthorizeStart read, checked, answered',
      'µs',
      [floor, suite],
      'suite < 100 µs',
      (_, µs) => µs < 100,
    ),
    benchRow(
      'charge detail record with 5 MB of signed values',
      'ms',
      record,
      'suite < 100 ms',
      (_, ms) => ms < 100,
    ),
  ]);
}

/**
 * Milliseconds of both, each the lower quartile of its runs. They alternate, so that other work on the machine
 * slows both; the first third of the runs warms up.
 */
function race(runs: number, floor: () => unknown, suite: () => unknown): readonly [number, number] {
  const taken: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    taken[0].push(measureMs(floor));
    taken[1].push(measureMs(suite));
  }
  const quartile = (each: number[]): number => {
    const counted = each.slice(Math.floor(runs / 3)).sort((one, other) => one - other);
    return counted[Math.floor(counted.length / 4)] ?? Number.NaN;
  };
  return [quartile(taken[0]), quartile(taken[1])];
}

/** Holds the last result, so that nothing measured is optimised away. */
export const sink: { result?: unknown } = {};

function measureMs(work: () => unknown): number {
  const start = performance.now();
  sink.result = work();
  return performance.now() - start;
}

function repeat(times: number, work: () => unknown): void {
  for (let time = 0; time < times; time += 1) sink.result = work();
}

function parseAndAnswer(body: Uint8Array): string {
  sink.result = JSON.parse(new TextDecoder().decode(body));
  return JSON.stringify({ AuthorizationStatus: 'Authorized', StatusCode: { Code: '000' } });
}

function readAndAnswer(body: Uint8Array): string {
  const { value } = authorizeStart.read(body);
  const medium = mediumOf(value.Identification);
  const stopWith = medium.kind === 'several' || medium.kind === 'none' ? [] : [medium];
  return writeStartAuthorized({
    request: value,
    providerId: 'DE-DCB',
    empPartnerSessionId: 'ours',
    stopWith,
  });
}

/** Real records from `OICP_TEST_DATA`, or records like them without it. */
function aPage(): object {
  const sources = realRecords() ?? [anIrregularRecord()];
  const content = Array.from({ length: RECORDS }, (_, index) => sources[index % sources.length]);
  const counts = {
    number: 0,
    size: RECORDS,
    totalElements: RECORDS,
    totalPages: 1,
    numberOfElements: RECORDS,
  };
  return { content, ...counts, first: true, last: true, StatusCode: { Code: '000' } };
}

interface Operator {
  readonly OperatorID: string;
  readonly OperatorName: string;
  readonly EVSEDataRecord: readonly object[];
}

function realRecords(): readonly object[] | undefined {
  const directory = process.env['OICP_TEST_DATA'];
  if (directory === undefined || directory === '') return undefined;
  const packed = readFileSync(join(directory, 'swiss', 'evse-data-2024.json.gz'));
  const { EVSEData } = JSON.parse(gunzipSync(packed).toString()) as {
    readonly EVSEData: readonly Operator[];
  };
  return EVSEData.flatMap(({ EVSEDataRecord, OperatorID, OperatorName }) =>
    EVSEDataRecord.map((record) => Object.assign({ OperatorID, OperatorName }, record)),
  );
}

/** A record as operators send it: with members in other spellings and forms, and with nulls. */
function anIrregularRecord(): object {
  const nulls = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, null]));
  const absent = ['ClearinghouseID', 'OpeningTimes', 'EnergySource', 'LocationImage', 'MaxCapacity'];
  return anEvseDataRecord({
    deltaType: 'insert',
    lastUpdate: '2024-03-12T13:44:52Z',
    Address: {
      Country: 'CHE',
      City: 'Silvaplana',
      Street: 'Via',
      PostalCode: '7513',
      HouseNum: '5',
      ...nulls(['Region', 'ParkingSpot', 'ParkingFacility']),
    },
    GeoCoordinates: { Google: '46.459309 9.795548' },
    GeoChargingPointEntrance: { Google: 'None None' },
    ChargingFacilities: [{ Voltage: 230, Amperage: 32, power: 22, powertype: 'AC_3_PHASE' }],
    CalibrationLawDataAvailability: 'Not Available',
    AccessibilityLocation: 'OnStreet',
    ChargingStationId: 'CH*REPE020*01*1',
    ...nulls([...absent, 'HubOperatorID']),
  });
}

function aSignedRecord(): object {
  const signature = `<signedData format="OCMF">\n${'A1b2'.repeat(128 * 1024)}`;
  return aChargeDetailRecord({
    ConsumedEnergy: 10.25,
    SignedMeteringValues: Array.from({ length: 10 }, () => ({
      SignedMeteringValue: signature,
      MeteringStatus: 'Start',
    })),
  });
}
