import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AckBatcher } from './ack-batcher.js';

describe('handled deliveries', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are acknowledged together once there are enough of them', () => {
    const acked: number[] = [];
    const acks = new AckBatcher(3);
    for (const each of [1, 2]) acks.add(() => acked.push(each));
    expect(acked).toEqual([]);
    acks.add(() => acked.push(3));
    expect(acked).toEqual([1, 2, 3]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are acknowledged within 5 ms when no more arrive', () => {
    const acked: number[] = [];
    const acks = new AckBatcher(3);
    acks.add(() => acked.push(1));
    jest.advanceTimersByTime(5);
    expect(acked).toEqual([1]);
  });

  it('are acknowledged at once with a batch size of one', () => {
    const acked: number[] = [];
    new AckBatcher(1).add(() => acked.push(1));
    expect(acked).toEqual([1]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are acknowledged before the channel closes', () => {
    const acked: number[] = [];
    const acks = new AckBatcher(3);
    acks.add(() => acked.push(1));
    acks.flush();
    acks.flush();
    expect(acked).toEqual([1]);
  });
});
