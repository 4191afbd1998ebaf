import './global-setup.js';

export default async function globalTeardown(): Promise<void> {
  const { infrastructure } = globalThis;
  globalThis.infrastructure = undefined;
  await infrastructure?.stop();
}
