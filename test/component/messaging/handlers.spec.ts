import { Controller, Module, type Type } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { MessagingModule, startMicroservice } from '#messaging';
import { SettingsError } from '#platform';
import { testPlatform } from '../../support/test-platform.js';
import { brokerSettings, createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { exampleMessages } from '../../support/example-service/messages.js';

describe('a service whose handlers do not fit the message map does not start', () => {
  let host: VirtualHost;
  beforeAll(async () => {
    host = await createVirtualHost();
  });
  afterAll(() => host.drop());

  function start(controller: Type, service = 'cdr'): Promise<unknown> {
    @Module({ imports: [MessagingModule.forService({ map: exampleMessages })], controllers: [controller] })
    class Odd {}
    return startMicroservice(testPlatform(service, host.settings), Odd);
  }

  it('when it handles a message that is not in the map', async () => {
    @Controller()
    class Unknown {
      @MessagePattern('bench.dance')
      dance(_payload: unknown): void {}
    }
    await expect(start(Unknown)).rejects.toThrow('bench.dance is not in the message map');
  });

  it('when two handlers claim a message', async () => {
    @Controller()
    class Twice {
      @EventPattern('thing.made')
      one(_payload: unknown): void {}

      @EventPattern('thing.made')
      two(_payload: unknown): void {}
    }
    await expect(start(Twice)).rejects.toThrow('two handlers claim thing.made');
  });

  it('when it has no handler for a call of its bulkhead', async () => {
    @Controller()
    class Half {
      @MessagePattern('hall.work')
      work(_payload: unknown): void {}
    }
    await expect(start(Half)).rejects.toThrow('hall.fetch is in the queue of hall and has no handler');
  });

  it('when it handles the call of another service', async () => {
    @Controller()
    class Thief {
      @EventPattern('things.to-make')
      make(_payload: unknown): void {}
    }
    await expect(start(Thief, 'gateway')).rejects.toThrow('things.to-make belongs to cdr');
  });

  it.each([
    ['a wrong password', (url: URL) => Object.assign(url, { password: 'wrong' })],
    ['a virtual host that does not exist', (url: URL) => Object.assign(url, { pathname: '/nowhere' })],
  ])('when RabbitMQ refuses %s, which it reports as a wrong setting', async (_, spoil) => {
    const settings = brokerSettings(spoil(new URL(host.settings.RABBITMQ_URL)).href);
    @Module({ imports: [MessagingModule.forService({ map: exampleMessages })] })
    class Refused {}
    const starting = startMicroservice(testPlatform('cdr', settings), Refused);
    await expect(starting).rejects.toThrow(SettingsError);
    await expect(starting).rejects.toThrow('RABBITMQ_URL  is refused by the server');
  });
});
