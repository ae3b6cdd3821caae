// What Hexo makes of a site: node hexo.cjs SITE, where hexo and hexo-renderer-marked can be required (NODE_PATH).
// Run it with TZ set to the site's time zone, as its author's machine is.
const Hexo = require("hexo");
const hexo = new Hexo(process.argv[2], { silent: true });

(async () => {
  await hexo.init();
  await hexo.load();
  hexo.locals.invalidate();
  console.log(["path", "url", "title", "date", "updated", "tags", "categories"].join("\t"));
  const posts = hexo.locals.get("posts").toArray();
  for (const post of posts.sort((a, b) => (a.source < b.source ? -1 : 1))) {
    const names = (list) => JSON.stringify(list.toArray().map((one) => one.name).sort());
    const moments = [post.date.toISOString(), post.updated.toISOString()];
    const cells = [`source/${post.source}`, post.permalink, post.title, ...moments, names(post.tags), names(post.categories)];
    console.log(cells.join("\t"));
  }
  await hexo.exit();
})();
