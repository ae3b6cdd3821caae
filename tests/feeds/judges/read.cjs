// What feedsmith and rss-parser read in the feeds given as arguments: one JSON object a judge, one list of entries a feed.
const { readFileSync } = require("node:fs");
const { parseFeed } = require("feedsmith");
const Parser = require("rss-parser");

const text = (value) => (value && value.value !== undefined ? value.value : value) || "";

function media(entry) {
  const link = (entry.links || []).find((each) => each.rel === "enclosure");
  const found = entry.enclosures?.[0] || (entry.attachments || [])[0] || link || {};
  return {
    media: found.url || found.href || null,
    "media type": found.type || found.mime_type || null,
    "media length": found.length ?? found.size_in_bytes ?? (found.url ? 0 : null),
  };
}

function bySmith(document) {
  const { format, feed } = parseFeed(document);
  return (feed.items || feed.entries || []).map((entry) => ({
    title: text(entry.title),
    link: entry.link || entry.url || (entry.links || []).find((link) => !link.rel)?.href,
    id: text(entry.guid) || entry.id,
    published: entry.pubDate || entry.published || entry.date_published,
    authors: entry.dc?.creators || (entry.authors || []).map((author) => author.name || author),
    tags: (entry.categories || []).map((each) => each.name || each.term).concat(entry.tags || []),
    content: format === "rss" ? entry.content?.encoded || "" : text(entry.content) || entry.content_html || "",
    ...media(entry),
    image: entry.media?.contents?.[0]?.url || entry.image || null,
    via: entry.external_url || [...(entry.links || []), ...(entry.atom?.links || [])].find((link) => link.rel === "via")?.href || null,
  }));
}

async function byParser(document, path) {
  const feed = await new Parser().parseString(document);
  return feed.items.map((entry) => ({
    title: entry.title,
    link: entry.link,
    id: entry.guid || entry.id,
    published: entry.isoDate,
    // Of Atom it reads no categories.
    ...(path.endsWith("rss.xml") ? { tags: entry.categories || [] } : {}),
    content: (path.endsWith("rss.xml") ? entry["content:encoded"] : entry.content) || "",
  }));
}

(async () => {
  const judged = { feedsmith: [], "rss-parser": [] };
  for (const path of process.argv.slice(2)) {
    const document = readFileSync(path, "utf8");
    judged.feedsmith.push(bySmith(document));
    judged["rss-parser"].push(path.endsWith(".json") ? null : await byParser(document, path));
  }
  console.log(JSON.stringify(judged));
})();
