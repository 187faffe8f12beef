import { execFile } from 'node:child_process'
import { parse } from 'node:path'

/**
 * Prints, as JSON, which of the names in its arguments are no modules. `-I` and
 * `-S` keep Python from running anything of site-packages, of the environment or
 * of the folder that it starts in; where modules would be looked for is worked
 * out here, and files are only looked at.
 */
const finder = `
import json, os, site, sys
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
home = os.path.dirname(os.path.dirname(os.path.abspath(sys.executable)))
config = os.path.join(home, 'pyvenv.cfg')
alone = False
folders = list(sys.path)
if os.path.isfile(config):
    folders += site.getsitepackages([home])
    with open(config) as file:
        alone = 'include-system-site-packages=true' not in file.read().lower().replace(' ', '')
if not alone:
    folders += site.getsitepackages([sys.prefix, sys.base_prefix])
    folders.append(site.getusersitepackages())
entries = []
for folder in [one for one in folders if os.path.isdir(one)]:
    for entry in os.listdir(folder):
        entries.append(entry)
        if not entry.endswith('.pth'):
            continue
        with open(os.path.join(folder, entry), errors='replace') as file:
            lines = [line.strip() for line in file]
        folders += [os.path.join(folder, line) for line in lines if line and not line.startswith(('#', 'import'))]
def found(name):
    if BuiltinImporter.find_spec(name) or FrozenImporter.find_spec(name):
        return True
    if PathFinder.find_spec(name, folders):
        return True
    return any(entry.startswith('__editable__') and name in entry for entry in entries)
print(json.dumps([name for name in sys.argv[1:] if not found(name)]))
`

/** Milliseconds. */
const patience = 10_000

/** Names that this Python finds no module for; `null` where it does not say. No code of a module is run. */
export function absentModules(
  program: string,
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      ['-I', '-S', '-c', finder, ...names],
      {
        // Not the clone: nothing of it may choose what is run.
        cwd: parse(program).root,
        env: passOn(environment),
        timeout: patience,
        windowsHide: true,
      },
      (error, stdout) => resolve(error === null ? parseNames(stdout) : null),
    )
  })
}

function passOn(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = ['PATH', 'HOME', 'PYENV_ROOT', 'SYSTEMROOT', 'APPDATA']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

function parseNames(text: string): readonly string[] | null {
  try {
    const names: unknown = JSON.parse(text)
    return Array.isArray(names)
      ? names.filter((name) => typeof name === 'string')
      : null
  } catch {
    // Something else than Python answers by that name.
    return null
  }
}
