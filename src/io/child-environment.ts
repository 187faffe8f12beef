type Environment = Readonly<Record<string, string | undefined>>

/** What makes up the environment of a command; later ones win. */
export type ChildEnvironment = {
  /** Environment of the action. */
  readonly parent: Environment
  /** Names to let through, from `env.pass`. */
  readonly pass: readonly string[]
  /** Values from `env.set`. */
  readonly set: Readonly<Record<string, string>>
  readonly stepEnv: Readonly<Record<string, string>>
  /** Names to let through, from the step's `env-pass`. */
  readonly stepEnvPass: readonly string[]
  /** `ISSUE`, `HEAD_SHA` and the like; `undefined` ones are left out. */
  readonly variables: Environment
}

/** Needed by ordinary tools, and free of secrets. */
const allowed = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'CI',
  'GITHUB_ACTIONS',
  'RUNNER_OS',
  'RUNNER_ARCH',
  'RUNNER_TEMP',
  'RUNNER_TOOL_CACHE',
  // The runner finds processes that a job left behind by this value.
  'RUNNER_TRACKING_ID',
  'AGENT_TOOLSDIRECTORY',
  'CARGO_HOME',
  'RUSTUP_HOME',
  'RUSTUP_TOOLCHAIN',
  'GOPATH',
  'GOROOT',
  'GOCACHE',
  'GOMODCACHE',
  'GOTOOLCHAIN',
  'JAVA_HOME',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'PYENV_ROOT',
  'PNPM_HOME',
  'NVM_DIR',
  'NVM_BIN',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'http_proxy',
  'https_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
])

const locale =
  /^LC_(?:ALL|COLLATE|CTYPE|MESSAGES|MONETARY|NUMERIC|TIME|IDENTIFICATION|MEASUREMENT|NAME|PAPER|ADDRESS|TELEPHONE)$/u

/** The runner's own channels and credentials: not even a configuration lets them through. */
const alwaysDenied =
  /^(?:INPUT_|ACTIONS_|STATE_|GIT_|NODE_OPTIONS$|GITHUB_(?:TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|ARTIFACTS)$|GH_TOKEN$)/iu

/** Names that speak of a secret pass only where the configuration names them. */
const secretName =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|COOKIE|WEBHOOK|(?:^|_)(?:PASS|PAT|AUTH|DSN|PEM)(?:$|_(?!SOCK))|KEY(?:$|_)/iu

/**
 * The whole environment of a command: an allow-list, what the configuration
 * names, and the step's own values. A colourless, unattended terminal is set
 * so that output can be read.
 */
export function childEnvironment(
  request: ChildEnvironment,
): Record<string, string> {
  const { parent, pass, stepEnvPass } = request
  const named = new Set([...pass, ...stepEnvPass])
  const inherited = Object.entries(parent).filter(
    ([name]) =>
      !alwaysDenied.test(name) && (named.has(name) || isAllowed(name)),
  )
  return defined([
    ...inherited,
    ['TERM', 'dumb'],
    ['NO_COLOR', '1'],
    ['CARGO_TERM_COLOR', 'never'],
    ...Object.entries(request.set),
    ...Object.entries(request.stepEnv),
    ...Object.entries(request.variables),
  ])
}

function isAllowed(name: string): boolean {
  return allowed.has(name) || locale.test(name)
}

function defined(
  entries: readonly (readonly [string, string | undefined])[],
): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

/** Values of the action's environment that must not leave it: at least eight characters, under a name that speaks of a secret. */
export function secretValues(parent: Environment): readonly string[] {
  return Object.entries(parent).flatMap(([name, value]) =>
    value !== undefined && value.length >= 8 && secretName.test(name)
      ? [value]
      : [],
  )
}
