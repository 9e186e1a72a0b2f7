/** The types of an app's database: its own is taken without a cast, and what Auth.js needs of it can be asked for. */
import { type Codegen, type Database, KyselyAdapter, KyselyAuth } from "@mortise/kysely-adapter";
import { type ColumnType, type Generated, Kysely, MssqlDialect } from "kysely";
import * as Tarn from "tarn";
import * as Tedious from "tedious";
import { expect, test } from "vitest";
import { deafDatabase } from "./schema.ts";

type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** As kysely-codegen makes it of a database that has more than the tables of Auth.js. */
interface OfCodegen {
  User: {
    id: Generated<string>;
    name: string | null;
    email: string;
    emailVerified: Timestamp | null;
    image: string | null;
    role: Generated<string>;
  };
  Account: {
    id: Generated<string>;
    userId: string;
    type: string;
    provider: string;
    providerAccountId: string;
    refresh_token: string | null;
    access_token: string | null;
    expires_at: ColumnType<string, number | string, number | string> | null;
    token_type: string | null;
    scope: string | null;
    id_token: string | null;
    session_state: string | null;
  };
  Session: { id: Generated<string>; userId: string; sessionToken: string; expires: Timestamp };
  VerificationToken: { identifier: string; token: string; expires: Timestamp };
  posts: { id: Generated<number>; title: string };
}

interface Bigger extends Database {
  posts: { id: Generated<number>; title: string };
}

interface Elsewhere {
  app_user: { id: string };
}

// @ts-expect-error a database without the tables is none of Auth.js's
export type Lacking = KyselyAuth<Elsewhere>;
// @ts-expect-error nor is one whose users lack an e-mail
export type Nameless = KyselyAuth<Omit<Bigger, "User"> & { User: { id: string } }>;
// @ts-expect-error nor is one that keeps a text where an instant was said to be
export type Dated = KyselyAuth<Database<string>>;

test.each([
  ["of its own", (db: Kysely<object>) => KyselyAdapter(db as never as Kysely<Bigger>)],
  ["of other tables", (db: Kysely<object>) => KyselyAdapter(db as never as Kysely<Elsewhere>)],
  ["that kysely-codegen made", (db: Kysely<object>) => KyselyAdapter(db as never as KyselyAuth<OfCodegen, Codegen>)],
  [
    "with texts for instants",
    (db: Kysely<object>) => KyselyAdapter(db as never as KyselyAuth<Database<string>, Codegen>),
  ],
])("a type %s", async (_, adapterOf) => {
  expect(await adapterOf(deafDatabase("sqlite").db).getUser("an id")).toBe(null);
});

test("a database that was made to be checked is one of Kysely's", async () => {
  const db = new KyselyAuth<Bigger>({ dialect: deafDatabase("pg").dialect });
  expect(await KyselyAdapter(db).getUserByEmail("ada@example.com")).toBe(null);
});

test("a database of SQL Server's is taken as Kysely's own dialect has it", () => {
  const connectionFactory = () => new Tedious.Connection({ server: "localhost" });
  const tarn = { ...Tarn, options: { min: 0, max: 10 } };
  const dialect = new MssqlDialect({ tarn, tedious: { ...Tedious, connectionFactory } });
  expect(KyselyAdapter(new Kysely<Bigger>({ dialect })).getUser).toBeTypeOf("function");
  expect(KyselyAdapter(new KyselyAuth<Bigger>({ dialect })).getUser).toBeTypeOf("function");
});
