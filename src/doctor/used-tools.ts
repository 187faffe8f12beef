import { commandsIn, textsOf } from './commands.ts'

/** Commands that are no programs on `PATH`. */
const builtins: ReadonlySet<string> = new Set(
  '. : [ [[ alias bg break builtin case cd command continue declare do done echo elif else esac eval exec exit export false fi for function getopts hash if in let local printf pushd popd pwd read readonly return set shift shopt source test then time times trap true type typeset ulimit umask unalias unset until wait while { } !'.split(
    ' ',
  ),
)

/** Programs that are looked for wherever a command begins with them. */
const known: ReadonlySet<string> = new Set(
  'bun cargo deno dotnet flake8 go gofmt golangci-lint gradle hatch just make mvn mypy node nox npm npx pipenv pnpm poetry pytest python python3 ruff rustc tox uv yarn'.split(
    ' ',
  ),
)

/** Subcommands of cargo that are programs of their own. */
const ofCargo: ReadonlySet<string> = new Set([
  'clippy',
  'fmt',
  'nextest',
  'llvm-cov',
  'deny',
  'hack',
])

/** Programs that the commands of the steps begin with. What a shell may define itself is left out. */
export function usedTools(
  steps: readonly Parameters<typeof textsOf>[0][],
): readonly string[] {
  return [...new Set(steps.flatMap(textsOf).flatMap(toolsIn))]
}

function toolsIn(run: string): readonly string[] {
  return commandsIn(run).flatMap(([name = '', next = ''], index) => {
    const isProgram = known.has(name) || (index === 0 && mayBe(name, run))
    if (!isProgram) return []
    return name === 'cargo' && ofCargo.has(next)
      ? [name, `cargo-${next}`]
      : [name]
  })
}

/** A plain word that is neither the shell's own nor a function of the text. */
function mayBe(name: string, run: string): boolean {
  return (
    /^[A-Za-z][\w.+-]*$/u.test(name) &&
    !builtins.has(name) &&
    !run.includes(`${name}()`)
  )
}
