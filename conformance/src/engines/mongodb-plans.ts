/** What a server reads in full to answer a command, by its own plans. */
import { type Document, ObjectId } from "mongodb";
import type { MongoEngine } from "./mongodb-server.ts";

/** A search in a collection. */
interface Search {
  readonly collection: string;
  readonly filter: Document;
}

/** A sentence for each collection that is read in full. */
export async function scansOf({ database }: MongoEngine<unknown>, command: Document): Promise<string[]> {
  const scans: string[] = [];
  for (const { collection, filter } of searchesIn(command)) {
    // Every search is explained as a read: a server tells the plan of a read best, and it is the same one.
    const explain = { find: collection, filter };
    const { queryPlanner } = await database(command.$db).command({ explain, verbosity: "queryPlanner" });
    const isScan = JSON.stringify(queryPlanner.winningPlan).includes('"COLLSCAN"');
    if (isScan) scans.push(`all of ${collection} is read for ${JSON.stringify(Object.keys(filter))}`);
  }
  return scans;
}

function searchesIn(command: Document): Search[] {
  const { find, filter, findAndModify, query, aggregate, pipeline } = command;
  if (find !== undefined) return [{ collection: find, filter: filter ?? {} }];
  if (findAndModify !== undefined) return [{ collection: findAndModify, filter: query ?? {} }];
  if (aggregate !== undefined) return searchesOf(aggregate, pipeline);
  return (["update", "delete"] as const).flatMap((name) => {
    const changes: Document[] = command[`${name}s`] ?? [];
    return changes.map(({ q }) => ({ collection: command[name], filter: q }));
  });
}

/** A pipeline searches its collection by what it matches first, and what it looks up by the field it joins on, or likewise. */
function searchesOf(collection: string, pipeline: readonly Document[]): Search[] {
  const joined = pipeline.flatMap(({ $lookup }): Search[] => {
    if ($lookup === undefined) return [];
    const { from, foreignField, pipeline: own = [] } = $lookup;
    if (foreignField === undefined) return searchesOf(from, own);
    return [{ collection: from, filter: { [foreignField]: new ObjectId() } }];
  });
  return [{ collection, filter: pipeline[0]?.$match ?? {} }, ...joined];
}
