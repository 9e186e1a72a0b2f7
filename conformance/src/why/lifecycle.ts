/** LIF: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const lifecycle: { readonly [Id in IdsOf<"LIF">]: string } = {
  "LIF-01": "The app cannot be built, or does not start, when the database cannot be reached.",
  "LIF-02": "The app slows down and runs out of memory, since the adapter is made for each request.",
  "LIF-03": "The first visitors after a start get errors.",
  "LIF-04": "When the database is away for a moment, every visitor is signed out.",
  "LIF-05": "When the database is away for a moment, people who come back are registered a second time.",
  "LIF-06": "When the database is away for a moment, people who come back are registered a second time.",
  "LIF-07": "When the database is away for a moment, signed-in users count as deleted.",
  "LIF-08": "When the database is away for a moment, people are told that their good link is used up.",
  "LIF-09": "When the database is away, people are told that they are registered and signed in, and are not.",
  "LIF-10": "After the database was away, the app fails until somebody restarts it.",
  "LIF-11": "When a connection breaks, requests hang.",
  "LIF-12": "The logs do not say what went wrong.",
  "LIF-13": "Tests and scripts of the app do not come to their end.",
  "LIF-14": "One failed call ends the whole process, and with it everybody's requests.",
  "LIF-15": "A damaged row is taken for a good one, or makes other people's data unreadable.",
};
