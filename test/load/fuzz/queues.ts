import { connect } from 'amqplib';
import { DeadLetters } from '#messaging';
import { suiteWorkQueues } from '#suite';

/** Counts the messages in all work queues together. */
export async function waitingMessages(rabbitmqUrl: string): Promise<number> {
  const model = await connect(rabbitmqUrl, { timeout: 5_000 });
  try {
    let waiting = 0;
    for (const queue of suiteWorkQueues) waiting += await depthOf(model, queue);
    return waiting;
  } finally {
    await model.close();
  }
}

/** On a channel of its own: checking a queue that does not exist closes the channel. */
async function depthOf(model: Awaited<ReturnType<typeof connect>>, queue: string): Promise<number> {
  const channel = await model.createChannel();
  channel.on('error', () => {
    // The check is rejected as well.
  });
  try {
    const { messageCount } = await channel.checkQueue(queue);
    await channel.close();
    return messageCount;
  } catch {
    return 0;
  }
}

/** Every queue with dead letters: their count, and the reason of the oldest. */
export async function deadLettersOf(
  rabbitmqUrl: string,
): Promise<readonly { readonly queue: string; readonly count: number; readonly reason: string }[]> {
  const letters = await DeadLetters.connect(rabbitmqUrl);
  try {
    const found = [];
    for (const [queue, count] of await letters.count(suiteWorkQueues)) {
      if (count === 0) continue;
      const [oldest] = await letters.show(queue, 1);
      found.push({ queue, count, reason: oldest?.reason ?? 'gone' });
    }
    return found;
  } finally {
    await letters.close();
  }
}
