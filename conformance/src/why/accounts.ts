/** ACC: what it means to an app's users when a case does not hold. */
import type { IdsOf } from "../catalogue.ts";

export const accounts: { readonly [Id in IdsOf<"ACC">]: string } = {
  "ACC-01": "People who sign in with a provider cannot come back: their account leads to nobody, or to half a user.",
  "ACC-02": "Nobody can register a passkey, which is linked without any provider's tokens.",
  "ACC-03": "The app cannot call the provider for the user: the tokens are lost or of another kind.",
  "ACC-04":
    "Sign-in with a provider that leaves a token out fails, and the user row that was made blocks every later try.",
  "ACC-05":
    "Sign-in with a provider that answers more than expected fails, and the user row that was made blocks every later try.",
  "ACC-06": "Two people of a provider that sends an id of its own cannot both sign in, or one replaces the other.",
  "ACC-07":
    "People of providers with numeric ids (Strava, VK and others) register again at each sign-in, or cannot come back.",
  "ACC-08":
    "Sign-in fails on the days when a provider's expiry is not a whole number, and the user row blocks every later try.",
  "ACC-09": "Sign-in with a provider that sends its expiry as text fails, and the user row blocks every later try.",
  "ACC-10": "Sign-in with a provider whose session state is an object fails, and the user row blocks every later try.",
  "ACC-11": "Nobody new can sign in with a provider: Auth.js cannot tell that the account is unknown.",
  "ACC-12": "An account of one provider opens the user of another's, where their ids happen to be the same.",
  "ACC-13": "Two people whose ids at two providers are the same cannot both sign in, or become one.",
  "ACC-14": "Two people whose ids differ in upper and lower case alone are taken for one.",
  "ACC-15": "A user cannot link a second way to sign in.",
  "ACC-16": "A stranger can attach somebody's account to their own user.",
  "ACC-17": "Somebody's account comes to open another person's user.",
  "ACC-18": "An account is stored twice, and unlinking it once leaves it working.",
  "ACC-19": "Accounts are stored that belong to nobody, and their owners cannot sign in.",
  "ACC-20": "A sign-in that was not stored looks like one that was; the user cannot come back.",
  "ACC-21": "Unlinking one account removes others, or the session, and may lock the user out.",
  "ACC-22": "A double click on unlink ends in an error page.",
  "ACC-23": "An account that was unlinked cannot be used by anybody again, or still opens its old user.",
  "ACC-24": "Nobody can sign in with a passkey: its account is not found, or another one is.",
  "ACC-25": "Provider tokens reach the session callback with the user, and from there often the browser.",
};
