import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { evcoIdKey, uidKey } from '#oicp';
import { JournalSettings } from './journal-settings.js';

/**
 * Hashes cards and contracts with a key, so that the journal finds them and nobody without the key can try all UIDs.
 */
@Injectable()
export class IdentityHash {
  constructor(private readonly settings: JournalSettings) {}

  /**
   * The hash of a card or contract.
   *
   * @param identification a UID or an EvcoID, in any spelling
   * @returns in PostgreSQL's notation of bytes
   */
  of(identification: string): string {
    const uid = uidKey(identification);
    const canonical = uid === undefined ? `evco ${evcoIdKey(identification)}` : `uid ${uid}`;
    const hash = createHmac('sha256', this.settings.JOURNAL_HASH_KEY).update(canonical).digest('hex');
    return `\\x${hash}`;
  }
}
