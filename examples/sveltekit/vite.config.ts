import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [sveltekit()],
  // Takes the packages of this repository from their sources. A copy of the app, which has them from npm, needs it not.
  ssr: { resolve: { conditions: ["@mortise/source", "node", "module", "import", "default"] } },
});
