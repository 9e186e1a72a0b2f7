import adapter from "@sveltejs/adapter-node";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter(),
    // The tests run in Node as it is, and have their types from there.
    typescript: {
      config: (config) => ({ ...config, include: config.include.filter((path) => !path.includes("/test/")) }),
    },
  },
};
