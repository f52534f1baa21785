/** The callables of the standard library that only the list of them brought to light. */
import type { FactGroup } from '../../../factTable';
import { debuggingInventory } from './debugging';
import { declarationsInventory } from './declarations';
import { importingInventory } from './importing';
import { interfacesInventory } from './interfaces';
import { mailInventory } from './mail';
import { markupInventory } from './markup';
import { remainingInventory } from './remaining';
import { webInventory } from './web';

export const INVENTORY: readonly (readonly FactGroup[])[] = [
  debuggingInventory,
  declarationsInventory,
  importingInventory,
  interfacesInventory,
  mailInventory,
  markupInventory,
  remainingInventory,
  webInventory,
];
