/** An adapter as the command takes it: a function that makes one over one database. */
import { createMemoryDatabase, MemoryAdapter } from "@mortise/memory-adapter";

const database = createMemoryDatabase();

export default () => MemoryAdapter(database);
