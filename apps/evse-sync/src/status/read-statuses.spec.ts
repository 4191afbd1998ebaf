import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { evseIdKey, operatorEvseStatus } from '#oicp';
import { readStatuses } from './read-statuses.js';

interface Operator {
  readonly EvseStatusRecord?: readonly unknown[];
}

const all = (): boolean => true;
const chunk = (...operators: readonly unknown[]): Buffer => Buffer.from(JSON.stringify(operators));

describe('the statuses of a chunk', () => {
  it('are read as received, with their keys', () => {
    const records = [
      { EvseID: ' de*abc*e1 ', EvseStatus: 'Available' },
      { EvseID: '+49*810*000*438', EvseStatus: 'EvseNotFound' },
    ];
    expect(readStatuses(chunk({ OperatorID: 'DE*ABC', EvseStatusRecord: records }), all)).toEqual({
      statuses: [
        { key: 'DEABCE1', evseId: 'de*abc*e1', status: 'Available' },
        { key: '+49*810*000*438', evseId: '+49*810*000*438', status: 'EvseNotFound' },
      ],
      unreadable: [],
    });
  });

  it('are omitted for operators that the replica does not store', () => {
    const operator = {
      OperatorID: 'DE*ABC',
      EvseStatusRecord: [{ EvseID: 'DE*ABC*E1', EvseStatus: 'Occupied' }],
    };
    expect(readStatuses(chunk(operator), (id) => id !== 'DE*ABC').statuses).toEqual([]);
  });

  it.each([
    ['an empty status', { EvseID: 'DE*ABC*E1', EvseStatus: '' }, 'EvseStatus is empty.'],
    ['a blank status', { EvseID: 'DE*ABC*E1', EvseStatus: ' ' }, 'EvseStatus is empty.'],
    ['an invisible status', { EvseID: 'DE*ABC*E1', EvseStatus: '\u200B' }, 'EvseStatus is empty.'],
    ['a status of null', { EvseID: 'DE*ABC*E1', EvseStatus: null }, 'EvseStatus is mandatory and missing.'],
    [
      'a status that is no text',
      { EvseID: 'DE*ABC*E1', EvseStatus: { is: 'Available' } },
      'EvseStatus is an object, not a text.',
    ],
    [
      'a status that is too long',
      { EvseID: 'DE*ABC*E1', EvseStatus: 'A'.repeat(201) },
      'EvseStatus has more than 200 characters.',
    ],
  ])('are unreadable, with their EVSE and the reason: %s', (_, record, message) => {
    const { unreadable } = readStatuses(chunk({ OperatorID: 'DE*ABC', EvseStatusRecord: [record] }), all);
    expect(unreadable.map(({ evse, reasons }) => ({ evse, reasons }))).toEqual([
      {
        evse: { key: 'DEABCE1', evseId: 'DE*ABC*E1' },
        reasons: [{ code: 'STATUS_UNREADABLE', pointer: '/EvseStatus', message }],
      },
    ]);
  });

  it.each([
    [{ EvseID: null, EvseStatus: 'Occupied' }, 'EvseID is mandatory and missing.'],
    [{ EvseID: ' ', EvseStatus: 'Occupied' }, 'EvseID is empty.'],
    [null, 'Entry 0 of EvseStatusRecord is null.'],
  ])('have one reason where the EVSE is unreadable, too: %j', (record, message) => {
    const { unreadable } = readStatuses(chunk({ OperatorID: 'DE*ABC', EvseStatusRecord: [record] }), all);
    expect(unreadable.map(({ evse, reasons }) => [evse, reasons.map((each) => each.message)])).toEqual([
      [undefined, [message]],
    ]);
  });

  it.each([
    ['in two spellings', 'evseStatusRecord', 'EvseStatusRecord'],
    ['as in the answer for single charging points', 'EVSEStatusRecords', 'Evse.StatusRecord'],
  ])('are those of every list that an operator gives %s', (_, first, second) => {
    const list = (id: string): string => JSON.stringify([{ EvseID: id, EvseStatus: 'Available' }]);
    const usual = `{"OperatorID":"DE*XYZ","EvseStatusRecord":${list('DE*XYZ*E1')}}`;
    const twice = `{"OperatorID":"DE*ABC","${first}":${list('DE*ABC*E1')},"${second}":${list('DE*ABC*E2')}}`;
    const { statuses, unreadable } = readStatuses(Buffer.from(`[${usual},${twice}]`), all);
    expect(statuses.map(({ key }) => key)).toEqual(['DEXYZE1', 'DEABCE1', 'DEABCE2']);
    expect(unreadable).toEqual([]);
  });

  it('are those that the reader of OICP finds, however irregular they are', () => {
    const value = fc.constantFrom<unknown>(
      'Available',
      'available',
      'Out Of Service',
      'Charging',
      '',
      null,
      7,
      ['Occupied'],
    );
    const evseId = fc.constantFrom<unknown>('DE*ABC*E1', 'deabce1', '', null, 12, ['DE*ABC*E2']);
    const record = fc.oneof(
      fc.record({ EvseID: evseId, EvseStatus: value }, { requiredKeys: [] }),
      fc.record({ EvseID: evseId, EVSEStatus: value, EvseStatus: value }, { requiredKeys: ['EvseID'] }),
      fc.constantFrom<unknown>(null, 'DE*ABC*E1', []),
    );
    const operator = fc.record(
      { OperatorID: fc.constantFrom<unknown>('DE*ABC', 5, null), EvseStatusRecord: fc.array(record) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(operator, fc.constantFrom<unknown>(null, 3, 'text')), (each) => {
        const { EvseStatusRecord: read = [] } = operatorEvseStatus.readValue(each).value;
        const found = read.map(({ EvseID = '', EvseStatus }) => [evseIdKey(EvseID), EvseStatus]);
        const { statuses, unreadable } = readStatuses(chunk(each), all);
        const readable = found.filter(([key, status]) => key !== '' && status !== undefined && status !== '');
        expect(statuses.map(({ key, status }) => [key, status])).toEqual(readable);
        const entries =
          typeof each === 'object' && each !== null ? ((each as Operator).EvseStatusRecord ?? []) : [each];
        expect(unreadable).toHaveLength(entries.length - readable.length);
      }),
    );
  });
});
