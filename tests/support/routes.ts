import type { Express } from 'express'

type Layer = {
  route?: { path: string; methods: Record<string, boolean> }
  handle: { stack?: Layer[] }
}

/** Every route of the application, `GET /cabinet/contacts/:id`, each once. */
export const routesOf = (app: Express): string[] => {
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) =>
      route === undefined
        ? walk(handle.stack ?? [])
        : Object.keys(route.methods).map(method => `${method.toUpperCase()} ${route.path}`),
    )
  return [...new Set(walk((app as unknown as { router: { stack: Layer[] } }).router.stack))].toSorted()
}
