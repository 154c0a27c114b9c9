// Runs axe over pages in a thread of its own: jsdom is made of ES modules, which Node loads and jest does not.
import { parentPort } from 'node:worker_threads'
import axe from 'axe-core'
import { JSDOM } from 'jsdom'

const check = async ({ id, html }) => {
  const { window } = new JSDOM(html, { runScripts: 'outside-only', pretendToBeVisual: true })
  window.eval(axe.source)
  const { violations } = await window.axe.run(window.document, { rules: { 'color-contrast': { enabled: false } } })
  window.close()
  parentPort.postMessage({
    id,
    told: violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(node => node.html).join(' | ')}`),
  })
}

parentPort.on('message', message => void check(message))
