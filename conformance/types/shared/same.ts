/** Whether two types are the same one; `any` is the same as `any` only. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Holds when an app's additions to the three types are in force. */
export type Added<User, Account, Session> = [
  Same<"role" extends keyof User ? User["role"] : never, string>,
  Same<"audience" extends keyof Account ? Account["audience"] : never, string>,
  Same<"device" extends keyof Session ? Session["device"] : never, string>,
];
