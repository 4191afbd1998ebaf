import { BadRequestException, ConflictException, Injectable } from '@nestjs/common';
import { AuthorizationCaller, type AuthorizationVerdict } from '../authorization/authorization-caller.js';
import type { WireIdentification } from '../cdrs/wire-cdr.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { toSessionNames } from '../stations/session-at-hbs.js';

/** The EMP's answer to AuthorizeStop. */
export interface StopResult extends AuthorizationVerdict {
  readonly sessionId: string;
}

/** Stops charges by showing media to charging points. */
@Injectable()
export class SandboxStopService {
  constructor(
    private readonly caller: AuthorizationCaller,
    private readonly stations: ChargingStations,
  ) {}

  /**
   * Sends AuthorizeStop for a running charge, and ends it if the EMP authorises that.
   *
   * @param shown by default the medium that began the charge
   * @throws {ConflictException} where no charge is running
   * @throws {BadRequestException} where an app began it and no medium is given
   */
  async stop(evseId: string, shown: WireIdentification | undefined): Promise<StopResult> {
    const charge = this.stations.runningAt(evseId);
    if (!charge) throw new ConflictException(`No charge is running at ${evseId}.`);
    const { order } = charge;
    const identification = shown ?? order.identification;
    if (shown === undefined && order.startedBy === 'app') {
      throw new BadRequestException(
        'An app began this charge, so give the medium that stops it: uid, or qr with pin, or plugAndCharge.',
      );
    }
    const { operatorId } = order.evse;
    const verdict = await this.caller.ask('authorizeStop', operatorId, {
      ...toSessionNames(order),
      OperatorID: operatorId,
      EvseID: order.evse.evseId,
      Identification: identification,
    });
    if (verdict.authorized) this.stations.end(charge, 'driver');
    return { ...verdict, sessionId: order.sessionId };
  }
}
