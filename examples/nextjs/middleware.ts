/**
 * Runs at the edge, in front of the pages that are for those who are signed in. There is no database here: a visitor
 * without a session cookie is sent to sign in at once, and whether a cookie is still anybody's is what the page asks.
 *
 * `NextAuth(authConfig).auth` would not do: without an adapter it finds nobody, and where `session.strategy` is left out it
 * takes the token in the cookie for a JWT, which it is not, and removes the cookie.
 */
import { type NextRequest, NextResponse } from "next/server";
import { pages, sessionTokenOf } from "./auth.config.ts";

export const config = { matcher: "/" };

export function middleware(request: NextRequest): NextResponse {
  if (sessionTokenOf(request.cookies) !== undefined) return NextResponse.next();
  return NextResponse.redirect(new URL(pages.signIn, request.url));
}
