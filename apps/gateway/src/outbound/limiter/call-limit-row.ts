import type { DataSource } from 'typeorm';

/** Which limit of HBS is meant: it counts per operation and account. */
export interface LimitKey {
  readonly account: string;
  readonly operation: string;
}

export interface SlotRequest extends LimitKey {
  /** Calls within a window. */
  readonly maxCalls: number;
  readonly windowMs: number;
}

export interface SlotDecision {
  /** 0: the place is taken and the call may be made. Otherwise milliseconds until there may be one. */
  readonly waitMs: number;
  /** How often in a row HBS has said that it had been too much. */
  readonly strikes: number;
}

/**
 * Takes a place for one call, or says when there will be one: one statement, by the database's clock, under the lock of
 * the row. Whoever waits for the lock reads the clock after it has the lock, so instants are in order.
 */
const TAKE_SLOT = `
  update gateway.call_limit as l set (instants, wait_ms) = (
    select case when wait = 0 then kept || now else kept end, wait
    from (select clock_timestamp() as now) clock,
    lateral (
      select coalesce(array_agg(each order by each) filter (where each > now - $4 * interval '1 ms'), '{}') as kept
      from unnest(l.instants) each
    ) within,
    lateral (
      select greatest(
        0,
        ceil(1000 * extract(epoch from l.paused_until - now)),
        case when cardinality(kept) >= $3 then
          ceil(1000 * extract(epoch from kept[cardinality(kept) - $3 + 1] + $4 * interval '1 ms' - now))
        end
      )::integer as wait
    ) verdict
  )
  where account = $1 and operation = $2
  returning wait_ms, strikes`;

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

/** Nobody calls for as long as HBS asked, or, where it did not say, for twice as long as the last time. */
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

/** HBS took a call again. */
export async function clearStrikes(dataSource: DataSource, { account, operation }: LimitKey): Promise<void> {
  await dataSource.query(
    `update gateway.call_limit set strikes = 0
     where account = $1 and operation = $2 and (paused_until is null or paused_until < clock_timestamp())`,
    [account, operation],
  );
}
