// What Astro makes of a site: node astro.mjs PATH/TO/node_modules/astro SITE. The site's layout writes `data-post`.
// Run it with TZ=UTC: Astro reads a date without zone in the machine's.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { build } = await import(pathToFileURL(`${process.argv[2]}/dist/core/index.js`));
const root = process.argv[3];
await build({ root, outDir: `${root}/dist`, logLevel: "silent" });
const attribute = /data-post="([^"]*)"/;
const rows = [];
for (const name of readdirSync(`${root}/dist`, { recursive: true }).filter((name) => name.endsWith("index.html"))) {
  const found = attribute.exec(readFileSync(`${root}/dist/${name}`, "utf8"));
  if (!found) continue;
  const post = JSON.parse(found[1].replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&#38;", "&"));
  const url = encodeURI(`/yama/${name.replace(/index\.html$/, "")}`);
  const path = post.path.startsWith(root) ? post.path.slice(root.length + 1) : post.path;
  rows.push([path, url, post.title, new Date(post.date).toISOString(), JSON.stringify(post.tags ?? [])]);
}
console.log(["path", "url", "title", "date", "tags"].join("\t"));
for (const row of rows.sort((a, b) => (a[0] < b[0] ? -1 : 1))) console.log(row.join("\t"));
