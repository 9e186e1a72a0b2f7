/** What the store asks of a client, whatever the client's own methods are called. */

/** Sends one command to one server and answers its reply. */
export type RedisNode = (...command: string[]) => Promise<unknown>;

export interface RedisClient {
  /** Whether keys are spread over several servers, so that all of a script must stand in one slot. */
  readonly isCluster?: boolean | undefined;
  /**
   * Runs a script on the server that has the first key, in one round trip, and answers its reply: an array of
   * strings. Rejects with the client's own error, in whose message the server's words are (`NOSCRIPT …`).
   * @param command `EVALSHA` with the script's SHA-1, or `EVAL` with its text.
   * @param isWrite whether the script changes anything.
   */
  evaluate(
    command: "EVAL" | "EVALSHA",
    script: string,
    keys: readonly string[],
    args: readonly string[],
    isWrite: boolean,
  ): Promise<unknown>;
  /** The servers that take writes, for `createSchema` and `verifySchema`. Absent where single ones cannot be asked. */
  masters?(): Promise<readonly RedisNode[]>;
}
