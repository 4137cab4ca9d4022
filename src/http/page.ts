/** What the pages for people share. Everything on them comes from here, and no other site may frame or read them. */
import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

const security = {
  'cache-control': 'no-cache',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff'
} as const

/** Sends a page or a file of one; `allow` is what its content security policy lets in, on top of nothing at all. */
export const sendPart = (
  reply: FastifyReply,
  type: string,
  content: string | Buffer | undefined,
  allow = ''
): FastifyReply =>
  reply
    .headers(security)
    .header(
      'content-security-policy',
      `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ${allow}`.replace(/; $/, '')
    )
    .type(type)
    .send(content)

/** How a policy names an inline script or style. */
export const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

// Browsers ask for this path by themselves, also where they show plain JSON.
export const iconPath = '/favicon.ico'
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-linecap="round">
<rect width="32" height="32" rx="8" fill="#ff6a00"/><circle cx="11.5" cy="16" r="4.5" stroke="#fff" stroke-width="3"/>
<path d="M16 16h9v4m-4-4v3" stroke="#fff" stroke-width="3"/></svg>`
