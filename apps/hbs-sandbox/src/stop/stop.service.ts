import { BadRequestException, ConflictException, Injectable } from '@nestjs/common';
import { AuthorizationCaller, type AuthorizationVerdict } from '../authorization/authorization-caller.js';
import type { WireIdentification } from '../cdrs/wire-cdr.js';
import { ChargingStations } from '../stations/charging-stations.js';
import { toSessionNames } from '../stations/session-at-hbs.js';

export interface StopResult extends AuthorizationVerdict {
  readonly sessionId: string;
}

@Injectable()
export class SandboxStopService {
  constructor(
    private readonly caller: AuthorizationCaller,
    private readonly stations: ChargingStations,
  ) {}

  /**
   * Shows a medium to a charging point that charges: the EMP is asked by AuthorizeStop, and its yes ends the charge.
   * Without a medium it is the one that began the charge.
   */
  async stop(evseId: string, shown: WireIdentification | undefined): Promise<StopResult> {
    const charge = this.stations.runningAt(evseId);
    if (!charge) throw new ConflictException(`nothing charges at ${evseId}`);
    const { order } = charge;
    const identification = shown ?? order.identification;
    if (shown === undefined && order.startedBy === 'app') {
      throw new BadRequestException('an app began this charge: say which card, QR code or car is to stop it');
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
