/** Compiles the call of a package where each version of Auth.js takes an adapter. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fileOf, nextAuth, required } from "./flows/installed.ts";
import type { TypedCall } from "./harness.ts";
import { NotCheckable } from "./needs.ts";

/** Many suites are about one package, and the compiler takes long. */
const answers = new Map<string, Promise<string>>();

/**
 * What the compiler says of the call: nothing, where it answers an `Adapter` of next-auth 4 and of both versions of
 * `@auth/core`.
 * @throws NotCheckable where one of them, or TypeScript, is not installed.
 */
export function compiled(call: TypedCall): Promise<string> {
  const key = JSON.stringify(call);
  const answer = answers.get(key) ?? compile(call);
  answers.set(key, answer);
  return answer;
}

async function compile({ directory, lines, call }: TypedCall): Promise<string> {
  const manifest = fileOf("typescript/package.json", directory);
  if (manifest === undefined) throw new NotCheckable("typescript is not installed beside the adapter");
  const tsc = join(dirname(manifest), "bin", "tsc");
  const adapters = adapterTypes(directory);
  // From here the compiler finds what the folder has, and nobody takes it for a part of a project.
  const cache = join(fileURLToPath(directory), "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "mortise-"));
  try {
    const from = (file: string) => JSON.stringify(relative(folder, file).split(sep).join("/"));
    const text = [
      ...adapters.map((file, at) => `import type { Adapter as Adapter${at} } from ${from(file)};`),
      ...lines,
      `const adapter = ${call};`,
      // A type that fits everywhere would say nothing.
      "export const isChecked: 0 extends 1 & typeof adapter ? false : true = true;",
      ...adapters.map((_, at) => `export const adapter${at}: Adapter${at} = adapter;`),
    ];
    await writeFile(join(folder, "call.ts"), `${text.join("\n")}\n`);
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["call.ts"] }));
    return await run(process.execPath, [tsc, "-p", folder, "--pretty", "false"]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As an app has it that is bundled, and so does not mind how a package was built. */
const compilerOptions = {
  target: "es2024",
  lib: ["es2024"],
  types: [],
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  customConditions: ["@mortise/source"],
  allowImportingTsExtensions: true,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The modules that declare `Adapter`: the suite's own core, next-auth 4, and the core that its types rest on. */
function adapterTypes(directory: URL): readonly string[] {
  const { directory: older } = nextAuth(4, directory);
  const beside = pathToFileURL(join(older, "index.js"));
  const core = fileOf("@auth/core/adapters", beside);
  const isOlder = core !== undefined && versionOf(core).startsWith("0.34.");
  if (!isOlder) throw new NotCheckable("the types of next-auth 4 rest on @auth/core 0.34, which is not beside it");
  return [fileOf("@auth/core/adapters") ?? "@auth/core/adapters", core, join(older, "adapters.js")];
}

function versionOf(file: string): string {
  return String(Reflect.get(Object(required(dirname(file), "./package.json")), "version"));
}

/** What the program prints, and nothing where it ends well. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) =>
      resolve(error === null ? "" : `${stdout}${stderr}`.trim() || error.message),
    );
  });
}
