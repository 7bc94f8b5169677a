/** What the sign-in page shows. */
type LoginPage = {
  action: string;
  email: string;
  error: string | undefined;
  accounts: readonly { email: string; name: string; password: string; groups: readonly string[] }[];
  nonce: string;
};

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
  main { width: min(26rem, calc(100vw - 2rem)); padding: 2rem 0; }
  h1 { font-size: 1.35rem; margin: 0 0 .25rem; }
  p { margin: 0 0 1rem; }
  .badge { display: inline-block; padding: .1rem .6rem; margin-bottom: 1rem; border-radius: 1rem; }
  .badge { background: #92400e; color: #fff; font-size: .8rem; }
  .error { border-left: 4px solid #b91c1c; padding: .25rem .75rem; }
  label { display: block; font-weight: 600; margin-bottom: .25rem; }
  input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem .6rem; margin-bottom: 1rem; }
  input { border: 1px solid GrayText; border-radius: .4rem; }
  button { width: 100%; font: inherit; font-weight: 600; padding: .55rem; border: 0; border-radius: .4rem; }
  button { background: #1d4ed8; color: #fff; cursor: pointer; }
  :is(input, button):focus-visible { outline: 3px solid #60a5fa; outline-offset: 1px; }
  table { width: 100%; border-collapse: collapse; font-size: .85rem; margin-top: 2rem; }
  caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
  :is(th, td) { text-align: left; padding: .25rem .5rem .25rem 0; }
  :is(th, td) { border-top: 1px solid color-mix(in srgb, GrayText 40%, transparent); }
`;

/** The sign-in form, with the known accounts as a hint when there are any. */
export function loginPage({ action, email, error, accounts, nonce }: LoginPage): string {
  const rows = accounts.map((account) => {
    const cells = [account.email, account.password, account.groups.join(", ")];
    return `<tr>${cells.map((text) => `<td>${escapeHtml(text)}`).join("")}`;
  });
  const hint = rows.length
    ? `<table><caption>Accounts to try</caption><tr><th>Email<th>Password<th>Groups${rows.join("")}</table>`
    : "";
  return page(
    "Sign in",
    nonce,
    `<h1>Sign in</h1>
    <p>This stands in for your company's identity provider while developing. Never expose it to a network.</p>
    ${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ""}
    <form method="post" action="${escapeHtml(action)}">
      <label for="email">Email</label>
      <input id="email" name="email" type="email" autocomplete="username" required
        value="${escapeHtml(email)}"${email ? "" : " autofocus"}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required
        ${email ? "autofocus" : ""}>
      <button type="submit">Sign in</button>
    </form>${hint}`,
  );
}

/** A page that says one thing, such as an error or a completed sign-out. */
export function messagePage(title: string, message: string, nonce: string): string {
  return page(title, nonce, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p>`);
}

function page(title: string, nonce: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · development identity provider</title><link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style></head>
<body><main><span class="badge">Development identity provider</span>${body}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
