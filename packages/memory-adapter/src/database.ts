/** Five tables, and any number of namespaces with five tables each. */
import { type RecordName, type Records, recordKeys } from "@mortise/adapter-kit";
import { type Layout, Table } from "./table.ts";

/** Two adapters over one of these share their rows, as two clients of a server do. */
export type MemoryDatabase = { readonly [R in RecordName]: Table<Records[R]> } & {
  /** Round trips that adapters made to these tables. */
  trips: number;
  /** Whether the database cannot be asked, as when a server is down. */
  isDown: boolean;
  /** Whether the answer to the next trip is lost on its way, as when a connection is dropped. */
  losesNext: boolean;
  /** How many milliseconds longer a trip takes. */
  delay: number;
  /** The tables under a prefix, made when they are first asked for. */
  namespace(prefix: string): MemoryDatabase;
  /** Puts tables under a prefix, in place of those that are there. */
  put(prefix: string, tables: MemoryDatabase): void;
  /** Removes the tables under a prefix. */
  drop(prefix: string): void;
};

/** The layout of each record's table. */
export type Layouts = { readonly [R in RecordName]: Layout };

/** How the tables are declared. */
export const layouts: Layouts = {
  user: { key: recordKeys.user, unique: ["email"] },
  account: { key: recordKeys.account, index: ["userId"] },
  session: { key: recordKeys.session, index: ["userId"] },
  verificationToken: { key: recordKeys.verificationToken, index: ["token"] },
  authenticator: { key: recordKeys.authenticator, index: ["userId"] },
};

/**
 * An empty database.
 * @param declared how its tables are declared, where they are not as the contract wants them.
 */
export function createMemoryDatabase(declared: Partial<Layouts> = {}): MemoryDatabase {
  const layout = { ...layouts, ...declared };
  const user = new Table<Records["user"]>(layout.user);
  const namespaces = new Map<string, MemoryDatabase>();
  const database: MemoryDatabase = {
    user,
    account: new Table(layout.account, user),
    session: new Table(layout.session, user),
    verificationToken: new Table(layout.verificationToken),
    authenticator: new Table(layout.authenticator, user),
    trips: 0,
    isDown: false,
    losesNext: false,
    delay: 0,
    namespace(prefix) {
      const found = namespaces.get(prefix) ?? createMemoryDatabase(declared);
      namespaces.set(prefix, found);
      return found;
    },
    put: (prefix, tables) => void namespaces.set(prefix, tables),
    drop: (prefix) => void namespaces.delete(prefix),
  };
  return database;
}
