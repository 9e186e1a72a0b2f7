/** Compiled with the packages' declarations checked too, and with no library but the language's own. */
export * from "@mortise/adapter-kit";
export { MemoryAdapter } from "@mortise/memory-adapter";
