/** The files that a shell reads when it starts. */
import type { Entry } from '../entry.ts'
import type { Distribution } from './distributions.ts'
import { file, folder } from './make.ts'

const profile = (systemRc: string) => `# /etc/profile: for login shells

PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export PATH

if [ -n "$PS1" ] && [ -f ${systemRc} ]; then
  . ${systemRc}
fi

for script in /etc/profile.d/*.sh; do
  if [ -r "$script" ]; then
    . "$script"
  fi
done
unset script
`

const systemRc = (prompt: string) => `# For interactive shells

[ -z "$PS1" ] && return
shopt -s checkwinsize
PS1='${prompt}'
`

const debianRc = `# ~/.bashrc: for interactive shells

[ -z "$PS1" ] && return

HISTCONTROL=ignoredups:ignorespace
HISTSIZE=1000
HISTFILESIZE=2000

alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'
`

const redhatRc = `# .bashrc

# User specific aliases and functions

alias rm='rm -i'
alias cp='cp -i'
alias mv='mv -i'
alias ll='ls -l --color=auto'
alias ls='ls --color=auto'

# Source global definitions
if [ -f /etc/bashrc ]; then
  . /etc/bashrc
fi
`

const debianProfile = `# ~/.profile: for login shells

if [ "$BASH" ]; then
  if [ -f ~/.bashrc ]; then
    . ~/.bashrc
  fi
fi
`

const redhatProfile = `# .bash_profile

# Get the aliases and functions
if [ -f ~/.bashrc ]; then
  . ~/.bashrc
fi
`

export const shellFiles: Readonly<Record<Distribution['family'], readonly Entry[]>> = {
  debian: [
    file('/etc/profile', profile('/etc/bash.bashrc')),
    file('/etc/bash.bashrc', systemRc('\\u@\\h:\\w\\$ ')),
    folder('/etc/skel'),
    file('/etc/skel/.bashrc', debianRc),
    file('/etc/skel/.profile', debianProfile),
    file('/root/.bashrc', debianRc),
    file('/root/.profile', debianProfile),
    file('/home/admin/.bashrc', debianRc),
    file('/home/admin/.profile', debianProfile)
  ],
  redhat: [
    file('/etc/profile', profile('/etc/bashrc')),
    file('/etc/bashrc', systemRc('[\\u@\\h \\W]\\$ ')),
    folder('/etc/skel'),
    file('/etc/skel/.bashrc', redhatRc),
    file('/etc/skel/.bash_profile', redhatProfile),
    file('/root/.bashrc', redhatRc),
    file('/root/.bash_profile', redhatProfile),
    file('/home/admin/.bashrc', redhatRc),
    file('/home/admin/.bash_profile', redhatProfile)
  ]
}
