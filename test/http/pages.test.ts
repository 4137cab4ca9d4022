// On the embedded database only: pages know of no database.
import { request } from 'node:http'
import t, { type Test } from 'tap'
import { catalogue, isOwnCode } from '../../src/errors/index.ts'
import { version } from '../../src/version.ts'
import { needsBrowser, observe, startBrowser } from '../browser.ts'
import { start } from '../fixture.ts'
import { run } from '../process.ts'

const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  ico: 'image/svg+xml',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8'
}

/** Fetches a page and all that it refers to, and gives the page. */
async function load(t: Test, endpoint: string, path: string): Promise<string> {
  const reply = await fetch(`http://${endpoint}${path}`, { headers: asBrowser })
  t.match({ path, status: reply.status }, { status: 200 })
  t.equal(reply.headers.get('content-type'), 'text/html; charset=utf-8')
  t.equal(reply.headers.get('x-content-type-options'), 'nosniff')
  t.equal(reply.headers.get('referrer-policy'), 'no-referrer')
  const policy = reply.headers.get('content-security-policy') ?? ''
  t.match(policy, /^default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';/)
  t.notMatch(policy, /unsafe|\*|https?:/)
  const html = await reply.text()
  for (const [, asset = ''] of html.matchAll(/<(?:link|script|img)\b[^>]*\b(?:href|src)="([^"]+)"/g)) {
    const { status, headers, body } = await fetch(new URL(asset, reply.url))
    await body?.cancel()
    t.match({ asset, status }, { asset: /^\//, status: 200 })
    t.equal(headers.get('content-type'), types[asset.split('.').at(-1) ?? ''], asset)
    t.equal(headers.get('x-content-type-options'), 'nosniff')
    t.match(headers.get('content-security-policy'), /^default-src 'none'/)
  }
  return html
}

t.test('the page at /', async (t) => {
  const { endpoint, ok } = await start(t)

  t.test('tells a browser what this is, and where to go', async (t) => {
    const html = await load(t, endpoint, '/')
    for (const words of [version, `http://${endpoint}`, `endpoint: '${endpoint}'`, '轻量应用服务器'])
      t.match(html, words)
    const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, link = '']) => link)
    t.same(links, ['/console/', '/docs', '/openapi.json', '/_swas/health'])
    for (const link of links) t.equal((await fetch(`http://${endpoint}${link}`)).status, 200, link)
    const head = await fetch(`http://${endpoint}/`, { method: 'HEAD', headers: asBrowser })
    t.equal(head.status, 200)
    t.equal(Number(head.headers.get('content-length')), Buffer.byteLength(html))
    t.equal(head.headers.get('vary'), 'accept')
  })

  t.test('is not there for a call', async (t) => {
    const answers = async (code: string, query: string, init: RequestInit) => {
      const reply = await fetch(`http://${endpoint}/${query}`, init)
      t.match(reply.headers.get('content-type'), /^text\/xml;/)
      t.match(await reply.text(), `<Code>${code}</Code>`)
      t.notOk(reply.headers.has('content-security-policy'))
      t.notOk(reply.headers.has('vary'))
    }
    await answers('MissingVersion', '', { headers: { accept: '*/*' } })
    await answers('MissingVersion', '', { headers: { accept: 'application/xml' } })
    await answers('MissingVersion', '', { method: 'POST', headers: asBrowser })
    await answers('MissingVersion', '?Action=ListRegions', { headers: asBrowser })
    await answers('MissingVersion', '', { headers: { ...asBrowser, 'x-acs-action': 'ListRegions' } })
    await answers('MissingAction', '?Version=2020-06-01', { headers: asBrowser })
    await answers('MissingVersion', '', { headers: { ...asBrowser, 'x-acs-version': '2020-06-01' } })
    t.ok((await ok('ListRegions', {}, 'GET')).Regions.length > 0)
  })

  t.test('shows no Host that is none', async (t) => {
    const host = `"'><script>alert(1)</script>&`
    const html = await new Promise<string>((resolve, reject) => {
      request(`http://${endpoint}/`, { headers: { ...asBrowser, host } }, async (reply) =>
        resolve((await reply.setEncoding('utf8').toArray()).join(''))
      )
        .on('error', reject)
        .end()
    })
    t.match(html, '<Code>Forbidden.Host</Code>')
    t.notMatch(html, '<script')
  })
})

t.test('the page at /docs', async (t) => {
  const { endpoint } = await start(t)

  t.test('is there with and without a slash, with all that it refers to', async (t) => {
    const html = await load(t, endpoint, '/docs')
    t.equal(await load(t, endpoint, '/docs/'), html)
    t.equal([...html.matchAll(/"\/docs\/swagger-ui[^"]*"/g)].length, 2)
  })

  t.test('has a section for every code that can be answered, and leads to the cloud for its own', async (t) => {
    const html = await load(t, endpoint, '/docs/errors')
    const sections = new Map(
      [...html.matchAll(/<section id="([^"]+)">(.*?)<\/section>/gs)].map(([, id = '', text = '']) => [id, text])
    )
    for (const { entry } of catalogue) {
      const text = sections.get(entry.code) ?? ''
      t.match(text, `${entry.status}: `, entry.code)
      t.equal(text.includes('Only swas-local has this code'), isOwnCode(entry.code), entry.code)
    }
    t.match(sections.get('InternalError'), 'https://api.aliyun.com/troubleshoot?q=InternalError')
    t.notMatch(sections.get('NotImplemented'), 'aliyun.com')
  })

  t.test('has files that a browser keeps as long as they are the same', async (t) => {
    const url = `http://${endpoint}/docs/swagger-ui.css`
    const first = await fetch(url)
    const etag = first.headers.get('etag') ?? ''
    t.ok((await first.text()).startsWith('.swagger-ui'))
    t.equal(first.headers.get('cache-control'), 'no-cache')
    const again = await fetch(url, { headers: { 'if-none-match': `W/${etag}` } })
    t.match({ status: again.status, text: await again.text() }, { status: 304, text: '' })
    t.equal(again.headers.get('etag'), etag)
    t.equal((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status, 200)
  })

  t.test('gives no other file', async (t) => {
    for (const path of ['nothing.js', '../main.js', '..%2fmain.js', '%2e%2e/main.js', 'swagger-ui.css/../../main.js']) {
      const status = await new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port: endpoint.split(':')[1], path: `/docs/${path}` }, (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        })
          .on('error', reject)
          .end()
      })
      t.equal(status, 404, path)
    }
  })

  t.test('puts no page’s header on the API’s replies', async (t) => {
    for (const path of ['/v1/regions', '/openapi.json', '/_swas/health', '/docs/nothing'])
      t.notOk((await fetch(`http://${endpoint}${path}`)).headers.has('content-security-policy'), path)
  })
})

t.test('the page at /console/', async (t) => {
  const { endpoint } = await start(t)

  t.test('is there with and without a slash, with all that it refers to', async (t) => {
    for (const path of ['/console', '/console/']) {
      const html = await load(t, endpoint, path)
      t.match(html, '"/console/console.js"')
      t.match(html, '"/console/console.css"')
    }
  })

  t.test('allows no style but its own, by a nonce that is never the same', async (t) => {
    const seen = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const reply = await fetch(`http://${endpoint}/console/`)
        const nonce = /nonce="([^"]{20,})"/.exec(await reply.text())?.[1]
        t.match(reply.headers.get('content-security-policy'), `style-src 'self' 'nonce-${nonce}'`)
        return nonce
      })
    )
    t.equal(new Set(seen).size, seen.length)
  })
})

t.test('the built program has all pages with all that they refer to', async (t) => {
  const { endpoint } = await run(t)
  await load(t, endpoint, '/')
  t.match(await load(t, endpoint, '/docs/'), '/docs/swagger-ui-bundle.js')
  await load(t, endpoint, '/console/')
  t.equal((await fetch(`http://${endpoint}/console/terminal.js`)).status, 200)
})

t.test('a person tries the API in a browser', needsBrowser, async (t) => {
  const { endpoint } = await start(t)
  const page = await (await startBrowser(t)).newPage()
  const { requested, complaints } = observe(page)

  await page.goto(`http://${endpoint}/`)
  await page.getByRole('link', { name: 'Try the API' }).click()
  const operation = page.locator('[id^="operations-"][id$="-ListRegions"]')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  const reply = operation.locator('.live-responses-table')
  await reply.getByText('"cn-hangzhou"').waitFor()
  t.equal((await reply.locator('tbody .response-col_status').textContent())?.trim(), '200')
  t.match(await reply.textContent(), /"Regions": \[/)
  t.match(new URL(page.url()).hash, /ListRegions$/, 'the address leads back to it')

  t.ok(requested.includes(`http://${endpoint}/openapi.json`))
  t.ok(requested.some((url) => url.startsWith(`http://${endpoint}/v1/regions`)))
  t.same(
    requested.filter((url) => !url.startsWith(`http://${endpoint}/`)),
    [],
    'nothing is asked of anyone else'
  )
  t.same(complaints, [])
})
