// What Eleventy makes of a site: node eleventy.mjs PATH/TO/@11ty/eleventy SITE.
import { pathToFileURL } from "node:url";

const { default: Eleventy } = await import(pathToFileURL(`${process.argv[2]}/src/Eleventy.js`));
process.chdir(process.argv[3]);
let pages = [];
const eleventy = new Eleventy(undefined, undefined, {
  quietMode: true,
  config: (config) => config.addCollection("everything", (api) => (pages = api.getAll())),
});
await eleventy.toJSON();
console.log(["path", "url", "title", "date", "tags"].join("\t"));
for (const page of pages.sort((a, b) => (a.inputPath < b.inputPath ? -1 : 1))) {
  const tags = JSON.stringify([page.data.tags ?? []].flat());
  console.log([page.inputPath.slice(2), page.url, page.data.title, page.date.toISOString(), tags].join("\t"));
}
