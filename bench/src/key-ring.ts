import type { KeyRing } from "@mortise/adapter-kit";

/** A key for the adapters that encrypt what providers give. */
export const keyRing: KeyRing = { current: "2026", keys: { 2026: new Uint8Array(32).fill(7) } };
