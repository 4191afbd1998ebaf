import { z } from 'zod';
import type { PageQuery } from '#suite';
import { pageShape, requestClass } from '../requests/request-class.js';

/** The page of a list: `?limit=50&cursor=…`. */
export class PageParameters extends requestClass<PageQuery>('query', z.object(pageShape)) {}
