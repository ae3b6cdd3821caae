import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";

// The address is written out.
export default defineConfig({
  site: "https://yama.example",
  base: "/yama",
  trailingSlash: "always",
  integrations: [mdx()],
});
