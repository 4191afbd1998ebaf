import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallExpiry } from './call-expiry.js';

const over = (): Error => new Error('over');

describe('the time of a call', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends for a handler that has not answered', async () => {
    const waiting = new CallExpiry(0, 100).within(new Promise(() => {}), over);
    jest.advanceTimersByTime(100);
    await expect(waiting).rejects.toThrow('over');
  });

  it('is over for a handler that asks only afterwards', async () => {
    const expiry = new CallExpiry(0, 100);
    jest.advanceTimersByTime(100);
    expect(expiry.signal.aborted).toBe(true);
    await expect(expiry.within(new Promise(() => {}), over)).rejects.toThrow('over');
  });

  it('tells the handler that looks', () => {
    const expiry = new CallExpiry(0, 100);
    const { signal } = expiry;
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(100);
    expect(signal.aborted).toBe(true);
  });

  it('leaves the answer and the error of a handler as they are, and no timer', async () => {
    const expiry = new CallExpiry(0, 100);
    await expect(expiry.within(Promise.resolve('answer'), over)).resolves.toBe('answer');
    await expect(expiry.within(Promise.reject(new Error('its own')), over)).rejects.toThrow('its own');
    expiry.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
