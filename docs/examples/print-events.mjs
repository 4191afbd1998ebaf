// Prints the events of the suite: a consumer to start from. It needs Node and the package amqplib, nothing of the suite.
//
//   node docs/examples/print-events.mjs amqp://user:password@host:5672 'session.*' cdr.received
//
// While `npm start` runs, the address stands as `rabbitmqUrl` in .data/running-suite.json. Without names, it prints all.
import { connect } from 'amqplib';

const [url = 'amqp://localhost', ...bound] = process.argv.slice(2);
const names = bound.length > 0 ? bound : ['#'];
const seen = new Set(); // identifiers of what was handled; keep yours where the effect is stored, in the same transaction
const latest = new Map(); // the last sequence of each subject

// The reader of this output may end first, as `| head` does.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const connection = await connect(url, { noDelay: true });
const channel = await connection.createChannel();
await channel.assertExchange('emp.events', 'topic', { durable: true });
// This queue goes when the program ends. One that must miss nothing has a name and is durable:
// assertQueue('billing.events', { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 20 } })
const { queue } = await channel.assertQueue('', { exclusive: true });
for (const name of names) await channel.bindQueue(queue, 'emp.events', name);
await channel.prefetch(100);
await channel.consume(queue, (message) => {
  if (message === null) throw new Error('the queue was deleted');
  const event = JSON.parse(message.content.toString());
  const subject = `${event.source} ${event.subject}`;
  const isStale = event.sequence < (latest.get(subject) ?? ''); // text of one length compares as numbers do
  if (!seen.has(event.id)) {
    const what = `${event.time} ${event.type} ${event.subject}${isStale ? ' (late)' : ''}`;
    process.stdout.write(`${what} ${JSON.stringify(event.data)}\n`);
    seen.add(event.id);
    if (!isStale) latest.set(subject, event.sequence);
  }
  channel.ack(message); // only now: what was not acknowledged comes again
});
process.stderr.write(`listening to ${names.join(', ')}\n`);
