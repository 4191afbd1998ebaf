import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';

/** The intake of charge detail records as the edge uses it: `enqueue` resolves when the broker has confirmed. */
export interface CdrIntake {
  enqueue(cdr: { SessionID: string } & Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

const INTAKE = 'cdr.intake';

/** Connects to the broker, beside any proxy of a test. */
export async function openCdrIntake(url: string): Promise<CdrIntake> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  return {
    enqueue: async (cdr) => {
      const about = { sessionId: cdr.SessionID, receivedAt: new Date().toISOString() };
      channel.publish('', INTAKE, Buffer.from(JSON.stringify(cdr)), {
        type: INTAKE,
        messageId: randomUUID(),
        persistent: true,
        headers: { 'x-about': JSON.stringify(about) },
      });
      await channel.waitForConfirms();
    },
    close: () => connection.close(),
  };
}
