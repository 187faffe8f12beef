import { describeTrouble } from './describe-trouble.ts'
import { Refusal } from './errors.ts'
import type { Terminal } from './modes/terminal.ts'
import { productName } from './product.ts'

/** A command: its arguments in, its exit status out (0 ready, 1 failed or incomplete, 2 usage, 3 inconclusive). */
type Command = (args: readonly string[], terminal: Terminal) => Promise<number>

const help = `${productName}: a pull request inside your fork, with proof.

Usage: staging-pr <command> [options]

  preview            print the staging PR's title and body as they would be sent
    --base REF       compare with this ref instead of upstream's
    --evidence DIR   take the evidence from this folder
    --html FILE      write a page that looks as GitHub will show it instead
    --open           and open it in a browser
  verify             run the verification steps for the current branch
    --base REF       compare with this ref instead of upstream's
    --json           print the evidence document
    --quiet          show the verdict alone, not what goes on before
    --fail-on WHAT   verification: exit with 0 when incomplete; not-ready; never
  spec FILE…         say what was understood of spec files
    --json           print it as JSON
  specs push         put the local .chant on a branch of its own in the fork
    --branch NAME    branch to push to (staging-specs)
    --remote NAME    remote of your fork (fork, else origin)
    --print          only show the git commands
  init               look at the clone, ask where the workflow lies, and write it
                     with the configuration; then say what to do next
    --layout L       push (on the fix branch), dispatch (on the default branch)
                     or mirror (on one of your own beside a mirrored main)
    --yes            ask nothing, take what is proposed
    --one-job        everything in one job, beside a token that may write
    --sweep          and a nightly run for all fix branches that wait
    --handoff        and a run that hands an approved staging PR over
    --alias          and git staging: push the branch and start its run
    --print          only show the files
    --force          replace other workflows, and show the difference
  init --hooks       install git hooks: no commit message refers to upstream, and
                     a fix branch is verified before it is pushed
    --print          only show the scripts
  init --spec ISSUE  write the skeleton of a spec, filled from .chant/research
    --print          only show it
  review-spec        write a spec that asks a person or an agent for a review of
                     the branch
    --out PATH       write it there (.chant/specs, with a new id)
    --force          replace the one that is there
  handoff            write the package for the upstream pull request: title and
                     body, commit message, the command that opens it, and
                     a patch that marks the spec
    --branch         build a branch without what is for the fork alone, on
                     upstream's latest, and run the tests on it
    --rehearse       merge the fix with upstream's latest and run the tests on
                     it, without a branch
    --online         ask GitHub who approved it and what became of the issue, with
                     the token in GITHUB_TOKEN; reads only
    --base REF       compare with this ref instead of upstream's
    --out DIR        write it there
  doctor             say what in settings, workflow or clone will stop the action
    --online         ask GitHub too, with the token in GITHUB_TOKEN; reads only
    --json           print it as JSON, with stable codes
    --verbose        list the checks that passed

  --help, --version

Nothing but \`verify\`, \`handoff --branch\` and \`handoff --rehearse\` runs anything of the project;
only \`specs push\`, and \`doctor\` and \`handoff\` with \`--online\`, use the network.
Exit status: 0 ready, 1 failed or incomplete, 2 usage or configuration, 3 inconclusive;
of \`doctor\`: 0 no error, 1 an error, 2 usage, 3 GitHub could not be asked.
`

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  preview: async () => (await import('./modes/preview.ts')).preview,
  verify: async () => (await import('./modes/verify.ts')).verify,
  spec: async () => (await import('./modes/spec.ts')).spec,
  init: async () => (await import('./modes/init.ts')).init,
  specs: async () => (await import('./modes/specs.ts')).specs,
  'review-spec': async () =>
    (await import('./modes/review-spec.ts')).reviewSpecCommand,
  handoff: async () => (await import('./modes/handoff.ts')).handoff,
  doctor: async () => (await import('./modes/doctor.ts')).doctor,
}

/** Runs one command; the one place where its trouble is caught. Answers with the exit status. */
export async function runCommandLine(
  [name, ...args]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    const asksHelp = name === 'help' || [name, ...args].includes('--help')
    if (name === undefined || asksHelp) {
      terminal.out(help)
      return name === undefined ? 2 : 0
    }
    if (name === '--version') {
      terminal.out(`${productName}\n`)
      return 0
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (load === undefined) {
      throw new Refusal(`There is no command ${name}.`, {
        remedy: `Commands: ${Object.keys(commands).join(', ')}. See staging-pr --help.`,
      })
    }
    const command = await load()
    return await command(args, terminal)
  } catch (error) {
    terminal.err(`${describeTrouble(error)}\n`)
    return 2
  }
}
