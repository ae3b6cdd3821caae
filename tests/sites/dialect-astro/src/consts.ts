export const SITE_TITLE = "山の帳面";
export const SITE_DESCRIPTION = "山を歩いた日のこと";
export const LANG = "ja";
const ROOT = "src/data";
export const POSTS = "src/data/posts";
