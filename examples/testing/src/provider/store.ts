/** Where the OpenID provider keeps its sessions and codes: in memory, until they expire or the process ends. */
import type { Adapter, AdapterPayload } from "oidc-provider";

interface Entry {
  readonly payload: AdapterPayload;
  readonly expires: number;
}

/** The store of one kind of record, such as `Session` or `AuthorizationCode`. */
export class ProviderStore implements Adapter {
  readonly #entries = new Map<string, Entry>();

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    this.#sweep();
    this.#entries.set(id, { payload, expires: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1_000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    this.#sweep();
    return this.#entries.get(id)?.payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#firstWith("uid", uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#firstWith("userCode", userCode);
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id);
  }

  #firstWith(key: "uid" | "userCode", value: string): AdapterPayload | undefined {
    this.#sweep();
    return [...this.#entries.values()].find(({ payload }) => payload[key] === value)?.payload;
  }

  #sweep(): void {
    const now = Date.now();
    for (const [id, { expires }] of this.#entries) if (expires <= now) this.#entries.delete(id);
  }
}
