import { Controller, Module } from '@nestjs/common';
import { connect } from 'amqplib';
import { Registry } from 'prom-client';
import { BrokerSettings, handlersOf, MessagingModule, startMicroservice } from '#messaging';
import { createLog, loadSettings, Readiness } from '#platform';
import { BARE_QUEUE, echoMessages, type EchoMessages } from './rpc-echo-messages.js';

/** The answering end of the benchmark, as a process of its own: with the suite's messaging, or with amqplib alone. */
const [, , kind, url = ''] = process.argv;
await (kind === 'suite' ? answerWithSuite() : answerBare());
process.send?.('ready');

async function answerBare(): Promise<void> {
  const connection = await connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.assertQueue(BARE_QUEUE, { durable: true });
  await channel.prefetch(500);
  await channel.consume(BARE_QUEUE, (message) => {
    if (!message) return;
    const { correlationId, replyTo } = message.properties as { correlationId: string; replyTo: string };
    const reply = Buffer.from(JSON.stringify(JSON.parse(message.content.toString())));
    channel.sendToQueue(replyTo, reply, { correlationId });
    channel.ack(message);
  });
}

async function answerWithSuite(): Promise<void> {
  const { RpcHandler } = handlersOf<EchoMessages>();

  @Controller()
  class Echo {
    @RpcHandler('echo.say')
    say(request: { text: string }): Promise<{ text: string }> {
      return Promise.resolve(request);
    }
  }

  @Module({ imports: [MessagingModule.forService({ map: echoMessages })], controllers: [Echo] })
  class EchoModule {}

  await startMicroservice(
    {
      service: 'cdr',
      log: createLog({ service: 'bench', level: 'fatal', format: 'json' }),
      metrics: new Registry(),
      readiness: new Readiness(),
      settings: loadSettings([BrokerSettings], { RABBITMQ_URL: url }),
    },
    EchoModule,
  );
}
