/** Statements that go through together, where the deployment has transactions. */
import type { ClientSession, MongoClient } from "mongodb";

/** The clients whose server has said that it has no transactions. */
const without = new WeakSet<MongoClient>();

/** A standalone server's answer, and those of servers that speak the protocol and know no transactions. */
const refusals: readonly unknown[] = [20, 115, 263];

/**
 * Does the work in a transaction, or where there are none, step by step in its order.
 * @param work may be done more than once.
 */
export async function atomically(
  client: MongoClient,
  work: (options: { readonly session?: ClientSession }) => Promise<void>,
): Promise<void> {
  if (!without.has(client)) {
    try {
      return await client.withSession((session) => session.withTransaction(() => work({ session })));
    } catch (error) {
      // Of a refused write a driver may say that it cannot be tried again, and keep what the server said beside that.
      const { code, originalError } = Object(error);
      if (!refusals.includes(code ?? Object(originalError).code)) throw error;
      without.add(client);
    }
  }
  await work({});
}
