// On the embedded database only: who is refused comes to no database.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { needsBrowser, startBrowser } from '../browser.ts'
import { start } from '../fixture.ts'

const path = '/v1/regions/cn-hangzhou/key-pairs'

/** A request with whatever headers; `fetch` sets Host itself. */
async function send(endpoint: string, headers: Record<string, string>, url = path, method = 'GET') {
  const [, port] = endpoint.split(':')
  const sent = request({ host: '127.0.0.1', port, path: url, method, headers: { host: endpoint, ...headers } })
  sent.end()
  const [response] = await once(sent, 'response')
  const reply = { status: response.statusCode as number, headers: response.headers as IncomingHttpHeaders }
  return { ...reply, text: await text(response) }
}

t.test('the guard against web pages', async (t) => {
  const { endpoint, ok } = await start(t, { allowedHosts: ['swas.example.com'] })
  const [, port] = endpoint.split(':')
  const keyPairs = async () => (await ok('ListKeyPairs', { AccessKeyId: 'default' })).TotalCount

  t.test('answers to addresses, to names that nobody can buy, and to those that are allowed', async (t) => {
    const hosts = `127.0.0.1 10.1.2.3 [::1] [fe80::1] localhost LOCALHOST. swas swas_local-1 a.b.localhost
      host.docker.internal ci.test swas.cn-hangzhou.aliyuncs.com swas.aliyuncs.com swas-open.aliyuncs.com
      swas-vpc.cn-hangzhou.aliyuncs.com swas.example.com SWAS.example.com`
    for (const host of hosts.split(/\s+/)) {
      t.equal((await send(endpoint, { host: `${host}:${port}` })).status, 200, host)
      t.equal((await send(endpoint, { host })).status, 200, `${host} without a port`)
    }
  })

  t.test('an endpoint of the cloud serves its own region, and an address every one', async (t) => {
    const call = (host: string, RegionId: string, action = 'ListKeyPairs') => {
      const query = new URLSearchParams({ Action: action, Version: '2020-06-01', Format: 'JSON', AccessKeyId: 'any' })
      if (RegionId !== '') query.set('RegionId', RegionId)
      return send(endpoint, { host }, `/?${query}`)
    }
    const mismatch = {
      status: 400,
      Code: 'RegionIdNotMatchHost',
      Message: 'The parameter regionId does not match the endpoint host.'
    }
    const names = [
      'swas.cn-beijing.aliyuncs.com',
      'SWAS-VPC.cn-beijing.aliyuncs.com.',
      `swas.cn-beijing.aliyuncs.com:${port}`
    ]
    for (const host of names) {
      const { status, text } = await call(host, 'cn-hangzhou')
      t.match({ status, ...JSON.parse(text) }, mismatch, host)
      const rest = await send(endpoint, { host })
      t.match({ status: rest.status, ...JSON.parse(rest.text) }, mismatch, `${host} in REST`)
      t.equal((await call(host, 'cn-beijing')).status, 200, host)
      t.equal((await call(host, '', 'ListImages')).status, 200, 'a call of no region')
    }
    for (const host of [
      'swas-open.aliyuncs.com',
      'swas.aliyuncs.com',
      'swas.nowhere.aliyuncs.com',
      `127.0.0.1:${port}`
    ])
      t.equal((await call(host, 'cn-hangzhou')).status, 200, host)
  })

  t.test('refuses every other name, in every API', async (t) => {
    const hosts = `evil.example example.com.evil.example swas.example.com.evil.example swas.evil.aliyuncs.com.evil
      127.0.0.1.evil.example localhost.evil.example evil.internal.example x.aliyuncs.com oss.x.aliyuncs.com swas-evil.aliyuncs.com swas-open.aliyuncs.com.evil.example`
    for (const host of hosts.split(/\s+/)) {
      const { status, text } = await send(endpoint, { host: `${host}:${port}` })
      t.match({ status, ...JSON.parse(text) }, { status: 403, Code: 'Forbidden.Host', Message: host }, host)
    }
    for (const url of ['/', '/docs', '/openapi.json', '/_swas/health', '/nothing', '/?Action=ListKeyPairs']) {
      t.equal((await send(endpoint, { host: 'evil.example', accept: 'text/html' }, url)).status, 403, url)
    }
    t.match((await send(endpoint, { host: 'evil.example' }, '/?Action=ListKeyPairs&Format=XML')).text, /<Error>/)
  })

  t.test('of a trusted proxy, both Host and X-Forwarded-Host must be allowed', async (t) => {
    const { endpoint } = await start(t, { trustedProxies: ['127.0.0.1'] })
    const statusOf = async (host: string, forwarded: string) =>
      (await send(endpoint, { host, 'x-forwarded-host': forwarded })).status
    t.equal(await statusOf('localhost', 'swas.internal'), 200)
    t.equal(await statusOf('evil.example', 'localhost'), 403, 'as a page of evil.example sends it after DNS rebinding')
    t.equal(await statusOf('localhost', 'evil.example'), 403)
  })

  t.test('refuses what a browser says is of another site', async (t) => {
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${port}` },
      { origin: 'http://127.0.0.1:1' }
    ]
    for (const headers of elsewhere) {
      for (const [method, url] of [
        ['GET', path],
        ['POST', '/?Action=CreateKeyPair&Version=2020-06-01'],
        ['GET', '/?Action=CreateKeyPair&Version=2020-06-01'],
        ['GET', '/_swas/health']
      ] as const) {
        const reply = await send(endpoint, { accept: 'application/json', ...headers }, url, method)
        t.match(reply, { status: 403, text: /A page of another site may not call this service\./ }, url)
        if (url === path) t.equal(JSON.parse(reply.text).Code, 'Forbidden.Origin')
        t.notOk(reply.headers['access-control-allow-origin'])
      }
      const pages = ['/', '/docs', '/openapi.json']
      for (const url of pages) t.equal((await send(endpoint, { accept: 'text/html', ...headers }, url)).status, 200)
    }
    for (const headers of [
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin', origin: `http://${endpoint}` }
    ])
      t.equal((await send(endpoint, headers)).status, 200)
  })

  t.test('a page of another site neither changes nor reads anything, in a real browser', needsBrowser, async (t) => {
    const evil = await serveEvil(t, `http://${endpoint}`)
    for (const page of [evil, evil.replace('127.0.0.1', 'localhost'), `http://evil.example:${new URL(evil).port}/`]) {
      // A reply that a page may not look into is opaque.
      t.match((await open(t, page)).results, [/TypeError/, /opaque|TypeError/, /TypeError/], page)
    }
    t.equal(await keyPairs(), 0)
  })

  t.test('a page that becomes this service by DNS rebinding reads nothing', needsBrowser, async (t) => {
    t.equal((await open(t, `http://evil.example:${port}/docs`)).status, 403)
  })
})

/** A page that tries what a page can: to read, to send a form, a simple request, and one that asks first. */
async function serveEvil(t: Test, target: string): Promise<string> {
  const action = '/?Action=CreateKeyPair&Version=2020-06-01&AccessKeyId=default&RegionId=cn-hangzhou&KeyPairName=evil'
  const page = `<!doctype html><title>evil</title>
<img src="${target}${action}1"><iframe name="frame"></iframe>
<form method="post" target="frame" action="${target}${action}2"></form>
<script>
const attempt = async (path, init) => fetch('${target}' + path, init).then((reply) => reply.type, String)
const results = Promise.all([
  attempt('${path}'),
  attempt('${action}3', { method: 'POST', mode: 'no-cors' }),
  attempt('${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"KeyPairName":"evil4"}' })
])
document.forms[0].submit()
</script>`
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

interface Opened {
  readonly status: number | undefined
  /** What became of the page's three attempts: the kind of the reply, or the error. */
  readonly results: readonly string[]
}

/** Opens a page as a person would, under any name. */
async function open(t: Test, url: string): Promise<Opened> {
  const page = await (await startBrowser(t, 'MAP evil.example 127.0.0.1, ')).newPage()
  const reply = await page.goto(url)
  if (reply?.ok() !== true) return { status: reply?.status(), results: [] }
  const results = await page.evaluate<string[]>('results')
  await page.waitForLoadState('networkidle')
  return { status: 200, results }
}
