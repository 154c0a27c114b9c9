import { axeViolations } from '../support/axe'
import { htmlMistakes } from './html-mistakes'

it('the checks of pages find a broken one', async () => {
  const broken = '<html><body><input id=a><img src=x><h1></h1></body></html>'
  expect(await axeViolations(broken)).not.toEqual([])
  expect(await htmlMistakes(broken)).not.toEqual([])
})
