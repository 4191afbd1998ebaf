import { Module, type Type } from '@nestjs/common';
import { SettingsError } from '#platform';
import type { HbsOperation } from '../hbs/hbs-operation.js';
import { SandboxSettings } from '../settings.js';
import { NetworkControl } from './control/network-control.js';
import { NetworkController } from './control/network.controller.js';
import { EvseDirectory } from './evse-directory.js';
import { EvseNetwork } from './evse-network.js';
import { EvseStatusBoard } from './evse-status-board.js';
import { FeedFileError } from './feed-file.js';
import { NetworkChanges } from './network-changes.js';
import { NetworkDirectory } from './network-directory.js';
import { loadNetwork, replaceNetwork, type LoadedNetwork } from './network-source.js';
import { NetworkStatuses } from './network-statuses.js';
import { PullEvseDataOperation } from './pull/pull-evse-data.operation.js';
import { PullEvseStatusByIdOperation } from './pull/pull-evse-status-by-id.operation.js';
import { PullEvseStatusByOperatorIdOperation } from './pull/pull-evse-status-by-operator-id.operation.js';
import { PullEvseStatusOperation } from './pull/pull-evse-status.operation.js';
import { RecordTexts } from './pull/record-texts.js';
import { Selection } from './pull/selection.js';
import { StatusSimulator } from './status-simulator.js';

/** The operations that pull charging points and their statuses. */
export const networkOperations: readonly Type<HbsOperation>[] = [
  PullEvseDataOperation,
  PullEvseStatusOperation,
  PullEvseStatusByIdOperation,
  PullEvseStatusByOperatorIdOperation,
];

/** The charging network at HBS, loaded from the settings; testers can change and replace it. */
@Module({
  controllers: [NetworkController],
  providers: [
    { provide: EvseNetwork, useFactory: () => new EvseNetwork([]) },
    { provide: EvseDirectory, useClass: NetworkDirectory },
    {
      provide: NetworkStatuses,
      inject: [SandboxSettings, EvseNetwork, EvseDirectory],
      useFactory: createStatuses,
    },
    { provide: EvseStatusBoard, useExisting: NetworkStatuses },
    NetworkChanges,
    NetworkControl,
    RecordTexts,
    Selection,
    StatusSimulator,
    ...networkOperations,
  ],
  exports: [EvseNetwork, EvseDirectory, EvseStatusBoard, ...networkOperations],
})
export class NetworkModule {}

/** Loads the network of the settings. @throws {SettingsError} when a file is not in the format of the feed */
function createStatuses(
  settings: SandboxSettings,
  network: EvseNetwork,
  directory: EvseDirectory,
): NetworkStatuses {
  const statuses = new NetworkStatuses(directory);
  replaceNetwork(loadFromSettings(settings), network, statuses);
  return statuses;
}

function loadFromSettings(settings: SandboxSettings): LoadedNetwork {
  try {
    return loadNetwork({
      seed: settings.SANDBOX_SEED,
      evses: settings.SANDBOX_EVSES,
      dataFile: settings.SANDBOX_DATA_FILE,
      statusFile: settings.SANDBOX_STATUS_FILE,
    });
  } catch (error) {
    if (!(error instanceof FeedFileError)) throw error;
    const setting = error.message.startsWith(settings.SANDBOX_DATA_FILE ?? '\0')
      ? 'SANDBOX_DATA_FILE'
      : 'SANDBOX_STATUS_FILE';
    throw new SettingsError([{ setting, problem: `cannot be used: ${error.message}. ${error.advice}` }]);
  }
}
