/** Texts that say where a key is, in place of the key. */
import type { Mistake } from './mistake.ts'

export const places: readonly Mistake[] = [
  {
    seen: /No such file|not found|Permission denied|cannot (open|access|find)|command not found|could not|^(error|usage|bash|sh|zsh|cat):|has no identities|is not recognized|does not exist/i,
    sentence:
      'This is the error message of a command that should have printed the key: run it by itself and see why it fails.'
  },
  {
    seen: /\$\(|`.*`|<\(|^(cat|type|gc|Get-Content|echo|printf|pbcopy|pbpaste|xclip|clip|ssh-keygen|ssh-add|head|tail|less|more|curl|wget|!cat)\b/i,
    sentence:
      'This is a command that was sent as text, not what it prints: run it in a shell and send its output, the content of the file.'
  },
  {
    seen: /\b(file|filebase64|fileexists|pathexpand|templatefile|abspath|lookup|read_file|readFileSync|readFile|open|File\.read|slurp|chomp|trimspace)\s*\(/,
    sentence:
      'This is a call that should read the key from a file, sent as text: without quotation marks around it, its result is sent.'
  },
  {
    seen: /^(file|fileb):\/\//i,
    sentence:
      'This is a file URL; nobody reads the file here, so send its content: one line that begins with the key type.'
  },
  {
    seen: /^@\S/,
    sentence: 'This is a file name behind an @, which only some commands read: send the content of the file.'
  },
  {
    seen: /^(git@|ssh:\/\/|gh:|lp:|[a-z][a-z0-9+.-]*:\/\/)|^(www\.)?[\w-]+\.(com|org|net|io|cn|dev)\//i,
    sentence: 'This is a URL or an address; nobody fetches a key from there here, so send the key itself.'
  },
  {
    seen: /^(arn|acs|ocid1|op|vault|ssm|keyvault|secretsmanager|projects|aws):|^ocid1\.|^\/subscriptions\/|^projects\/|^key-[0-9a-f]{8,17}$|^kp-|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i,
    sentence:
      'This is the identifier of a key or a secret in a cloud; send the public key itself, one line that begins with its type.'
  },
  {
    seen: /^LTAI|^(AKIA|ASIA|AKID)[A-Z0-9]{12}/,
    sentence: 'This is the id of an AccessKey, with which API calls are signed; a public key for SSH is wanted here.'
  },
  {
    seen: (text) =>
      !/^\S+ AAAA/.test(text) &&
      /(^|[\s"'=<>])(~|\.{1,2}|\$\w+|\$\{\w+\}|%\w+%|[A-Za-z]:)?[\\/][^\s"']+|^\S+\.(pub|pem|ppk|key|txt|cer|crt)\b|\bid_(rsa|dsa|ecdsa|ed25519)\b|authorized_keys\b/i.test(
        withoutData(text)
      ),
    sentence:
      'This is a file name, not a public key: send the content of the file, one line that begins with the key type.'
  }
]

/** Not every text with slashes: Base64 has them too. */
const withoutData = (text: string) => text.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, '')
