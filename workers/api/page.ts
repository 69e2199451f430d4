/** Text made safe to stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => named[character] ?? character);
}

/** A page to read: no script at all, one style that the policy names by its hash, our own fonts. */
export async function readingPage(page: { title: string; body: string; status?: number }): Promise<Response> {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body>
${page.body}
</body>
</html>
`;
  const styleHash = await sha256Base64(STYLE);
  const policy = [
    ...["default-src 'none'", `style-src 'sha256-${styleHash}'`, "font-src 'self'", "img-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ];
  return new Response(html, {
    status: page.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "cache-control": "no-cache",
    },
  });
}

async function sha256Base64(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

// The colours of web/app/theme.css, day and night.
const STYLE = `
@font-face{font-family:Alegreya;src:url(/fonts/alegreya.woff2) format("woff2");font-weight:400 900;font-display:swap}
@font-face{font-family:"Hanken Grotesk";src:url(/fonts/hanken-grotesk.woff2) format("woff2");font-weight:100 900;font-display:swap}
:root{color-scheme:light dark;--ground:light-dark(#f5f0e6,#16110e);--surface:light-dark(#fdfaf4,#201915);--line:light-dark(#ddd1be,#3c3028);--ink:light-dark(#2a1e15,#f0e7d8);--soft:light-dark(#54432f,#d0c2ad);--ember:light-dark(#a1440a,#f39a4b)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2.5rem 1.25rem 5rem;background:var(--ground);color:var(--ink);font:400 1rem/1.55 "Hanken Grotesk",system-ui,sans-serif}
h1,h2{font-family:Alegreya,Georgia,serif;line-height:1.15;text-wrap:balance}
h1{font-size:2.4rem;margin:0 0 .5rem}
h2{font-size:1.6rem;margin:3rem 0 .75rem;text-transform:capitalize}
a{color:var(--ember)}
:focus-visible{outline:2px solid var(--ember);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:1.25rem 0}
article{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem;margin:.75rem 0}
article h3{margin:0;font:600 1rem/1.4 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
article h3 b{color:var(--ember)}
article p{margin:.35rem 0 .5rem;color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:.5rem 0 0}
dt{font-weight:600}dd{margin:0;min-width:0}
@media(max-width:36rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
code{overflow-wrap:anywhere}
code,pre{font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{overflow:auto;max-height:28rem;margin:.5rem 0;padding:.75rem 1rem;background:var(--ground);border-radius:.5rem}
summary{cursor:pointer;padding-block:.6rem;min-height:2.75rem}
ul{padding-left:1.2rem}
`;
