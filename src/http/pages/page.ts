/** What all HTML pages share: everything on a page comes from this service, and no other site may frame or read it. */
import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** The sources that a content security policy allows, by directive. */
export type Sources = Record<string, readonly string[]>

const nothing = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'" }

/** Registers what `sendPart` needs. Call this before the routes are added. */
export async function pages(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    global: false, // only pages need it
    strictTransportSecurity: false, // the service speaks plain HTTP
    xFrameOptions: { action: 'deny' }
  })
}

/** Sends a page, or a file of one. `allow` lists what the page may load; by default it may load nothing. */
export function sendPart(
  reply: FastifyReply,
  type: string,
  content: string | Buffer | undefined,
  allow: Sources = {}
): FastifyReply {
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: { ...nothing, ...allow } } })
  return reply.header('cache-control', 'no-cache').type(type).send(content)
}

/** The hash by which a policy allows an inline script or style. */
export const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

// Browsers ask for this path by themselves, even for plain JSON.
export const iconPath = '/favicon.ico'
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-linecap="round">
<rect width="32" height="32" rx="8" fill="#ff6a00"/><circle cx="11.5" cy="16" r="4.5" stroke="#fff" stroke-width="3"/>
<path d="M16 16h9v4m-4-4v3" stroke="#fff" stroke-width="3"/></svg>`
