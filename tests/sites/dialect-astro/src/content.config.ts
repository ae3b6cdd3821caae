import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";
import { POSTS } from "./consts";

const posts = defineCollection({
  loader: glob({ pattern: "**/[^_]*.{md,mdx}", base: `./${POSTS}` }),
  schema: z.object({
    title: z.string(),
    pubDate: z.coerce.date(),
    tags: z.array(z.string()).optional(),
    draft: z.boolean().optional(),
  }),
});
const people = defineCollection({ loader: glob({ pattern: "*.md", base: "./src/data/people" }) });

export const collections = { posts, people };
