/** The services of the suite, by the name that each has in queues, logs and deployments. */
export const suiteServices = ['gateway', 'evse-sync', 'authorization', 'remote-session', 'cdr'] as const;

/** One of {@link suiteServices}. */
export type SuiteService = (typeof suiteServices)[number];
