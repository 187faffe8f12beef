import { once } from 'node:events'
import { type RequestListener, type Server, createServer } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import { chooseFetch } from '../../../src/io/github/choose-fetch.ts'
import { createHttpFetch } from '../../../src/io/github/http-fetch.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** Starts a server; answers with its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('no port')
  return `http://127.0.0.1:${String(address.port)}`
}

const quick = { timeoutMs: 200, maxAnswerBytes: 1000 }

describe('a request', () => {
  it('carries method, headers and body, and brings the answer', async () => {
    const seen: object[] = []
    const url = await serve((incoming, response) => {
      const { method, headers } = incoming
      let text = ''
      incoming.setEncoding('utf8').on('data', (more: string) => {
        text += more
      })
      incoming.on('end', () => {
        seen.push({ method, text, own: headers['x-own'] })
        response.writeHead(201, 'Made', { 'x-answer': 'yes' }).end('{"é":1}')
      })
    })

    const response = await createHttpFetch()(`${url}/a?b=c`, {
      method: 'POST',
      headers: { 'x-own': '1' },
      body: '{"ü":"漢"}',
    })

    expect(seen).toEqual([{ method: 'POST', text: '{"ü":"漢"}', own: '1' }])
    expect(response).toMatchObject({
      status: 201,
      statusText: 'Made',
      url: `${url}/a?b=c`,
    })
    expect(response.headers.get('x-answer')).toBe('yes')
    expect(await response.text()).toBe('{"é":1}')
  })

  it('shares a connection with the ones before', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort)
      response.end('ok')
    })
    const fetch = createHttpFetch()

    for (let index = 0; index < 4; index += 1) await fetch(url)

    expect(ports.size).toBe(1)
  })
})

describe('a server that does not do its part', () => {
  it('never answers', async () => {
    const url = await serve(() => {})

    await expect(createHttpFetch(quick)(url)).rejects.toThrow(
      `${new URL(url).host} did not answer within 0.2 s`,
    )
  })

  it('never ends its answer', async () => {
    const url = await serve((_incoming, response) => {
      response.writeHead(200).write('begun')
    })

    await expect(createHttpFetch(quick)(url)).rejects.toThrow(
      `${new URL(url).host} did not answer within 0.2 s`,
    )
  })

  it('breaks off its answer', async () => {
    const url = await serve((_incoming, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('begun', () => response.socket?.destroy())
    })

    await expect(createHttpFetch(quick)(url)).rejects.toThrow(
      `${new URL(url).host} closed the connection`,
    )
  })

  it('answers too much', async () => {
    const url = await serve((_incoming, response) => {
      response.end('x'.repeat(1001))
    })

    await expect(createHttpFetch(quick)(url)).rejects.toThrow(
      `${new URL(url).host}: the answer is larger than 1000 bytes`,
    )
  })

  it('is not there', async () => {
    await expect(createHttpFetch()('http://127.0.0.1:9/')).rejects.toThrow(
      '127.0.0.1:9 refuses connections',
    )
    await expect(createHttpFetch()('http://nobody.invalid/')).rejects.toThrow(
      'the name nobody.invalid cannot be resolved',
    )
  })
})

describe('a redirect', () => {
  async function redirecting(target: (url: string) => string): Promise<string> {
    const url = await serve((incoming, response) => {
      if (incoming.url === '/end') response.end('the end')
      else response.writeHead(307, { location: target(url) }).end('moved')
    })
    return url
  }

  it('is followed by a read on the same server', async () => {
    const url = await redirecting((own) => `${own}/end`)

    const response = await createHttpFetch()(url)

    expect(await response.text()).toBe('the end')
    expect(response.url).toBe(`${url}/end`)
  })

  it('is not followed by a write', async () => {
    const url = await redirecting((own) => `${own}/end`)

    const response = await createHttpFetch()(url, { method: 'POST', body: '' })

    expect(response.status).toBe(307)
  })

  it('is the answer where that is asked for', async () => {
    const url = await redirecting((own) => `${own}/end`)

    const response = await createHttpFetch()(url, { redirect: 'manual' })

    expect(response.status).toBe(307)
  })

  it('is not followed to another server, so that no token goes there', async () => {
    let reached = 0
    const other = await serve((_incoming, response) => {
      reached += 1
      response.end()
    })
    const url = await redirecting(() => `${other}/end`)

    const response = await createHttpFetch()(url)

    expect(response.status).toBe(307)
    expect(reached).toBe(0)
  })

  it('is not followed for ever', async () => {
    let asked = 0
    const url = await serve((_incoming, response) => {
      asked += 1
      response.writeHead(302, { location: '/again' }).end()
    })

    const response = await createHttpFetch()(url)

    expect(response.status).toBe(302)
    expect(asked).toBe(4)
  })

  it('to nowhere is an answer', async () => {
    const url = await redirecting(() => 'http://[')

    expect((await createHttpFetch()(url)).status).toBe(307)
  })
})

describe('the client', () => {
  it('is the lean one without a proxy, and knows proxies with one', async () => {
    const url = await serve((_incoming, response) => {
      response.end('direct')
    })

    const lean = await chooseFetch(url, { https_proxy: '' })
    const proxied = await chooseFetch(url, {
      https_proxy: 'http://127.0.0.1:9',
    })

    expect(await (await lean(url)).text()).toBe('direct')
    expect(proxied).not.toBe(lean)
    expect(proxied.name).toBe('proxyFetch')
  })
})
