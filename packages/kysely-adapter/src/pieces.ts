/**
 * Pieces of SQL as Kysely's own nodes. Nothing of Kysely is imported to make them, so that they are of the very Kysely
 * that the app has, whichever copy or version this package would find.
 */
import type {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  OperationNode,
  RawNode,
  ReferenceNode,
  TableNode,
  ValueNode,
} from "kysely";

/** A piece of SQL as Kysely takes an expression. */
export interface Piece {
  readonly expressionType: undefined;
  toOperationNode(): OperationNode;
}

export function pieceOf<N extends OperationNode>(node: N): Piece {
  return { expressionType: undefined, toOperationNode: () => node };
}

/** A template's tag as Kysely's `sql`: parts that are no pieces are parameters. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Piece {
  return pieceOf(rawNode(strings, parts.map(nodeOf)));
}

function nodeOf(part: unknown): OperationNode {
  const { toOperationNode } = Object(part) as Partial<Piece>;
  if (toOperationNode) return toOperationNode();
  const value: ValueNode = { kind: "ValueNode", value: part };
  return value;
}

export function rawNode(sqlFragments: readonly string[], parameters: readonly OperationNode[] = []): RawNode {
  return { kind: "RawNode", sqlFragments, parameters };
}

export function identifier(name: string): IdentifierNode {
  return { kind: "IdentifierNode", name };
}

export function tableNode(name: string, schema: string | undefined): TableNode {
  const own = { kind: "SchemableIdentifierNode", identifier: identifier(name) } as const;
  return { kind: "TableNode", table: schema === undefined ? own : { ...own, schema: identifier(schema) } };
}

/** @param table absent: the column without its table. */
export function reference(name: string, table?: TableNode): ReferenceNode {
  const column: ColumnNode = { kind: "ColumnNode", column: identifier(name) };
  return table === undefined ? { kind: "ReferenceNode", column } : { kind: "ReferenceNode", column, table };
}

/** What a select or a `returning` is to answer under another name. */
export function aliased(piece: Piece, alias: string): Piece {
  return pieceOf<AliasNode>({ kind: "AliasNode", node: piece.toOperationNode(), alias: identifier(alias) });
}
