import { Module } from '@nestjs/common';
import { FilterValues } from './filter-values.js';
import { OperatorIds } from './operator-ids.js';

/** Filters as callers of the API write them, resolved to what the replica stores. */
@Module({ providers: [OperatorIds, FilterValues], exports: [OperatorIds, FilterValues] })
export class FiltersModule {}
