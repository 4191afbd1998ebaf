import { evseDataRecord, evseIdKey } from '#oicp';
import type { DirectoryEvse } from './evse-directory.js';
import { revised } from './revised-record.js';
import type { WireRecord } from './wire-record.js';

/** One charging point of the network. Its record is made when it is asked for: a large network needs little memory. */
export class Evse implements DirectoryEvse {
  readonly evseId: string;
  readonly operatorId: string;
  readonly operatorName: string | undefined;
  readonly country: string | undefined;
  readonly isHubjectCompatible: boolean;
  /** The same for every spelling of the EvseID; a record without one is itself by where it stands. */
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

  /** How often it was changed. */
  get revision(): number {
    return this.revisions;
  }

  /** As the operator has it at HBS now, coordinates as the operator writes them. */
  get record(): WireRecord {
    return this.revisions === 0 ? this.original() : revised(this.original(), this.revisions, this.changedAt);
  }

  get powerKw(): number | undefined {
    const { ChargingFacilities = [] } = evseDataRecord.readValue(this.record).value;
    const powers = ChargingFacilities.map(({ Power = 0 }) => Power).filter((power) => power > 0);
    return powers.length === 0 ? undefined : Math.max(...powers);
  }

  /** The operator changes something about it. */
  change(at: number): void {
    this.revisions += 1;
    this.changedAt = at;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
