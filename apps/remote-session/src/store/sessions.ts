import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { SessionView } from '#suite';
import { storedSessionIdKeys } from '#oicp';
import { keyText } from '#persistence';
import { Session } from './session.entity.js';

/** Sessions in their current state. */
@Injectable()
export class Sessions {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {RpcRefusal} SESSION_UNKNOWN */
  async view(id: string, manager?: EntityManager): Promise<SessionView> {
    return (await this.find(id, manager)).view;
  }

  /** The session, or the one that it turned out to be. @throws {RpcRefusal} SESSION_UNKNOWN */
  async find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Session> {
    const session = await manager.getRepository(Session).findOneBy({ id });
    if (!session) throw new RpcRefusal('SESSION_UNKNOWN', 'There is no session with this id.');
    return session.mergedInto === null ? session : await this.find(session.mergedInto, manager);
  }

  /** By HBS's name of it. */
  async named(sessionId: string): Promise<Session | undefined> {
    const sessionKey = In(storedSessionIdKeys(sessionId).map((key) => keyText(key)));
    const found = await this.dataSource.getRepository(Session).findOneBy({ sessionKey });
    return found ?? undefined;
  }
}
