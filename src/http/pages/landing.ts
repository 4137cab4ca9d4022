/** `/` in a browser: a page that leads to the console, the documents and the guides. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { protocolOf } from '../protocol.ts'
import type { WireParameters } from '../rpc/decode.ts'
import { escapeHtml, hashOf, iconPath, sendPart } from './page.ts'

/** Whether a person opened the address in a browser. A request with an Action or a Version is an RPC call. */
export function isVisit({ method, headers }: FastifyRequest, wire: WireParameters): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (!/\btext\/html\b/i.test(headers.accept ?? '')) return false
  return !('Action' in wire || 'Version' in wire || 'x-acs-action' in headers || 'x-acs-version' in headers)
}

export const showLanding = (request: FastifyRequest, reply: FastifyReply, version: string): FastifyReply =>
  sendPart(
    reply.header('vary', 'accept'),
    'text/html; charset=utf-8',
    page({ host: escapeHtml(request.host), protocol: protocolOf(request), version }),
    { 'img-src': ["'self'"], 'style-src': [hashOf(style)] }
  )

const style = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #e3e6eb; --card: #fff; --ground: #f4f5f7;
  --code: #f6f7f9; --accent: #c24e00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #a4abb6; --line: #343a43; --card: #1e2228; --ground: #14171b; --code: #16191e;
    --accent: #ff9147 }
}
* { box-sizing: border-box }
body { margin: 0; padding: clamp(1rem, 6vh, 4rem) 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
main { max-width: 44rem; margin: auto; padding: clamp(1.25rem, 5vw, 2.75rem); background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem }
header { display: flex; align-items: center; gap: .75rem }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; letter-spacing: -.01em }
header span { margin-left: auto; padding: .1rem .65rem; border: 1px solid var(--line); border-radius: 1rem;
  color: var(--soft); font-size: .85rem }
h2 { margin: 2rem 0 .5rem; color: var(--soft); font-size: .85rem; font-weight: 600 }
p { margin: 1rem 0 0 }
pre, code { font: .875rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere }
pre { margin: 0; padding: .75rem 1rem; white-space: pre-wrap; background: var(--code); border: 1px solid var(--line);
  border-radius: .6rem }
nav { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: 2rem }
a { padding: .45rem 1rem; border: 1px solid var(--line); border-radius: .6rem; color: var(--accent); font-weight: 600;
  text-decoration: none }
a:first-child { background: var(--accent); color: var(--card) }
a:hover, a:focus-visible { border-color: currentColor }
[lang=zh-CN] { margin-top: 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--soft) }
`

const page = ({ host, protocol, version }: { host: string; protocol: string; version: string }) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>swas-local</title>
<link rel="icon" type="image/svg+xml" href="${iconPath}">
<style>${style}</style>
<main>
<header><img src="${iconPath}" alt="" width="36" height="36"><h1>swas-local</h1><span>${version}</span></header>
<p>The key pairs and servers of Alibaba Cloud’s <b>Simple Application Server</b> (SWAS-OPEN 2020-06-01) on your own
machine. The official SDKs work unmodified, the keys are real, the rules and quotas are enforced.</p>
<h2>Endpoint</h2>
<pre><code>${protocol}://${host}</code></pre>
<h2>Point an official SDK at it, here that of Node.js</h2>
<pre><code>const client = new swas.default(new $OpenApiUtil.Config({
  accessKeyId: 'test', accessKeySecret: 'test',
  endpoint: '${host}', protocol: '${protocol}'
}))</code></pre>
<h2>Or use plain HTTP</h2>
<pre><code>curl -u test:test ${protocol}://${host}/v1/regions/cn-hangzhou/key-pairs</code></pre>
<nav><a href="/console/">Open the console</a><a href="/docs">Try the API</a><a href="/openapi.json">OpenAPI document</a><a href="/_swas/health">Health</a></nav>
<p lang="zh-CN">在自己的机器上运行阿里云<b>轻量应用服务器</b>（SWAS-OPEN 2020-06-01）的密钥对与服务器接口。官方 SDK
无需任何修改，只要把 <code>endpoint</code> 指向 <code>${host}</code>；密钥是真的，规则与配额照样生效。控制台见 <code>/console/</code>，接口文档见 <code>/docs</code>。</p>
</main>
</html>
`
