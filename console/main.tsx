/** The web console for key pairs and servers. */
import './console.css'
import { render } from 'preact'
import { readAccessKey } from './account.ts'
import { AccountDialog } from './account-dialog.tsx'
import { listRegions, type RegionId } from './calls.ts'
import { DialogHost, useDialogs } from './dialogs.tsx'
import { KeyPairs } from './key-pairs/list.tsx'
import { useLoad } from './load.ts'
import { ErrorMessage } from './parts/error-message.tsx'
import { go, type Route, toHash, useRoute } from './routes.ts'
import { Servers } from './servers/list.tsx'
import { Server } from './servers/server.tsx'
import { ServerTerminal } from './servers/terminal.tsx'
import { language, switchLanguage, words } from './words.ts'

function Console() {
  const route = useRoute()
  return (
    <DialogHost page={toHash(route)}>
      <Top {...route} />
      <Shown key={toHash(route)} {...route} />
    </DialogHost>
  )
}

function Top({ regionId, list: shown }: Route) {
  const { show } = useDialogs()
  const { value: regions = [], error } = useLoad(() => listRegions(language === 'zh' ? 'zh-CN' : 'en-US'))
  const link = (list: Route['list']) => (
    <a href={toHash({ regionId, list })} aria-current={shown === list ? 'page' : undefined}>
      {list === 'servers' ? words.servers : words.keyPairs}
    </a>
  )
  return (
    <>
      <header class="top">
        <a href="/" class="brand">
          <img src="/favicon.ico" alt="" width="28" height="28" /> swas-local
        </a>
        <nav>
          {link('servers')}
          {link('key-pairs')}
          <a href="/docs">{words.apiDocs}</a>
        </nav>
        <select
          aria-label={words.region}
          value={regionId}
          onChange={({ currentTarget }) => go({ regionId: currentTarget.value as RegionId, list: shown })}
        >
          {regions.length === 0 && <option>{regionId}</option>}
          {regions.map(({ RegionId, LocalName }) => (
            <option key={RegionId} value={RegionId}>
              {LocalName} · {RegionId}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => show((end) => <AccountDialog onClose={end} />)}>
          {words.account}: {readAccessKey()?.id ?? words.defaultAccount}
        </button>
        <button type="button" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage}>
          {words.otherLanguage}
        </button>
      </header>
      <ErrorMessage error={error} />
    </>
  )
}

function Shown({ regionId, list, instanceId, isTerminal }: Route) {
  const title = isTerminal ? words.terminal : list === 'servers' ? words.servers : words.keyPairs
  document.title = `${title} · ${regionId} · swas-local`
  if (list === 'key-pairs') return <KeyPairs regionId={regionId} />
  if (instanceId === undefined) return <Servers regionId={regionId} />
  if (isTerminal) return <ServerTerminal regionId={regionId} instanceId={instanceId} />
  return <Server regionId={regionId} instanceId={instanceId} />
}

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
render(<Console />, document.body)
