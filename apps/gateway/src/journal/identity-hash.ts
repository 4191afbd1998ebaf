import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { evcoIdKey, uidKey } from '#oicp';
import { JournalSettings } from './journal-settings.js';

/** A card or contract as the journal finds it again: nobody without the key can tell whose it is, or try all UIDs. */
@Injectable()
export class IdentityHash {
  constructor(private readonly settings: JournalSettings) {}

  /**
   * @param identification a UID or an EvcoID, in any way to write it
   * @returns as PostgreSQL reads bytes
   */
  of(identification: string): string {
    const uid = uidKey(identification);
    const canonical = uid === undefined ? `evco ${evcoIdKey(identification)}` : `uid ${uid}`;
    const hash = createHmac('sha256', this.settings.JOURNAL_HASH_KEY).update(canonical).digest('hex');
    return `\\x${hash}`;
  }
}
