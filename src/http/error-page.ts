/** `/docs/errors`: every error that this service can answer, with a section for each code. `Recommend` links here. */
import type { FastifyInstance } from 'fastify'
import { catalogue, type ErrorEntry, isOwnCode } from '../errors/index.ts'
import { escapeHtml, hashOf, iconPath, sendPart } from './pages/page.ts'
import { errorPage } from './reply.ts'

const style = `
:root { color-scheme: light dark }
body { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem; font: 1rem/1.6 system-ui, sans-serif }
h2 { margin: 2rem 0 0; font: 600 1.05rem/1.6 ui-monospace, monospace; overflow-wrap: anywhere }
p { margin: .25rem 0 0 }
small { opacity: .8 }
:target { outline: 2px solid; outline-offset: .5rem }
`

function section(code: string, entries: readonly ErrorEntry[]): string {
  const texts = entries.map(
    ({ status, message, fidelity: { source, where, read } }) =>
      `<p>${status}: ${escapeHtml(message)}</p>\n<p><small>${source}: ${escapeHtml(where)} (${read})</small></p>`
  )
  const link = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&amp;product=SWAS-OPEN`
  const elsewhere = isOwnCode(code)
    ? '<p>Only swas-local has this code.</p>'
    : code.includes('{}')
      ? '<p><code>{}</code> stands for the name of a parameter.</p>'
      : `<p><a href="${link}">This code at the cloud</a></p>`
  return `<section id="${escapeHtml(code)}">\n<h2>${escapeHtml(code)}</h2>\n${texts.join('\n')}\n${elsewhere}\n</section>`
}

function makePage(): string {
  const entries = catalogue.map(({ entry }) => entry)
  const codes = [...new Set(entries.map(({ code }) => code))].sort()
  const sections = codes.map((code) =>
    section(
      code,
      entries.filter((entry) => entry.code === code)
    )
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>swas-local: the errors</title>
<link rel="icon" type="image/svg+xml" href="${iconPath}">
<style>${style}</style>
<main>
<h1>Errors</h1>
<p>Every error that swas-local can answer: its HTTP status, its words, and where these come from.
Which operation answers which is in <a href="/docs">the document of the API</a>.</p>
${sections.join('\n')}
</main>
</html>
`
}

export function describeErrors(app: FastifyInstance): void {
  let page: string | undefined
  app.get(errorPage, { config: { page: true } }, async (_request, reply) => {
    page ??= makePage()
    return sendPart(reply, 'text/html; charset=utf-8', page, { 'style-src': [hashOf(style)] })
  })
}
