import type { Instance, Logon } from '../calls.ts'
import { Copyable } from '../parts/copyable.tsx'
import { keyFileOf } from '../parts/key-file.ts'
import { words } from '../words.ts'

/** How to log on to the server, and who can now. */
export function LogonCard({ server, logon, keyPairName }: { server: Instance; logon: Logon; keyPairName: string }) {
  return (
    <section aria-labelledby="logon">
      <h2 id="logon">{words.logon}</h2>
      {server.Status !== 'Running' && <p class="note">{words.notRunning}</p>}
      {logon.SshEnabled ? <Coordinates logon={logon} keyPairName={keyPairName} /> : <p class="note">{words.sshOff}</p>}
      <h3>{words.whoCanLogOn}</h3>
      <p>{logon.PasswordLogon ? words.passwordOn : words.passwordOff}</p>
      {logon.AuthorizedKeys.trim() === '' ? (
        <p>{words.noKeys}</p>
      ) : (
        <Copyable label={words.authorizedKeys} text={logon.AuthorizedKeys.trimEnd()} />
      )}
    </section>
  )
}

function Coordinates({ logon, keyPairName }: { logon: Logon; keyPairName: string }) {
  const { SshCommand = '', Host, Port, UserName, HostKeys = [], KnownHosts = [] } = logon
  const command = keyPairName === '' ? SshCommand : SshCommand.replace('ssh', `ssh -i ${keyFileOf(keyPairName)}`)
  return (
    <>
      <Copyable label={words.sshCommand} text={command} />
      <dl>
        <dt>{words.host}</dt>
        <dd>
          <code>{Host}</code>
        </dd>
        <dt>{words.port}</dt>
        <dd>
          <code>{Port}</code>
        </dd>
        <dt>{words.user}</dt>
        <dd>
          <code>{UserName}</code>
        </dd>
        <dt>{words.fingerprints}</dt>
        <dd>
          <ul>
            {HostKeys.map(({ Type, Fingerprint }) => (
              <li key={Type}>
                {Type} <code>{Fingerprint}</code>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <Copyable label={words.knownHosts} text={KnownHosts.join('\n')} />
    </>
  )
}
