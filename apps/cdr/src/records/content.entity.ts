import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CdrSummary } from '#suite';

/** `first` stays what is billed; a `variant` bills the same, a `conflict` something else. */
export type ContentKind = 'first' | 'variant' | 'conflict';

/** One of the contents in which a session's record was received, as bytes and as parsed. Never changed, never deleted. */
@Entity('content')
@Unique('content_once', ['account', 'sessionKey', 'contentDigest'])
export class Content {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  account!: string;

  @Column('text')
  sessionKey!: string;

  @Column('text')
  contentDigest!: string;

  /** Of the bill that it is: contents that share it bill the same. */
  @Column('text')
  factsDigest!: string;

  @Column('text')
  kind!: ContentKind;

  /** The bytes of the copy that was received first. */
  @Column('bytea')
  raw!: Buffer;

  /** What was read from them. */
  @Column('jsonb')
  reading!: unknown;

  @Column('jsonb')
  summary!: CdrSummary;

  @Column('integer')
  forwarded!: number;

  @Column('boolean')
  pulled!: boolean;
}
