import { freePorts } from '../provision/ports.js';
import type { Environment } from '../../apps/cli/src/published.js';
import { Suite, type SuiteOptions } from './suite.js';

/** A suite with its ports. */
export interface SuiteOnAnyPorts {
  /** Not started yet. */
  readonly suite: Suite;
  readonly ports: Readonly<Record<'edge' | 'api' | 'control' | 'hbs', number>>;
}

/** A suite for one run: on free ports, with JSON lines, and without any setting of the caller's environment. */
export async function suiteOnAnyPorts(
  settings: Environment,
  options: Omit<SuiteOptions, 'environment' | 'anyPorts'>,
): Promise<SuiteOnAnyPorts> {
  const ports = await freePorts({ edge: 0, api: 0, control: 0, hbs: 0 });
  const suite = new Suite({
    ...options,
    environment: {
      PATH: process.env['PATH'] ?? '',
      LOG_FORMAT: 'json',
      EDGE_PORT: String(ports.edge),
      API_PORT: String(ports.api),
      SANDBOX_CONTROL_PORT: String(ports.control),
      SANDBOX_HBS_PORT: String(ports.hbs),
      SHUTDOWN_GRACE: 'PT15S',
      ...settings,
    },
    anyPorts: true,
  });
  return { suite, ports };
}
