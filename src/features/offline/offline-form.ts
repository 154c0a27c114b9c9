import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { directories } from '../../directories'
import { type FormTemplate, writeTemplate } from '../../flk'

/** Made by the build: the engine and the page's script in one file, and the style. */
const part = (name: string): string => readFileSync(join(directories.root, 'dist/offline', name), 'utf8')

let parts: { readonly script: string; readonly style: string } | undefined

/**
 * A form as one HTML file that is filled in, checked and saved without a network. It is handed out as a download and
 * opened from the disk; its own policy lets it load nothing at all.
 */
export const offlineForm = (template: FormTemplate): string => {
  parts ??= { script: part('form.js'), style: part('form.css') }
  const name = escaped(template.name || template.code)
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${name}</title>
<style>${parts.style}</style>
</head>
<body>
<header>
<h1>${name}</h1>
<p>Форма ${escaped(template.code)}, версия ${escaped(template.version)}. Заполняется без подключения к интернету.</p>
</header>
<main>
<div class="tools">
<p class="field"><label for="open">Продолжить заполнение: открыть сохранённый отчёт</label><input type="file" id="open" accept=".xml,text/xml"></p>
<p class="field"><label for="previous">Для сравнения: открыть отчёт за прошлый период</label><input type="file" id="previous" accept=".xml,text/xml"></p>
<p id="status" role="status"></p>
<noscript><p>Для заполнения без интернета включите в браузере выполнение сценариев.</p></noscript>
</div>
<div id="form"></div>
<section id="protocol" tabindex="-1" aria-label="Протокол контроля" hidden></section>
<div class="actions">
<button type="button" id="check">Проверить</button>
<button type="button" id="save">Сохранить файл отчёта</button>
</div>
</main>
<script type="application/json" id="template">${embedded({ xml: writeTemplate(template) })}</script>
<script>${parts.script}</script>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, letter => ENTITIES[letter] ?? letter)

/** Data inside a script element: nothing in it can end the element or begin a comment. */
const embedded = (data: unknown): string =>
  JSON.stringify(data).replace(/</g, '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
