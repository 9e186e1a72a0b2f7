/** Between a MongoDB driver and its server: counts and keeps the commands that go over, and has some of them refused. */
import { connect, createServer } from "node:net";
import { BSON, type Document } from "mongodb";
import type { Wire } from "./engine.ts";
import { join, type Line, openLine } from "./line.ts";

export interface Gate extends Pick<Line, "port" | "close"> {
  /** Collections by their full names, of which no document can be removed. */
  readonly undeletable: Set<string>;
}

/** Byte offsets and codes of the wire protocol: a header of four numbers, then flags, then sections. */
const opMsg = 2013;
const headerLength = 16;
const flagsLength = 4;
const hasChecksum = 1;

/** What a connection says for itself, whoever uses it. None of these has a session; what an adapter sends has one. */
const ofConnections = ["hello", "isMaster", "ismaster", "saslStart", "saslContinue", "endSessions"];

/**
 * Opens a gate in front of a server. A driver asks one thing at a time over a connection, so that a command and its answer
 * are a round trip.
 * @param server where the server listens.
 * @param wire is told of each command.
 * @param options `isStandalone`: a transaction is refused, as by a server that is in no replica set.
 */
export async function openGate(
  server: { readonly host: string; readonly port: number },
  wire: Wire<Document>,
  { isStandalone = false }: { readonly isStandalone?: boolean } = {},
): Promise<Gate> {
  const undeletable = new Set<string>();
  const refusedBy = (command: Document) => {
    if (isStandalone && "autocommit" in command) return noTransactions;
    const name = removedFrom(command).find((each) => undeletable.has(each));
    return name === undefined ? undefined : { ...unauthorized, errmsg: `not authorized to remove from ${name}` };
  };
  const { port, close } = await openLine(() =>
    createServer((client) => {
      const upstream = connect(server);
      upstream.pipe(client);
      client.on(
        "data",
        byMessage((message) => {
          const command = commandOf(message);
          if (command !== undefined && !isOfConnection(command)) wire.sent(command);
          const refused = command && refusedBy(command);
          if (refused === undefined) upstream.write(message);
          else client.write(answerTo(message, { ok: 0, ...refused }));
        }),
      );
      client.on("end", () => upstream.end());
      join(client, upstream);
    }),
  );
  return { port, undeletable, close };
}

/** Whole messages of what comes in pieces. */
function byMessage(take: (message: Uint8Array) => void): (chunk: Uint8Array) => void {
  let rest = new Uint8Array();
  return (chunk) => {
    rest = joined(rest, chunk);
    while (rest.length >= headerLength && rest.length >= numberAt(rest, 0)) {
      const length = numberAt(rest, 0);
      take(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function numberAt({ buffer, byteOffset }: Uint8Array, at: number): number {
  return new DataView(buffer, byteOffset).getInt32(at, true);
}

/** The command in a message, with the documents that are sent beside it; `undefined` where the message has none. */
function commandOf(message: Uint8Array): Document | undefined {
  if (numberAt(message, 12) !== opMsg) return undefined;
  const end = message.length - (numberAt(message, headerLength) & hasChecksum ? 4 : 0);
  const command: Document = {};
  for (let at = headerLength + flagsLength; at < end; ) {
    const isBody = message[at] === 0;
    const section = message.subarray(at + 1, at + 1 + numberAt(message, at + 1));
    Object.assign(command, isBody ? BSON.deserialize(section) : sequenceOf(section));
    at += 1 + section.length;
  }
  return command;
}

/** Documents that stand beside the command, under the name of the field that they are. */
function sequenceOf(section: Uint8Array): Document {
  const nameEnd = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = nameEnd + 1; at < section.length; at += numberAt(section, at)) {
    documents.push(BSON.deserialize(section.subarray(at, at + numberAt(section, at))));
  }
  return { [new TextDecoder().decode(section.subarray(4, nameEnd))]: documents };
}

function isOfConnection(command: Document): boolean {
  return ofConnections.some((name) => name in command) && !("lsid" in command);
}

/** The collections from which a command removes documents, by their full names. */
function removedFrom(command: Document): string[] {
  const { $db, delete: from, findAndModify, remove, bulkWrite, ops = [], nsInfo = [] } = command;
  if (from !== undefined) return [`${$db}.${from}`];
  if (findAndModify !== undefined) return remove ? [`${$db}.${findAndModify}`] : [];
  if (bulkWrite === undefined) return [];
  const deletes: Document[] = ops.filter((op: Document) => "delete" in op);
  return deletes.map((op) => String(nsInfo[op.delete]?.ns));
}

/** What a server says whose user may not do that. */
const unauthorized: Document = { code: 13, codeName: "Unauthorized" };

/** What a server says that is in no replica set. */
const noTransactions: Document = {
  code: 20,
  codeName: "IllegalOperation",
  errmsg: "Transaction numbers are only allowed on a replica set member or mongos",
};

function answerTo(message: Uint8Array, answer: Document): Uint8Array {
  const body = BSON.serialize(answer);
  const head = new Uint8Array(headerLength + flagsLength + 1);
  const numbers = new DataView(head.buffer);
  numbers.setInt32(0, head.length + body.length, true);
  numbers.setInt32(8, numberAt(message, 4), true);
  numbers.setInt32(12, opMsg, true);
  return joined(head, body);
}
