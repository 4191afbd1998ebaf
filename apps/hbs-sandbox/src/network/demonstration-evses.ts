import { Injectable } from '@nestjs/common';
import { evseIdKey } from '#oicp';
import { EvseDirectory, type DirectoryEvse } from './evse-directory.js';

const EVSES: readonly DirectoryEvse[] = [
  { evseId: 'DE*ABC*E12345*1', operatorId: 'DE*ABC', isHubjectCompatible: true },
  { evseId: 'DE*ABC*E12345*2', operatorId: 'DE*ABC', isHubjectCompatible: true },
  { evseId: 'DE*ABC*E99999*1', operatorId: 'DE*ABC', isHubjectCompatible: false },
  { evseId: '+49*810*000*438', operatorId: '+49*810', isHubjectCompatible: true },
];

/** A few charging points to try things with; one cannot be started remotely. */
@Injectable()
export class DemonstrationEvses extends EvseDirectory {
  private readonly byKey = new Map(EVSES.map((evse) => [evseIdKey(evse.evseId), evse]));

  find(key: string): DirectoryEvse | undefined {
    return this.byKey.get(key);
  }
}
