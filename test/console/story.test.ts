// On the embedded database only: the console knows of none.
/** The whole story with nothing but the console and `ssh`: what the page shows is what one types. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { needsSsh, run } from '../ssh/client.ts'
import { isDone, openConsole } from './console.ts'

t.test(
  'a person makes a server and a key pair, and logs on',
  { skip: needsBrowser.skip || needsSsh.skip },
  async (t) => {
    const { page, service, press, row, complaints, requested } = await openConsole(t)
    const folder = mkdtempSync(join(tmpdir(), 'swas-console-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const shown = async (label: string) => {
      const text = await page.getByRole('figure', { name: label }).locator('code').textContent()
      return text ?? ''
    }
    const copied = async (label: string) => {
      const button = page.getByRole('button', { name: `Copy: ${label}` })
      // It says so for two seconds, so whoever looks only after the click may be too late.
      await Promise.all([button.getByText('Copied').waitFor(), button.click()])
      return await page.evaluate(() => navigator.clipboard.readText())
    }
    /** Types what the page shows, where the key was saved. */
    const logOn = async (...more: string[]) => {
      writeFileSync(join(folder, 'known_hosts'), `${await copied('Lines for known_hosts')}\n`)
      const [program = '', ...words] = (await copied('SSH command')).split(' ')
      const strict = ['-F', 'none', '-o', 'UserKnownHostsFile=known_hosts', '-o', 'StrictHostKeyChecking=yes']
      const alone = ['-o', 'IdentityAgent=none', '-o', 'IdentitiesOnly=yes', '-o', 'PasswordAuthentication=no']
      return await run([program, ...strict, ...alone, ...words, ...more], '', folder)
    }

    await page.getByText('No servers in this region yet.').waitFor()
    await press('Create server')
    await page.getByLabel('Image').selectOption('Ubuntu-24.04')
    await press('Create')
    await isDone(page)
    await row('Ubuntu-24.04').getByText('Running').waitFor()

    await page.getByRole('link', { name: 'Key pairs' }).click()
    await press('Create key pair')
    await page.getByLabel('Name', { exact: true }).fill('laptop')
    const downloading = page.waitForEvent('download')
    await press('Create')
    const download = await downloading
    t.equal(download.suggestedFilename(), 'laptop.pem')
    const file = join(folder, 'laptop.pem')
    await download.saveAs(file)
    const pem = readFileSync(file, 'utf8')
    t.match(pem, /^-----BEGIN RSA PRIVATE KEY-----\n/)
    t.equal(await shown('ssh refuses a key that others can read:'), 'chmod 600 laptop.pem')
    await run(['chmod', '600', file])

    // Nothing but the button takes the key away.
    for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
    const again = page.waitForEvent('download')
    await press('Save again')
    await (await again).saveAs(join(folder, 'again.pem'))
    t.equal(readFileSync(join(folder, 'again.pem'), 'utf8'), pem)
    await press('Done')
    await isDone(page)
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    t.notMatch(kept + (await page.content()), 'PRIVATE KEY', 'it is nowhere')

    await row('laptop').getByRole('button', { name: 'Attach' }).click()
    await page.getByRole('checkbox').check()
    await press('Attach')
    await isDone(page)
    await row('laptop').getByRole('link').click()
    await page.getByText('laptop is attached.').waitFor()
    await page.getByText('Attach laptop').waitFor()
    await page.getByText('No keys: the file is empty or missing.').waitFor()
    t.match(await logOn('true'), { code: 255, stderr: /Permission denied/ }, 'before the restart')

    await press('Restart')
    await press('Restart')
    await isDone(page)
    await page.getByText('Attach laptop').waitFor({ state: 'detached' })
    t.match(await shown('SSH command'), /^ssh -i laptop\.pem -p \d+ root@127\.0\.\d+\.\d+$/)
    const { code, stdout } = await logOn('. /etc/os-release; echo $VERSION_ID')
    t.same({ code, stdout }, { code: 0, stdout: '24.04\n' }, 'after it')
    t.match(await shown('The file /root/.ssh/authorized_keys'), /^ssh-rsa AAAA/)

    await press('Detach')
    await page.getByLabel('Restart now').check()
    await press('Detach')
    await isDone(page)
    await page.getByText('No key pair is attached.').waitFor()
    const { body } = await service.rpc('ListKeyPairs')
    t.match(body.KeyPairs, [{ KeyPairName: 'laptop', InstanceIds: [] }])
    t.match(await logOn('-i', file, 'true'), { code: 255 }, 'after detaching and a restart')

    t.same(complaints, [])
    t.same(
      requested.filter((url) => !url.startsWith(`http://${service.endpoint}/`) && !url.startsWith('blob:')),
      [],
      'nothing is asked of anyone else'
    )
  }
)
