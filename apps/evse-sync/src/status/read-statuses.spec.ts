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
