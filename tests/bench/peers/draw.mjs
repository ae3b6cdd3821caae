// Draw the cards of input.json with one engine: node draw.mjs ENGINE INPUT ROUNDS [OUT.png]; prints one JSON line.
import { readFileSync, writeFileSync } from "node:fs";

const [engine, input, rounds, out] = process.argv.slice(2);
const { cards, fonts } = JSON.parse(readFileSync(input, "utf8"));
const files = fonts.map(({ path, weight }) => ({ name: "Noto Sans JP", weight, style: "normal", data: readFileSync(path) }));

const box = (style, ...children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
const text = (style, words) => ({ type: "div", props: { style: { display: "flex", ...style }, children: words } });

// The same card as the `news` template, its headline at one size.
const card = ({ site, category, headline, subhead, excerpt, date, source, tags }) =>
  box(
    { width: 1200, height: 630, backgroundColor: "#fbf8f1", color: "#1b1a17", fontFamily: "Noto Sans JP" },
    box({ width: 20, height: 630, backgroundColor: "#c0341d" }),
    box(
      { flexDirection: "column", width: 1180, padding: "42px 64px 38px 60px" },
      box(
        { justifyContent: "space-between", fontSize: 26, fontWeight: 700 },
        text({}, site),
        text({ color: "#c0341d", fontSize: 21 }, category),
      ),
      box(
        { flexDirection: "column", flexGrow: 1, justifyContent: "center", gap: 20 },
        text({ fontSize: 60, fontWeight: 700, lineHeight: 1.32 }, headline),
        text({ fontSize: 26, lineHeight: 1.4, color: "#6b665c" }, subhead),
        text({ fontSize: 26, lineHeight: 1.6, color: "#45413a" }, excerpt),
      ),
      box(
        { justifyContent: "space-between", borderTop: "2px solid #ddd6c8", paddingTop: 18, fontSize: 23, color: "#6b665c" },
        text({}, `${date}　${source}`),
        text({}, tags),
      ),
    ),
  );

const engines = {
  async takumi() {
    const { Renderer } = await import("@takumi-rs/core");
    const { fromJsx } = await import("@takumi-rs/helpers/jsx");
    const renderer = new Renderer();
    const own = files.map(({ name, weight, style, data }) => ({ name, weight, style, data }));
    return async (post) => {
      const { node } = await fromJsx(card(post));
      return renderer.render(node, { width: 1200, height: 630, format: "png", fonts: own });
    };
  },
  async satori() {
    const satori = (await import("satori")).default;
    const { Resvg } = await import("@resvg/resvg-js");
    return async (post) => {
      const svg = await satori(card(post), { width: 1200, height: 630, fonts: files });
      return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
    };
  },
};

const draw = await engines[engine]();
const times = [];
let bytes = 0;
for (let round = 0; round <= Number(rounds); round++) {
  bytes = 0;
  const start = process.cpuUsage();
  for (const post of cards) {
    const png = await draw(post);
    bytes += png.length;
    if (out) writeFileSync(out, png);
  }
  const used = process.cpuUsage(start);
  if (round > 0) times.push((used.user + used.system) / 1000 / cards.length);
}
times.sort((a, b) => a - b);
const median = times[Math.floor(times.length / 2)];
console.log(JSON.stringify({ "warm ms/card": median, bytes: Math.round(bytes / cards.length), "RSS MB": process.memoryUsage().rss / 2 ** 20 }));
