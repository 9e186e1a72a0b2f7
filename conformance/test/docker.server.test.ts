/** The folders of `docker/`, its lists and its scripts say the same of each engine. Nothing here needs Docker to run. */
import { execFile } from "node:child_process";
import { access, appendFile, constants, cp, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { Recipe } from "../../scripts/containers.ts";
import { servers } from "../src/engines/servers.ts";

const docker = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "docker");
const read = (...path: string[]) => readFile(join(docker, ...path), "utf8");
const run = promisify(execFile);

const engines: readonly Recipe[] = JSON.parse(await read("engines.json"));
const compose = await read("compose.yaml");
const readme = await read("README.md");
const ids = engines.map(({ id }) => id).sort();

/** The part of a text that is indented below a line, without the indentation. */
function below(text: string, line: string): string {
  const lines = text.split("\n");
  const after = lines.slice(lines.indexOf(line) + 1);
  const end = after.findIndex((each) => each !== "" && !each.startsWith("  "));
  const part = end < 0 ? after : after.slice(0, end);
  return part.map((each) => each.slice(2)).join("\n");
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/, "$1");
const items = (text: string, key: string) =>
  [...below(text, `${key}:`).matchAll(/^- (.*)$/gm)].map(([, item = ""]) => unquoted(item));
const pairs = (text: string, key: string) =>
  Object.fromEntries([...below(text, `${key}:`).matchAll(/^(\w+): (.*)$/gm)].map(([, k, v = ""]) => [k, unquoted(v)]));

/** The files of one folder that an engine's images from Debian copy. */
async function copiedFrom(folder: string, engine: string): Promise<string[]> {
  const copies = (await read(engine, "debian.Dockerfile")).matchAll(/^COPY (.*) \S+$/gm);
  const paths = [...copies].flatMap(([, files = ""]) => files.split(" ").map((file) => file.split("/")));
  return paths.flatMap(([from, name]) => (from === folder && name !== undefined ? [name] : []));
}

/** What `docker/prepare --list` says, where no Docker answers. */
async function images(kind: "official" | "debian", folder = docker): Promise<Map<string, string>> {
  const env = { ...process.env, DOCKER_HOST: "unix:///nowhere", MORTISE_IMAGES: kind };
  const { stdout } = await run(join(folder, "prepare"), ["--list"], { env });
  return new Map(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
}

test("the list of engines is the suite's list of servers", () => {
  const known = engines.map(({ id, name, variable, url }) => ({ id, name, variable, protocol: url.split(":")[0] }));
  expect(known).toEqual(servers);
});

test("every engine has a folder, and every folder an engine", async () => {
  const folders = (await readdir(docker, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  // `debian` has what the images from Debian's packages share.
  expect(folders.map(({ name }) => name).sort()).toEqual([...engines.map(({ folder }) => folder), "debian"].sort());
  for (const { folder } of engines) {
    const files = ["Dockerfile", "debian.Dockerfile", "official.Dockerfile", ...(await copiedFrom(folder, folder))];
    expect((await readdir(join(docker, folder))).sort()).toEqual(files.sort());
  }
});

test("the compose file has every engine, on ports of their own of this machine alone", () => {
  const services = [...below(compose, "services:").matchAll(/^(\S+):$/gm)].map(([, name]) => name);
  expect(services.sort()).toEqual(ids);
  const published = [...compose.matchAll(/"127\.0\.0\.1:(\d+):\d+"/g)].map(([, port]) => port);
  const ports = engines.flatMap(({ port }) => port);
  expect(published.length).toBe(ports.length);
  expect(new Set(published).size).toBe(ports.length);
});

describe.each(engines)("$name", ({ id, folder, port, env, command, tmpfs, ready, url, variable }) => {
  const ports = [port].flat();

  test("Dockerfile pins a release of the engine by tag and digest, and adds only what is of this folder", async () => {
    const [, version = ""] = id.match(/-([\d.]+)$/) ?? [];
    const [, tag = "", more = ""] =
      (await read(folder, "Dockerfile")).match(/^FROM [a-z/]+:([\d.]+)@sha256:[\da-f]{64}\n([\s\S]*)$/) ?? [];
    expect(more === "" || more.startsWith(`COPY ${folder}/`)).toBe(true);
    expect(more).not.toContain("FROM");
    expect(tag).toMatch(/^\d+(\.\d+)+$/);
    expect(tag.startsWith(`${version}.`)).toBe(true);
    expect(await readlink(join(docker, folder, "official.Dockerfile"))).toBe("Dockerfile");
  });

  test("debian.Dockerfile builds the same engine for the same port and command", async () => {
    const file = await read(folder, "debian.Dockerfile");
    expect(file.match(/^FROM .*$/gm)).toEqual(["FROM mortise/debian:bookworm"]);
    expect(await read("prepare")).toContain("\nbase=mortise/debian:bookworm\n");
    expect(file).toContain(`\nEXPOSE ${ports.join(" ")}\n`);
    expect(file).toContain(`\nCMD ["${command[0]}"]\n`);
    const [, copied = ""] = file.match(/^COPY (\S+) \/usr\/local\/bin\/$/m) ?? [];
    expect(file).toContain(`\nENTRYPOINT ["${copied.split("/").at(-1)}"]\n`);
    await access(join(docker, copied), constants.X_OK);
  });

  test("the compose file starts it as the suite does", () => {
    const service = below(below(compose, "services:"), `${id}:`);
    const from = pairs(service, "build");
    expect(from).toEqual({ context: ".", dockerfile: `${folder}/\${MORTISE_IMAGES:-official}.Dockerfile` });
    expect(items(service, "command")).toEqual(command);
    expect(pairs(service, "environment")).toEqual(env);
    expect(items(service, "tmpfs")).toEqual(Object.entries(tmpfs).map(([path, options]) => `${path}:${options}`));
    expect(pairs(service, "healthcheck")).toMatchObject({ test: ready });
    const published = ports.map((each) => expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:\\d+:${each}$`)));
    expect(items(service, "ports")).toEqual(published);
  });

  test("the README gives its address under the compose file", () => {
    const service = below(below(compose, "services:"), `${id}:`);
    const published = items(service, "ports").map((each) => `127.0.0.1:${each.split(":")[1]}`);
    expect(readme).toContain(`${variable}=${url.replace("{host}:{port}", published.join())}\n`);
  });
});

describe("docker/prepare", () => {
  test("names the official image of every engine as its Dockerfile does", async () => {
    const listed = await images("official");
    expect([...listed.keys()].sort()).toEqual(ids);
    for (const { id, folder } of engines) {
      const file = await read(folder, "Dockerfile");
      // What is more than an image is built, and called by what it is built from.
      if (file.split("\n").length > 2) expect(listed.get(id)).toMatch(new RegExp(`^mortise/${id}:[\\da-f]{12}$`));
      else expect(file).toBe(`FROM ${listed.get(id)}\n`);
    }
  });

  test("names an image from Debian's packages by what it is built from", async () => {
    const before = await images("debian");
    expect([...before.keys()].sort()).toEqual(ids);
    for (const [id, image] of before) expect(image).toMatch(new RegExp(`^mortise/${id}:[\\da-f]{12}$`));

    const copy = await mkdtemp(join(tmpdir(), "mortise-docker-"));
    try {
      await cp(docker, copy, { recursive: true });
      expect(await images("debian", copy)).toEqual(before);
      await appendFile(join(copy, "postgres-18", "debian.Dockerfile"), "# changed\n");
      await appendFile(join(copy, "debian", "mysql-entrypoint"), "# changed\n");
      const cluster = (await images("official", copy)).get("redis-cluster-8");
      await appendFile(join(copy, "redis-cluster-8", "redis-cluster"), "# changed\n");
      expect((await images("official", copy)).get("redis-cluster-8")).not.toBe(cluster);
      const after = await images("debian", copy);
      const changed = ids.filter((id) => after.get(id) !== before.get(id));
      expect(changed).toEqual(["mariadb-11.8", "mysql-9.7", "postgres-18", "redis-cluster-8"]);
    } finally {
      await rm(copy, { recursive: true });
    }
  });

  test("refuses what it does not know", async () => {
    const prepare = (option: string, kind: string) =>
      run(join(docker, "prepare"), [option], { env: { ...process.env, MORTISE_IMAGES: kind } });
    await expect(prepare("--lits", "official")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching("--lits"),
    });
    await expect(prepare("--list", "alpine")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching("alpine"),
    });
  });
});
