#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runCommandLine } from './command-line.ts'
import { terminalAsk } from './io/ask.ts'
import { screenOf } from './io/screen.ts'

// A reader that has seen enough, such as `head`, must not end the run.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => {})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  directory: process.cwd(),
  program: fileURLToPath(import.meta.url),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: terminalAsk(),
  screen: screenOf(process.stderr, process.env),
})
