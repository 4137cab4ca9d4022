/** Users and groups in the files of a server. */
export interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
  readonly shell: string
}

/** Finds a user in the text of /etc/passwd; undefined if there is none. */
export function findUser(passwd: string, nameOrUid: string): User | undefined {
  for (const line of passwd.split('\n')) {
    const [name = '', , uid = '', gid = '', , home = '', shell = ''] = line.split(':')
    if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid) || (name !== nameOrUid && uid !== nameOrUid)) continue
    return { name, uid: Number(uid), gid: Number(gid), home: home || '/', shell: shell || '/bin/sh' }
  }
  return undefined
}

/** The groups in the text of /etc/group: the user's own first, then those that list the user. */
export function groupsOf(group: string, { name, gid }: User): { readonly name: string; readonly gid: number }[] {
  const all = group.split('\n').flatMap((line) => {
    const [group = '', , id = '', members = ''] = line.split(':')
    return /^\d+$/.test(id) ? [{ name: group, gid: Number(id), members: members.split(',') }] : []
  })
  const own = all.find((one) => one.gid === gid) ?? { name: gid === 0 ? 'root' : String(gid), gid }
  return [own, ...all.filter((one) => one.gid !== gid && one.members.includes(name))].map((one) => ({
    name: one.name,
    gid: one.gid
  }))
}
