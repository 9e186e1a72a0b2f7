/** What a person writes who reads a session and its user by hand. */
export const statement = (session: string, user: string): string =>
  `select * from "${session}" join "${user}" on "${user}"."id" = "${session}"."userId" where "sessionToken" = `;
