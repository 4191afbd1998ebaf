import type { FastifyAdapter } from '@nestjs/platform-fastify';

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/** Which methods there are at a path: what Fastify does not tell of a request that it finds no route for. */
export class RoutedMethods {
  private readonly routes: Route[] = [];

  /** @param adapter without a route so far */
  constructor(adapter: FastifyAdapter) {
    adapter.getInstance().addHook('onRoute', ({ url, method }) => {
      // Behind a wildcard are files: nobody knows whether there is one.
      if (url.includes('*')) return;
      const path = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[^/]+/g, '[^/]+')}$`);
      this.routes.push({ path, methods: [method].flat() });
    });
  }

  findMethods(url: string): readonly string[] {
    const path = url.split('?', 1)[0] ?? '';
    const found = this.routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
