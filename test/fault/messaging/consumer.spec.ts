import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'amqplib';
import { Broker } from '#messaging';
// The only import past an index: no handler can misuse a channel, so the test does it.
import {
  SupervisedConsumer,
  type Delivery,
} from '../../../libs/messaging/src/consumer/supervised-consumer.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

describe('a consumer whose channel is closed by a protocol error, on a real RabbitMQ', () => {
  let host: VirtualHost;
  let broker: Broker;
  let recorded: RecordedLog;
  beforeEach(async () => {
    host = await createVirtualHost();
    recorded = recordedLog();
    broker = await Broker.open(host.settings, 'test', recorded.log);
  });
  afterEach(async () => {
    await broker.close();
    await host.drop();
  });

  it('opens another channel, says why, and misses no message', async () => {
    const seen = new Set<string>();
    const consumer = new SupervisedConsumer({
      connection: broker.consuming,
      log: recorded.log,
      queue: 'work',
      concurrency: 5,
      declare: async (channel) => {
        await channel.assertQueue('work', { durable: true });
      },
      handle: (delivery: Delivery) => {
        const body = delivery.message.content.toString();
        delivery.ack();
        if (body === '3' && !seen.has('3')) delivery.ack(); // acknowledged twice: 406, and the channel is gone
        seen.add(body);
        return Promise.resolve();
      },
    });
    consumer.start();
    await consumer.untilConsuming(5_000);
    const stranger = await connect(host.directUrl);
    const channel = await stranger.createConfirmChannel();
    for (let index = 0; index < 50; index += 1) channel.sendToQueue('work', Buffer.from(String(index)));
    await channel.waitForConfirms();
    await eventually(() => expect(seen.size).toBe(50));
    expect(recorded.lines).toContainEqual(
      expect.objectContaining({
        code: 'CHANNEL_LOST',
        reason: expect.stringContaining('PRECONDITION_FAILED'),
      }),
    );
    await stranger.close();
    await consumer.close();
  });
});
