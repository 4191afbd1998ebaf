/** What the edge needs to answer while a driver waits. */
export const answeringServices = ['authorization', 'remote-session'] as const;
/** What calls HBS by itself as soon as it runs. */
export const pullingServices = ['evse-sync', 'cdr'] as const;
/** Every process of the suite: the services, and the sandbox in the place of HBS. */
export const processNames = [...answeringServices, ...pullingServices, 'gateway', 'hbs-sandbox'] as const;
/** The name of a process of the suite; its folder in apps/. */
export type ProcessName = (typeof processNames)[number];
