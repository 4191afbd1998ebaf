import type { DataSource } from 'typeorm';

/** Identifies a limit: HBS counts per operation and account. */
export interface LimitKey {
  readonly account: string;
  readonly operation: string;
}

/** A request for a slot: the right to make one call. */
export interface SlotRequest extends LimitKey {
  /** Calls allowed within a window. */
  readonly maxCalls: number;
  readonly windowMs: number;
}

/** Whether the slot was granted. */
export interface SlotDecision {
  /** 0: granted, the call may be made. Otherwise milliseconds until the next slot. */
  readonly waitMs: number;
  /** How often in a row HBS has answered 429. */
  readonly strikes: number;
}

/**
 * Takes a slot for one call, or returns when there will be one: one statement, by the database's clock, under the lock
 * of the row. A waiting statement reads the clock once it has the lock, so instants are in order.
 */
const TAKE_SLOT = `
  update gateway.call_limit as l set (instants, wait_ms) = (
    select case when wait = 0 then recent || now else recent end, wait
    from (select clock_timestamp() as now) clock,
    lateral (
      select coalesce(array_agg(each order by each) filter (where each > now - $4 * interval '1 ms'), '{}') as recent
      from unnest(l.instants) each
    ) within,
    lateral (
      select greatest(
        0,
        ceil(1000 * extract(epoch from l.paused_until - now)),
        case when cardinality(recent) >= $3 then
          ceil(1000 * extract(epoch from recent[cardinality(recent) - $3 + 1] + $4 * interval '1 ms' - now))
        end
      )::integer as wait
    ) verdict
  )
  where account = $1 and operation = $2
  returning wait_ms, strikes`;

/** Takes a slot shared by all replicas, if there is one. */
export async function takeSharedSlot(dataSource: DataSource, ask: SlotRequest): Promise<SlotDecision> {
  const parameters = [ask.account, ask.operation, ask.maxCalls, ask.windowMs];
  for (;;) {
    const [rows] = await dataSource.query<[{ wait_ms: number; strikes: number }[], number]>(
      TAKE_SLOT,
      parameters,
    );
    const [row] = rows;
    if (row) return { waitMs: row.wait_ms, strikes: row.strikes };
    await dataSource.query(
      'insert into gateway.call_limit (account, operation) values ($1, $2) on conflict do nothing',
      [ask.account, ask.operation],
    );
  }
}

/**
 * Pauses an operation for all replicas: for as long as HBS asked or, without that, twice as long as the last time.
 *
 * @returns milliseconds until the end of the pause
 */
export async function pauseCalls(
  dataSource: DataSource,
  { account, operation }: LimitKey,
  { askedMs, firstMs, mostMs }: { askedMs: number | undefined; firstMs: number; mostMs: number },
): Promise<number> {
  const rows = await dataSource.query<{ pause_ms: string }[]>(
    `insert into gateway.call_limit as l (account, operation, strikes, paused_until)
     values ($1, $2, 1, clock_timestamp() + coalesce($3, $4 * (0.8 + 0.4 * random())) * interval '1 ms')
     on conflict (account, operation) do update set
       strikes = l.strikes + 1,
       paused_until = greatest(
         l.paused_until,
         clock_timestamp()
           + coalesce($3, least($5, $4 * 2 ^ least(l.strikes, 20)) * (0.8 + 0.4 * random())) * interval '1 ms'
       )
     returning 1000 * extract(epoch from l.paused_until - clock_timestamp()) as pause_ms`,
    [account, operation, askedMs ?? null, firstMs, mostMs],
  );
  return Math.max(0, Math.round(Number(rows[0]?.pause_ms ?? 0)));
}

/** Forgets earlier answers of 429, once HBS accepts calls again. */
export async function clearStrikes(dataSource: DataSource, { account, operation }: LimitKey): Promise<void> {
  await dataSource.query(
    `update gateway.call_limit set strikes = 0
     where account = $1 and operation = $2 and (paused_until is null or paused_until < clock_timestamp())`,
    [account, operation],
  );
}
