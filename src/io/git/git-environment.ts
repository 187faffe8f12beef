/** No file of the account is read, `.netrc` and the like among them. */
export function isolation(directory: string): Record<string, string> {
  return {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    HOME: directory,
    XDG_CONFIG_HOME: directory,
  }
}

/** What a person's own way to log in may need. */
export function userEnvironment(
  parent: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = ['SSH_AUTH_SOCK', 'GIT_SSH_COMMAND', 'GIT_SSH', 'DISPLAY']
  return pick(parent, names)
}

function pick(
  from: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'all_proxy',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
] as const

/** What git needs of ours, and what keeps it from asking and fetching. */
export function gitEnvironment(
  parent: Readonly<Record<string, string | undefined>>,
  config: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries(config)
  const injected = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ])
  return {
    ...pick(parent, passedOn),
    ...Object.fromEntries(injected),
    GIT_CONFIG_COUNT: String(entries.length),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  }
}
