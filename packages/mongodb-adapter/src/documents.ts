/** How the rows of the records are written as documents: the names of their fields, and ids that are ObjectIds. */
import type { Names, RecordName, Value } from "@mortise/adapter-kit";
import type { Document } from "mongodb";

/** A part of a row, in canonical values. */
export type Fields = Readonly<Record<string, Value | undefined>>;

/** Fields that are strings. */
export type Key = Readonly<Record<string, string>>;

/** The id of a user as it is stored; of none, a new one. */
export type ToId = (id: string | undefined) => unknown;

/** The documents of one record. */
export interface Shape {
  /** What a field of the record is called in its documents. */
  name(field: string): string;
  /** A row, or a part of one, as it is stored. */
  toDocument(fields: Fields): Document;
  toRow<D extends Document | null | undefined>(document: D): D;
  /** The condition that these fields are these strings. Made strings here, so that none is an operator, whatever came in. */
  where(key: Key): Document;
}

/** The field with the id of the user to whom a row belongs. */
export const ownerOf = (record: RecordName): string => (record === "user" ? "id" : "userId");

/**
 * The documents of a record.
 * @param columns the names of fields, where they are not the record's.
 */
export function shapeOf(record: RecordName, columns: Names["columns"], toId: ToId): Shape {
  const ofOwner = ownerOf(record);
  const names = new Map(Object.entries(columns?.[record] ?? {}));
  if (record === "user") names.set("id", "_id");
  const name = (field: string) => names.get(field) ?? field;
  const toDocument = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        name(field),
        field === ofOwner ? toId(value as string | undefined) : value,
      ]),
    );
  return {
    name,
    toDocument,
    toRow(document) {
      if (!document) return document;
      const renamed = [...names].map(([field, own]) => [field, document[own]]);
      const row = { ...document, ...Object.fromEntries(renamed) };
      return row[ofOwner] ? { ...row, [ofOwner]: String(row[ofOwner]) } : row;
    },
    where: (key) => toDocument(Object.fromEntries(Object.entries(key).map(([field, value]) => [field, String(value)]))),
  };
}

/** `$set` takes these names for operators and for paths into a document. */
const odd = /^\$|\./;

const isOdd = (fields: Document): boolean => Object.keys(fields).some((name) => odd.test(name));

/** The update that gives a document these fields, whatever they are called (CUS-07). */
export function setting(fields: Document): Document | Document[] {
  if (!isOdd(fields)) return { $set: fields };
  const replaced = Object.entries(fields).reduce<unknown>(
    (input, [name, value]) => ({ $setField: { field: { $literal: name }, input, value: { $literal: value } } }),
    "$$ROOT",
  );
  return [{ $replaceWith: replaced }];
}

/** The update that makes a new document of these fields, whatever they are called, and leaves one that is there as it is. */
export function settingAtInsert(fields: Document): Document | Document[] {
  if (!isOdd(fields)) return { $setOnInsert: fields };
  const isNew = { $eq: [{ $type: "$_id" }, "missing"] };
  return [{ $replaceWith: { $cond: [isNew, { $literal: fields }, "$$ROOT"] } }];
}

/**
 * The names of fields, checked.
 * @throws TypeError when a name would be taken for a path or an operator.
 */
export function checkedColumns(columns: Names["columns"] = {}): Names["columns"] {
  const bad = Object.values(columns)
    .flatMap(Object.values)
    .some((name) => !name || odd.test(name));
  if (bad) throw new TypeError('MongoDBAdapter: a field cannot be called "", "$…" or "a.b".');
  return columns;
}
