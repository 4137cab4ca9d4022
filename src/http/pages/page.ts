/** What the pages for people share. Everything on them comes from here, and no other site may frame or read them. */
import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** What a content security policy lets in, by directive. */
export type Sources = Record<string, readonly string[]>

const nothing = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'" }

/** Gives replies what `sendPart` needs. To be called before the routes are added. */
export async function pages(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    global: false, // only pages have need of it
    strictTransportSecurity: false, // the service itself speaks plain HTTP
    xFrameOptions: { action: 'deny' }
  })
}

/** Sends a page or a file of one; `allow` is what may be in it, on top of nothing at all. */
export function sendPart(
  reply: FastifyReply,
  type: string,
  content: string | Buffer | undefined,
  allow: Sources = {}
): FastifyReply {
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: { ...nothing, ...allow } } })
  return reply.header('cache-control', 'no-cache').type(type).send(content)
}

/** How a policy names an inline script or style. */
export const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

// Browsers ask for this path by themselves, also where they show plain JSON.
export const iconPath = '/favicon.ico'
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-linecap="round">
<rect width="32" height="32" rx="8" fill="#ff6a00"/><circle cx="11.5" cy="16" r="4.5" stroke="#fff" stroke-width="3"/>
<path d="M16 16h9v4m-4-4v3" stroke="#fff" stroke-width="3"/></svg>`
