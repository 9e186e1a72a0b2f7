/** The field for a place, by what the place is. */
import type { Arena, Place } from "../contestants.ts";
import type { CornerPlace } from "../corners.ts";
import type { Field, Ground } from "./growing.ts";
import { mongoField } from "./mongodb.ts";
import { redisField } from "./redis.ts";
import { sqlField } from "./sql.ts";

export function fieldOn(ground: Ground, { server }: Arena): Field {
  const { place } = ground;
  if (place.dialect !== undefined) return sqlField(ground, place.dialect);
  return isCorner(place) && server ? redisField(ground, place, server) : mongoField(ground);
}

const isCorner = (place: Place): place is CornerPlace => "baseKeyPrefix" in place;
