// Written as most sites write it.
export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("content/img");
  return {
    pathPrefix: "/kawa/",
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "dist" },
  };
}
