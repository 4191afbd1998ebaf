import { Injectable } from '@nestjs/common';
import { EvseDirectory, type DirectoryEvse } from './evse-directory.js';
import { EvseNetwork } from './evse-network.js';

/** Finds charging points in the current network. */
@Injectable()
export class NetworkDirectory extends EvseDirectory {
  constructor(private readonly network: EvseNetwork) {
    super();
  }

  /** Finds a charging point by the key of its EvseID. */
  find(evseIdKey: string): DirectoryEvse | undefined {
    return this.network.find(evseIdKey);
  }
}
