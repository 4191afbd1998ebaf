import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallExpiry } from './call-expiry.js';

const over = (): Error => new Error('over');

describe('the time limit of a call', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('rejects a handler that has not answered in time', async () => {
    const waiting = new CallExpiry(0, 100).within(new Promise(() => {}), over);
    jest.advanceTimersByTime(100);
    await expect(waiting).rejects.toThrow('over');
  });

  it('has passed for a handler that looks only afterwards', async () => {
    const expiry = new CallExpiry(0, 100);
    jest.advanceTimersByTime(100);
    expect(expiry.signal.aborted).toBe(true);
    await expect(expiry.within(new Promise(() => {}), over)).rejects.toThrow('over');
  });

  it('aborts the signal of a handler that uses it', () => {
    const expiry = new CallExpiry(0, 100);
    const { signal } = expiry;
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(100);
    expect(signal.aborted).toBe(true);
  });

  it('passes on the reply and the error of a handler unchanged, and leaves no timer', async () => {
    const expiry = new CallExpiry(0, 100);
    await expect(expiry.within(Promise.resolve('answer'), over)).resolves.toBe('answer');
    await expect(expiry.within(Promise.reject(new Error('its own')), over)).rejects.toThrow('its own');
    expiry.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
