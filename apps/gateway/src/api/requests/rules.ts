import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

/** One rule of class-validator. */
export interface FieldRule {
  /** As class-validator names it: `isString`, `maxLength`. */
  readonly name: string;
  /** The rule's arguments, such as the length of `maxLength`. */
  readonly constraints: readonly unknown[];
  /** Whether it is a rule for each entry of a list. */
  readonly each: boolean;
}

/** The rules for a property. */
export interface PropertyRules {
  readonly rules: readonly FieldRule[];
  /** Whether the property may be absent without a default. */
  readonly isOptional: boolean;
}

/** The rules of a class by the names of its properties; empty for a class without rules. */
export function rulesOf(type: Type): ReadonlyMap<string, PropertyRules> {
  const properties = new Map<string, PropertyRules>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const { propertyName, type: kind, name = kind, each } = metadata;
    const before = properties.get(propertyName) ?? { rules: [], isOptional: false };
    const isCondition = kind === 'conditionalValidation';
    const constraints: readonly unknown[] = Array.isArray(metadata.constraints) ? metadata.constraints : [];
    properties.set(propertyName, {
      rules: isCondition ? before.rules : [...before.rules, { name, constraints, each }],
      isOptional: before.isOptional || isCondition,
    });
  }
  return properties;
}
