import { Injectable } from '@nestjs/common';
import { EvseDirectory, type DirectoryEvse } from './evse-directory.js';
import { EvseNetwork } from './evse-network.js';

/** The charging points of the network as it is now. */
@Injectable()
export class NetworkDirectory extends EvseDirectory {
  constructor(private readonly network: EvseNetwork) {
    super();
  }

  find(evseIdKey: string): DirectoryEvse | undefined {
    return this.network.find(evseIdKey);
  }
}
