import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/** Which methods a path takes: Fastify does not report that for a request without a route. */
@Injectable()
export class RoutedMethods {
  private readonly routes: Route[] = [];

  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    // Nest registers its routes once every provider exists: none is missed.
    httpAdapter.getInstance().addHook('onRoute', ({ url, method }) => {
      // Behind a wildcard are files, which may or may not exist.
      if (url.includes('*')) return;
      const path = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[^/]+/g, '[^/]+')}$`);
      this.routes.push({ path, methods: [method].flat() });
    });
  }

  /** Sorted; empty where nothing is at the path. @param url with or without a query */
  findMethods(url: string): readonly string[] {
    const path = url.split('?', 1)[0] ?? '';
    const found = this.routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
