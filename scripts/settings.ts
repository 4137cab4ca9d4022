/** What is generated from the table of settings: a page in each language, and the types of the library's options. */
import { existsSync } from 'node:fs'
import type { Setting, Words } from '../src/config/settings/setting.ts'
import { type Name, names, parts, rowOf } from '../src/config/settings.ts'

type Language = keyof Words

interface PageTexts {
  readonly page: string
  readonly intro: string
  readonly parts: Readonly<Record<keyof typeof parts, string>>
  readonly head: string
  readonly more: string
  /** What the library does without the option. */
  inLibrary(words: string): string
  children(options: string, inherited: string): string
}

const texts: Readonly<Record<Language, PageTexts>> = {
  en: {
    page: 'docs/settings.md',
    intro: `# Settings

[中文](settings.zh-CN.md)

Reference: every setting. \`npm run openapi\` writes this page from the table in \`src/config/settings\`; don't edit it.

- **Program**: set the environment variable, or the flag of the same name: \`--data-dir\` for \`DATA_DIR\`. The flag wins.
- **[Library](library.md)**: pass the option to \`startSwasLocal()\`. The library reads nothing from the environment. \`logTo\` is an
  option only: it receives the log lines through \`write(line)\`.

swas-local refuses to start when a setting is wrong, misspelt, or has no effect beside another one. It only warns about other
variables whose names begin with \`SWAS_\`.
`,
    parts: {
      addresses: 'Addresses and ports',
      storage: 'Storage',
      access: 'Access',
      behavior: 'Behavior and limits'
    },
    head: '| setting | default | option of the library | |',
    more: 'More',
    inLibrary: (words) => `Default in the library: ${words}.`,
    children: (options, inherited) => `## Child services

\`startService()\` takes ${options}. A child service has the same ${inherited} as its parent.
`
  },
  zh: {
    page: 'docs/settings.zh-CN.md',
    intro: `# 设置

[English](settings.md)

参考：全部设置。本页由 \`npm run openapi\` 根据 \`src/config/settings\` 中的表生成，请勿手工修改。

- **程序**：设置环境变量，或同名的命令行参数：\`DATA_DIR\` 对应 \`--data-dir\`。两者都有时以参数为准。
- **[库](library.zh-CN.md)**：把选项传给 \`startSwasLocal()\`。库不读取任何环境变量。\`logTo\` 只是选项：每行日志通过 \`write(line)\` 交给它。

设置错误、拼写有误，或与另一设置并用时不起作用，swas-local 就拒绝启动。其他以 \`SWAS_\` 开头的变量只会引起一条警告。
`,
    parts: { addresses: '地址与端口', storage: '存储', access: '访问', behavior: '行为与限制' },
    head: '| 设置 | 默认值 | 库的选项 | |',
    more: '详见',
    inLibrary: (words) => `库的默认值：${words}。`,
    children: (options, inherited) => `## 子服务

\`startService()\` 接受 ${options}。子服务的 ${inherited} 与启动它的服务相同。
`
  }
}

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``

function toRow(name: Name, language: Language): string {
  const { option, type, help, format, page, inLibrary, default: fallback } = rowOf(name)
  const { inLibrary: toSentence, more } = texts[language]
  const chinese = `${page}.zh-CN.md`
  const file = language === 'zh' && existsSync(`docs/${chinese}`) ? chinese : `${page}.md`
  const sentences = [
    help[language],
    ...(format === undefined ? [] : [format[language]]),
    ...(inLibrary === undefined ? [] : [toSentence(inLibrary[language])]),
    ...(page === undefined ? [] : [`[${more}](${file})`])
  ]
  return `| ${code(name)} | ${fallback ? `${code(fallback)} ` : ''}| ${code(`${option}: ${type.option}`)} | ${sentences.join(language === 'zh' ? '' : ' ')} |`
}

const optionsOf = (kind: Setting['inChildServices']) =>
  names
    .map(rowOf)
    .filter((row) => row.inChildServices === kind)
    .map(({ option }) => option)

function toPage(language: Language): string {
  const { intro, parts: titles, head, children } = texts[language]
  const list = (options: readonly string[]) => options.map(code).join(language === 'zh' ? '、' : ', ')
  const tables = Object.entries(parts).map(([part, rows]) => {
    const lines = (Object.keys(rows) as Name[]).map((name) => toRow(name, language))
    return `## ${titles[part as keyof typeof parts]}\n\n${head}\n|---|---|---|---|\n${lines.join('\n')}\n`
  })
  const own = [...optionsOf('option'), 'seed', 'idleSeconds']
  return [intro, ...tables, children(list(own), list(optionsOf('inherited')))].join('\n')
}

function toTypes(): string {
  const members = names.map((name) => {
    const { option, type, help, inLibrary, default: fallback } = rowOf(name)
    const without = inLibrary?.en ?? (fallback ? `\`${type.parse(fallback)}\`` : undefined)
    const sentences = `${name}. ${help.en}${without === undefined ? '' : ` Default: ${without}.`}`
    return `${toComment(sentences)}\n  readonly ${option}?: ${type.option}`
  })
  const chosen = optionsOf('option').map((option) => `'${option}'`)
  return `/** Written by \`npm run openapi\` from the table in src/config/settings; don't edit it. Types of the package. */
import type { KnownAccessKey } from './types.ts'

/** The settings as options of \`startSwasLocal\`. */
export interface SettingOptions {
${members.join('\n')}
}

/** The settings that a child service may be given. */
// biome-ignore format: it is generated
export type ChildSettingOptions = Pick<SettingOptions, ${chosen.join(' | ')}>
`
}

/** As a comment of lines that fit. */
function toComment(sentences: string): string {
  const lines = sentences.match(/.{1,114}(?: |$)/g)?.map((line) => line.trimEnd()) ?? []
  return lines.length === 1
    ? `  /** ${sentences} */`
    : ['  /**', ...lines.map((line) => `   * ${line}`), '   */'].join('\n')
}

/** The text of each generated file, by its path. */
export const generateFromSettings = (): Readonly<Record<string, string>> => ({
  [texts.en.page]: toPage('en'),
  [texts.zh.page]: toPage('zh'),
  'src/client/setting-options.ts': toTypes()
})
