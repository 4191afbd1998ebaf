import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { evseIdKey } from '#oicp';
import { AuthorizationCaller, type AuthorizationVerdict } from '../authorization/authorization-caller.js';
import type { WireIdentification } from '../cdrs/wire-cdr.js';
import { omitPin } from '../identification/shown-medium.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { SandboxSettings } from '../settings.js';
import { ChargingStations } from '../stations/charging-stations.js';

/** The result of showing a medium. */
export interface SwipeResult extends AuthorizationVerdict {
  /** Assigned by HBS. */
  readonly sessionId: string;
  /** Whether a charge has begun; not at a charging point that is in use. */
  readonly charging: boolean;
}

/** A medium shown to a charging point. */
export interface SwipeRequest {
  readonly identification: WireIdentification;
  readonly evseId: string;
  readonly operatorId: string;
  /** Whether the station charges when the driver is authorised. */
  readonly charge: boolean;
}

/** Shows media to charging points. */
@Injectable()
export class SwipeService {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly caller: AuthorizationCaller,
    private readonly directory: EvseDirectory,
    private readonly stations: ChargingStations,
  ) {}

  /** Sends AuthorizeStart for a driver, and begins a charge if the EMP authorises it. */
  async swipe({ identification, evseId, operatorId, charge }: SwipeRequest): Promise<SwipeResult> {
    const sessionId = randomUUID();
    const cpoPartnerSessionId = randomUUID();
    const verdict = await this.caller.ask('authorizeStart', operatorId, {
      SessionID: sessionId,
      CPOPartnerSessionID: cpoPartnerSessionId,
      OperatorID: operatorId,
      EvseID: evseId,
      Identification: identification,
    });
    if (!verdict.authorized || !charge) return { ...verdict, sessionId, charging: false };
    const [firstProvider = ''] = this.settings.SANDBOX_PROVIDER_IDS;
    const started = this.stations.start({
      sessionId,
      cpoPartnerSessionId,
      empPartnerSessionId: verdict.empPartnerSessionId ?? null,
      providerId: verdict.providerId ?? firstProvider,
      // An operator that uploads no EVSE data authorises cards as well.
      evse: this.directory.find(evseIdKey(evseId)) ?? { evseId, operatorId, isHubjectCompatible: false },
      identification: omitPin(identification),
      productId: null,
      startedBy: 'driver',
      passedOn: true,
    });
    return { ...verdict, sessionId, charging: started !== undefined };
  }
}
