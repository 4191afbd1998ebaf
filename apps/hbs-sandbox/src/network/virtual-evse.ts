import { evseDataRecord, evseIdKey } from '#oicp';
import type { DirectoryEvse } from './evse-directory.js';
import { reviseRecord } from './revise-record.js';
import type { WireRecord } from './wire-record.js';

/** One charging point of the network. Its record is generated when it is needed: a large network needs little memory. */
export class VirtualEvse implements DirectoryEvse {
  /** As its operator writes it; empty without one. */
  readonly evseId: string;
  readonly operatorId: string;
  readonly operatorName: string | undefined;
  readonly country: string | undefined;
  readonly isHubjectCompatible: boolean;
  /** The same for every spelling of the EvseID; for a record without one, its index in the network. */
  readonly identity: string;
  private revisions = 0;
  private changedAt = 0;

  constructor(
    private readonly original: () => WireRecord,
    index: number,
  ) {
    const { EvseID, OperatorID, OperatorName, Address, IsHubjectCompatible } = original();
    this.evseId = textOf(EvseID) ?? '';
    this.operatorId = textOf(OperatorID) ?? '';
    this.operatorName = textOf(OperatorName);
    this.country = textOf((Address as WireRecord | null | undefined)?.['Country']);
    this.isHubjectCompatible = IsHubjectCompatible === true;
    this.identity = this.evseId === '' ? `no EvseID, number ${index}` : evseIdKey(this.evseId);
  }

  /** How often the operator has changed it. */
  get revision(): number {
    return this.revisions;
  }

  /** The record at HBS, with coordinates as the operator writes them. */
  get record(): WireRecord {
    return this.revisions === 0
      ? this.original()
      : reviseRecord(this.original(), this.revisions, this.changedAt);
  }

  /** Kilowatts of its strongest facility, as far as its record is readable. */
  get powerKw(): number | undefined {
    const { ChargingFacilities = [] } = evseDataRecord.readValue(this.record).value;
    const powers = ChargingFacilities.map(({ Power = 0 }) => Power).filter((power) => power > 0);
    return powers.length === 0 ? undefined : Math.max(...powers);
  }

  /** Changes the record. @param at milliseconds since 1970 */
  change(at: number): void {
    this.revisions += 1;
    this.changedAt = at;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
