/** Machines and settings that people ask about, as changes of knobs. */
import type { NumberKnob } from './knobs';

export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly changes: Partial<Record<NumberKnob, number>>;
}

export const PRESETS: readonly Preset[] = [
  { id: 'container-1', title: 'Container, 1 core', changes: { cores: 1 } },
  { id: 'container-2', title: 'Container, 2 cores', changes: { cores: 2 } },
  { id: 'laptop', title: 'Laptop, 8 cores', changes: { cores: 8, workers: 8 } },
  { id: 'workstation', title: 'Workstation, 16 cores', changes: { cores: 16, workers: 16 } },
  { id: 'server', title: 'Server, 64 cores', changes: { cores: 64, workers: 64 } },
  { id: 'eager', title: 'Switch interval 0.5 ms', changes: { switchIntervalSeconds: 0.0005 } },
  { id: 'patient', title: 'Switch interval 50 ms', changes: { switchIntervalSeconds: 0.05 } },
];

/** The preset that is in force: its numbers and no other. Undefined where knobs were turned otherwise. */
export function presetOf(changes: Partial<Record<string, unknown>>): Preset | undefined {
  const turned = Object.keys(changes).filter((knob) => knob !== 'mode');
  return PRESETS.find((preset) => {
    const entries = Object.entries(preset.changes);
    return entries.length === turned.length && entries.every(([knob, value]) => changes[knob] === value);
  });
}
