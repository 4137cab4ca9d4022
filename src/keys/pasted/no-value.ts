/** Placeholders of programs, logs and guides, in place of a value. */
import type { Mistake } from './mistake.ts'

const name = '[A-Za-z_][\\w.-]*'

/** Checked first, as whole texts. */
export const unset: readonly Mistake[] = [
  {
    seen: /^(undefined|null|nil|none|nan|true|false|\(null\)|<nil>|<no value>|<none>|%!\w\(.*\)|\$null|(["'`]){1}\2|\{\}|\[\]|-|\.)$/i,
    sentence:
      'This is what a program prints for a value that is not set: the variable that should hold the key is empty.'
  },
  {
    seen: /\[object \w+\]|\bobject at 0x|^\[B@[0-9a-f]+$|^System\.\w|^<Buffer |^&?\{?0x[0-9a-f]{8,16}\}?$|^#<\w|^function\b|=> *[{(]/,
    sentence: 'This is how a program prints an object, not the text of a public key: pass the text itself.'
  },
  {
    seen: /\*{3,}|•{3,}|●{3,}|\b(redacted|masked|filtered|sensitive|hidden)\b|known after apply|computed>/i,
    sentence: 'This is a masked value, as a log or a console shows it in place of the key: take the key from its file.'
  },
  {
    seen: new RegExp(
      `^(\\$\\{?${name}\\}?|%${name}%|\\$env:${name}|\\$\\(${name}\\)|\\(\\(.*\\)\\)|#\\{.*\\}|@@?${name}@@?|__${name}__)$`
    ),
    sentence: 'This is the name of a variable that was not replaced by its value: the shell or tool did not expand it.'
  }
]

export const templates: readonly Mistake[] = [
  {
    seen: /\$\{|\{\{|<%|\{%|!(Ref|Sub|GetAtt|ImportValue|vault)\b|"(Ref|Fn::\w{1,20})"/,
    sentence: 'This is a template or a variable that was not replaced by its value before it was sent.'
  },
  {
    seen: /^(var|local|data|module|each|output|process\.env|os\.environ|System\.getenv|ENV|env|secrets|vars|tls_private_key|\w+_key)[.[(][\w.[\]"'()-]+$/,
    sentence: 'This is an expression that was sent as text, as it is when it stands in quotation marks: take them away.'
  },
  {
    seen: /^<[^<>@]*>$|<[\w -]{1,40}>|\b(your|paste|insert|replace|change)[ _-]?(\w{1,20}[ _-])?(ssh[ _-]?)?(public[ _-]?)?key\b|x{5,}|public[ _-]?key[ _-]?here|blah ?blah/i,
    sentence: 'This is the placeholder of an example: put your own public key in its place.'
  }
]
